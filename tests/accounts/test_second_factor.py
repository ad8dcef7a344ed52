"""The second factor: anyone can have one, the secretariat must, and it cannot be gone round."""

from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from tests.accounts.steps import code_of, set_up_app, show_identity, sign_in
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SECOND_STEP = "/en/accounts/second-factor/authenticate/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock of its own, since a code counts once in half a minute."""
    with time_machine.travel("2026-03-01 12:00") as traveller:
        yield traveller


@pytest.fixture
def ama() -> User:
    return UserFactory(email="ama@example.org")


@pytest.fixture
def office() -> User:
    return UserFactory(email="office@example.org", is_staff=True, is_superuser=True)


def test_an_app_is_asked_for_at_the_next_sign_in(client: Client, clock: time_machine.Traveller, ama: User) -> None:
    key = set_up_app(sign_in(Client(), ama))
    clock.shift(60)

    asked = client.post("/en/accounts/login/", {"login": ama.email, "password": PASSWORD})
    assert asked["Location"] == SECOND_STEP
    assert client.get("/en/accounts/").status_code == 302
    client.post(SECOND_STEP, {"code": code_of(key)})
    assert client.get("/en/accounts/").status_code == 200


def test_a_recovery_code_lets_in_once(clock: time_machine.Traveller, ama: User) -> None:
    phone_user = sign_in(Client(), ama)
    set_up_app(phone_user)
    code = phone_user.get("/en/accounts/second-factor/recovery-codes/").context["unused_codes"][0]

    first, second = sign_in(Client(), ama), sign_in(Client(), ama)
    first.post(SECOND_STEP, {"code": code})
    second.post(SECOND_STEP, {"code": code})

    assert [c.get("/en/accounts/").status_code for c in (first, second)] == [200, 302]


def test_guessing_codes_is_limited(client: Client, clock: time_machine.Traveller, ama: User) -> None:
    key = set_up_app(sign_in(Client(), ama))
    sign_in(client, ama)

    for number in range(5):
        client.post(SECOND_STEP, {"code": f"{number:06}"}, REMOTE_ADDR=f"192.0.2.{number}")
    clock.shift(60)
    client.post(SECOND_STEP, {"code": code_of(key)}, REMOTE_ADDR="192.0.2.9")

    assert client.get("/en/accounts/").status_code == 302


def test_a_new_password_by_mail_does_not_go_round_it(client: Client, clock: time_machine.Traveller, ama: User) -> None:
    set_up_app(sign_in(Client(), ama))
    ama.set_password(PASSWORD)
    ama.save()

    sign_in(client, ama)

    assert client.get("/en/accounts/").status_code == 302


def test_its_key_cannot_be_read_in_the_database(clock: time_machine.Traveller, ama: User) -> None:
    key = set_up_app(sign_in(Client(), ama))

    stored = list(Authenticator.objects.values_list("data", flat=True))

    assert len(stored) == 2
    assert key not in str(stored)


def test_its_owner_is_told_by_mail(
    clock: time_machine.Traveller, ama: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(sign_in(Client(), ama))

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["ama@example.org"], "The second step at sign-in is on")
    ]


def test_codes_are_shown_to_nobody_who_has_not_just_shown_the_factor(
    client: Client, clock: time_machine.Traveller, ama: User
) -> None:
    client = sign_in(client, ama)
    set_up_app(client)
    clock.shift(301)

    response = client.get("/en/accounts/second-factor/recovery-codes/")

    assert response["Location"].startswith("/en/accounts/second-factor/reauthenticate/")


def test_the_secretariat_is_led_to_set_one_up(client: Client, office: User) -> None:
    response = sign_in(client, office).get("/admin/")

    assert (response.status_code, response["Location"]) == (302, "/en/accounts/second-factor/")


def test_no_page_of_the_admin_opens_without_one(client: Client, office: User) -> None:
    sign_in(client, office)

    for path in (
        "/admin/",
        "/admin/accounts/user/",
        "/admin/jsi18n/",
        "/admin/password_change/done/",
        "/admin/nowhere/",
    ):
        assert client.get(path)["Location"] == "/en/accounts/second-factor/"
    made = client.post("/admin/accounts/user/add/", {"email": "evil@example.org"})
    assert made["Location"] == "/en/accounts/second-factor/"
    assert User.objects.count() == 1


def test_the_admin_opens_once_it_is_set_up(client: Client, clock: time_machine.Traveller, office: User) -> None:
    set_up_app(sign_in(client, office))

    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("clock")
class TestOtherSessions:
    """They end with each change of a factor; the one at work goes on."""

    def test_end_when_one_is_set_up(self, client: Client, office: User) -> None:
        at_work = sign_in(Client(), office)
        sign_in(client, office)

        set_up_app(at_work)

        assert [c.get("/en/accounts/").status_code for c in (client, at_work)] == [302, 200]
        assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"

    @pytest.mark.parametrize("change", ["totp/deactivate/", "recovery-codes/generate/"])
    def test_end_when_one_is_removed_or_made_anew(
        self, client: Client, clock: time_machine.Traveller, ama: User, change: str
    ) -> None:
        at_work = sign_in(Client(), ama)
        key = set_up_app(at_work)
        clock.shift(60)
        sign_in(client, ama).post(SECOND_STEP, {"code": code_of(key)})
        assert client.get("/en/accounts/").status_code == 200

        at_work.post(f"/en/accounts/second-factor/{change}")

        assert [c.get("/en/accounts/").status_code for c in (client, at_work)] == [302, 200]

    def test_end_when_a_superuser_removes_the_factor(self, client: Client, ama: User) -> None:
        set_up_app(sign_in(client, ama))

        Authenticator.objects.filter(user=ama).delete()

        assert client.get("/en/accounts/").status_code == 302

    def test_the_one_at_work_stays_in_the_list(self, client: Client, ama: User) -> None:
        set_up_app(sign_in(client, ama))

        listed = client.get("/en/accounts/sessions/").context["sessions"]

        assert [session.session_key for session in listed] == [client.session.session_key]

    def test_go_on_when_the_secret_key_is_replaced(self, client: Client, ama: User, settings: Settings) -> None:
        set_up_app(sign_in(client, ama))

        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"

        assert client.get("/en/accounts/").status_code == 200


@pytest.mark.parametrize("change", ["totp/deactivate/", "recovery-codes/generate/", "webauthn/add/"])
def test_the_password_alone_changes_no_factor(
    client: Client, clock: time_machine.Traveller, ama: User, change: str
) -> None:
    set_up_app(sign_in(client, ama))
    before = list(Authenticator.objects.values())
    clock.shift(301)

    show_identity(client)
    response = client.post(f"/en/accounts/second-factor/{change}")

    assert response["Location"].startswith("/en/accounts/second-factor/reauthenticate/?next=")
    assert list(Authenticator.objects.values()) == before


def test_the_factor_removes_itself(client: Client, clock: time_machine.Traveller, ama: User) -> None:
    key = set_up_app(sign_in(client, ama))
    clock.shift(301)

    client.post("/en/accounts/second-factor/reauthenticate/", {"code": code_of(key)})
    client.post("/en/accounts/second-factor/totp/deactivate/")

    assert not Authenticator.objects.exists()


def test_typing_the_password_again_is_no_second_factor(client: Client, office: User) -> None:
    show_identity(sign_in(client, office))

    assert client.get("/admin/")["Location"] == "/en/accounts/second-factor/"


def test_without_the_requirement_the_password_is_enough(client: Client, office: User, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False

    assert sign_in(client, office).get("/admin/").status_code == 200


def test_the_admin_has_no_way_in_of_its_own(client: Client, office: User) -> None:
    response = client.post("/admin/login/?next=/admin/accounts/", {"username": office.email, "password": PASSWORD})

    assert response["Location"] == "/en/accounts/login/?next=/admin/accounts/"
    assert "_auth_user_id" not in client.session


def test_a_representative_is_told_that_the_admin_is_not_for_them(client: Client, ama: User) -> None:
    response = sign_in(client, ama).get("/admin/", follow=True)

    assert response.status_code == 403


def test_an_app_goes_on_working_when_the_secret_key_is_replaced(
    client: Client, clock: time_machine.Traveller, ama: User, settings: Settings
) -> None:
    key = set_up_app(sign_in(Client(), ama))
    clock.shift(60)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    sign_in(client, ama).post(SECOND_STEP, {"code": code_of(key)})

    assert client.get("/en/accounts/").status_code == 200
