"""Pages of an account are kept nowhere: some show secrets, and the next one at this computer could go back to them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers


def unkept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Below the addresses of accounts, forbid browsers and proxies to keep what is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(reverse("account")):
            add_never_cache_headers(response)
        return response

    return middleware
