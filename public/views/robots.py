"""What search engines are told to read, every public page in each language of the interface, and to leave alone."""

import datetime
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from coalitions.models import Coalition, Event
from measures.links import absolute
from measures.models import Measure

LISTS = ("home", "measures", "results", "coalitions", "events", "map", "insights", "accessibility")
RECORDS: dict[str, Callable[[], Any]] = {
    "measures": Measure.objects.published,
    "coalitions": Coalition.objects.all,
    "events": Event.objects.all,
}
RECORDS_IN_A_FILE = 5_000  # a file may hold 50,000 addresses, and is made anew each time


CLOSED = ("/admin/", "/*/accounts/", "/*/desk/", "/*/export.", "/*/cite.", "/*/insights/*.csv", "/api/v1/", "/*?")

Entry = dict[str, Any]


@require_safe
def sitemaps(request: HttpRequest) -> HttpResponse:
    """Which sitemaps there are. Their addresses are the site's own, whatever name it was called by."""
    files = {"lists": 1} | {section: _files(section).num_pages for section in RECORDS}
    addresses = [
        absolute(reverse("sitemap", args=[section])) + (f"?page={number}" if number > 1 else "")
        for section, numbers in files.items()
        for number in range(1, numbers + 1)
    ]
    return render(request, "public/sitemaps.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One file of addresses, each with its other languages."""
    if section == "lists":
        entries = [entry for name in LISTS for entry in _in_all_languages(partial(reverse, name))]
    elif section in RECORDS:
        records = _page(section, request.GET.get("page", "1"))
        entries = [
            entry for record in records for entry in _in_all_languages(record.get_absolute_url, record.updated_at)
        ]
    else:
        raise Http404
    return render(request, "public/sitemap.xml", {"entries": entries}, content_type="application/xml")


def _files(section: str) -> "Paginator[Any]":
    return Paginator(RECORDS[section]().only("slug", "updated_at").order_by("pk"), RECORDS_IN_A_FILE)


def _page(section: str, number: str) -> Iterable[Any]:
    try:
        return _files(section).page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error


def _in_all_languages(path: Callable[[], str], changed: datetime.datetime | None = None) -> list[Entry]:
    addresses: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            addresses[code] = absolute(path())
    alternates = addresses | {"x-default": addresses[settings.LANGUAGE_CODE]}
    return [{"address": address, "changed": changed, "alternates": alternates} for address in addresses.values()]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone: what is not for the public, and lists in their endless combinations."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        "Allow: /*?page=",
        "",
        f"Sitemap: {absolute(reverse('sitemaps'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
