"""What a visitor gets when something fails that is not their doing."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import defaults

RETRY_AFTER = 60  # seconds

# Classes of SQLSTATE that mean "not now": connection lost, too few resources, the server is stopping or starting.
# An error without a SQLSTATE comes from the client's side: nobody answered.
UNAVAILABLE = (None, "08", "53", "57")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a database that does not answer is a passing state (503), all else is our mistake (500)."""
    if is_database_unavailable(sys.exc_info()[1]):
        return unavailable()
    return defaults.server_error(request)


def is_database_unavailable(error: BaseException | None) -> bool:
    """Whether this error, or one that it arose from, is a database that cannot be reached."""
    while error is not None:
        if isinstance(error, InterfaceError):  # the connection was closed under us
            return True
        if isinstance(error, OperationalError):
            sqlstate = getattr(error.__cause__, "pgcode", None)
            return (sqlstate and sqlstate[:2]) in UNAVAILABLE
        error = error.__cause__ or error.__context__
    return False


def unavailable() -> HttpResponse:
    """A page that needs no database: it gets neither request nor user."""
    try:
        page = render_to_string("503.html", {"retry_after": RETRY_AFTER})
    except TemplateDoesNotExist:
        page = format_html(
            '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title><h1>{}</h1><p>{}</p></html>',
            get_language() or "en",
            _("Polyphony is unavailable"),
            _("Polyphony is unavailable"),
            _("The register cannot be reached at the moment. Please try again in a minute."),
        )
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
