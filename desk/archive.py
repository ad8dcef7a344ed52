"""The coalition's data, for its coordinator to download."""

import tempfile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import signed_in
from accounts.kept_texts import at_desk
from coalitions.models import Coalition
from coalitions.people import coordinates
from submissions.coalition_archive import archive_name, write_archive


@require_GET
@at_desk
def archive(request: HttpRequest, coalition: str) -> FileResponse:
    """One ZIP. To those who do not speak for the coalition it does not exist."""
    user = signed_in(request)
    found = get_object_or_404(Coalition.objects.represented_by(user), slug=coalition)
    if not coordinates(user, found):
        raise PermissionDenied(_("Only a coordinator can download all data of the coalition. Ask one of yours."))
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_archive(found, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=archive_name(found), content_type="application/zip")
