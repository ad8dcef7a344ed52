"""Files of reports: private until published, and served so that a browser saves them and never runs them."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from common.texts import CONTROL
from submissions.models import Submission, SubmissionFile


@require_safe
@at_desk
def download(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """A file of a report, for those who represent its coalition today. The secretariat reads it in the admin."""
    submissions = Submission.objects.open_to(signed_in(request)).filter(pk=pk)
    return to_be_saved(get_object_or_404(SubmissionFile, pk=file, submission__in=submissions))


def to_be_saved(file: SubmissionFile) -> FileResponse:
    """The file, so that a browser saves it and never shows or runs it: somebody sent it, and it may be anything."""
    try:
        content = file.file.open()
    except OSError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=CONTROL.sub("", file.name).replace("/", "-") or f"file-{file.pk}",
        content_type=file.content_type,
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
