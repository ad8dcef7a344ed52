"""Files that somebody sent: a browser saves them, and never shows or runs them."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from common.texts import CONTROL

# Whoever opens the address of such a file anyway gets a page that may load nothing and run nothing.
POLICY = "default-src 'none'; sandbox"


def to_be_saved(file: FieldFile, *, name: str, or_else: str, content_type: str) -> FileResponse:
    """The stored file under this name, or under the other one when nothing is left of it. Raises Http404 if it is lost.

    Its type was judged by its content when it came in; the browser is told not to guess another.
    """
    try:
        content = file.open()
    except OSError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=CONTROL.sub("", name).replace("/", "-").strip() or or_else,
        content_type=content_type or "application/octet-stream",
        headers={"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"},
    )
