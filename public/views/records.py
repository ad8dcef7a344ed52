"""The public pages of one record each: a measure, a coalition, an event; and an evidence file."""

from collections.abc import Callable, Iterable
from functools import wraps
from operator import attrgetter
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from coalitions.models import Coalition, Event
from coalitions.story import story
from common.downloads import to_be_saved
from common.snapshot import snapshot
from common.sorting import in_order
from finding.neighbours import neighbours
from measures import questions
from measures.models import Measure, Result, Term
from public.views.slugs import Moved, record_at, redirect_to_present

LATEST = 10  # of the measures and supports on another record's page; the listings have them all
SOME = 6  # of a coalition's results

View = Callable[..., HttpResponseBase]


class Gone(Exception):
    """The measure was withdrawn."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure


def record_page(view: View) -> View:
    """A page about a record: a former address leads to the present one, and a withdrawn record is gone.

    All of it is of one moment: a reader never sees half of an update that is published meanwhile.
    """

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with snapshot():
                return view(request, *args, **kwargs)
        except Moved as moved:
            return redirect_to_present(request, moved)
        except Gone as gone:
            return render(request, "410.html", {"measure": gone.measure}, status=410)

    return page


def public_measure(measures: Any, slug: str) -> Measure:
    """The measure at this slug, if the public may read it. Raises Http404, Moved or Gone."""
    measure: Measure = record_at(measures, slug)
    if measure.is_withdrawn:
        raise Gone(measure)
    return measure


@record_page
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """The measure page, which everything else serves."""
    measure = public_measure(Measure.objects.whole(), slug)
    context = {
        "measure": measure,
        "notice": questions.notice(measure.reporter),
        "main_features_question": questions.main_features(measure.reporter),
        "results_question": questions.results(measure.reporter),
        "results": sorted(measure.results.all(), key=lambda result: result.date or "9999"),
        "goals": _goals(measure),
        "vocabularies": _vocabularies(measure),
        "version": measure.versions.first(),
        "neighbours": neighbours(measure),
    }
    return render(request, "public/measures/measure.html", context)


def _goals(measure: Measure) -> list[tuple[Term, list[Term]]]:
    """The measure's goals, each with those of its areas that the measure carries."""
    terms = measure.terms.all()
    areas = [term for term in terms if term.parent]
    goals = {term.pk: term for term in terms if term.vocabulary.code == "goal"}
    goals |= {area.parent.pk: area.parent for area in areas if area.parent}
    ordered = sorted(goals.values(), key=lambda goal: goal.position)
    return [(goal, [area for area in areas if area.parent_id == goal.pk]) for goal in ordered]


def _vocabularies(measure: Measure) -> dict[str, list[Term]]:
    """The measure's other terms, by the name of their vocabulary."""
    groups: dict[str, list[Term]] = {}
    for term in measure.terms.all():
        if term.vocabulary.code != "goal" and not term.parent_id:
            groups.setdefault(term.vocabulary.name, []).append(term)
    return groups


@record_page
def evidence(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """An evidence file."""
    measure = public_measure(Measure.objects.all(), slug)
    evidence = get_object_or_404(measure.evidence, pk=pk)
    return to_be_saved(
        evidence.file, name=evidence.name, or_else=f"{measure.slug}-{evidence.pk}", content_type=evidence.content_type
    )


@record_page
def coalition(request: HttpRequest, slug: str) -> HttpResponse:
    """What a coalition is, and its story."""
    coalitions = Coalition.objects.prefetch_related("statuses", "memberships__federation")
    coalition = record_at(coalitions, slug)
    measures = Measure.objects.published().reported_by(coalition)
    results = Result.objects.published().for_listing().newest()
    achieved = results.filter(measure__coalition=coalition)
    gained = results.filter(beneficiary=coalition).exclude(measure__coalition=coalition)
    given = _support().filter(measure__coalition=coalition)
    received = _support().filter(coalition=coalition).exclude(measure__coalition=None)
    context = {
        "coalition": coalition,
        "story": story(coalition),
        "places": [membership for membership in coalition.memberships.all() if membership.is_current],
        "members": in_order(coalition.members.select_related("coalition"), lambda member: member.coalition.title),
        "measures": measures.for_listing()[:LATEST],
        "measure_count": measures.count(),
        "achieved": achieved[:SOME],
        "achieved_count": achieved.count(),
        "gained": gained[:SOME],
        "gained_count": gained.count(),
        "events": _events(coalition),
        "supported": _by_coalition(given[:LATEST]),
        "supported_count": given.order_by().values("coalition").distinct().count(),
        "supporters": _by_coalition(received[:LATEST], lambda support: support.measure.coalition),
        "supporter_count": received.count(),
    }
    return render(request, "public/coalitions/coalition.html", context)


def _events(coalition: Coalition) -> list[tuple[Event, list[str]]]:
    """The events in which it took part, the latest first, each with its roles there."""
    roles: dict[Event, list[str]] = {}
    latest = coalition.participations.select_related("event").order_by(
        F("event__start").desc(nulls_last=True), "event_id", "pk"
    )
    for participation in latest:
        roles.setdefault(participation.event, []).append(participation.get_role_display())
    return list(roles.items())


def _support() -> QuerySet[Any]:
    """Who was supported through which measure."""
    support = Measure.supported_coalitions.through.objects.filter(measure__withdrawn_at__isnull=True)
    return support.select_related("coalition", "measure__coalition").order_by(
        "-measure__first_year", "-measure", "coalition__name"
    )


def _by_coalition(
    supports: Iterable[Any], whose: Callable[[Any], Coalition] = attrgetter("coalition")
) -> list[tuple[Coalition, list[Measure]]]:
    """For each coalition, through which measures it was supported, or supported others."""
    measures: dict[Coalition, list[Measure]] = {}
    for support in supports:
        measures.setdefault(whose(support), []).append(support.measure)
    return list(measures.items())


@record_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """When and where an event was, who took part, and what came of it."""
    event = record_at(Event.objects.all(), slug)
    measures = Measure.objects.published().filter(events=event)
    results = Result.objects.published().filter(event=event)
    by_name = in_order(event.participations.select_related("coalition"), lambda part: part.coalition.title)
    context = {
        "event": event,
        "participations": sorted(by_name, key=lambda part: part.role),
        "measures": measures.for_listing()[:LATEST],
        "measure_count": measures.count(),
        "results": results.for_listing()[:LATEST],
        "result_count": results.count(),
    }
    return render(request, "public/events/event.html", context)
