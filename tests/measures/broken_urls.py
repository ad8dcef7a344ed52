"""The addresses of the site and one more, whose view fails."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls

handler500 = urls.handler500


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [*i18n_patterns(path("broken/", broken)), *urls.urlpatterns]
