"""The story of a coalition: its founding, its status and its places in federations as one line."""

import pytest

from coalitions.models import Coalition
from coalitions.story import story
from tests.factories import CoalitionFactory, MembershipFactory, StatusChangeFactory

pytestmark = pytest.mark.django_db


def told(coalition: Coalition) -> list[tuple[str | None, list[str]]]:
    """For each moment, its date and what happened."""
    return [
        (
            moment.date,
            ["founded"] * moment.is_founding
            + [change.status for change in moment.statuses]
            + [f"+{membership.role}" for membership in moment.joined]
            + [f"-{membership.role}" for membership in moment.left],
        )
        for moment in story(coalition)
    ]


def test_all_that_is_dated_stands_in_the_order_of_time() -> None:
    coalition = CoalitionFactory(founded="2004-05")
    StatusChangeFactory(coalition=coalition, status="relaunched", since="2015-08")
    StatusChangeFactory(coalition=coalition, status="active", since="2004-05")
    MembershipFactory(coalition=coalition, role="member", since="2009", until="2012")

    assert told(coalition) == [
        ("2004-05", ["founded", "active"]),
        ("2009", ["+member"]),
        ("2012", ["-member"]),
        ("2015-08", ["relaunched"]),
    ]


def test_a_status_without_a_date_counts_from_the_founding() -> None:
    coalition = CoalitionFactory(founded="1998")
    StatusChangeFactory(coalition=coalition, status="active", since=None)

    assert told(coalition) == [("1998", ["founded", "active"])]


def test_what_lasts_since_nobody_knows_when_is_at_the_end() -> None:
    coalition = CoalitionFactory(founded="1998")
    MembershipFactory(coalition=coalition, role="secretariat")

    assert told(coalition) == [("1998", ["founded"]), (None, ["+secretariat"])]


def test_a_membership_that_ends_in_the_future_has_not_ended() -> None:
    coalition = CoalitionFactory()
    MembershipFactory(coalition=coalition, since="2009", until="2098")

    assert told(coalition) == [("2009", ["+member"])]


def test_the_line_is_broken_from_falling_dormant_to_the_relaunch() -> None:
    coalition = CoalitionFactory(founded="2004")
    StatusChangeFactory(coalition=coalition, status="dormant", since="2012")
    MembershipFactory(coalition=coalition, since="2009", until="2014")
    StatusChangeFactory(coalition=coalition, status="relaunched", since="2015")

    assert [moment.date for moment in story(coalition) if moment.is_asleep] == ["2012", "2014"]


def test_where_nothing_is_known_there_is_no_story() -> None:
    assert story(CoalitionFactory()) == []
