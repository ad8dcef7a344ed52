"""What people type about a coalition's people."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms import PASSWORD_HELP
from accounts.models import User
from coalitions.models import Invitation


class InvitationForm(forms.ModelForm):
    """Whom to invite, as what, and in which language."""

    class Meta:
        model = Invitation
        fields = ["email", "role", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.initial.setdefault("language", get_language())


class NewAccountForm(forms.Form):
    """What an invited person says to get an account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As colleagues and the secretariat know you. The public does not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The language in which we write to you.")
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if password := cleaned.get("password"):
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class RemovalForm(forms.Form):
    """Why an account should be removed."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The secretariat reads this. What the person wrote stays with the coalition."),
    )
