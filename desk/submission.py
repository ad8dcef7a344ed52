"""One report: its task list, checking and submitting it, its preview, and its trail."""

from typing import Any

from django.contrib import messages
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from desk.access import only_posted, with_submission
from measures.models import Measure
from public.views import records
from submissions import deadlines, review, workflow
from submissions.corrections import corrections_of
from submissions.forms.reading import readings_of
from submissions.forms.sections import RemarksSection
from submissions.forms.whole import WholeForm, progress_of
from submissions.models import Submission

ALIKE = 0.4  # of 1; below it titles share no more than common words


@require_safe
@with_submission
def tasks(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The sections of a report, each with how far it has come."""
    form = WholeForm(submission)
    sections: list[dict[str, Any]] = [
        {"section": section, "progress": progress_of(section), "remarks": len(section.open_remarks)}
        for section in form.sections.values()
    ]
    on_whole = RemarksSection(submission, form.lists)
    cycles = deadlines.cycles_to_report_in(submission.coalition)
    context = {
        "submission": submission,
        "sections": sections,
        "lacking": [task["section"].heading for task in sections if task["progress"].lacks_something],
        "on_whole": on_whole if on_whole.remarks else None,
        "cycles": cycles if cycles != [submission.cycle] else [],
        "last_day": deadlines.last_day_to_submit(submission),
        "why_not_open": deadlines.why_not_open(submission) if submission.is_writable else "",
        "corrections": corrections_of(submission),
        "last_step": submission.steps.select_related("by").last(),
    }
    return render(request, "desk/tasks.html", context)


@require_safe
@with_submission
def check(request: HttpRequest, submission: Submission) -> HttpResponse:
    """All the answers on one page, what is missing, and submitting."""
    return _check(request, submission)


def _check(request: HttpRequest, submission: Submission, error: str = "") -> HttpResponse:
    form = WholeForm(submission)
    sections = [*form.sections.values(), RemarksSection(submission, form.lists)]
    context = {
        "submission": submission,
        "sections": [(section, readings_of(section)) for section in form.sections.values()],
        "files": form.lists.files,
        "problems": form.problems,
        "open_remarks": sum(len(section.open_remarks) for section in sections),
        "similar": similar_measures(submission),
        "corrections": corrections_of(submission),
        "why_not_open": deadlines.why_not_open(submission) if submission.is_writable else "",
        "error": error,
    }
    return render(request, "desk/check.html", context)


def similar_measures(submission: Submission) -> QuerySet[Measure]:
    """Measures that the coalition has published under a similar title, the most similar first."""
    title = str(submission.answers.get("measure", {}).get("title", ""))[:300]
    others = Measure.objects.published().reported_by(submission.coalition)
    others = others.exclude(pk__in=[pk for pk in (submission.measure_id, submission.source_id) if pk])
    alike = others.annotate(likeness=TrigramSimilarity("title", title)).filter(likeness__gte=ALIKE)
    return alike.order_by("-likeness")[:3]


@require_safe
@with_submission
def preview(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """The public page as publishing would make it, from the same code; nothing of it is stored."""
    back = submission.get_absolute_url()
    try:
        with workflow.as_published(submission) as measure:
            sentence = _("This is a preview. Nobody else can see it.")
            messages.info(request, format_html('{} <a href="{}">{}</a>', sentence, back, _("Back to the report")))
            return records.measure(request, measure.slug)
    except workflow.NotValid:
        messages.info(request, _("There is a preview as soon as nothing is missing any more."))
        return redirect("desk_check", submission.pk)


@require_safe
@with_submission
def trail(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Who did what, and when; and the conversation with the secretariat."""
    context = {
        "submission": submission,
        "trail": review.trail(submission),
        "remarks": submission.remarks.sent().select_related("author", "answered_by"),
    }
    return render(request, "desk/trail.html", context)


@only_posted
@with_submission
def step(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Submit a report, take it back, set it aside or take it up again."""
    wanted = request.POST.get("do", "")
    if wanted == "submit" and not request.POST.get("declared"):
        return _check(request, submission, _("Confirm that what the report says is right, by ticking the box."))
    steps = {
        "submit": (workflow.submit, _("Your report is submitted. You will hear from the secretariat by e-mail.")),
        "take-back": (workflow.take_back, _("The report is with you again. Submit it when you have finished.")),
        "set-aside": (workflow.set_aside, _("The report is set aside. Nothing is lost: you can take it up again.")),
        "take-up": (workflow.take_up, _("The report is a draft again.")),
    }
    if wanted not in steps:
        return redirect(submission)
    take, sentence = steps[wanted]
    try:
        take(submission, signed_in(request))
    except workflow.NotValid:
        return _check(request, submission, _("Something is missing. Put it right, then submit."))
    except workflow.StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("desk" if wanted == "set-aside" else submission)


@only_posted
@with_submission
def cycle(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Choose the reporting cycle."""
    cycles = {str(cycle.pk): cycle for cycle in deadlines.cycles_to_report_in(submission.coalition)}
    if chosen := cycles.get(request.POST.get("cycle", "")):
        try:
            workflow.choose_cycle(submission, chosen)
        except workflow.StepRefused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("This cycle cannot be reported in any more. Choose another one."))
    return redirect(submission)
