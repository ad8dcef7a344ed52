"""Memberships: one at a time in one federation, and none of a federation in itself."""

import pytest
from django.db import IntegrityError

from coalitions.models import Membership
from tests.factories import CoalitionFactory, FederationFactory, MembershipFactory
from tests.rules import form_errors, insert

pytestmark = pytest.mark.django_db

Dates = tuple[str | None, str | None]
OVERLAP = (
    "This coalition already has a membership in this federation at that time. "
    "End the earlier membership before the new one begins."
)

AT_ONE_TIME = [
    pytest.param(("2010", None), ("2015", None), id="both last"),
    pytest.param(("2010", "2016"), ("2015", None), id="a year too many"),
    pytest.param(("2010-05-01", "2015-06-02"), ("2015-06-01", None), id="a day too many"),
    pytest.param(("2010-05", "2015-07"), ("2015-06", None), id="a month too many"),
    pytest.param((None, None), ("2015", None), id="since nobody knows when"),
    pytest.param((None, "2016"), ("2015", None), id="an unknown start, a late end"),
    pytest.param((None, None), (None, None), id="nothing known"),
    pytest.param(("2015", "2015"), ("2015", None), id="within one year, and from it on"),
    pytest.param(("2015-06-01", "2015-06-01"), ("2015-06-01", None), id="the same day"),
    pytest.param(("2010", "2020"), ("2012", "2014"), id="one inside the other"),
]
ONE_AFTER_THE_OTHER = [
    pytest.param(("2010", "2015"), ("2015", None), id="in the year in which the first ended"),
    pytest.param(("2010-05", "2015-06"), ("2015-06", None), id="in the same month"),
    pytest.param(("2010-05-01", "2015-06-01"), ("2015-06-01", None), id="on the same day"),
    pytest.param((None, "2015"), ("2015", None), id="after an unknown start"),
    pytest.param(("2010", "2012"), ("2015", None), id="after a pause"),
    pytest.param(("2010", "2015"), ("2015-06", None), id="in the course of that year"),
]


@pytest.mark.parametrize(("first", "second"), AT_ONE_TIME)
def test_database_refuses_two_at_one_time(first: Dates, second: Dates) -> None:
    earlier = MembershipFactory(since=first[0], until=first[1])
    later = Membership(coalition=earlier.coalition, federation=earlier.federation, since=second[0], until=second[1])

    with pytest.raises(IntegrityError, match="membership_one_at_a_time"):
        insert(later)


@pytest.mark.parametrize(("first", "second"), AT_ONE_TIME)
def test_form_refuses_two_at_one_time(first: Dates, second: Dates) -> None:
    earlier = MembershipFactory(since=first[0], until=first[1])
    typed = {
        "coalition": earlier.coalition.pk,
        "federation": earlier.federation.pk,
        "role": "board",
        "since": second[0] or "",
        "until": second[1] or "",
    }

    assert form_errors(Membership, typed) == {"__all__": [OVERLAP]}


@pytest.mark.parametrize(("first", "second"), ONE_AFTER_THE_OTHER)
def test_one_after_the_other_is_accepted(first: Dates, second: Dates) -> None:
    earlier = MembershipFactory(since=first[0], until=first[1])

    MembershipFactory(
        coalition=earlier.coalition, federation=earlier.federation, since=second[0], until=second[1]
    ).full_clean()

    assert earlier.coalition.memberships.count() == 2


def test_two_federations_at_one_time_are_accepted() -> None:
    first = MembershipFactory()

    MembershipFactory(coalition=first.coalition)

    assert first.coalition.memberships.count() == 2


def test_database_refuses_federation_in_itself() -> None:
    federation = FederationFactory()

    with pytest.raises(IntegrityError, match="membership_not_of_itself"):
        insert(Membership(coalition=federation, federation=federation))


def test_form_refuses_federation_in_itself() -> None:
    federation = FederationFactory()
    typed = {"coalition": federation.pk, "federation": federation.pk, "role": "member"}

    assert form_errors(Membership, typed) == {
        "federation": ["A federation cannot be a member of itself. Choose another federation."]
    }


def test_federation_may_be_a_member_of_another() -> None:
    MembershipFactory(coalition=FederationFactory(), federation=FederationFactory()).full_clean()


@pytest.mark.parametrize(
    ("since", "until"), [("2015", "2014"), ("2015-06", "2015-05"), ("2015-06-02", "2015-06-01"), ("2015-06-02", "2014")]
)
def test_database_refuses_end_before_start(since: str, until: str) -> None:
    membership = Membership(coalition=CoalitionFactory(), federation=FederationFactory(), since=since, until=until)

    with pytest.raises(IntegrityError, match="membership_ends_after_start"):
        insert(membership)


def test_form_says_that_it_ends_before_it_starts() -> None:
    typed = {
        "coalition": CoalitionFactory().pk,
        "federation": FederationFactory().pk,
        "role": "member",
        "since": "2015",
        "until": "2014",
    }

    assert form_errors(Membership, typed) == {
        "until": ["The end comes before the beginning. Correct one of the two dates."]
    }
