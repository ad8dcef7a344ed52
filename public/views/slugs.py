"""The part of an address that names a record, and how a former one leads to the present."""

from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.urls.converters import StringConverter

from common.addresses import Addressed, AddressedQuerySet

R = TypeVar("R", bound=Addressed)


class Slug(StringConverter):
    """A slug in any script."""

    regex = r"[-\w]+"


class Moved(Exception):
    """The record has another address now."""

    def __init__(self, record: Addressed) -> None:
        self.record = record


def record_at(records: AddressedQuerySet[R], slug: str) -> R:
    """The record at this slug. Raises Http404 when there never was one, and Moved when it is elsewhere now."""
    try:
        record = records.at(slug)
    except records.model.DoesNotExist as error:
        raise Http404 from error
    if record.slug != slug:
        raise Moved(record)
    return record


def redirect_to_present(request: HttpRequest, moved: Moved) -> HttpResponsePermanentRedirect:
    """The same page, with its query string, at the record's present address."""
    match: Any = request.resolver_match
    address = reverse(match.view_name, kwargs=match.kwargs | {"slug": moved.record.slug})
    query: Any = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
