"""What pages need so that others can cite, share and read them."""

import json
from typing import Any

from django import template
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from coalitions.models import Coalition, Event
from common.templatetags.register import worded
from exports import citations, linked_data
from measures.links import absolute
from measures.models import Measure, Version

register = template.Library()
register.filter("absolute", absolute)
register.filter("readable", uri_to_iri)  # an address with its letters as people write them

# As Django's json_script: nothing in the text can end the element. The policy lets it be, since a browser runs no data.
NOT_MARKUP = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def citation(measure: Measure, version: Version | None = None) -> SafeString:
    """The measure as a line in a list of references, each part marked with its language, the address readable."""
    *parts, address = citations.pieces(citations.citation(measure, version))
    return format_html_join("", "{}", ((worded(part),) for part in (*parts, uri_to_iri(address))))


@register.simple_tag
def linked(record: Measure | Coalition | Event, version: Version | None = None) -> SafeString:
    """The record as JSON-LD."""
    data: dict[str, Any]
    if isinstance(record, Measure):
        data = linked_data.measure_data(record, version)
    else:
        data = linked_data.coalition_data(record) if isinstance(record, Coalition) else linked_data.event_data(record)
    text = json.dumps(data, ensure_ascii=False).translate(NOT_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  (escaped above)
