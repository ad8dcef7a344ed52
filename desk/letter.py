"""Writing to the secretariat from the desk."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import signed_in
from accounts.kept_texts import at_desk, forget_kept_text, kept_text
from accounts.models import User
from coalitions.models import Coalition
from submissions.models import Submission
from submissions.notices import write_to_secretariat

LONGEST = 10_000


class LetterForm(forms.Form):
    """What is written, and about which of one's own coalitions or reports."""

    about = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    text = forms.CharField(
        label=gettext_lazy("Your letter"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy("The secretariat gets it by e-mail, with your name and address, and answers there."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects: dict[str, Coalition | Submission] = {}
        groups = []
        reports = Submission.objects.open_to(user).defer("saves")
        for coalition in Coalition.objects.represented_by(user).by_title():
            own: list[Coalition | Submission] = [
                coalition,
                *(report for report in reports if report.coalition_id == coalition.pk),
            ]
            subjects = {_key(subject): subject for subject in own}
            self.subjects |= subjects
            groups.append((str(coalition.title), [(key, _label(subject)) for key, subject in subjects.items()]))
        about: Any = self.fields["about"]
        about.choices = groups
        if not groups:  # whoever speaks for no coalition any more can still write
            del self.fields["about"]

    @property
    def subject(self) -> Coalition | Submission | None:
        return self.subjects.get(self.cleaned_data.get("about", ""))


def _key(subject: Coalition | Submission) -> str:
    return f"coalition-{subject.slug}" if isinstance(subject, Coalition) else f"report-{subject.pk}"


def _label(subject: Coalition | Submission) -> str:
    title = str(subject.title)
    return title if isinstance(subject, Coalition) else _("Report: %(title)s") % {"title": title}


@at_desk
def write(request: HttpRequest) -> HttpResponseBase:
    """The form; what it sends also comes back to the writer as a copy."""
    user = signed_in(request)
    if request.method == "POST":
        return _send(request, user, LetterForm(request.POST, user=user))
    if kept := kept_text(request):
        return _page(request, LetterForm(kept, user=user), kept=request.GET["kept"])
    asked = request.GET
    about = f"report-{asked['report']}" if "report" in asked else f"coalition-{asked.get('coalition', '')}"
    return _page(request, LetterForm(user=user, initial={"about": about}))


def _send(request: HttpRequest, user: User, form: LetterForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form)
    if not ratelimit.consume(request, action="write_to_secretariat", user=user):
        form.add_error(None, _("You have written several letters in a short time. Wait a little, then send this one."))
        return _page(request, form, status=429)
    write_to_secretariat(user, form.cleaned_data["text"], form.subject)
    forget_kept_text(request)
    messages.success(request, _("Your letter is on its way to the secretariat, and a copy to you."))
    subject = form.subject
    return redirect(subject if isinstance(subject, Submission) else "desk")


def _page(request: HttpRequest, form: LetterForm, *, kept: str = "", status: int = 200) -> HttpResponse:
    return render(request, "desk/letter.html", {"form": form, "kept": kept}, status=status)
