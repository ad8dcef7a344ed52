"""The home page: what this is, what is in it, and where to begin."""

from django.db.models import Count, F, Func, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coalitions.models import Coalition, Event
from measures.models import Measure, Result, Term

LATEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    measures = Measure.objects.published()
    countries = measures.order_by().annotate(country=Func(F("countries"), function="unnest")).values("country")
    context = {
        "measure_count": measures.count(),
        "result_count": Result.objects.published().count(),
        "coalition_count": Coalition.objects.count(),
        "country_count": countries.distinct().count(),
        "goals": Term.objects.of("goal").annotate(
            measure_count=Count("measures", filter=Q(measures__withdrawn_at__isnull=True))
        ),
        "latest": measures.for_listing()[:LATEST],
        "coming": Event.objects.coming()[:LATEST],
        "past": Event.objects.past()[:LATEST],
    }
    return render(request, "home.html", context)
