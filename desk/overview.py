"""The desk: what waits for a representative, and what is published, of each coalition that they speak for."""

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from accounts.models import User
from coalitions.models import Coalition
from measures.models import Cycle, Measure
from submissions import deadlines
from submissions.models import Remark, Submission

State = Submission.State


@dataclass
class CoalitionDesk:
    """One coalition's part of the desk."""

    coalition: Coalition
    cycles: list[Cycle]  # in which it can report, each with the coalition's own last day
    is_coordinated: bool = False  # by whoever is at the desk, who may then take the coalition's record home
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
    desks = _desks_of(signed_in(request))
    asked = sum(len(each.asked) for each in desks)
    return render(request, "desk/desk.html", {"desks": desks, "asked": asked})


def _desks_of(user: User) -> list[CoalitionDesk]:
    """All of it in a fixed number of queries, however many coalitions and reports there are."""
    coalitions = Coalition.objects.represented_by(user).by_title()
    cycles = deadlines.cycles_of_each(coalitions)
    desks = {coalition.pk: CoalitionDesk(coalition, cycles[coalition.pk]) for coalition in coalitions}
    for coalition in Coalition.objects.filter(representatives__in=user.representations.coordinators(), pk__in=desks):
        desks[coalition.pk].is_coordinated = True
    remarks = Count("remarks", filter=Q(remarks__in=Remark.objects.open()))
    for submission in Submission.objects.filter(coalition__in=desks).select_related("cycle").annotate(asked=remarks):
        desks[submission.coalition_id].add(submission)
    measures = Measure.objects.published().filter(coalition__in=desks).select_related("cycle")
    for measure in measures.prefetch_related(_under_way("submissions"), _under_way("carried_forward")):
        desks[measure.coalition_id or 0].measures.append(measure)
    return list(desks.values())


def _under_way(name: str) -> Prefetch:
    return Prefetch(name, Submission.objects.on_their_way(), to_attr=f"{name}_under_way")
