"""The forms of an account: the library's in our words, and our own."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.fields import validate_mail_address

PASSWORD_HELP = _("At least 12 characters. Three or four words in a row are safe, and easy to keep in mind.")


class Plain(forms.Form):
    """Names its fields above them, not inside them, and asks for a new password once."""

    labels = {
        "login": _("E-mail address"),
        "email": _("E-mail address"),
        "password": _("Password"),
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "code": _("Code"),
        "name": _("Name of the passkey"),
        "passwordless": _("Sign in with it alone, without the password"),
    }
    help_texts: dict[str, Any] = {"password1": PASSWORD_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")


class LoginForm(Plain, account.LoginForm):
    pass


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class ChangeEmailForm(Plain, account.AddEmailForm):
    labels = {"email": _("New e-mail address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(validate_mail_address)


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class SetPasswordForm(Plain, account.SetPasswordForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    pass


class SecondStepForm(Plain, second_factor.AuthenticateForm):
    help_texts = {"code": _("The six digits that your app shows now, or one of your recovery codes.")}


class SecondStepAgainForm(Plain, second_factor.ReauthenticateForm):
    help_texts = SecondStepForm.help_texts


class ActivateAppForm(Plain, totp.ActivateTOTPForm):
    help_texts = {"code": _("The six digits that the app shows now.")}


class AddPasskeyForm(Plain, passkey.AddWebAuthnForm):
    help_texts = {"name": _("So that you can tell it from others: “my telephone”, “office computer”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditPasskeyForm(Plain, passkey.EditWebAuthnForm):
    help_texts = AddPasskeyForm.help_texts


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
