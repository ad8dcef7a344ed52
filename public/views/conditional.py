"""Answers that are not sent again as long as nothing has changed."""

from copy import copy

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.decorators import decorator_from_middleware


class Conditional(ConditionalGetMiddleware):
    """Gives a HEAD the headers of a GET: the views make the same answer for both, and the server leaves its body out.

    Django gives it no ETag, since elsewhere the answer to a HEAD may be made without a body.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.method == "HEAD":
            request = copy(request)
            request.method = "GET"
        return super().process_response(request, response)


conditional_page = decorator_from_middleware(Conditional)
