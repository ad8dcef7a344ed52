"""The second factor: who needs one, and whether this session has shown it."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SET_UP_HERE = "second_factor_set_up_here"  # in a session; the library keeps there only with what somebody signed in


def has_second_factor(user: User) -> bool:
    """Whether an app or a passkey is set up."""
    return bool(is_mfa_enabled(user, FACTORS))


def needs_second_factor(user: User) -> bool:
    """The secretariat does, unless the settings say otherwise."""
    return user.is_staff and settings.REQUIRE_SECOND_FACTOR


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Whether this session did: one that was opened before a factor was set up elsewhere has not."""
    signed_in_with = {record["method"] for record in get_authentication_records(request, request.user)}
    return SET_UP_HERE in request.session or "mfa" in signed_in_with


def note_second_factor(request: HttpRequest) -> None:
    """Whoever sets a factor up has shown it."""
    request.session[SET_UP_HERE] = True


class SecondFactorMiddleware:
    """Keeps the admin closed to a session of the secretariat that has not shown a second factor."""

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
        if not has_shown_second_factor(request):
            has_app = is_mfa_enabled(user, [Authenticator.Type.TOTP])
            way = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
            return redirect(reverse(way, query={"next": request.get_full_path()}))
        return None
