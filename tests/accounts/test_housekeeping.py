"""What has expired goes by itself, with the command and the service that send the mail."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from accounts import outbox
from accounts.housekeeping import tidy
from common.kept_uploads import FOLDER
from tests.accounts.steps import sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class Enough(Exception):
    """Ends what goes on for ever."""


def send_for_one_round() -> None:
    keep_connection = mock.patch("accounts.outbox.close_old_connections")  # the test's own is in a transaction
    with mock.patch("accounts.outbox.time.sleep", side_effect=Enough), keep_connection, pytest.raises(Enough):
        outbox.send_for_ever()


@pytest.mark.parametrize("send", [lambda: call_command("send_queued_mail"), send_for_one_round])
def test_expired_sessions_go_with_what_they_said_of_a_person(send: Callable[[], None]) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=15)):
        sign_in(Client(), UserFactory())
    sign_in(Client(), UserFactory())

    send()

    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)


def test_files_of_forms_that_were_never_saved_go_after_a_day() -> None:
    for hours in (25, 23):
        with time_machine.travel(timezone.now() - timedelta(hours=hours)):
            path = default_storage.path(default_storage.save(f"{FOLDER}/{hours}", ContentFile(b"Ten people came.")))
            os.utime(path, (time.time(), time.time()))

    tidy()

    assert {"25", "23"} & {*default_storage.listdir(FOLDER)[1]} == {"23"}


def test_letters_go_after_90_days() -> None:
    for days in (91, 89):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            Email.objects.create(from_email="a@example.org", to=["b@example.org"])

    tidy()

    assert [(timezone.now() - letter.created).days for letter in Email.objects.all()] == [89]


def test_it_is_done_once_an_hour() -> None:
    tidy()
    Session.objects.create(session_key="x", session_data="", expire_date=timezone.now() - timedelta(seconds=1))

    tidy()
    assert Session.objects.exists()

    with time_machine.travel(timezone.now() + timedelta(seconds=3601)):
        tidy()
    assert not Session.objects.exists()
