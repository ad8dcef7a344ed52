"""The outbox: a letter waits in the database, leaves once, and is tried again only when it certainly has not left."""

import contextlib
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from post_office.models import STATUS, Email
from pytest_django import Settings

from accounts import outbox

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Line(BaseEmailBackend):
    """A mail server whose line a test can cut, before it is asked or while it takes the letter."""

    fails_on_opening: ClassVar[Exception | None] = None
    fails_on_sending: ClassVar[BaseException | None] = None
    arrived: ClassVar[list[str]] = []

    def open(self) -> bool:
        if self.fails_on_opening:
            raise self.fails_on_opening
        return True

    def send_messages(self, email_messages: Any) -> int:
        if self.fails_on_sending:
            raise self.fails_on_sending
        self.arrived.extend(message.subject for message in email_messages)
        return len(email_messages)


@pytest.fixture
def line(settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None) -> type[Line]:
    """Mail goes through the outbox to this line."""
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": f"{__name__}.Line"}}
    monkeypatch.setattr(Line, "arrived", [])
    monkeypatch.setattr(Line, "fails_on_opening", None)
    monkeypatch.setattr(Line, "fails_on_sending", None)
    return Line


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def write(subject: str = "Hello") -> Email:
    EmailMessage(subject, "One link: https://example.org/once", to=["ama@example.org"]).send()
    return Email.objects.get(subject=subject)


def status(letter: Email) -> int | None:
    letter.refresh_from_db()
    now: int | None = letter.status
    return now


def test_a_letter_leaves_once(line: type[Line]) -> None:
    write("Hello")

    assert (outbox.send_waiting(), outbox.send_waiting()) == (1, 0)
    assert line.arrived == ["Hello"]


def test_what_was_sent_is_not_kept(line: type[Line]) -> None:
    letter = write()

    outbox.send_waiting()

    letter.refresh_from_db()
    assert (letter.status, letter.message) == (STATUS.sent, "")


def test_nothing_leaves_when_the_work_is_undone(line: type[Line]) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert outbox.send_waiting() == 0


def test_the_pauses_grow_until_it_is_given_up(line: type[Line], clock: time_machine.Traveller) -> None:
    line.fails_on_opening = ConnectionRefusedError("nobody there")
    letter = write()
    pauses = []

    while status(letter) in outbox.WAITING:
        outbox.send_waiting()
        letter.refresh_from_db()
        if letter.status == STATUS.requeued:
            assert letter.scheduled_time
            pauses.append(letter.scheduled_time - datetime.now(UTC))
            clock.move_to(letter.scheduled_time)

    assert pauses == outbox.PAUSES
    assert pauses == sorted(pauses)
    assert status(letter) == STATUS.failed
    assert [log.exception_type for log in letter.logs.all()] == ["ConnectionRefusedError"] * (len(pauses) + 1)


def test_it_waits_for_the_pause_to_end_and_then_leaves(line: type[Line], clock: time_machine.Traveller) -> None:
    line.fails_on_sending = smtplib.SMTPRecipientsRefused({"ama@example.org": (451, b"try later")})
    write("Hello")
    outbox.send_waiting()
    line.fails_on_sending = None

    assert outbox.send_waiting() == 0
    clock.shift(61)
    assert outbox.send_waiting() == 1
    assert line.arrived == ["Hello"]


@pytest.mark.parametrize("failure", [TimeoutError(), smtplib.SMTPServerDisconnected(), KeyboardInterrupt()])
def test_a_line_cut_while_sending_is_left_to_a_person(
    line: type[Line], clock: time_machine.Traveller, failure: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    line.fails_on_sending = failure
    letter = write("Hello")
    with contextlib.suppress(KeyboardInterrupt):
        outbox.send_waiting()
    line.fails_on_sending = None
    clock.shift(3600)

    call_command("send_queued_mail")
    assert (line.arrived, list(outbox.interrupted())) == ([], [letter])
    assert capsys.readouterr().err == (
        "1 interrupted while being sent: --interrupted sends them, perhaps a second time\n"
    )

    call_command("send_queued_mail", "--interrupted")
    assert (line.arrived, list(outbox.interrupted())) == (["Hello"], [])


def test_a_letter_that_was_given_up_is_not_one_that_was_interrupted(
    line: type[Line], clock: time_machine.Traveller
) -> None:
    line.fails_on_opening = ConnectionRefusedError("nobody there")
    letter = write()
    Email.objects.update(number_of_retries=len(outbox.PAUSES))
    outbox.send_waiting()
    clock.shift(3600)

    assert (status(letter), list(outbox.interrupted())) == (STATUS.failed, [])


def test_a_letter_that_fails_does_not_hold_up_the_next(
    line: type[Line], monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    def refuse_the_first(self: Line, messages: list[EmailMessage]) -> int:
        if messages[0].subject == "First":
            raise smtplib.SMTPDataError(554, b"no")
        self.arrived.append(str(messages[0].subject))
        return 1

    monkeypatch.setattr(Line, "send_messages", refuse_the_first)
    write("First")
    write("Second")

    assert outbox.send_waiting() == 1
    assert line.arrived == ["Second"]


def test_a_letter_keeps_its_message_id(line: type[Line]) -> None:
    letter = write()

    assert letter.email_message().extra_headers["Message-ID"] == letter.message_id


@pytest.mark.django_db(transaction=True)
def test_two_processes_do_not_take_the_same_letter(line: type[Line]) -> None:
    letter = write("Hello")

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        Email.objects.select_for_update().get(pk=letter.pk)
        assert take_in_another_process() is None


def take_in_another_process() -> Email | None:
    """Take a letter over another connection to the database, as another process would."""
    from concurrent.futures import ThreadPoolExecutor

    def take() -> Email | None:
        try:
            return outbox._take()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(take).result()


def test_the_letterbox_keeps_what_a_person_can_read(
    settings: Settings, tmp_path: Path, line: type[Line], capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MAIL_DIR = tmp_path / "mail"
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": "accounts.letterbox.Letterbox"}}
    EmailMessage("Votre mot de passe, en été", "Voilà.", to=["ama@example.org"]).send()

    outbox.send_waiting()

    (file,) = settings.MAIL_DIR.iterdir()
    assert file.read_text() == (
        f"From: {settings.DEFAULT_FROM_EMAIL}\nTo: ama@example.org\nSubject: Votre mot de passe, en été\n\nVoilà."
    )
    assert file.read_text() in capsys.readouterr().out
