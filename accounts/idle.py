"""The secretariat's sessions: one in which nothing is done for hours ends, and what was being typed is not lost."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.kept_texts import keep_in_page, keeps_text_of

ACTIVE = "active_in_admin_at"  # in a session
A_WHILE = 60  # seconds; not every request has to write to the session


class IdleMiddleware:
    """Lets each visit of the admin prolong the session, up to the hours that the settings allow, and no longer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "admin" not in match.app_names:
            return None
        if request.user.is_authenticated:
            self._prolong(request)
        elif request.method == "POST" and not keeps_text_of(match.func):
            return keep_in_page(request)
        return None

    def _prolong(self, request: HttpRequest) -> None:
        now = time.time()
        if now - request.session.get(ACTIVE, 0) > A_WHILE:
            request.session[ACTIVE] = now
            request.session.set_expiry(settings.SECRETARIAT_IDLE_HOURS * 60 * 60)
