"""The pages of one's own account that the library does not have, or has not quite."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from accounts.forms import SettingsForm
from accounts.second_factor import has_second_factor


@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """What there is to see and change, each on a page of its own."""
    return render(request, "accounts/account.html", {"has_second_factor": has_second_factor(signed_in(request))})


@login_required
@never_cache
def edit(request: HttpRequest) -> HttpResponse:
    """Name and language."""
    form = SettingsForm(request.POST or None, instance=signed_in(request))
    if form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Your name and language are saved."))
            return redirect("account")
    return render(request, "accounts/settings.html", {"form": form})


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, with this one."""
    get_sessions_adapter().end_sessions(UserSession.objects.filter(user=signed_in(request)))
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


def admin_login(request: HttpRequest) -> HttpResponse:
    """The admin has no way in of its own."""
    if request.user.is_authenticated and not signed_in(request).is_staff:
        raise PermissionDenied(_("Only the secretariat may enter here."))
    wanted = request.GET.get("next", "")
    return redirect_to_login(wanted if get_adapter().is_safe_url(wanted) else reverse("admin:index"))


class KeepsThisSession:
    """A view that changes a factor, which ends every session of this person: all but the one at work."""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        update_session_auth_hash(self.request, self.request.user)
        UserSession.objects.create_from_request(self.request)
        return response


class ActivateApp(KeepsThisSession, ActivateTOTPView):
    """Set up an app."""


class DeactivateApp(KeepsThisSession, DeactivateTOTPView):
    """Stop using the app."""


class AddPasskey(KeepsThisSession, AddWebAuthnView):
    """Set up a passkey."""


class RemovePasskey(KeepsThisSession, RemoveWebAuthnView):
    """Remove a passkey."""


class MakeRecoveryCodes(KeepsThisSession, GenerateRecoveryCodesView):
    """Make new recovery codes, in the place of the old."""
