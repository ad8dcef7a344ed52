"""Makes the API readable from any site, and its every answer JSON."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ALLOWED = "GET, HEAD, OPTIONS"
SENTENCES = {
    404: _("There is nothing at this address. The documentation at /api/ lists all."),
    503: _("The register cannot be reached at the moment. Please try again in a minute."),
}


def open_api(get_response: GetResponse) -> GetResponse:
    """It gives away nothing but what is public to everybody, and reads no cookies: any site may show it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/v1/"):
            return get_response(request)
        response = _preflight() if request.method == "OPTIONS" else _as_json(get_response(request))
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After, X-Polyphony-Version"
        return response

    return middleware


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": ALLOWED,
            "Access-Control-Allow-Methods": ALLOWED,
            "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
        },
    )


def _as_json(response: HttpResponseBase) -> HttpResponseBase:
    # A page for people, from outside the API: no such address, or something failed.
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith("application/json"):
        return response
    sentence = SENTENCES.get(status) or HTTPStatus(status).phrase
    kept = {name: response.headers[name] for name in ("Retry-After", "Allow") if name in response.headers}
    return JsonResponse({"detail": str(sentence)}, status=status, headers=kept)
