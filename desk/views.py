"""The desk: what waits for a representative, and beginning a report."""

import copy
import datetime
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from accounts.models import User
from coalitions.models import Coalition
from desk.access import only_posted
from measures.models import Cycle, CycleExtension, Measure
from submissions import deadlines, workflow
from submissions.models import Remark, Submission

State = Submission.State


@dataclass
class Place:
    """One coalition's part of the desk."""

    coalition: Coalition
    is_coordinated: bool = False  # by whoever is at the desk, who may then take the coalition's record home
    cycles: list[Cycle] = field(default_factory=list)
    asked: list[Submission] = field(default_factory=list)
    drafts: list[Submission] = field(default_factory=list)
    submitted: list[Submission] = field(default_factory=list)
    put_away: list[Submission] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)

    def add(self, submission: Submission) -> None:
        lists = {
            State.CHANGES_REQUESTED: self.asked,
            State.DRAFT: self.drafts,
            State.SUBMITTED: self.submitted,
            State.DECLINED: self.put_away,
            State.WITHDRAWN: self.put_away,
        }
        if submission.state in lists:
            lists[State(submission.state)].append(submission)

    @property
    def next_cycle(self) -> Cycle | None:
        """The cycle into which measures are carried forward."""
        return self.cycles[0] if self.cycles else None


@require_safe
@at_desk
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is on its way and what is published, for each coalition that the user speaks for."""
    places = _places(signed_in(request))
    asked = sum(len(place.asked) for place in places)
    return render(request, "desk/desk.html", {"places": places, "asked": asked})


def _places(user: User) -> list[Place]:
    """All of it in a fixed number of queries, however many coalitions and reports there are."""
    places = {coalition.pk: Place(coalition) for coalition in Coalition.objects.represented_by(user).order_by("name")}
    for coalition in Coalition.objects.filter(representatives__in=user.representations.coordinators(), pk__in=places):
        places[coalition.pk].is_coordinated = True
    _add_cycles(places)
    remarks = Count("remarks", filter=Q(remarks__in=Remark.objects.open()))
    for submission in Submission.objects.filter(coalition__in=places).select_related("cycle").annotate(asked=remarks):
        places[submission.coalition_id].add(submission)
    measures = Measure.objects.published().filter(coalition__in=places).select_related("cycle")
    for measure in measures.prefetch_related(_under_way("submissions"), _under_way("carried_forward")):
        places[measure.coalition_id or 0].measures.append(measure)
    return list(places.values())


def _add_cycles(places: dict[int, Place]) -> None:
    # The same as deadlines.cycles_to_report_in, for all coalitions at once.
    today = timezone.localdate()
    extensions = {
        (extension.cycle_id, extension.coalition_id): extension.closes
        for extension in CycleExtension.objects.filter(coalition__in=places)
    }
    for cycle in Cycle.objects.order_by("closes", "first_year"):
        for place in places.values():
            closes = extensions.get((cycle.pk, place.coalition.pk), cycle.closes)
            if closes and closes >= today:
                place.cycles.append(_closing(cycle, closes))


def _closing(cycle: Cycle, closes: datetime.date) -> Cycle:
    own = copy.copy(cycle)
    own.closes = closes
    return own


def _under_way(name: str) -> Prefetch:
    return Prefetch(name, Submission.objects.on_their_way(), to_attr=f"{name}_under_way")


# Beginning


@only_posted
@at_desk
def start(request: HttpRequest) -> HttpResponseBase:
    """Begin a new report."""
    user = signed_in(request)
    coalition = get_object_or_404(Coalition.objects.represented_by(user), pk=_number(request.POST.get("coalition", "")))
    cycles = deadlines.cycles_to_report_in(coalition)
    chosen = {str(cycle.pk): cycle for cycle in cycles}.get(request.POST.get("cycle", ""))
    return redirect(workflow.start_report(coalition, user, chosen or (cycles[0] if cycles else None)))


@only_posted
@at_desk
def update(request: HttpRequest, measure: int) -> HttpResponseBase:
    """Begin an update of a published measure, or go on with the one that has begun."""
    return redirect(workflow.propose_update(_own_measure(request, measure), signed_in(request)))


@only_posted
@at_desk
def carry_forward(request: HttpRequest, measure: int) -> HttpResponseBase:
    """Begin a report for the next cycle with what a published measure says."""
    own = _own_measure(request, measure)
    cycles = deadlines.cycles_to_report_in(own.coalition) if own.coalition else []
    if not cycles:
        messages.error(request, _("No reporting cycle is open or announced. Measures can be carried forward then."))
        return redirect("desk")
    return redirect(workflow.carry_forward(own, signed_in(request), cycles[0]))


def _own_measure(request: HttpRequest, pk: int) -> Measure:
    coalitions = Coalition.objects.represented_by(signed_in(request))
    return get_object_or_404(Measure.objects.published().filter(coalition__in=coalitions), pk=pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else 0
