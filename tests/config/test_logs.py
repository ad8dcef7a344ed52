"""The log: one line a record, sign-ins that failed, and no traceback of what is no failure of ours."""

import logging
import sys

import pytest
from django.test import Client

from accounts.models import User
from config.logs import Line, without_traceback_of_refusals
from tests.accounts.steps import set_up_app, sign_in
from tests.factories import UserFactory

LINE = Line("{levelname} {message}", style="{")


def fail() -> None:
    raise ValueError("odd\n2026-01-01 INFO forged")


def record(message: str, level: int = logging.ERROR, name: str = "django.request") -> logging.LogRecord:
    try:
        fail()
    except ValueError:
        return logging.LogRecord(name, level, "", 0, message, (), sys.exc_info())
    raise AssertionError


def test_nobody_begins_a_line_by_what_they_send() -> None:
    lines = LINE.format(record("Not found: /\n2026-01-01 INFO forged\x1b[2J\u2028")).splitlines()

    assert lines[0] == r"ERROR Not found: /\n2026-01-01 INFO forged\x1b[2J\u2028"
    assert [line for line in lines[1:] if not line.startswith("    ")] == []


@pytest.mark.parametrize(
    ("level", "name", "is_told"),
    [
        (logging.WARNING, "django.request", False),
        (logging.ERROR, "django.security.DisallowedHost", False),
        (logging.ERROR, "django.request", True),
    ],
)
def test_only_failures_come_with_a_traceback(level: int, name: str, is_told: bool) -> None:
    told = record("A sentence.", level, name)

    assert without_traceback_of_refusals(told)

    assert ("Traceback" in LINE.format(told)) == is_told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "account"), [("ama@example.org", "account 4321"), ("nobody@example.org", "no account")]
)
def test_a_refused_sign_in_is_told_without_what_was_typed(
    client: Client, email: str, account: str, caplog: pytest.LogCaptureFixture
) -> None:
    UserFactory(email="ama@example.org", pk=4321)

    client.post("/en/accounts/login/", {"login": email, "password": "wrong"}, REMOTE_ADDR="203.0.113.7")

    told = [one.message for one in caplog.records if one.name == "accounts.refusals"]
    assert told == [f"Sign-in refused: {account}, from 203.0.113.7"]


@pytest.mark.django_db
def test_a_refused_second_step_is_told(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    user: User = UserFactory(pk=4321)
    set_up_app(sign_in(Client(), user))
    sign_in(client, user)

    client.post("/en/accounts/second-factor/authenticate/", {"code": "000000"})

    told = [one.message for one in caplog.records if one.name == "accounts.refusals"]
    assert told == ["Second step refused: account 4321, from 127.0.0.1"]
