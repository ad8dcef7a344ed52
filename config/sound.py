"""Requests that no program could answer, refused before any part of the site has to."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"  # no text of the database holds it, so nothing can be found by it


def sound_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers 400 to an address, a query string or a cookie with a NUL. In forms it is taken out, or told of."""

    def middleware(request: HttpRequest) -> HttpResponse:
        parts = [request.path, *request.COOKIES.values()]
        parts += [part for name, values in request.GET.lists() for part in (name, *values)]
        if any(NUL in part for part in parts):
            raise BadRequest("There is a NUL in the address or a cookie.")
        return get_response(request)

    return middleware
