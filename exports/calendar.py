"""Events as entries of a calendar."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from coalitions.models import Event
from common.countries import country_name
from common.dates import PartialDate
from measures.links import absolute

DAY = datetime.timedelta(days=1)


def calendar_of(events: Iterable[Event], name: str, about: str = "") -> Calendar:
    """An iCalendar of these events. What is known to the month is an entry of that month, marked as not fixed yet.

    What is known only to the year, or has no date, is left out: an entry of a year's length would hide all others.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Polyphony//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    if about:
        calendar.add("description", about)
        calendar.add("x-wr-caldesc", about)
    calendar.add("refresh-interval", datetime.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for event in events:
        if event.start and event.start.month:
            calendar.add_component(_entry(event, event.start, event.end or event.start))
    return calendar


def _entry(event: Event, start: PartialDate, end: PartialDate) -> Entry:
    entry = Entry()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("dtstart", start.first_day)
    entry.add("dtend", end.last_day + DAY)
    entry.add("summary", str(event.title), parameters={"LANGUAGE": event.title.lang})
    if about := _about(event):
        entry.add("description", "\n\n".join(about))
    entry.add("categories", [event.get_kind_display()])
    entry.add("url", absolute(event.get_absolute_url()))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CONFIRMED" if start.day else "TENTATIVE")
    if place := ", ".join(part for part in (event.place, country_name(str(event.country))) if part):
        entry.add("location", place)
    return entry


def _about(event: Event) -> list[str]:
    about = [event.description, event.website]
    if not (event.start and event.start.day):
        about.insert(0, _("Only the month is known: %(when)s.") % {"when": event.when})
    return [part for part in about if part]
