"""What programs subscribe to: an Atom feed of any listing of measures, and a calendar of any listing of events."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from common.texts import excerpt
from exports.calendar import calendar_of
from exports.text import printable
from finding.listings import EVENTS, MEASURES
from measures.links import absolute
from measures.models import Measure
from public.views.conditional import conditional_page
from public.views.listings import checked, listing_page, numbered_page

ENTRIES = 50  # a page of the feed
EXCERPT = 600


class Feed(Atom1Feed):
    """Atom whose entries say their own language and carry their terms, in pages as RFC 5005 has them."""

    def latest_post_date(self) -> datetime.datetime:
        # An empty feed has not changed since the Convention, rather than at every request.
        if not self.items:
            return datetime.datetime(2005, 10, 20, tzinfo=datetime.UTC)
        return super().latest_post_date()

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for term in item["terms"]:
            scheme = absolute(f"/api/v1/terms/?vocabulary={term.vocabulary.code}")
            handler.addQuickElement("category", "", {"term": term.code, "scheme": scheme, "label": str(term.name)})


@conditional_page
@listing_page
def measures(request: HttpRequest) -> HttpResponse:
    """The listing's measures, what was published or corrected last first: a subscriber would miss it elsewhere."""
    filters = checked(MEASURES.filtered(request.GET))
    latest = filters.qs.for_listing().order_by("-updated_at", "-pk")
    page = numbered_page(latest, request.GET.get("page") or "1", ENTRIES)
    query = request.GET.copy()
    query.pop("page", None)

    def address(name: str, number: int = 1) -> str:
        pages = [f"page={number}"] if number > 1 else []
        whole = "&".join([query.urlencode()] * bool(query) + pages)
        return absolute(reverse(name) + (f"?{whole}" if whole else ""))

    links = {"first": address("measure_feed"), "last": address("measure_feed", page.paginator.num_pages)}
    if page.has_previous():
        links["previous"] = address("measure_feed", page.previous_page_number())
    if page.has_next():
        links["next"] = address("measure_feed", page.next_page_number())
    about = _("What civil society and states report, the latest first.")
    feed = Feed(
        title=_("Polyphony: measures for the diversity of cultural expressions"),
        link=address("measures"),
        description="",
        subtitle=printable(f"{about} {filters.correction_in_words}".rstrip()),
        language=get_language() or "en",
        feed_url=address("measure_feed", page.number),
        feed_guid=address("measure_feed"),
        author_name="Polyphony",
        pages=links,
    )
    for measure in page:
        _add(feed, measure)
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)


def _add(feed: Feed, measure: Measure) -> None:
    feed.add_item(
        title=printable(str(measure)),
        link=absolute(measure.get_absolute_url()),
        description=format_html("<p>{}</p>", printable(excerpt(measure.main_features, EXCERPT))),
        author_name=printable(str(measure.coalition.name if measure.coalition else measure.authority)),
        unique_id=f"tag:{urlsplit(settings.SITE_URL).hostname},2026:measures/{measure.pk}",
        pubdate=measure.published_at,
        updateddate=measure.updated_at,
        language=measure.language,
        terms=measure.terms.all(),
    )


@conditional_page
@listing_page
def calendar(request: HttpRequest) -> HttpResponse:
    filters = checked(EVENTS.filtered(request.GET))
    about = printable(filters.correction_in_words)
    content = calendar_of(filters.selected, _("Polyphony: events"), about).to_ical()
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
