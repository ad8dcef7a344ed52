"""Coalitions and events in the admin: what the database refuses is a sentence in the form."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalitions.models import Coalition, Event, Membership, Participation, Representative, StatusChange
from tests.admin import administrator, editor, errors, form_data, page, save, signed_in, superuser
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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

OVERLAP = str(
    next(
        rule for rule in Membership._meta.constraints if rule.name == "membership_one_at_a_time"
    ).violation_error_message
)


@pytest.fixture
def client() -> Client:
    return signed_in(editor())


def next_to(membership: Membership) -> dict[str, Any]:
    """A second membership in the same federation, from 2012 on, as it is typed below the first."""
    return {
        "memberships-TOTAL_FORMS": "2",
        "memberships-1-federation": membership.federation.pk,
        "memberships-1-role": "board",
        "memberships-1-since": "2012",
    }


class TestCoalition:
    def test_is_saved_by_an_editor_who_may_not_change_its_representatives(self, client: Client) -> None:
        representative = RepresentativeFactory()

        save(client, representative.coalition, acronym="CCD", **{"representatives-0-role": "coordinator"})

        representative.refresh_from_db()
        assert (representative.coalition.acronym, representative.role) == ("CCD", "contributor")

    def test_takes_no_representative_from_an_editor(self, client: Client) -> None:
        representative, me = RepresentativeFactory(), UserFactory()
        forged = {"representatives-TOTAL_FORMS": "2", "representatives-1-user": me.pk}

        save(client, representative.coalition, **forged, **{"representatives-1-role": "coordinator"})

        assert not Representative.objects.filter(user=me).exists()

    def test_is_entered_with_its_statuses_and_memberships(self, client: Client) -> None:
        federation = FederationFactory()
        data = form_data(client.get("/admin/coalitions/coalition/add/")) | {
            "name": "Coalición Mexicana para la Diversidad Cultural",
            "language": "es",
            "other_names_en": "Mexican Coalition for Cultural Diversity",
            "country": "MX",
            "statuses-0-status": "dormant",
            "memberships-0-federation": federation.pk,
            "memberships-0-since": "2007",
        }

        response = client.post("/admin/coalitions/coalition/add/", data)

        assert response.status_code == 302, errors(response)
        coalition = Coalition.objects.get(country="MX")
        assert coalition.other_names == {"en": "Mexican Coalition for Cultural Diversity"}
        assert str(coalition.get_status()) == "dormant"
        assert str(coalition.memberships.get().since) == "2007"

    def test_two_overlapping_memberships_in_one_form_are_refused_in_a_sentence(self, client: Client) -> None:
        coalition, federation = CoalitionFactory(), FederationFactory()

        response = save(
            client,
            coalition,
            **{
                "acronym": "Still typed",
                "memberships-TOTAL_FORMS": "2",
                "memberships-0-federation": federation.pk,
                "memberships-0-role": "member",
                "memberships-0-since": "2007",
                "memberships-1-federation": federation.pk,
                "memberships-1-role": "secretariat",
                "memberships-1-since": "2010",
            },
        )

        assert errors(response) == [OVERLAP]
        assert "Still typed" in response.content.decode()
        assert Membership.objects.count() == 0

    def test_one_that_overlaps_with_a_stored_one_is_refused_in_a_sentence(self, client: Client) -> None:
        membership = MembershipFactory(since="2007")

        response = save(client, membership.coalition, **next_to(membership))

        assert errors(response) == [OVERLAP]

    def test_ending_one_makes_room_for_the_next_in_the_same_form(self, client: Client) -> None:
        membership = MembershipFactory(since="2007")

        response = save(client, membership.coalition, **{"memberships-0-until": "2012"}, **next_to(membership))

        assert response.status_code == 302, errors(response)
        assert Membership.objects.count() == 2

    def test_a_federation_is_no_member_of_itself(self, client: Client) -> None:
        federation = FederationFactory()

        response = save(
            client, federation, **{"memberships-0-federation": federation.pk, "memberships-0-role": "member"}
        )

        assert errors(response) == ["A federation cannot be a member of itself. Choose another federation."]

    def test_a_change_that_was_not_seen_is_not_overwritten(self, client: Client) -> None:
        coalition = CoalitionFactory(description="As it was.")
        mine = form_data(client.get(page(coalition))) | {"description": "Mine."}
        save(signed_in(editor()), coalition, description="Theirs.")

        told = client.post(page(coalition), mine)
        before = Coalition.objects.get(pk=coalition.pk).description
        client.post(page(coalition), form_data(told))

        assert errors(told)[0].startswith("Somebody else changed this record on ")
        assert (before, Coalition.objects.get(pk=coalition.pk).description) == ("Theirs.", "Mine.")

    def test_is_found_by_its_other_names_and_without_accents(self, client: Client) -> None:
        CoalitionFactory(name="Coalición Mexicana", other_names={"en": "Mexican Coalition"})

        found = [
            [
                coalition.name
                for coalition in client.get("/admin/coalitions/coalition/", {"q": words}).context["cl"].queryset
            ]
            for words in ("coalicion", "mexican coalition", "nothing")
        ]

        assert found == [["Coalición Mexicana"], ["Coalición Mexicana"], []]

    def test_filters_by_the_latest_status(self, client: Client) -> None:
        woken = CoalitionFactory(name="Woken")
        StatusChangeFactory(coalition=woken, status=StatusChange.Status.DORMANT, since="2010")
        StatusChangeFactory(coalition=woken, status=StatusChange.Status.RELAUNCHED, since="2019")
        StatusChangeFactory(coalition__name="Asleep", status=StatusChange.Status.DORMANT, since=None)

        response = client.get("/admin/coalitions/coalition/", {"status": "dormant"})

        assert [coalition.name for coalition in response.context["cl"].queryset] == ["Asleep"]

    def test_is_never_deleted(self) -> None:
        coalition = CoalitionFactory()

        assert signed_in(superuser()).post(page(coalition, "delete"), {"post": "yes"}).status_code == 403

    def test_the_list_takes_the_same_queries_however_long(self, client: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                client.get("/admin/coalitions/coalition/")
            return len(caught)

        StatusChangeFactory()
        client.get("/admin/")  # the session notes that it is at work
        few = queries()
        StatusChangeFactory.create_batch(20)

        assert queries() == few


class TestFederationsInAMembership:
    def test_are_the_only_ones_proposed(self, client: Client) -> None:
        CoalitionFactory(name="Example coalition")
        federation = FederationFactory(name="Example federation")

        proposed = client.get(
            "/admin/autocomplete/",
            {"app_label": "coalitions", "model_name": "membership", "field_name": "federation", "term": "example"},
        ).json()

        assert [choice["id"] for choice in proposed["results"]] == [str(federation.pk)]


class TestEvent:
    def test_that_ends_before_it_begins_is_refused_beside_the_field(self, client: Client) -> None:
        response = save(client, EventFactory(), start="2019-10-11", end="2019-10-09")

        form = response.context["adminform"].form
        assert form.errors == {"end": ["The end comes before the beginning. Correct one of the two dates."]}

    def test_may_be_known_to_the_month_only(self, client: Client) -> None:
        event = EventFactory()

        save(client, event, start="2018-10", end="")

        assert Event.objects.get().when == "October 2018"

    def test_one_role_twice_in_one_form_is_a_sentence(self, client: Client) -> None:
        event, coalition = EventFactory(), CoalitionFactory()

        response = save(
            client,
            event,
            **{
                "participations-TOTAL_FORMS": "2",
                "participations-0-coalition": coalition.pk,
                "participations-0-role": "host",
                "participations-1-coalition": coalition.pk,
                "participations-1-role": "host",
            },
        )

        assert "This coalition already has this role in the event." in errors(response)
        assert Participation.objects.count() == 0

    def test_and_so_is_one_that_is_stored(self, client: Client) -> None:
        stored = ParticipationFactory(role="host")

        response = save(
            client,
            stored.event,
            **{
                "participations-TOTAL_FORMS": "2",
                "participations-1-coalition": stored.coalition.pk,
                "participations-1-role": "host",
            },
        )

        assert "This coalition already has this role in the event." in errors(response)

    def test_is_never_deleted(self) -> None:
        assert signed_in(superuser()).post(page(EventFactory(), "delete"), {"post": "yes"}).status_code == 403


class TestRepresentatives:
    def test_an_administrator_ends_a_representation(self) -> None:
        representative = RepresentativeFactory()
        client = signed_in(administrator())

        client.post("/admin/coalitions/representative/", {"action": "end_now", "_selected_action": [representative.pk]})

        ended_at = Representative.objects.get().ended_at
        assert ended_at is not None
        assert ended_at <= timezone.now()

    def test_an_editor_cannot(self, client: Client) -> None:
        representative = RepresentativeFactory()

        client.post("/admin/coalitions/representative/", {"action": "end_now", "_selected_action": [representative.pk]})
        save(client, representative.coalition, **{"representatives-0-role": "coordinator"})

        representative.refresh_from_db()
        assert (representative.ended_at, representative.role) == (None, "contributor")

    def test_the_same_person_twice_for_one_coalition_is_a_sentence(self) -> None:
        stored = RepresentativeFactory()
        client = signed_in(administrator())
        data = form_data(client.get("/admin/coalitions/representative/add/"))

        response = client.post(
            "/admin/coalitions/representative/add/", data | {"user": stored.user.pk, "coalition": stored.coalition.pk}
        )

        assert errors(response) == ["This person already represents this coalition."]
