"""The addresses of the site, and more: those of developers, and each way to fail, to see what a visitor gets then."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.kept_texts import csrf_failure
from config import urls
from public.views.styleguide import styleguide

handler500 = urls.handler500

FAILURES: dict[str, Exception] = {
    "400": SuspiciousOperation("odd on purpose"),
    "403": PermissionDenied("Closed on purpose."),
    "500": RuntimeError("broken on purpose"),
    "503": OperationalError("gone on purpose"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    if how == "csrf":
        return csrf_failure(request)
    if how == "429":
        return render(request, "429.html", status=429)
    raise FAILURES[how]


urlpatterns = [
    path("styleguide/", styleguide),
    *i18n_patterns(path("fail/<slug:how>/", fail)),
    *urls.urlpatterns,
]
