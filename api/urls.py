"""The addresses of the API, below /api/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from api import schema, views

router = SimpleRouter()
router.register("measures", views.Measures, basename="api_measures")
router.register("results", views.Results, basename="api_results")
router.register("coalitions", views.Coalitions, basename="api_coalitions")
router.register("events", views.Events, basename="api_events")
router.register("terms", views.Terms, basename="api_terms")

urlpatterns = [
    path("", schema.documentation, name="api"),
    path("v1/", views.Root.as_view(), name="api_root"),
    path("v1/openapi.json", schema.OpenApi.as_view(), name="openapi"),
    path("v1/", include(router.urls)),
]
