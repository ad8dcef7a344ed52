"""The resources of the API. They need no account, keep no session, and can only be read."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from api.errors import in_words
from api.pagination import Pages
from api.query_string import QueryString, TermFilterSet
from finding.listings import COALITIONS, EVENTS, MEASURES, RESULTS, Listing
from measures.documents import CoalitionRecord, EventRecord, MeasureRecord, ResultRecord, TermRecord
from measures.links import absolute
from measures.models import Measure, Term
from public.views.conditional import conditional_page
from public.views.records import public_measure
from public.views.slugs import record_at


class Open(APIView):
    """What all views of the API have in common."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    throttle_classes = (AnonRateThrottle,)

    @method_decorator(conditional_page)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response.headers["X-Polyphony-Version"] = settings.VERSION
        return super().finalize_response(request, response, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Nothing but the methods there are, in the header Allow; /api/v1/openapi.json describes the rest."""
        return Response(status=204)

    def get_exception_handler(self) -> Any:
        return in_words


class Resource(Open, ListModelMixin, GenericViewSet):
    """A listing of the register."""

    listing: Listing
    filter_backends = (QueryString,)
    pagination_class = Pages
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]+"
    correction = ""  # what was looked for instead, when nothing has the words of `q`

    @property
    def filterset(self) -> Any:
        return self.listing.filterset

    def get_queryset(self) -> QuerySet[Any]:
        return self.listing.whole(self.listing.records())


class RecordResource(Resource, RetrieveModelMixin):
    """A listing whose records have addresses of their own."""

    def get_object(self) -> Any:
        return record_at(self.get_queryset(), self.kwargs["slug"])  # type: ignore[arg-type]


@extend_schema_view(
    list=extend_schema(summary=_("Published measures")), retrieve=extend_schema(summary=_("One measure"))
)
class Measures(RecordResource):
    listing = MEASURES
    serializer_class = MeasureRecord

    def get_object(self) -> Measure:
        # A withdrawn one is looked for, too, so that its address can say so.
        return public_measure(self.listing.whole(Measure.objects.all()), self.kwargs["slug"])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        measure = self.get_object()
        response = Response(self.get_serializer(measure).data)
        response.headers["Last-Modified"] = http_date(_last_change(measure).timestamp())
        return response


def _last_change(measure: Measure) -> Any:
    """When something in the measure's document last changed: the measure, or the records that it names."""
    named: list[Any] = [measure.coalition, measure.cycle, *measure.terms.all()]
    named += [*measure.supported_coalitions.all(), *measure.events.all()]
    named += [record for result in measure.results.all() for record in (result.event, result.beneficiary)]
    return max(record.updated_at for record in [measure, *named] if record)


@extend_schema_view(list=extend_schema(summary=_("Results of published measures")))
class Results(Resource):
    listing = RESULTS
    serializer_class = ResultRecord


@extend_schema_view(list=extend_schema(summary=_("Coalitions")), retrieve=extend_schema(summary=_("One coalition")))
class Coalitions(RecordResource):
    listing = COALITIONS
    serializer_class = CoalitionRecord


@extend_schema_view(list=extend_schema(summary=_("Events")), retrieve=extend_schema(summary=_("One event")))
class Events(RecordResource):
    listing = EVENTS
    serializer_class = EventRecord


@extend_schema_view(list=extend_schema(summary=_("Terms of all vocabularies")))
class Terms(Resource):
    serializer_class = TermRecord
    filterset = TermFilterSet

    def get_queryset(self) -> QuerySet[Term]:
        return Term.objects.select_related("vocabulary", "parent")


class Root(Open):
    """Where everything is."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        names = ("measures", "results", "coalitions", "events", "terms")
        addresses = {name: absolute(f"/api/v1/{name}/") for name in names}
        return Response({**addresses, "openapi": absolute("/api/v1/openapi.json"), "documentation": absolute("/api/")})
