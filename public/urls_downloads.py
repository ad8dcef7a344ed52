"""The addresses, below the language, of what can be taken away from the register."""

from django.urls import path, re_path

from public.views import citations, downloads, feeds, insights

urlpatterns = [
    path("measures/feed/", feeds.measures, name="measure_feed"),
    path("events/calendar.ics", feeds.calendar, name="event_calendar"),
    re_path(
        r"^(?P<listing>measures|results|coalitions|events)/export\.(?P<form>csv|xlsx|json)$",
        downloads.export,
        name="export",
    ),
    re_path(r"^measures/(?P<slug>[-\w]+)/cite\.(?P<form>txt|bib|ris)$", citations.cite, name="measure_citation"),
    re_path(r"^insights/(?P<chart>[-\w]+)\.csv$", insights.table, name="insights_table"),
    re_path(r"^(?P<listing>measures)/export\.(?P<form>zip)$", downloads.export, name="export"),
]
