"""The outbox: mail waits in the database until it is sent, and no letter is sent twice.

Before anything goes over the line, the letter is noted as failed, with a row of `Sending` beside it, and that is
committed. If the program is killed then, nobody can tell whether the letter left: both stay until a person decides.
Only a letter that certainly did not leave is tried again, after pauses that grow.

The library's own sender writes nothing down before a letter leaves, so one that was interrupted would leave twice.
"""

import logging
import smtplib
import time
from datetime import timedelta

from django.core.mail import get_connection
from django.db import Error, close_old_connections, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from post_office.models import STATUS, Email
from post_office.settings import get_backend

from accounts.housekeeping import tidy
from accounts.models import Sending

logger = logging.getLogger(__name__)

WAITING = [STATUS.queued, STATUS.requeued]
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60)] + [timedelta(hours=h) for h in (4, 12, 24, 24)]
PATIENCE = timedelta(minutes=15)  # no letter takes as long
ROUND = 2  # seconds between two looks into the outbox

# The mail server's own no. After any other failure on the way the letter may have arrived.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


def send_waiting() -> int:
    """Send every letter that is due, one after the other, and return how many left. Any number may do so at a time."""
    sent = 0
    while letter := _take():
        sent += _send(letter)
    return sent


def send_for_ever() -> None:
    """Send letters as they come and put in order, and go on when the database or the mail server is away."""
    while True:
        try:
            send_waiting()
            tidy()
        except Error as error:
            logger.warning("The outbox cannot be read: %s", str(error).strip().partition("\n")[0])
        close_old_connections()
        time.sleep(ROUND)


def interrupted() -> QuerySet[Email]:
    """Letters whose sending began and never ended: they may have left or not."""
    before = timezone.now() - PATIENCE
    letters: QuerySet[Email] = Email.objects.filter(status=STATUS.failed, sending__began_at__lt=before)
    return letters


def send_interrupted_again() -> int:
    """Let them wait again, at the risk that some arrive twice, and return how many there are."""
    return interrupted().update(status=STATUS.queued, last_updated=timezone.now())


def _take() -> Email | None:
    due = Q(scheduled_time=None) | Q(scheduled_time__lte=timezone.now())
    with transaction.atomic():
        letter = (
            Email.objects.select_for_update(skip_locked=True)
            .filter(due, status__in=WAITING)
            .order_by("-priority", "created", "pk")
            .first()
        )
        if letter:
            _note(letter, STATUS.failed)
            Sending.objects.update_or_create(letter=letter, defaults={"began_at": timezone.now()})
    return letter


def _send(letter: Email) -> bool:
    connection = get_connection(get_backend())
    try:
        connection.open()
    except Exception as error:  # noqa: BLE001  whatever a mail backend raises, this letter has not left
        _try_later(letter, error)
        return False
    try:
        connection.send_messages([letter.email_message()])
    except REFUSALS as error:
        _try_later(letter, error)
        return False
    except Exception:
        logger.exception("Letter %d may have left or not; see `manage.py send_queued_mail --help`", letter.pk)
        return False
    finally:
        connection.close()
    # What was sent is not kept: it may hold a link that opens an account.
    _end(letter, STATUS.sent, message="")
    return True


def _try_later(letter: Email, error: Exception) -> None:
    tries = letter.number_of_retries or 0
    letter.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)
    if tries == len(PAUSES):
        logger.error("Letter %d is given up after %d tries: %s", letter.pk, tries + 1, error)
        _end(letter, STATUS.failed)
        return
    logger.warning("Letter %d is tried again in %s: %s", letter.pk, PAUSES[tries], error)
    _end(letter, STATUS.requeued, number_of_retries=tries + 1, scheduled_time=timezone.now() + PAUSES[tries])


@transaction.atomic
def _end(letter: Email, status: int, **facts: object) -> None:
    _note(letter, status, **facts)
    Sending.objects.filter(letter=letter).delete()


def _note(letter: Email, status: int, **facts: object) -> None:
    # Past the model's own save, which checks the whole letter again and fails on what no longer passes.
    Email.objects.filter(pk=letter.pk).update(status=status, last_updated=timezone.now(), **facts)
