"""The four kinds of records that are searched: what is public of each, what it is chosen by, how it is ordered."""

from typing import Any

from django.db.models import Case, CharField, F, Func, IntegerField, OuterRef, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left
from django.utils import timezone
from django.utils.translation import get_language

from coalitions.models import Coalition, Event, StatusChange
from finding.index import RecordKind
from finding.years import NEVER
from measures.models import Measure, Result


class SortKey(Func):
    """A record's name as it sorts: without accents, case and punctuation."""

    template = "(SELECT sort_key FROM search_name WHERE kind = %(expressions)s)"
    arg_joiner = " AND record = "
    output_field = TextField()

    def __init__(self, kind: str) -> None:
        super().__init__(Value(kind), F("pk"))


def _each(array: str) -> Func:
    return Func(F(array), function="unnest", output_field=CharField())


def _of_measures(path: str = "") -> dict[str, Any]:
    """What measures carry, and, with the path to their measure, what belongs to them."""
    reporter = When(**{f"{path}coalition__isnull": False}, then=Value(Measure.Reporter.CIVIL_SOCIETY.value))
    going_on = When(**{f"{path}ongoing": True}, then=Value(NEVER))
    return {
        "country": _each(f"{path}countries"),
        "coalition": F(f"{path}coalition"),
        "reporter": Case(reporter, default=Value(Measure.Reporter.PUBLIC_AUTHORITY.value)),
        "language": F(f"{path}language"),
        "cycle": F(f"{path}cycle"),
        "term": F(f"{path}terms"),
        "event": F(f"{path}events"),
        "supported": F(f"{path}supported_coalitions"),
        "first_year": F(f"{path}first_year"),
        "last_year": Case(
            going_on, default=Coalesce(f"{path}last_year", f"{path}first_year"), output_field=IntegerField()
        ),
    }


def _year(date: Any) -> Cast:
    return Cast(Left(date, 4), IntegerField())


MEASURE = RecordKind(
    name="measure",
    records=Measure.objects.published,
    facets=_of_measures(),
    orders={
        "newest": lambda measures: measures.order_by(*Measure._meta.ordering or ()),
        "period": lambda measures: measures.order_by(
            F("first_year").desc(nulls_last=True), F("last_year").desc(nulls_first=True), "-pk"
        ),
        "title": lambda measures: measures.order_by(SortKey("measure"), "pk"),
    },
)
RESULT = RecordKind(
    name="result",
    records=Result.objects.published,
    facets={**_of_measures("measure__"), "kind": F("kind"), "beneficiary": F("beneficiary"), "came_from": F("event")},
    orders={"newest": lambda results: results.newest()},
)
COALITION = RecordKind(
    name="coalition",
    records=Coalition.objects.all,
    facets={
        "country": F("country"),
        "language": F("language"),
        "federation": F("memberships__federation"),
        "role": Case(When(memberships__until__isnull=True, then=F("memberships__role"))),
        "status": StatusChange.objects.latest_of(OuterRef("pk")),
    },
    orders={
        "name": lambda coalitions: coalitions.order_by(SortKey("coalition"), "pk"),
        "title": lambda coalitions: coalitions.by_title(),
        "founded": lambda coalitions: coalitions.order_by(F("founded").asc(nulls_last=True), "pk"),
    },
    order_changes_with={"title": lambda: get_language() or "en"},
)
EVENT = RecordKind(
    name="event",
    records=Event.objects.all,
    facets={
        "country": F("country"),
        "language": F("language"),
        "kind": F("kind"),
        "coalition": F("participations__coalition"),
        "first_year": _year(F("start")),
        "last_year": _year(Coalesce("end", "start")),
    },
    orders={
        "newest": lambda events: events.order_by(F("start").desc(nulls_last=True), "pk"),
        "date": lambda events: events.in_calendar_order(),
        "title": lambda events: events.order_by(SortKey("event"), "pk"),
    },
    order_changes_with={"date": lambda: timezone.localdate().isoformat()},
)

KINDS = (MEASURE, RESULT, COALITION, EVENT)
