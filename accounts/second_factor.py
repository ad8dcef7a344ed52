"""The second factor: who has one, and who needs one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(user: User) -> bool:
    """Whether an app or a passkey is set up."""
    return bool(is_mfa_enabled(user, FACTORS))


def needs_second_factor(user: User) -> bool:
    """The secretariat does, unless the settings say otherwise."""
    return user.is_staff and settings.REQUIRE_SECOND_FACTOR


class SecondFactorMiddleware:
    """Keeps the admin closed to whoever of the secretariat has no second factor.

    Whoever has one has shown it: at signing in, or as it was set up, which ended all other sessions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "admin" not in match.app_names or match.url_name == "logout":
            return None
        user = request.user
        if not isinstance(user, User) or not needs_second_factor(user):
            return None
        if not has_second_factor(user):
            messages.info(request, _("The secretariat signs in with a second step. Set one up to go on."))
            return redirect("mfa_index")
        return None
