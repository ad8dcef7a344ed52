"""A coordinator changes what the coalition says of itself: proposed, decided by the secretariat, never lost."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from coalitions import profile
from coalitions.models import Coalition, ProfileUpdate, Representative
from tests import admin
from tests.factories import CoalitionFactory, RepresentativeFactory
from tests.outsiders import OUTSIDERS, Outsider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
State = ProfileUpdate.State


@pytest.fixture
def coalition() -> Coalition:
    coalition: Coalition = CoalitionFactory(
        name="Coalition for Cultural Diversity", description="Museums.", website="https://example.org/", founded="1999"
    )
    return coalition


@pytest.fixture
def coordinator(coalition: Coalition) -> User:
    return coordinator_of(coalition, "Ama")


def coordinator_of(coalition: Coalition, name: str) -> User:
    user: User = RepresentativeFactory(coalition=coalition, role="coordinator", user__name=name).user
    return user


def page(coalition: Coalition) -> str:
    return reverse("desk_profile", args=[coalition.slug])


def opened(user: User, coalition: Coalition, query: str = "") -> tuple[Client, dict[str, Any]]:
    """The page in somebody's browser, and what it would send if nothing were typed."""
    client = admin.signed_in(user)
    context = client.get(page(coalition) + query).context
    data: dict[str, Any] = {"seen": context["seen"], "do": "propose"}
    for field in context["form"]:
        value = field.value()
        parts = {field.html_name: value or ""}
        if isinstance(value, dict):
            parts = {f"{field.html_name}_{code}": text for code, text in value.items()}
        data |= parts
    return client, data


def propose(user: User, coalition: Coalition, **typed: Any) -> Any:
    client, data = opened(user, coalition)
    return client.post(page(coalition), data | typed)


def decide(coalition: Coalition, by: User | None = None, **post: str) -> Any:
    update = ProfileUpdate.objects.pending().get(coalition=coalition)
    client = admin.signed_in(by or admin.editor())
    address = admin.page(update)
    return client.post(address, {"seen": client.get(address).context["seen"], **post})


def described(coalition: Coalition) -> str:
    return Coalition.objects.get(pk=coalition.pk).description


def test_the_whole_way(coalition: Coalition, coordinator: User) -> None:
    reviewer = admin.editor(email="reviewer@example.org")

    propose(coordinator, coalition, description="Museums and choirs.", other_descriptions_fr="Musées et chœurs.")

    assert described(coalition) == "Museums."
    assert [letter.to for letter in mail.outbox] == [["reviewer@example.org"]]

    decide(coalition, reviewer, do="decline", reason="Which choirs?")

    assert [letter.to for letter in mail.outbox[1:]] == [[coordinator.email]]
    assert "Which choirs?" in mail.outbox[1].body

    again = ProfileUpdate.objects.get()
    client, data = opened(coordinator, coalition, f"?again={again.pk}")
    assert data["description"] == "Museums and choirs."
    client.post(page(coalition), data | {"description": "Museums and school choirs."})
    decide(coalition, reviewer, do="accept")

    answer = client.get(coalition.get_absolute_url().replace("/en/", "/fr/"))
    assert '<div class="prose" lang="fr" dir="ltr"><p>Musées et chœurs.</p></div>' in answer.content.decode()
    assert described(coalition) == "Museums and school choirs."
    assert "Accepted" in mail.outbox[-1].subject
    accepted = ProfileUpdate.objects.accepted().get()
    assert accepted.before == {"description": "Museums.", "other_descriptions": {}}


def test_only_what_changes_is_proposed(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, acronym="CCD")

    assert ProfileUpdate.objects.get().changes == {"acronym": "CCD"}


def test_what_is_public_already_is_no_proposal(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition)

    assert not ProfileUpdate.objects.exists()


def test_a_refused_form_keeps_all_that_was_typed(coalition: Coalition, coordinator: User) -> None:
    answer = propose(coordinator, coalition, description="Choirs.", website="no address", founded="soon")

    form = answer.context["form"]
    assert set(form.errors) == {"website", "founded"}
    assert (form["description"].value(), form["website"].value()) == ("Choirs.", "no address")
    assert not ProfileUpdate.objects.exists()


def test_whoever_is_signed_out_meanwhile_keeps_the_text(coalition: Coalition, coordinator: User) -> None:
    client, data = opened(coordinator, coalition)
    client.logout()

    sign_in: Any = client.post(page(coalition), data | {"description": "Choirs."})
    client.force_login(coordinator)
    back = client.get(sign_in.url.partition("next=")[2].replace("%3F", "?").replace("%3D", "="))

    assert back.context["form"]["description"].value() == "Choirs."


# Two people


def test_a_colleague_who_was_quicker_is_not_overwritten(coalition: Coalition, coordinator: User) -> None:
    client, data = opened(coordinator, coalition)
    propose(coordinator_of(coalition, "Kofi"), coalition, description="Museums and choirs.", acronym="CCD")

    answer = client.post(page(coalition), data | {"description": "Museums and bands."})

    assert answer.status_code == 409
    pairs = {pair.name: (pair.before, pair.after) for pair in answer.context["pairs"]}
    assert pairs == {"description": ("Museums and choirs.", "Museums and bands."), "acronym": ("CCD", "")}
    assert "Kofi" in answer.content.decode()
    assert ProfileUpdate.objects.pending().get().changes["description"] == "Museums and choirs."

    carried = dict(answer.context["fields"]) | {"seen": answer.context["seen"], "do": "resolve"}
    client.post(page(coalition), carried | {"choose-description": "mine", "choose-acronym": "theirs"})

    assert ProfileUpdate.objects.pending().get().changes == {"description": "Museums and bands.", "acronym": "CCD"}
    assert ProfileUpdate.objects.get(state=State.REPLACED).changes["description"] == "Museums and choirs."


def test_nor_is_a_correction_by_the_secretariat(coalition: Coalition, coordinator: User) -> None:
    client, data = opened(coordinator, coalition)
    admin.save(admin.signed_in(admin.editor()), coalition, website="https://example.com/")

    answer = client.post(page(coalition), data | {"description": "Choirs."})

    assert answer.status_code == 409
    assert {pair.name for pair in answer.context["pairs"]} == {"description", "website"}
    assert ProfileUpdate.objects.accepted().get().before == {"website": "https://example.org/"}


def test_the_secretariat_decides_on_what_it_has_read(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, description="Choirs.")
    update = ProfileUpdate.objects.get()
    client = admin.signed_in(admin.editor())
    seen = client.get(admin.page(update)).context["seen"]
    propose(coordinator, coalition, description="Bands.")

    answer = client.post(admin.page(update), {"seen": seen, "do": "decline", "reason": "No choirs."})

    assert (answer.status_code, answer.context["reason"]) == (409, "No choirs.")
    assert ProfileUpdate.objects.pending().get().changes == {"description": "Bands."}


def test_accepting_leaves_what_the_secretariat_corrected_meanwhile(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, description="Choirs.")
    admin.save(admin.signed_in(admin.editor()), coalition, website="https://example.com/")

    decide(coalition, do="accept")

    found = Coalition.objects.get(pk=coalition.pk)
    assert (found.description, found.website) == ("Choirs.", "https://example.com/")


def test_a_refusal_needs_a_reason(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, description="Choirs.")

    assert decide(coalition, do="decline", reason=" ").status_code == 409
    assert ProfileUpdate.objects.pending().exists()


def test_a_proposal_is_taken_back(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, description="Choirs.")

    propose(coordinator, coalition, do="take-back")

    assert not ProfileUpdate.objects.pending().exists()
    assert ProfileUpdate.objects.get().changes == {"description": "Choirs."}


# From the attacker's side


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_to_others_the_page_does_not_exist(coalition: Coalition, coordinator: User, outsider: Outsider) -> None:
    data = opened(coordinator, coalition)[1] | {"description": "Mine."}
    client = admin.signed_in(outsider(coalition))

    assert client.get(page(coalition)).status_code == 404
    assert client.post(page(coalition), data).status_code == 404
    assert not ProfileUpdate.objects.exists()


def test_a_contributor_changes_nothing(coalition: Coalition, coordinator: User) -> None:
    data = opened(coordinator, coalition)[1]
    client = admin.signed_in(RepresentativeFactory(coalition=coalition).user)

    assert client.get(page(coalition)).status_code == 403
    assert client.post(page(coalition), data | {"description": "Mine."}).status_code == 403
    assert client.post(page(coalition), data | {"do": "take-back"}).status_code == 403
    assert not ProfileUpdate.objects.exists()


def test_a_coordinator_changes_nothing_but_the_own_fields(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, acronym="CCD", is_federation="on", slug="ifccd", country="FR")
    decide(coalition, do="accept")

    found = Coalition.objects.get(pk=coalition.pk)
    assert (found.acronym, found.is_federation, found.slug, str(found.country)) == ("CCD", False, coalition.slug, "CA")


@pytest.mark.parametrize("name", ["administrator", "coordinator"])
def test_only_editors_decide(coalition: Coalition, coordinator: User, name: str) -> None:
    propose(coordinator, coalition, description="Choirs.")
    update = ProfileUpdate.objects.get()
    user = coordinator if name == "coordinator" else admin.administrator()

    admin.signed_in(user).post(admin.page(update), {"seen": profile.seen(coalition), "do": "accept"})

    assert described(coalition) == "Museums."


def test_whose_representation_ended_is_told_nothing(coalition: Coalition, coordinator: User) -> None:
    propose(coordinator, coalition, description="Choirs.")
    Representative.objects.update(ended_at=timezone.now())
    mail.outbox.clear()

    decide(coalition, do="accept")

    assert [letter.to for letter in mail.outbox] == []


def test_another_coalitions_refused_text_is_not_offered(coalition: Coalition, coordinator: User) -> None:
    other: Coalition = CoalitionFactory()
    propose(coordinator_of(other, "Mallory"), other, description="Secret.")
    decide(other, do="decline", reason="No.")

    answer = admin.signed_in(coordinator).get(f"{page(coalition)}?again={ProfileUpdate.objects.get().pk}")

    assert answer.status_code == 404
