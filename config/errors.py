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
from psycopg2.errors import QueryCanceled

RETRY_AFTER = 60  # seconds

# Classes of SQLSTATE that mean "not now": connection lost, too few resources, the server is stopping or starting.
# An error without a SQLSTATE comes from the client's side: nobody answered.
UNAVAILABLE = (None, "08", "53", "57")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a database that does not answer is a passing state (503), all else is our mistake (500).

    So is a statement that took too long and was stopped, but waiting alone does not help then.
    """
    error = sys.exc_info()[1]
    if took_too_long(error):
        return unavailable(
            _("That took too long, and was stopped. Ask for less: choose a filter, or look for fewer words."),
            _("That took too long"),
        )
    if is_database_unavailable(error):
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


def took_too_long(error: BaseException | None) -> bool:
    """Whether this error, or one that it arose from, is a statement that the database stopped."""
    while error is not None:
        if isinstance(error, QueryCanceled):
            return True
        error = error.__cause__ or error.__context__
    return False


def unavailable(sentence: str = "", heading: str = "") -> HttpResponse:
    """A page that needs no database: it gets neither request nor user."""
    heading = heading or _("Polyphony is unavailable")
    sentence = sentence or _("The register cannot be reached at the moment. Please try again in a minute.")
    try:
        page = render_to_string("503.html", {"heading": heading, "sentence": sentence})
    except TemplateDoesNotExist:
        page = format_html(
            '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title><h1>{}</h1><p>{}</p></html>',
            *(get_language() or "en", heading, heading, sentence),
        )
    response = HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    response.sentence = sentence  # type: ignore[attr-defined]  # for whoever wants no page
    return response
