"""The secretariat is signed out after idle hours, and nothing that it was typing is lost by that."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests import admin
from tests.accounts.steps import sign_in
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
HOUR = 3600
NEW_EVENT = "/admin/coalitions/event/add/"
TYPED = {"name": "Typed for an hour", "language": "en"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-01 09:00") as traveller:
        yield traveller


@pytest.fixture
def editor() -> User:
    return admin.editor()


def test_work_goes_on_as_long_as_there_is_some(client: Client, clock: time_machine.Traveller, editor: User) -> None:
    sign_in(client, editor)

    for _page in range(3):
        clock.shift(7.9 * HOUR)
        assert client.get("/admin/").status_code == 200


def test_idle_hours_end_it(client: Client, clock: time_machine.Traveller, editor: User) -> None:
    sign_in(client, editor).get("/admin/")

    clock.shift(8 * HOUR + 1)

    assert client.get("/admin/").status_code == 302
    assert client.get("/en/accounts/").status_code == 302


def test_how_many_is_a_setting(client: Client, clock: time_machine.Traveller, editor: User, settings: Settings) -> None:
    settings.SECRETARIAT_IDLE_HOURS = 1
    sign_in(client, editor).get("/admin/")

    clock.shift(HOUR + 1)

    assert client.get("/admin/").status_code == 302


def test_representatives_stay_signed_in(client: Client, clock: time_machine.Traveller) -> None:
    sign_in(client, UserFactory()).get("/en/desk/")

    clock.shift(24 * HOUR)

    assert client.get("/en/accounts/").status_code == 200


def test_what_was_typed_meanwhile_is_kept_in_the_page(
    client: Client, clock: time_machine.Traveller, editor: User
) -> None:
    sign_in(client, editor).get(NEW_EVENT)
    clock.shift(8 * HOUR + 1)

    page = client.post(NEW_EVENT, TYPED)

    assert (page.status_code, dict(page.context["fields"])) == (403, TYPED)


def test_and_can_be_saved_after_signing_in_elsewhere_with_another_token(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    page = client.post(NEW_EVENT, TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers={"Origin": "http://testserver"})

    assert (page.status_code, dict(page.context["fields"])) == (403, TYPED)
    again = TYPED | {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    assert client.post(NEW_EVENT, again, headers={"Origin": "http://testserver"}).status_code == 200


def test_another_site_cannot_put_its_text_before_the_secretariat(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    page = client.post(NEW_EVENT, TYPED, headers={"Origin": "https://evil.example"})

    assert (page.status_code, "Typed for an hour" in page.content.decode()) == (403, False)
