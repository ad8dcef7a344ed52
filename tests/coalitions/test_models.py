"""The rules of coalitions, memberships, statuses and events: kept by the database, and told beside the field."""

from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import override

from coalitions.models import Coalition, Event, Membership, Participation, Representative, StatusChange
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    FederationFactory,
    MembershipFactory,
    ParticipationFactory,
    RepresentativeFactory,
    StatusChangeFactory,
    UserFactory,
)
from tests.rules import form_errors, insert, update

pytestmark = pytest.mark.django_db

# The factory, what is wrong, and the constraint that refuses it.
REFUSED = [
    pytest.param(CoalitionFactory, {"name": " "}, "coalition_has_name", id="a coalition without a name"),
    pytest.param(CoalitionFactory, {"language": ""}, "coalition_language", id="a name in no language"),
    pytest.param(CoalitionFactory, {"founded": "1944"}, "coalition_founded_is_real", id="founded in 1944"),
    pytest.param(CoalitionFactory, {"founded": "2101"}, "coalition_founded_is_real", id="founded in 2101"),
    pytest.param(CoalitionFactory, {"founded": "98"}, "coalition_founded_is_real", id="a year of two digits"),
    pytest.param(CoalitionFactory, {"founded": "2019-13"}, "date field value out of range", id="a thirteenth month"),
    pytest.param(CoalitionFactory, {"name": "\u200b"}, "coalition_has_name", id="a name that cannot be seen"),
    pytest.param(
        CoalitionFactory,
        {"website": "javascript:alert(1)"},
        "coalition_website_is_web_address",
        id="a website that runs a script",
    ),
    pytest.param(StatusChangeFactory, {"status": "asleep"}, "status_is_known", id="a status that does not exist"),
    pytest.param(StatusChangeFactory, {"since": "2019-2"}, "status_since_is_real", id="a month of one digit"),
    pytest.param(EventFactory, {"name": "\n"}, "event_has_name", id="an event without a name"),
    pytest.param(
        EventFactory, {"website": "ftp://example.org/"}, "event_website_is_web_address", id="a website that is none"
    ),
    pytest.param(EventFactory, {"language": "English"}, "value too long", id="a language in words"),
    pytest.param(EventFactory, {"start": "2019-02-30"}, "date field value out of range", id="30 February"),
    pytest.param(EventFactory, {"start": "2019-02-29"}, "date field value out of range", id="no leap year"),
    pytest.param(EventFactory, {"start": "09/10/2019"}, "event_start_is_real", id="a date in another order"),
    pytest.param(EventFactory, {"end": "2019-10-08"}, "event_ends_after_start", id="ends a day too early"),
    pytest.param(EventFactory, {"end": "2019-09"}, "event_ends_after_start", id="ends in the month before"),
    pytest.param(EventFactory, {"end": "2018"}, "event_ends_after_start", id="ends in the year before"),
    pytest.param(EventFactory, {"start": "2019-11"}, "event_ends_after_start", id="a day before its month"),
    pytest.param(EventFactory, {"start": "2020"}, "event_ends_after_start", id="a day before its year"),
]


@pytest.mark.parametrize(("factory", "fields", "constraint"), REFUSED)
def test_database_refuses_insert(factory: Any, fields: dict[str, Any], constraint: str) -> None:
    owner = {"coalition": CoalitionFactory()} if factory is StatusChangeFactory else {"slug": "a-record"}
    record = factory.build(**owner | fields)

    with pytest.raises(DatabaseError, match=constraint):
        insert(record)


@pytest.mark.parametrize(("factory", "fields", "constraint"), REFUSED)
def test_database_refuses_update(factory: Any, fields: dict[str, Any], constraint: str) -> None:
    record = factory()

    with pytest.raises(DatabaseError, match=constraint):
        update(record, **fields)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (None, None),
        ("2019-10-09", None),
        ("2019-10-09", "2019-10-09"),
        ("2019-10-09", "2019-10"),
        ("2019-10-09", "2019"),
        ("2019-10", "2019-10-01"),
        ("2019-10", "2019"),
        ("2019", "2019-01-01"),
        ("2019", "2020"),
        ("1945-01-01", "2100-12-31"),
        ("2020-02-29", "2020-03"),
    ],
)
def test_event_may_end_when_it_can_have_ended(start: str | None, end: str | None) -> None:
    EventFactory(start=start, end=end).full_clean()


DATE = "Give a year, a month or a day, written 2018, 2018-10 or 2018-10-09, from 1945 to 2100."
ORDER = "The end comes before the beginning. Correct one of the two dates."
RIGHT: dict[type[models.Model], dict[str, Any]] = {
    Coalition: {"name": "Example coalition", "language": "en"},
    Event: {"name": "Example congress", "language": "en", "kind": "congress", "start": "2019-10-09"},
}


@pytest.mark.parametrize("model", RIGHT)
def test_form_accepts_what_is_right(model: type[models.Model]) -> None:
    assert form_errors(model, RIGHT[model]) == {}


@pytest.mark.parametrize(
    ("model", "field", "typed", "sentence"),
    [
        (Coalition, "name", " ", "This field is required."),
        (Coalition, "founded", "spring 1998", DATE),
        (Coalition, "founded", "1944", DATE),
        (Coalition, "website", "example", "Enter a valid URL."),
        (Coalition, "website", "ftp://example.org/", "Give a web address that begins with http:// or https://."),
        (Event, "name", " ", "This field is required."),
        (Event, "start", "2019-02-30", DATE),
        (Event, "start", "9 Oct 19", DATE),
        (Event, "end", "2019-10-08", ORDER),
        (Event, "end", "2019-09", ORDER),
        (Event, "end", "2018", ORDER),
        (Event, "kind", "party", "Select a valid choice. party is not one of the available choices."),
    ],
)
def test_form_says_what_is_wrong_beside_the_field(
    model: type[models.Model], field: str, typed: str, sentence: str
) -> None:
    assert form_errors(model, RIGHT[model] | {field: typed}) == {field: [sentence]}


def test_name_is_shown_in_the_language_of_the_reader() -> None:
    coalition = CoalitionFactory.build(
        name="Example coalition", language="en", other_names={"fr": "Coalition d’exemple"}
    )

    with override("fr"):
        assert (str(coalition), coalition.title.is_foreign) == ("Coalition d’exemple", False)
    with override("es"):
        assert (str(coalition), coalition.title.lang, coalition.title.is_foreign) == ("Example coalition", "en", True)


def test_latest_status_counts() -> None:
    coalition = CoalitionFactory()
    StatusChangeFactory(coalition=coalition, status="relaunched", since="2019-11")
    StatusChangeFactory(coalition=coalition, status="dormant", since=None)
    StatusChangeFactory(coalition=coalition, status="active", since="2004")

    status = coalition.get_status()

    assert status is not None
    assert status.status == StatusChange.Status.RELAUNCHED


def test_coalition_may_have_no_known_status() -> None:
    assert CoalitionFactory().get_status() is None


def test_ended_representative_speaks_no_more() -> None:
    user = UserFactory()
    now, before = CoalitionFactory(), CoalitionFactory()
    RepresentativeFactory(user=user, coalition=now)
    RepresentativeFactory(user=user, coalition=before, ended_at=timezone.now())

    assert list(Coalition.objects.represented_by(user)) == [now]


def test_database_refuses_representative_twice_at_a_time() -> None:
    representative = RepresentativeFactory()

    with pytest.raises(IntegrityError, match="representative_once_at_a_time"), transaction.atomic():
        RepresentativeFactory(user=representative.user, coalition=representative.coalition)


def test_person_may_represent_a_coalition_again() -> None:
    ended = RepresentativeFactory(ended_at=timezone.now())

    RepresentativeFactory(user=ended.user, coalition=ended.coalition)

    assert Representative.objects.current().count() == 1


def test_database_refuses_role_twice_in_one_event() -> None:
    participation = ParticipationFactory()

    with pytest.raises(IntegrityError, match="participation_once_a_role"), transaction.atomic():
        ParticipationFactory(event=participation.event, coalition=participation.coalition)


def test_coalition_may_have_two_roles_in_one_event() -> None:
    speaker = ParticipationFactory(role="speaker")

    ParticipationFactory(event=speaker.event, coalition=speaker.coalition, role="adviser")

    assert Participation.objects.filter(event=speaker.event).count() == 2


@pytest.mark.parametrize(
    ("start", "end", "is_over"),
    [
        ("2019-10-09", "2019-10-11", True),
        ("2026-11-24", None, False),
        ("2026-11-20", "2026-11-24", False),
        ("2026-11-20", "2026-11-23", True),
        ("2026-11", None, False),
        ("2026-10", None, True),
        ("2026", None, False),
        ("2025", "2026-10", True),
        ("2028", None, False),
    ],
)
def test_event_is_over_once_its_last_possible_day_is(start: str, end: str | None, is_over: bool) -> None:
    EventFactory(start=start, end=end)

    with time_machine.travel("2026-11-24T12:00Z"):
        assert Event.objects.past().exists() == is_over
        assert Event.objects.coming().exists() == (not is_over)


def test_event_without_a_date_is_listed_as_past() -> None:
    event = EventFactory(start=None, end=None)

    assert list(Event.objects.past()) == [event]


def test_coming_events_begin_with_the_next() -> None:
    with time_machine.travel("2026-11-24T12:00Z"):
        later, next_one = EventFactory(start="2027-04", end=None), EventFactory(start="2026-12-09", end=None)

        assert list(Event.objects.coming()) == [next_one, later]


def test_member_of_nothing_but_a_federation() -> None:
    coalition, other = CoalitionFactory(), CoalitionFactory()

    errors = form_errors(Membership, {"coalition": coalition.pk, "federation": other.pk, "role": "member"})

    assert list(errors) == ["federation"]


def test_membership_is_current_until_its_last_day_is_over() -> None:
    membership = MembershipFactory(federation=FederationFactory(), until="2026-11")

    with time_machine.travel("2026-11-30T12:00Z"):
        assert membership.is_current
    with time_machine.travel("2026-12-01T12:00Z"):
        assert not membership.is_current
