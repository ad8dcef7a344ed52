"""Files of reports: private until published."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from submissions.attachments import download_of
from submissions.models import Submission, SubmissionFile


@require_safe
@at_desk
def download(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """A file of a report, for those who represent its coalition today. The secretariat reads it in the admin."""
    submissions = Submission.objects.open_to(signed_in(request)).filter(pk=pk)
    return download_of(get_object_or_404(SubmissionFile, pk=file, submission__in=submissions))
