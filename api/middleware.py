"""Makes every answer of the API JSON."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SENTENCES = {
    400: _("There is a character in the address that no text has. Remove it."),
    404: _("There is nothing at this address. The documentation at /api/ lists all."),
}


def json_errors(get_response: GetResponse) -> GetResponse:
    """Below the API's addresses, what fails outside the API itself is told as JSON, too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        return _as_json(response) if request.path_info.startswith("/api/v1/") else response

    return middleware


def _as_json(response: HttpResponseBase) -> HttpResponseBase:
    # A page for people, from outside the API: no such address, or something failed.
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith("application/json"):
        return response
    sentence = getattr(response, "sentence", None) or SENTENCES.get(status) or HTTPStatus(status).phrase
    kept = {name: response.headers[name] for name in ("Retry-After", "Allow") if name in response.headers}
    errors: dict[str, dict[str, str]] = (
        {"errors": {}} if status == HTTPStatus.BAD_REQUEST else {}
    )  # no parameter by name
    return JsonResponse({"detail": str(sentence)} | errors, status=status, headers=kept)
