"""The page on which a person chooses which letters come."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.access import signed_in
from accounts.models import Letter, User


class LettersForm(forms.Form):
    """Asks for what is wanted, and keeps what is not. Kinds that this person is not asked about stay as they are."""

    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Write to me when"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.letters = Letter.for_user(user)
        field: Any = self.fields["wanted"]
        field.choices = [(letter.value, letter.label) for letter in self.letters]
        field.initial = [letter.value for letter in self.letters if user.wants(letter)]

    def save(self) -> None:
        asked = {letter.value for letter in self.letters}
        others = [letter for letter in self.user.unwanted_letters if letter not in asked]
        self.user.unwanted_letters = others + sorted(asked - set(self.cleaned_data["wanted"]))
        self.user.save(update_fields=["unwanted_letters"])


@login_required
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Which letters come."""
    form = LettersForm(request.POST if request.method == "POST" else None, user=signed_in(request))
    if form.is_valid():
        form.save()
        messages.success(request, _("Your choice of e-mails is saved."))
        return redirect("account")
    return render(request, "accounts/letters.html", {"form": form})
