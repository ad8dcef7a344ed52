"""One's own account: what can be changed, how that is confirmed, and that it tells strangers nothing."""

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.steps import show_identity, sign_in
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama() -> User:
    return UserFactory(email="ama@example.org", name="Ama Example")


@pytest.fixture
def signed_in(client: Client, ama: User) -> Client:
    return show_identity(sign_in(client, ama))


def link_in(letter: mail.EmailMessage) -> str:
    """The path of the link in a letter of ours."""
    (link,) = re.findall(r"^http://testserver(/\S+)$", str(letter.body), re.MULTILINE)
    return str(link)


def test_the_account_page_leads_to_everything(signed_in: Client) -> None:
    page = signed_in.get("/en/accounts/").content.decode()

    linked = re.findall(r'href="/en/accounts/([^"]+)"', page)
    assert sorted(set(linked)) == [
        "email/",
        "letters/",
        "password/change/",
        "second-factor/",
        "sessions/",
        "settings/",
    ]


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/en/accounts/")

    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=/en/accounts/")


def test_name_and_language_are_saved_and_the_next_page_speaks_it(signed_in: Client, ama: User) -> None:
    response = signed_in.post("/en/accounts/settings/", {"name": "Ama Autre", "language": "fr"})

    ama.refresh_from_db()
    assert (ama.name, ama.language, response["Location"]) == ("Ama Autre", "fr", "/fr/accounts/")


def test_a_new_password_comes_by_mail_in_the_language_of_the_account(client: Client, ama: User) -> None:
    User.objects.update(language="es")

    client.post("/en/accounts/password/reset/", {"email": "AMA@example.org"}, HTTP_HOST="127.0.0.1")

    (letter,) = mail.outbox
    assert letter.to == ["ama@example.org"]
    assert link_in(letter).startswith("/es/accounts/password/reset/key/")
    page = client.get(link_in(letter), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "quite another password"})
    ama.refresh_from_db()
    assert ama.check_password("quite another password")


def test_a_link_to_a_new_password_works_once(client: Client, ama: User) -> None:
    client.post("/en/accounts/password/reset/", {"email": ama.email})
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "quite another password"})

    assert Client().get(link).context["token_fail"] is True


def test_a_link_to_a_new_password_ends_after_three_days(client: Client, ama: User) -> None:
    with time_machine.travel("2026-03-01") as clock:
        client.post("/en/accounts/password/reset/", {"email": ama.email})
        clock.shift(3 * 24 * 3600 + 1)

        assert client.get(link_in(mail.outbox[0])).context["token_fail"] is True


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client: Client, ama: User) -> None:
    known = client.post("/en/accounts/password/reset/", {"email": ama.email}, follow=True)
    unknown = client.post("/en/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [["ama@example.org"]]


def test_a_mailbox_is_not_flooded_with_links(client: Client, ama: User) -> None:
    answers = [
        client.post("/en/accounts/password/reset/", {"email": ama.email}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(6)
    ]

    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_a_new_address_counts_when_it_is_confirmed(signed_in: Client, ama: User) -> None:
    signed_in.post("/en/accounts/email/", {"email": "New@example.org", "action_add": ""})

    ama.refresh_from_db()
    assert ama.email == "ama@example.org"
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    signed_in.post(link_in(letter))
    ama.refresh_from_db()
    assert ama.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("new@example.org", True)]


def test_the_old_address_is_told_of_the_change(signed_in: Client, ama: User) -> None:
    signed_in.post("/en/accounts/email/", {"email": "new@example.org", "action_add": ""})
    signed_in.post(link_in(mail.outbox[0]))

    assert [(letter.to, letter.subject) for letter in mail.outbox[1:]] == [
        (["ama@example.org"], "Your e-mail address was changed")
    ]


def test_another_persons_address_cannot_be_taken_and_nothing_tells_that_it_exists(signed_in: Client, ama: User) -> None:
    UserFactory(email="kofi@example.org")

    taken = signed_in.post("/en/accounts/email/", {"email": "kofi@example.org", "action_add": ""})
    signed_in.post(link_in(mail.outbox[0]))  # only Kofi has this link

    assert (taken.status_code, taken["Location"]) == (302, "/en/accounts/email/")
    ama.refresh_from_db()
    assert ama.email == "ama@example.org"


def test_an_address_that_waits_to_be_confirmed_does_not_sign_in(signed_in: Client) -> None:
    signed_in.post("/en/accounts/email/", {"email": "new@example.org", "action_add": ""})
    stranger = Client()

    stranger.post("/en/accounts/login/", {"login": "new@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in stranger.session


def test_an_address_that_the_secretariat_corrected_lets_the_old_one_in_no_more(client: Client, ama: User) -> None:
    ama.email = "right@example.org"
    ama.save()

    client.post("/en/accounts/password/reset/", {"email": "ama@example.org"})

    assert mail.outbox == []
    assert sign_in(client, ama)


def test_a_sensitive_change_asks_for_the_password_again_after_five_minutes(client: Client, ama: User) -> None:
    with time_machine.travel("2026-03-01 12:00") as clock:
        show_identity(sign_in(client, ama))
        clock.shift(301)

        response = client.post("/en/accounts/email/", {"email": "new@example.org", "action_add": ""})

    assert response["Location"] == "/en/accounts/reauthenticate/?next=%2Fen%2Faccounts%2Femail%2F"
    assert mail.outbox == []


def test_a_changed_password_ends_the_other_sessions(signed_in: Client, ama: User) -> None:
    elsewhere = sign_in(Client(), ama)

    signed_in.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "quite another password"})

    assert signed_in.get("/en/accounts/").status_code == 200
    assert elsewhere.get("/en/accounts/").status_code == 302


def test_the_open_sessions_are_listed(signed_in: Client, ama: User) -> None:
    sign_in(Client(HTTP_USER_AGENT="Another browser"), ama)

    sessions = signed_in.get("/en/accounts/sessions/").context["sessions"]

    assert [session.user_agent for session in sessions] == ["", "Another browser"]


def test_signing_out_elsewhere_ends_every_other_session(signed_in: Client, ama: User) -> None:
    elsewhere = sign_in(Client(), ama)
    stranger = sign_in(Client(), UserFactory())

    signed_in.post("/en/accounts/sessions/")

    assert [c.get("/en/accounts/").status_code for c in (signed_in, elsewhere, stranger)] == [200, 302, 200]


def test_signing_out_everywhere_ends_this_session_too(signed_in: Client, ama: User) -> None:
    elsewhere = sign_in(Client(), ama)

    signed_in.post("/en/accounts/sessions/end/")

    assert [c.get("/en/accounts/").status_code for c in (signed_in, elsewhere)] == [302, 302]


def test_a_link_cannot_sign_one_out(signed_in: Client) -> None:
    signed_in.get("/en/accounts/logout/")
    signed_in.get("/en/accounts/sessions/end/")

    assert signed_in.get("/en/accounts/").status_code == 200
