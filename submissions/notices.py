"""Letters at each hand-over of a report. They are written in the transaction of the step, and leave when it commits.

So a step that is undone tells nobody, and one that stands is never forgotten.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import lazy

from accounts import mail
from accounts.models import Letter, User
from coalitions.models import Coalition
from measures.models import CycleExtension
from submissions.forms.reading import readings_of
from submissions.forms.whole import WholeForm
from submissions.models import Remark, Step, Submission


def notify(submission: Submission, step: Step, by: User | None) -> None:
    """Write to those who have the report next, or wait for news of it."""
    if (kind := Step.Kind(step.kind)) not in LETTERS:
        return
    letter, to_secretariat = LETTERS[kind]
    people = reviewers() if to_secretariat else representatives(submission.coalition)
    # What depends on the reader's language is found out while the letter is written.
    title = lazy(lambda: " ".join(submission.title.split()), str)()
    found = {"title": title, "remarks": lambda: _labelled(submission)}
    _write(people, letter, kind.value, {"submission": submission, "step": step, "who": by, **found}, by)


# Which letter follows which step, and whether it goes to the secretariat.
LETTERS = {
    Step.Kind.SUBMITTED: (Letter.HANDED_IN, True),
    Step.Kind.TAKEN_BACK: (Letter.HANDED_IN, True),
    Step.Kind.CHANGES_REQUESTED: (Letter.CHANGES, False),
    Step.Kind.PUBLISHED: (Letter.DECIDED, False),
    Step.Kind.DECLINED: (Letter.DECIDED, False),
}


def tell_of_more_time(extension: CycleExtension, by: User | None) -> None:
    """Write to a coalition that it has another last day."""
    people = representatives(extension.coalition)
    _write(people, Letter.MORE_TIME, "more-time", {"extension": extension}, by)


@transaction.atomic
def write_to_secretariat(by: User, text: str, about: Coalition | Submission | None) -> None:
    """Send to the secretariat what a representative writes, with who writes and about what, and a copy back."""
    report = about if isinstance(about, Submission) else None
    coalition = report.coalition if report else about
    title = lazy(lambda: " ".join(report.title.split()) if report else "", str)()
    who = " ".join(str(by).split())  # one line, whatever somebody is called
    facts = {"who": who, "address": by.email, "coalition": coalition, "report": report, "title": title, "text": text}
    people: Iterable[User | str] = [settings.SECRETARIAT_EMAIL] if settings.SECRETARIAT_EMAIL else reviewers()
    for person in people:
        mail.send(person, "submissions/letter", facts, answer_to=by.email)
    mail.send(by, "submissions/letter", facts | {"is_copy": True})


def reviewers() -> QuerySet[User]:
    """Those in the secretariat who review reports."""
    people: QuerySet[User] = ModelBackend().with_perm("submissions.change_submission", is_active=True)
    return people.filter(is_staff=True)


def representatives(coalition: Coalition) -> QuerySet[User]:
    """Those who speak for a coalition today."""
    current = coalition.representatives.current().values("user")
    return User.objects.filter(is_active=True, pk__in=current)


def _write(people: Iterable[User], letter: Letter, name: str, context: dict[str, Any], by: User | None) -> None:
    for user in people:
        if user != by and user.wants(letter):
            mail.send(user, f"submissions/{name}", context)


def _labelled(submission: Submission) -> list[tuple[str, Remark]]:
    """The open remarks, each with its question, in the language of the letter that is being written."""
    sections = WholeForm(submission).sections.values()
    labels = {reading.question: reading.label for section in sections for reading in readings_of(section)}
    return [(labels.get(remark.question, ""), remark) for remark in submission.remarks.open()]
