"""The home page: what this is, what is in it, and where to begin."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coalitions.models import Coalition, Event
from finding.kinds import MEASURE
from finding.selection import all_of
from measures.models import Measure, Result, Term
from public.views.world import WorldMap

LATEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    measures = all_of(MEASURE)
    world = WorldMap(measures)
    context = {
        "measure_count": measures.total,
        "result_count": Result.objects.published().count(),
        "coalition_count": Coalition.objects.count(),
        "country_count": len(world.by_name),
        "world": world,
        "goals": Term.objects.of("goal").annotate(
            measure_count=Count("measures", filter=Q(measures__withdrawn_at__isnull=True))
        ),
        "latest": Measure.objects.published().for_listing()[:LATEST],
        "coming": Event.objects.coming()[:LATEST],
        "past": Event.objects.past()[:LATEST],
    }
    return render(request, "public/home.html", context)
