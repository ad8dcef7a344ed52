"""The files of a report: who may add and remove them is checked by the caller, when and how many here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.models import User
from common import uploads
from common.downloads import to_be_saved
from measures.models import Evidence
from submissions.models import Submission, SubmissionFile
from submissions.workflow import WrongState, for_writing


@dataclass
class Added:
    """What became of the files that somebody chose."""

    kept: list[SubmissionFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # a sentence for each that is not kept


def add_files(submission: Submission, user: User, chosen: Iterable[Any]) -> Added:
    """Keep uploaded files with a report, each by itself: one that is refused does not take others with it."""
    added = Added()
    for upload in chosen:
        try:
            added.kept.append(add_file(submission, user, upload))
        except ValidationError as error:
            added.refused += error.messages
        except WrongState as error:
            sentence = _("The file “%(file)s” is not kept: %(why)s")
            added.refused.append(sentence % {"file": uploads.clean_name(upload.name), "why": error})
    return added


@transaction.atomic
def add_file(submission: Submission, user: User, upload: Any) -> SubmissionFile:
    """Keep an uploaded file with a report. Raises ValidationError with the sentence that says what is wrong with it."""
    submission = for_writing(submission)
    if submission.files.count() >= uploads.MOST_FILES:
        raise ValidationError(
            _("A report has at most %(most)d files. Remove one before you add “%(file)s”.")
            % {"most": uploads.MOST_FILES, "file": upload.name}
        )
    judged = uploads.judge(upload)
    return SubmissionFile.objects.create(
        submission=submission,
        file=upload,
        name=judged.name,
        content_type=judged.content_type,
        size=judged.size,
        added_by=user,
    )


@transaction.atomic
def remove_file(submission: Submission, pk: int) -> None:
    """Take a file out of a report. A file that is public, or belongs to another report, stays stored."""
    submission = for_writing(submission)
    file = submission.files.filter(pk=pk).first()
    if not file:
        return
    stored = str(file.file.name)
    file.delete()
    if not (SubmissionFile.objects.filter(file=stored).exists() or Evidence.objects.filter(file=stored).exists()):
        transaction.on_commit(lambda: file.file.storage.delete(stored))


def download_of(file: SubmissionFile) -> FileResponse:
    """The file of a report, for a browser to save; the caller has checked who asks. Raises Http404 if it is lost."""
    return to_be_saved(file.file, name=file.name, or_else=f"file-{file.pk}", content_type=file.content_type)
