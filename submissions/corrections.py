"""What became of a published measure while an update of it was being written."""

from dataclasses import dataclass

from measures.domain.differences import Difference, differences
from measures.models import Step, Submission, Version


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
