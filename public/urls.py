"""The public addresses of the register, below the language. They are a contract: links outlive code."""

from django.urls import path, register_converter

from public.views import about, history, home, insights, listings, records, world
from public.views.slugs import Slug

register_converter(Slug, "address")

urlpatterns = [
    path("", home.home, name="home"),
    path("measures/", listings.measures, name="measures"),
    path("measures/<address:slug>/", records.measure, name="measure"),
    path("measures/<address:slug>/history/", history.history, name="measure_history"),
    path("measures/<address:slug>/history/<int:number>/", history.version, name="measure_version"),
    path("measures/<address:slug>/files/<int:pk>/", records.evidence, name="measure_file"),
    path("insights/", insights.insights, name="insights"),
    path("results/", listings.results, name="results"),
    path("coalitions/", listings.coalitions, name="coalitions"),
    path("coalitions/<address:slug>/", records.coalition, name="coalition"),
    path("map/", world.world_map, name="map"),
    path("events/", listings.events, name="events"),
    path("events/<address:slug>/", records.event, name="event"),
    path("accessibility/", about.accessibility, name="accessibility"),
]
