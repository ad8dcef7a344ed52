"""Sign-ins that failed, in the log: so that an operator sees an attack, and a program can shut it out."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from accounts.models import User

logger = logging.getLogger(__name__)


def note_refusal(request: HttpRequest, user: User | None) -> None:
    """A password was wrong. What was typed is not repeated: it may be a password in the wrong place."""
    _note(request, "Sign-in refused", user)


def note_refused_second_step(request: HttpRequest, user: User, **_signal: Any) -> None:
    """A code was wrong."""
    _note(request, "Second step refused", user)


def _note(request: HttpRequest, what: str, user: User | None) -> None:
    account = f"account {user.pk}" if user else "no account"
    logger.warning("%s: %s, from %s", what, account, get_adapter().get_client_ip(request))
