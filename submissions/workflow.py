"""The way of a report: each step a named operation, in one transaction, under a lock, and written to its trail."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from coalitions.models import Coalition
from measures.models import Cycle, Evidence, Measure
from measures.versions import include_broader_terms, keep_version
from submissions.answers import Answers, hand_over_replies
from submissions.deadlines import day, why_not_open
from submissions.forms.whole import WholeForm, answers_of
from submissions.limits import TooMuch, check_section
from submissions.models import Step, Submission, SubmissionFile
from submissions.notices import notify
from submissions.publish import NotValid, write_measure
from submissions.refusals import Conflict, CycleClosed, StepRefused, WrongState

__all__ = ["Conflict", "CycleClosed", "NotValid", "StepRefused", "TooMuch", "WrongState"]

State = Submission.State


# Beginning


@transaction.atomic
def start(coalition: Coalition, user: User, cycle: Cycle | None = None) -> Submission:
    """Begin a new report of a coalition."""
    return _begin(Submission(coalition=coalition, cycle=cycle), user, Step.Kind.STARTED)


@transaction.atomic
def carry_forward(measure: Measure, user: User, cycle: Cycle | None = None) -> Submission:
    """Begin a report for a new cycle with what a published measure says; the one that has begun, if there is one."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    begun = measure.carried_forward.on_their_way().filter(cycle=cycle).first()
    if begun:
        return begun
    submission = Submission(
        coalition=measure.coalition, cycle=cycle, purpose=Submission.Purpose.CARRY_FORWARD, source=measure
    )
    return _begin(submission, user, Step.Kind.CARRIED_FORWARD, said_by(measure))


@transaction.atomic
def propose_update(measure: Measure, user: User) -> Submission:
    """Begin an update of a published measure; the one that has begun, if there is one. The measure stays as it is."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if begun := update_of(measure):
        return begun
    submission = Submission(
        coalition=measure.coalition, cycle=measure.cycle, purpose=Submission.Purpose.UPDATE, measure=measure
    )
    return _begin(submission, user, Step.Kind.UPDATE_PROPOSED, said_by(measure))


@transaction.atomic
def prepare(said: "Said", by: User, coalition: Coalition, measure: Measure | None, note: str = "") -> Submission:
    """Keep what the secretariat would publish as a report, or an update of this measure, that waits for its decision.

    From then on it goes the way of all: colleagues review it, and its coalition sees it and may take it back to its
    desk. Raises WrongState while another update is on its way.
    """
    purpose, kind = Submission.Purpose.NEW, Step.Kind.STARTED
    if measure:
        measure = Measure.objects.select_for_update().get(pk=measure.pk)
        if update_of(measure):
            raise WrongState(_("Another update of this measure has begun. Go on with that one."))
        purpose, kind = Submission.Purpose.UPDATE, Step.Kind.UPDATE_PROPOSED
    submission = Submission(coalition=coalition, cycle=said.cycle, purpose=purpose, measure=measure)
    submission.state, submission.submitted_at, submission.round = State.SUBMITTED, timezone.now(), 1
    return _begin(submission, by, kind, said, note)


def update_of(measure: Measure) -> Submission | None:
    """The update of this measure that is on its way."""
    return measure.submissions.on_their_way().filter(purpose=Submission.Purpose.UPDATE).first()


@dataclass(frozen=True)
class Said:
    """What a measure says, with which a report begins."""

    answers: Answers
    files: list[Evidence]
    cycle: Cycle | None


def said_by(measure: Measure) -> Said:
    """What this measure says as it is in the database now."""
    return Said(answers_of(measure), list(measure.evidence.all()), measure.cycle)


def _begin(submission: Submission, user: User, kind: Step.Kind, said: Said | None = None, note: str = "") -> Submission:
    by_secretariat = submission.state == State.SUBMITTED
    submission.created_by = user
    submission.answers = said.answers if said else {}
    contact = str(user) if by_secretariat else user.name
    submission.answers["contact"] = {"contact_name": contact, "contact_email": user.email}
    submission.save()
    files = said.files if said else []
    public = {file.pk for file in Evidence.objects.filter(pk__in=[file.pk for file in files])}
    for evidence in files:
        file = SubmissionFile.objects.create(
            submission=submission,
            file=evidence.file.name,
            name=evidence.name,
            content_type=evidence.content_type,
            size=evidence.size,
            evidence=evidence if evidence.pk in public else None,
        )
        submission.answers.setdefault("evidence", {})[f"file_{file.pk}"] = evidence.title
    submission.save(update_fields=["answers"])
    return _log(submission, kind, user, note=note, by_secretariat=by_secretariat)


@transaction.atomic
def choose_cycle(submission: Submission, cycle: Cycle) -> Submission:
    """Report for another cycle."""
    submission = _locked(submission)
    _require(submission, State.DRAFT)
    submission.cycle = cycle
    submission.save(update_fields=["cycle", "updated_at"])
    return submission


# Writing


@transaction.atomic
def save_section(
    submission: Submission, user: User, section: str, data: dict[str, Any], expected_revision: int
) -> Submission:
    """Save what was typed in one section, however incomplete.

    Raises Conflict when the section was saved since the revision that the writer saw, WrongState when the report is not
    with its coalition any more, and TooMuch.
    """
    submission = for_writing(submission)
    return _save_section(submission, user, section, data, expected_revision)


@transaction.atomic
def edit_on_behalf(
    submission: Submission, by: User, section: str, data: dict[str, Any], expected_revision: int
) -> Submission:
    """Save a section as the secretariat, while the report is with it.

    The trail says so, with the text as it was, once for all the times that somebody saves it in a row.
    """
    submission = _locked(submission)
    _require(submission, State.SUBMITTED)
    before = {section: submission.answers.get(section, {})}
    submission = _save_section(submission, by, section, data, expected_revision)
    if submission.answers.get(section, {}) != before[section] and not _goes_on_editing(submission, by, section):
        _log(submission, Step.Kind.EDITED, by, note=section, answers=before)
    return submission


def _goes_on_editing(submission: Submission, by: User, section: str) -> bool:
    last = submission.steps.last()
    return bool(last and last.kind == Step.Kind.EDITED and last.by == by and last.note == section)


def _save_section(
    submission: Submission, user: User, section: str, data: dict[str, Any], expected_revision: int
) -> Submission:
    check_section(data)
    if submission.answers.get(section, {}) == data:
        return submission
    if submission.get_revision(section) != expected_revision:
        raise Conflict(submission, section)
    submission.answers[section] = data
    submission.saves[section] = {
        "revision": expected_revision + 1,
        "by": user.pk,
        "at": timezone.now().isoformat(timespec="seconds"),
    }
    submission.save(update_fields=["answers", "saves", "updated_at"])
    return submission


@transaction.atomic
def replace_section(
    submission: Submission, user: User, section: str, data: dict[str, Any], expected_revision: int
) -> Submission:
    """Save a section in place of a colleague's text, which the writer has seen; the trail keeps that text."""
    before = _locked(submission).answers.get(section, {})
    submission = save_section(submission, user, section, data, expected_revision)
    if before != data:
        _log(submission, Step.Kind.REPLACED, user, note=section, answers={section: before})
    return submission


# Handing over


@transaction.atomic
def submit(submission: Submission, user: User) -> Submission:
    """Hand a report over to the secretariat. Raises NotValid, CycleClosed or WrongState."""
    submission = for_writing(submission)
    _require_open_cycle(submission)
    form = WholeForm(submission)
    if not form.is_valid:
        raise NotValid(form)
    submission.state, submission.submitted_at = State.SUBMITTED, timezone.now()
    submission.round += 1
    hand_over_replies(submission, user)
    submission.save()
    return _log(submission, Step.Kind.SUBMITTED, user, answers=submission.answers)


@transaction.atomic
def take_back(submission: Submission, user: User) -> Submission:
    """Take a submitted report back to the desk, as long as the secretariat has not decided."""
    submission = _locked(submission)
    _require(submission, State.SUBMITTED)
    submission.state, submission.reviewer, submission.reviewing_since = State.DRAFT, None, None
    submission.save()
    return _log(submission, Step.Kind.TAKEN_BACK, user, answers=submission.answers)


@transaction.atomic
def set_aside(submission: Submission, user: User) -> Submission:
    """Put away a report that the coalition does not want to submit. It can be taken up again."""
    submission = for_writing(submission)
    submission.state = State.WITHDRAWN
    submission.save()
    return _log(submission, Step.Kind.SET_ASIDE, user)


@transaction.atomic
def take_up(submission: Submission, user: User) -> Submission:
    """Make a draft again of a report that was set aside or declined."""
    submission = _locked(submission)
    _require(submission, State.WITHDRAWN, State.DECLINED)
    if submission.purpose == Submission.Purpose.UPDATE and submission.measure:
        measure = Measure.objects.select_for_update().get(pk=submission.measure.pk)
        if update_of(measure):
            raise WrongState(_("Another update of this measure has begun. Go on with that one."))
    submission.state, submission.decided_at = State.DRAFT, None
    submission.save()
    return _log(submission, Step.Kind.TAKEN_UP, user)


# Deciding


@transaction.atomic
def ask_for_changes(submission: Submission, by: User, only: Collection[int] | None = None) -> Submission:
    """Send the remarks that were written, or only those with these ids, and give the report back to its coalition."""
    submission = _locked(submission)
    _require(submission, State.SUBMITTED)
    written = submission.remarks.filter(sent_at__isnull=True)
    if only is not None:
        written = written.filter(pk__in=only)
    if not written.exists() and not submission.remarks.open().exists():
        raise StepRefused(_("Write at least one remark, so that the coalition knows what to change."))
    written.update(sent_at=timezone.now(), round=submission.round)
    submission.state = State.CHANGES_REQUESTED
    submission.save()
    # What the secretariat saw, to be compared with what comes back.
    return _log(submission, Step.Kind.CHANGES_REQUESTED, by, answers=submission.answers)


@transaction.atomic
def publish(submission: Submission, by: User, reason: str = "") -> Measure:
    """Make a report public: its measure is written, or rewritten, whole, and a version kept. Raises NotValid."""
    submission = _locked(submission)
    _require(submission, State.SUBMITTED)
    measure = _write(submission)
    submission.state, submission.measure, submission.decided_at = State.PUBLISHED, measure, timezone.now()
    submission.save()
    keep_version(measure, by, reason)
    _log(submission, Step.Kind.PUBLISHED, by, note=reason)
    return measure


@transaction.atomic
def decline(submission: Submission, by: User, reason: str) -> Submission:
    """Decline a report, with a reason that its coalition can read."""
    if not reason.strip():
        raise StepRefused(_("Give the reason, so that the coalition knows why."))
    submission = _locked(submission)
    _require(submission, State.SUBMITTED)
    submission.state, submission.decided_at = State.DECLINED, timezone.now()
    submission.save()
    return _log(submission, Step.Kind.DECLINED, by, note=reason)


@contextmanager
def as_published(submission: Submission) -> Iterator[Measure]:
    """The measure as publishing would write it, to be read inside the `with`; afterwards nothing has happened.

    Raises NotValid when the answers cannot be published yet.
    """
    with transaction.atomic():
        measure = _write(Submission.objects.get(pk=submission.pk))
        include_broader_terms(measure)
        try:
            yield measure
        finally:
            transaction.set_rollback(True)


def _write(submission: Submission) -> Measure:
    measure = Measure(coalition=submission.coalition)
    if submission.purpose == Submission.Purpose.UPDATE and submission.measure:
        measure = Measure.objects.select_for_update().get(pk=submission.measure.pk)
    return write_measure(submission, measure)


# Conditions


def _require_open_cycle(submission: Submission) -> None:
    if sentence := why_not_open(submission):
        raise CycleClosed(sentence)


def _require(submission: Submission, *states: State) -> None:
    if submission.state not in states:
        raise WrongState(_wrong_state(submission))


def _wrong_state(submission: Submission) -> str:
    step = submission.steps.exclude(kind__in=Step.BESIDE).select_related("by").last()
    if not step:
        return _("This is not possible in the report's state.")
    return _("This is not possible any more: %(who)s %(what)s on %(when)s.") % {
        "who": step.by or _("Somebody"),
        "what": step.get_kind_display(),
        "when": f"{day(step.at)}, {timezone.localtime(step.at):%H:%M %Z}",
    }


def for_writing(submission: Submission) -> Submission:
    """The report, locked until the transaction ends. Raises WrongState when it is not with its coalition."""
    submission = _locked(submission)
    _require(submission, *Submission.WRITABLE)
    return submission


def _locked(submission: Submission) -> Submission:
    # Whoever comes second waits here, and then sees what the first one did. Only steps can be added to it meanwhile.
    locked = Submission.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("coalition", "cycle").get(pk=submission.pk)


def _log(
    submission: Submission,
    kind: Step.Kind,
    by: User | None,
    *,
    note: str = "",
    answers: Any = None,
    by_secretariat: bool = False,
) -> Submission:
    of_secretariat = (Step.Kind.CHANGES_REQUESTED, Step.Kind.PUBLISHED, Step.Kind.DECLINED, Step.Kind.EDITED)
    step = Step.objects.create(
        submission=submission,
        kind=kind,
        by=by,
        by_secretariat=by_secretariat or kind in of_secretariat,
        note=note,
        round=submission.round,
        answers=answers,
    )
    notify(submission, step, by)
    return submission
