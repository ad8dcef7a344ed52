"""Reviewing: who has a report open, what the secretariat reads in it, and deciding on what one has read."""

import copy
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import text_diff
from measures.documents import document
from measures.models import Measure
from submissions import workflow
from submissions.answers import Answers
from submissions.forms.base import Lists
from submissions.forms.reading import Reading, readings_of
from submissions.forms.sections import SECTIONS
from submissions.models import Step, Submission, SubmissionFile
from submissions.workflow import StepRefused

LOOKING = timedelta(minutes=30)  # after that, whoever opened a report has probably gone on to something else

# The coalition has the report, and what it writes in it is its own until it submits.
WITH_THE_COALITION = (Submission.State.DRAFT, Submission.State.CHANGES_REQUESTED, Submission.State.WITHDRAWN)


# Looking


def look(submission: Submission, by: User) -> None:
    """Note that a reviewer has the report open, unless a colleague has."""
    now = timezone.now()
    nobody_else = Q(reviewer=None) | Q(reviewer=by) | Q(reviewing_since__lt=now - LOOKING)
    waiting = Submission.objects.filter(nobody_else, pk=submission.pk, state=Submission.State.SUBMITTED)
    if waiting.update(reviewer=by, reviewing_since=now):
        submission.reviewer, submission.reviewing_since = by, now


def who_looks(submission: Submission) -> User | None:
    """Who has the report open."""
    since = submission.reviewing_since
    is_waiting = submission.state == Submission.State.SUBMITTED
    return submission.reviewer if is_waiting and since and timezone.now() - since < LOOKING else None


# Reading


def handed_over(submission: Submission) -> Submission | None:
    """The report as the secretariat reads it: as it was handed over last; None when it never was."""
    if may_be_read(submission):
        return submission
    last = submission.steps.filter(kind__in=HANDED_OVER, answers__isnull=False).last()
    return _with(submission, last.answers) if last else None


def may_be_read(submission: Submission) -> bool:
    """Whether the secretariat may read the answers as they are now, and not only as they were handed over."""
    return submission.state not in WITH_THE_COALITION


# Steps that keep the answers as the secretariat had them.
HANDED_OVER = (Step.Kind.SUBMITTED, Step.Kind.CHANGES_REQUESTED, Step.Kind.TAKEN_BACK)


def _with(submission: Submission, answers: Answers) -> Submission:
    other = copy.copy(submission)
    other.answers = answers
    return other


@dataclass(frozen=True)
class Change:
    """An answer that is another one than before, with how its words differ."""

    question: str
    label: str
    html: SafeString
    language: str


def changes_since_last_round(submission: Submission) -> list[Change]:
    """What is different from what the secretariat last had before this round."""
    last = submission.steps.filter(kind=Step.Kind.SUBMITTED).last()
    steps = submission.steps.filter(kind__in=HANDED_OVER, answers__isnull=False)
    before = steps.filter(pk__lt=last.pk).last() if last else None
    now = handed_over(submission)
    return _changes(_with(submission, before.answers), now) if before and now else []


def _changes(before: Submission, after: Submission) -> list[Change]:
    old = {reading.question: reading for reading in read(before)}
    new = {reading.question: reading for reading in read(after)}
    changed = [name for name in dict.fromkeys([*new, *old]) if _plain(old.get(name)) != _plain(new.get(name))]
    return [_change(name, old.get(name), new.get(name)) for name in changed]


def _change(name: str, old: Reading | None, new: Reading | None) -> Change:
    shown = new or old
    assert shown  # noqa: S101  (one of the two has this question)
    return Change(name, shown.label, text_diff.to_html(_plain(old), _plain(new)), shown.language)


def _plain(reading: Reading | None) -> str:
    return reading.plain if reading else ""


def read(submission: Submission) -> list[Reading]:
    """All answers of a report, in the order of the form."""
    lists = Lists(submission)
    return [reading for form in SECTIONS.values() for reading in readings_of(form(submission, lists))]


def files(submission: Submission) -> QuerySet[SubmissionFile]:
    """The files of a report that the secretariat may read."""
    if may_be_read(submission):
        return submission.files.all()
    last = submission.steps.filter(kind=Step.Kind.SUBMITTED).last()
    return submission.files.filter(added_at__lte=last.at) if last else submission.files.none()


@dataclass(frozen=True)
class TrailEntry:
    """A step of the trail, with what it changed if the secretariat wrote in the report."""

    step: Step
    changes: list[Change]


def trail(submission: Submission) -> list[TrailEntry]:
    """Who did what, and when."""
    steps = list(submission.steps.select_related("by"))
    return [TrailEntry(step, _edited(submission, step, steps[place + 1 :])) for place, step in enumerate(steps)]


def _edited(submission: Submission, step: Step, later: list[Step]) -> list[Change]:
    # The step keeps the text as it was. What it became is in the next step that tells, or is there still.
    if step.kind != Step.Kind.EDITED or not step.answers:
        return []
    section = step.note
    told = [other.answers for other in later if other.answers and section in other.answers]
    after = (told[0] if told else submission.answers).get(section, {})
    before, now = (
        _with(submission, {**submission.answers, section: part}) for part in (step.answers.get(section, {}), after)
    )
    return _changes(before, now)


def foresee(submission: Submission) -> dict[str, object]:
    """The public document as publishing would make it. Raises StepRefused with what stands in its way."""
    try:
        with workflow.as_published(submission) as measure:
            return document(measure)
    except workflow.NotValid as error:
        raise StepRefused(_cannot_be_published(len(error.problems))) from error
    except ValidationError as error:
        raise StepRefused(" ".join(error.messages)) from error


def _cannot_be_published(count: int) -> str:
    return ngettext(
        "This report cannot be published yet: there is %(count)d problem in it.",
        "This report cannot be published yet: there are %(count)d problems in it.",
        count,
    ) % {"count": count}


# Deciding


class Outdated(StepRefused):
    """The report changed after the reviewer had opened it."""


def last_step(submission: Submission) -> int:
    """The number of a report's last step: what a page remembers of the state that it showed."""
    last = submission.steps.last()
    return last.pk if last else 0


@transaction.atomic
def publish(submission: Submission, by: User, seen: int) -> Measure:
    """Publish a report as the reviewer has read it."""
    _require_seen(submission, seen)
    try:
        return workflow.publish(submission, by)
    except workflow.NotValid as error:
        raise StepRefused(_cannot_be_published(len(error.problems))) from error
    except ValidationError as error:
        raise StepRefused(" ".join(error.messages)) from error


@transaction.atomic
def ask_for_changes(submission: Submission, by: User, also: Collection[int], seen: int) -> Submission:
    """Send the reviewer's own remarks, and those of colleagues whose ids are given."""
    _require_seen(submission, seen)
    mine = submission.remarks.filter(author=by, sent_at=None).values_list("pk", flat=True)
    return workflow.ask_for_changes(submission, by, {*mine, *also})


@transaction.atomic
def decline(submission: Submission, by: User, reason: str, seen: int) -> Submission:
    """Decline a report as the reviewer has read it."""
    _require_seen(submission, seen)
    return workflow.decline(submission, by, reason)


def _require_seen(submission: Submission, seen: int) -> None:
    submission = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    if submission.state != Submission.State.SUBMITTED:
        return  # the workflow itself says what happened
    if submission.measure_id:  # a correction that is just being made comes first
        Measure.objects.select_for_update().get(pk=submission.measure_id)
    newer = submission.steps.filter(pk__gt=seen).exclude(kind=Step.Kind.CYCLE_EXTENDED).select_related("by")
    if newer:
        raise Outdated(
            _("The report changed after you had opened it: %(steps)s. Look at it as it is now, then decide.")
            % {"steps": "; ".join(f"{step.by or _('somebody')} {step.get_kind_display()}" for step in newer)}
        )
