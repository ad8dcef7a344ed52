"""Invitations: the link opens one account for one coalition, once, for 14 days, and only for whom it was meant."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from coalitions.models import Coalition, Invitation, Representative
from tests.desk.invited import as_user, invite, link_in, press
from tests.factories import PASSWORD, CoalitionFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = {"name": "Ama Example", "language": "fr", "password": "a password of her own"}


def people_of(coalition: Coalition) -> list[tuple[str, str]]:
    return list(coalition.representatives.current().order_by("pk").values_list("user__email", "role"))


def test_a_coordinator_invites_a_colleague_in_their_language(coalition: Coalition, coordinator: User) -> None:
    response = as_user(coordinator).post(
        "/en/desk/example/people/invite/", {"email": "Ama@Example.org", "role": "contributor", "language": "fr"}
    )

    assert response["Location"] == "/en/desk/example/people/"
    (letter,) = mail.outbox
    assert letter.to == ["ama@example.org"]
    assert link_in(letter).startswith("/fr/accounts/invitations/")


def test_the_link_makes_an_account_that_represents_the_coalition(
    client: Client, coalition: Coalition, coordinator: User
) -> None:
    link = invite(coalition, coordinator, role="coordinator")

    assert client.get(link).status_code == 200
    response = client.post(link, NEW)

    user = User.objects.get(email="ama@example.org")
    assert (user.name, user.language, user.check_password(NEW["password"])) == ("Ama Example", "fr", True)
    assert people_of(coalition)[1:] == [("ama@example.org", "coordinator")]
    assert response["Location"] == "/fr/desk/"
    assert client.get(response["Location"]).status_code == 200


def test_looking_at_the_link_changes_nothing(client: Client, coalition: Coalition, coordinator: User) -> None:
    link = invite(coalition, coordinator)

    for _ in range(3):
        client.get(link)

    assert User.objects.filter(email="ama@example.org").count() == 0
    assert Invitation.objects.get().is_open


def test_what_was_typed_is_kept_beside_the_sentence_about_what_is_wrong(
    client: Client, coalition: Coalition, coordinator: User
) -> None:
    link = invite(coalition, coordinator)

    form = client.post(link, NEW | {"password": "Password2026"}).context["form"]

    assert form.errors == {"password": ["This password is too common."]}
    assert form["name"].value() == "Ama Example"


def test_someone_with_an_account_signs_in_and_represents_one_more_coalition(
    client: Client, coalition: Coalition, coordinator: User
) -> None:
    ama = RepresentativeFactory(user__email="ama@example.org").user
    link = invite(coalition, coordinator)

    page = client.get(link)
    client.post(page.context["sign_in"], {"login": ama.email, "password": PASSWORD})
    client.post(link)

    assert people_of(coalition)[1:] == [("ama@example.org", "contributor")]
    assert Coalition.objects.represented_by(ama).count() == 2


def test_the_link_does_not_replace_the_password_of_an_account(
    client: Client, coalition: Coalition, coordinator: User
) -> None:
    ama = UserFactory(email="ama@example.org")
    link = invite(coalition, coordinator)

    client.post(link, NEW)

    ama.refresh_from_db()
    assert ama.check_password(PASSWORD)
    assert people_of(coalition)[1:] == []


@pytest.mark.parametrize("has_account", [True, False])
def test_somebody_else_is_told_so_and_gets_nothing(
    coalition: Coalition, coordinator: User, *, has_account: bool
) -> None:
    if has_account:
        UserFactory(email="ama@example.org")
    link = invite(coalition, coordinator)
    other = as_user(UserFactory(email="kofi@example.org"))

    response = other.post(link, NEW)

    assert response.status_code == 403
    assert "sent to ama@example.org, and you are signed in as kofi@example.org" in " ".join(
        response.content.decode().split()
    )
    assert people_of(coalition)[1:] == []
    assert Invitation.objects.get().is_open


def test_a_guessed_token_opens_nothing(client: Client, coalition: Coalition, coordinator: User) -> None:
    invite(coalition, coordinator)

    for token in ("x", Invitation.objects.get().fingerprint, "A" * 43):
        response = client.post(f"/en/accounts/invitations/{token}/", NEW)
        assert response.status_code == 404

    assert User.objects.count() == 1


def test_the_database_does_not_hold_the_token(coalition: Coalition, coordinator: User) -> None:
    token = invite(coalition, coordinator).split("/")[-2]

    assert token not in str(Invitation.objects.values().get())


def test_a_used_link_says_so(client: Client, coalition: Coalition, coordinator: User) -> None:
    link = invite(coalition, coordinator)
    client.post(link, NEW)

    again = Client().post(link, NEW | {"password": "somebody else's password"})

    assert again.status_code == 410
    assert "It was accepted already." in again.content.decode()
    assert User.objects.get(email="ama@example.org").check_password(NEW["password"])


def test_an_expired_link_says_so(client: Client, coalition: Coalition, coordinator: User) -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as clock:
        link = invite(coalition, coordinator)
        clock.shift(14 * 24 * 3600 - 1)
        assert client.get(link).status_code == 200
        clock.shift(120)
        assert client.post(link, NEW).status_code == 410

    assert User.objects.filter(email="ama@example.org").count() == 0


def test_a_revoked_link_says_so(client: Client, coalition: Coalition, coordinator: User) -> None:
    link = invite(coalition, coordinator)

    press(coordinator, "revoke")

    assert client.post(link, NEW).status_code == 410
    assert User.objects.filter(email="ama@example.org").count() == 0


def test_a_link_that_was_sent_again_replaces_the_first(client: Client, coalition: Coalition, coordinator: User) -> None:
    first = invite(coalition, coordinator)
    press(coordinator, "resend")

    assert client.post(first, NEW).status_code == 404
    assert client.post(link_in(mail.outbox[-1]), NEW).status_code == 302


def test_an_address_is_invited_once_at_a_time(coalition: Coalition, coordinator: User) -> None:
    invite(coalition, coordinator)
    invite(coalition, coordinator, email="AMA@example.org", role="coordinator")

    assert list(Invitation.objects.values_list("email", "role")) == [("ama@example.org", "coordinator")]


def test_a_colleague_is_not_invited_again(coalition: Coalition, coordinator: User) -> None:
    form = (
        as_user(coordinator)
        .post("/en/desk/example/people/invite/", {"email": coordinator.email, "role": "contributor", "language": "en"})
        .context["form"]
    )

    assert form.errors == {"email": ["This person already represents the coalition."]}
    assert mail.outbox == []


def test_inviting_does_not_tell_who_has_an_account(coalition: Coalition, coordinator: User) -> None:
    UserFactory(email="known@example.org")
    client = as_user(coordinator)

    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        response = client.post(
            "/en/desk/example/people/invite/", {"email": email, "role": "contributor", "language": "en"}, follow=True
        )
        answers.append(re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", response.content.decode()).count(email))

    assert answers[0] == 2  # the message, and the list
    assert [letter.to for letter in mail.outbox] == [["known@example.org"], ["unknown@example.org"]]
    assert answers[1] == 2


@pytest.mark.usefixtures("coordinator")
class TestThoseWhoMayNotInvite:
    """Each posts what a coordinator would."""

    FORM = {"email": "evil@example.org", "role": "coordinator", "language": "en"}

    def invite(self, client: Client) -> int:
        status = client.post("/en/desk/example/people/invite/", self.FORM).status_code
        assert mail.outbox == []
        assert Invitation.objects.count() == 0
        return status

    def test_a_visitor(self, client: Client) -> None:
        assert self.invite(client) == 302

    def test_a_contributor(self, coalition: Coalition) -> None:
        assert self.invite(as_user(RepresentativeFactory(coalition=coalition).user)) == 403

    def test_another_coalitions_coordinator(self) -> None:
        other = RepresentativeFactory(role=Representative.Role.COORDINATOR).user

        assert self.invite(as_user(other)) == 404

    def test_a_former_coordinator(self, coalition: Coalition) -> None:
        former = RepresentativeFactory(
            coalition=coalition, role=Representative.Role.COORDINATOR, ended_at="2026-01-01T00:00Z"
        ).user

        assert self.invite(as_user(former)) == 404

    def test_the_field_of_another_coalition_is_not_looked_at(self, coalition: Coalition, coordinator: User) -> None:
        other = CoalitionFactory(slug="other")

        as_user(coordinator).post("/en/desk/example/people/invite/", self.FORM | {"coalition": other.pk})

        assert Invitation.objects.get().coalition == coalition


@pytest.mark.parametrize("action", ["revoke", "resend"])
def test_another_coalitions_invitation_cannot_be_touched(coalition: Coalition, coordinator: User, action: str) -> None:
    link = invite(coalition, coordinator)
    other = RepresentativeFactory(role=Representative.Role.COORDINATOR, coalition__slug="other").user

    for slug in ("other", "example"):
        address = reverse("people_invitation", args=[slug, Invitation.objects.get().pk])
        assert as_user(other).post(address, {"action": action}).status_code == 404

    assert Client().get(link).status_code == 200
    assert len(mail.outbox) == 1


def test_a_contributor_cannot_touch_an_invitation(coalition: Coalition, coordinator: User) -> None:
    invite(coalition, coordinator)
    contributor = as_user(RepresentativeFactory(coalition=coalition).user)

    address = reverse("people_invitation", args=["example", Invitation.objects.get().pk])

    assert contributor.post(address, {"action": "resend"}).status_code == 403
    assert len(mail.outbox) == 1


def test_the_links_of_a_coordinator_end_with_the_coordinators_rights(
    client: Client, coalition: Coalition, coordinator: User
) -> None:
    link = invite(coalition, coordinator)
    Representative.objects.update(role=Representative.Role.CONTRIBUTOR)

    assert client.post(link, NEW).status_code == 410
    assert User.objects.filter(email="ama@example.org").count() == 0


def test_an_invitation_makes_nobody_less_than_they_are(coalition: Coalition, coordinator: User) -> None:
    invitation_link = invite(coalition, coordinator)
    ama = UserFactory(email="ama@example.org")
    RepresentativeFactory(user=ama, coalition=coalition, role=Representative.Role.COORDINATOR)

    as_user(ama).post(invitation_link)

    assert people_of(coalition)[1:] == [("ama@example.org", "coordinator")]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_account(coalition: Coalition, coordinator: User) -> None:
    link = invite(coalition, coordinator)

    def click(_number: int) -> int:
        try:
            return Client().post(link, NEW).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(click, range(4)))

    assert answers == [302, 410, 410, 410]
    assert people_of(coalition)[1:] == [("ama@example.org", "contributor")]


def test_whoever_left_a_text_before_accepting_stays_signed_in_as_long_as_usual(
    client: Client, coalition: Coalition, coordinator: User
) -> None:
    link = invite(coalition, coordinator)
    client.post("/en/desk/1/measure/", {"title": "Typed by a stranger", "revision": "0"})
    assert client.session.get_expiry_age() <= 24 * 3600

    client.post(link, NEW)

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_who_never_answered_is_forgotten_90_days_after_the_link_has_expired(
    coalition: Coalition, coordinator: User
) -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)) as clock:
        invite(coalition, coordinator, "ama@example.org")
        clock.shift((14 + 90) * 24 * 3600 - 60)
        invite(coalition, coordinator, "kofi@example.org")
        assert Invitation.objects.count() == 2

        clock.shift(120)
        invite(coalition, coordinator, "esi@example.org")

    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["esi@example.org", "kofi@example.org"]


@pytest.mark.parametrize("email", ["REPRESENTAT\u0130VE@example.org", "\u212aim@example.org", "e\u017fme@example.org"])
def test_an_address_with_letters_that_only_look_alike_is_refused(
    coordinator: User, coalition: Coalition, email: str
) -> None:
    answer = as_user(coordinator).post(
        "/en/desk/example/people/invite/", {"email": email, "role": "contributor", "language": "en"}
    )

    assert answer.context["form"].errors["email"] == [
        "Before the @, a mail address has only the letters a to z, digits and signs such as the full stop."
    ]
