"""The listings to take away: CSV, XLSX and JSON with the listing's own query string, and a ZIP with evidence files."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from exports.columns import columns_of
from exports.text import csv_lines, json_lines
from exports.workbook import MOST_ROWS, workbook_pieces
from exports.zip import MOST_BYTES, MOST_FILES, zip_pieces
from finding.filters import ListingFilterSet
from finding.listings import LISTINGS, Listing
from measures.models import Evidence
from public.views.listings import BadQuery, checked, listing_page

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
LONGEST_NAME = 150


@listing_page
def export(request: HttpRequest, listing: str, form: str) -> HttpResponseBase:
    """All that the listing with this query string shows, in its order, whatever page of it was open."""
    shown = LISTINGS[listing]
    try:
        filters = checked(shown.filtered(request.GET))
    except BadQuery as bad:
        if form != "json":
            raise
        problems = {name: messages for name, (_label, messages) in bad.problems.items()}
        return JsonResponse({"detail": _("Some filters are not understood."), "errors": problems}, status=400)
    if request.method == "HEAD":
        return named(HttpResponse(), listing, filters, form)
    return named(FORMS[form](shown, filters), listing, filters, form)


def _csv(listing: Listing, filters: ListingFilterSet) -> HttpResponseBase:
    return streamed(csv_lines(columns_of(listing.name), listing.documents(filters.selection)))


def _json(listing: Listing, filters: ListingFilterSet) -> HttpResponseBase:
    return streamed(json_lines(listing.documents(filters.selection)))


def _xlsx(listing: Listing, filters: ListingFilterSet) -> HttpResponseBase:
    if filters.selection.total > MOST_ROWS:
        raise _too_much(_("A sheet holds at most %(number)d rows. Take the CSV, or narrow the list."), MOST_ROWS)
    documents = listing.documents(filters.selection)
    columns, note = columns_of(listing.name), filters.correction_in_words
    return streamed(workbook_pieces(listing.title, columns, documents, note=note))


def _zip(listing: Listing, filters: ListingFilterSet) -> HttpResponseBase:
    files = Evidence.objects.filter(measure__in=filters.qs.order_by())
    if files.count() > MOST_FILES:
        raise _too_much(_("An archive holds at most %(number)d files. Narrow the list."), MOST_FILES)
    if (files.aggregate(total=Sum("size"))["total"] or 0) > MOST_BYTES:
        raise _too_much(_("An archive holds at most %(number)d MB of files. Narrow the list."), MOST_BYTES // 1024**2)
    table = csv_lines(columns_of(listing.name), listing.documents(filters.selection))
    rows = files.select_related("measure").order_by("measure", "position", "pk").iterator(chunk_size=100)
    missing = _("These files could not be read. Tell the secretariat, please.")
    return streamed(zip_pieces(f"{listing.name}.csv", table, rows, missing))


FORMS = {"csv": _csv, "json": _json, "xlsx": _xlsx, "zip": _zip}


def _too_much(sentence: str, number: int) -> BadQuery:
    return BadQuery({"export": (_("Download"), [sentence % {"number": number}])})


def streamed(pieces: Iterable[Any]) -> StreamingHttpResponse:
    """An answer whose pieces are made in the language of the request."""
    return StreamingHttpResponse(_in_language(iter(pieces), get_language() or "en"))


def _in_language(pieces: Iterator[Any], language: str) -> Iterator[Any]:
    # The pieces are made after the view has ended, when the language of the request may be another's.
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def named(response: HttpResponseBase, name: str, filters: ListingFilterSet, form: str) -> HttpResponseBase:
    """The answer as a file to be saved, whose name tells later what is inside."""
    file = f"{file_name(name, filters)}.{form}"
    response.headers["Content-Type"] = CONTENT_TYPES[form]
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file) or ""
    response.headers["X-Robots-Tag"] = "noindex"
    if filters.correction:
        response.headers["X-Correction"] = quote(filters.correction)
    return response


def file_name(name: str, filters: ListingFilterSet) -> str:
    """What is inside, of which day, and how it was chosen: `polyphony-measures-2026-11-24-country-CA-MX`."""
    parts = ["polyphony", name, timezone.localdate().isoformat()]
    asked = {"q": [], "correction": [filters.correction]}
    asked |= {field: filters.data.getlist(field) for field in filters.form.fields}
    for field, given in asked.items():
        values = [re.sub(r"[^\w]+", "-", value).strip("-") for value in given if value.strip()]
        parts += [field, *values] if values else []
    return "-".join(parts)[:LONGEST_NAME].rstrip("-")
