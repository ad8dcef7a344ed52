"""How django-allauth behaves here: closed to strangers, plain in its words, and writing through our outbox."""

import base64
import hashlib
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from accounts import mail
from accounts.access import signed_in
from accounts.models import User
from accounts.refusals import note_refusal

TOO_MANY = _("There were too many attempts. Wait for some minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your address already. Type the new one."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both, or ask for a new password."
        ),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led there; what is no address at all, such as "http://[::1/", is none of ours."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_refusal(request, User.objects.filter(email__iexact=credentials.get("email", "")).first())

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return resolve_url("account")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The secretariat's way leads to the admin, everyone else's to where they work, in their own language."""
        user = signed_in(request)
        with override(user.language):
            return resolve_url("admin:index" if user.is_staff else settings.LOGIN_REDIRECT_URL)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session.set_expiry(None)  # a stranger's, which it was until now, ends sooner

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How somebody shows who they are. Whoever has a second factor shows that: it guards itself, too."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way for way in ways if way["id"] != "reauthenticate"] or ways

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send emails/accounts/<name>.txt for what the library calls "account/email/<name>" or "mfa/email/<name>"."""
        user = context.get("user") or EmailAddress.objects.get(email=email, verified=True).user
        mail.send(email, f"accounts/{template_prefix.rpartition('/')[2]}", context, user.language)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or no longer valid. Type the one that the app shows now."),
        "unverified_email": _("Confirm your new e-mail address first; then you can set up a second step."),
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        """What a passkey is called whose owner gives it no name."""
        return gettext("Passkey %(number)d") % {
            "number": Authenticator.objects.filter(user=user, type=type).count() + 1
        }

    def build_totp_svg(self, url: str) -> str:
        """The picture for the app, on white: on a dark page the library's could not be scanned."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    # The secrets of authenticator apps would open accounts to whoever reads a backup of the database.
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor" + key.encode()).digest())) for key in keys
    )
