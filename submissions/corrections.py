"""What became of a published measure while an update of it was being written."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from measures.differences import Difference, differences
from measures.models import Measure, Version
from measures.versions import keep_version
from submissions.models import Step, Submission


@transaction.atomic
def keep_correction(measure: Measure, by: User, reason: str = "") -> Version | None:
    """Keep a version of a measure that the secretariat corrected; None when nothing public has changed.

    Whoever writes or reviews an update of it meanwhile reads so in the trail, and cannot undo the correction unseen.
    """
    version = keep_version(measure, by, reason)
    if version:
        for update in measure.submissions.on_their_way().filter(purpose=Submission.Purpose.UPDATE):
            kind = Step.Kind.CORRECTED
            Step.objects.create(submission=update, kind=kind, by=by, by_secretariat=True, round=update.round)
    return version


@dataclass(frozen=True)
class Corrections:
    """The versions that became public since the update began, the latest first, and what they changed in all."""

    versions: list[Version]
    differences: list[Difference]


def corrections_of(submission: Submission) -> Corrections | None:
    """How the measure was corrected since this update of it began; None when it was not, or says the same again."""
    if not submission.measure_id or submission.purpose != Submission.Purpose.UPDATE or not submission.is_on_its_way:
        return None
    began = submission.steps.filter(kind=Step.Kind.UPDATE_PROPOSED).first()
    if not began:
        return None
    versions = Version.objects.filter(measure=submission.measure_id)
    newer = list(versions.filter(made_at__gt=began.at).select_related("made_by"))
    before = versions.filter(made_at__lte=began.at).first()
    if not newer or not before:
        return None
    found = differences(before.document, newer[0].document)
    return Corrections(newer, found) if found else None
