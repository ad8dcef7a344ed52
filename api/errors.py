"""What the API answers when it cannot give what was asked: JSON with a sentence that says why."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.exceptions import APIException, NotAcceptable, NotFound, Throttled, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from measures.links import absolute
from public.views.records import Gone
from public.views.slugs import Moved


def in_words(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal has a `detail`, and a bad query string `errors` by parameter."""
    if isinstance(error, Moved):
        address = reverse(context["request"].resolver_match.view_name, kwargs={"slug": error.record.slug})
        return Response(
            {"detail": _("This record has another address now.")}, status=301, headers={"Location": absolute(address)}
        )
    if isinstance(error, Gone):
        return _gone(error)
    if isinstance(error, Http404):
        error = NotFound(_("There is no record at this address."))
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        response.data = {"detail": _("Some parameters are not understood."), "errors": response.data}
    elif isinstance(error, Throttled):
        response.data = {"detail": _wait(error)}
    elif isinstance(error, NotAcceptable):
        response.data = {"detail": _("Only JSON can be had here. Accept application/json.")}
    elif isinstance(error, APIException):
        response.data = {"detail": str(error.detail)}
    return response


def _gone(error: Gone) -> Response:
    measure = error.measure
    return Response(
        {
            "detail": _("This measure was withdrawn from the register."),
            "reason": measure.withdrawal_reason,
            "withdrawn_at": measure.withdrawn_at,
        },
        status=410,
    )


def _wait(error: Throttled) -> str:
    seconds = int(getattr(error, "wait", None) or 60)
    return ngettext(
        "Too many requests from your address. Come back in %(seconds)d second.",
        "Too many requests from your address. Come back in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
