"""Insights: what the measures of a query string say together, as charts with their tables, and each as a CSV."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from exports import chart_tables as tables
from exports.chart_tables import Table
from exports.text import csv_lines
from finding.filters import MORE
from finding.insights import FEW, spread
from finding.listings import MEASURES
from public.views import charts, filter_panel
from public.views.charts import AREA, COUNTRY, GOAL, REGION, RESULT, SUPPORT, Charts
from public.views.downloads import named, streamed
from public.views.listings import checked, checked_for_page, listing_page, numbered_page

SUPPORTS_ON_A_PAGE = 20


@listing_page
def insights(request: HttpRequest) -> HttpResponse:
    """All charts of the chosen measures."""
    filters = checked_for_page(request, MEASURES)
    facets = filter_panel.facets(filters, request.GET)
    shown = Charts(filters, request.GET, facets)
    courses = shown.courses()
    supports = shown.supports()
    page = numbered_page(supports, request.GET.get("page") or "1", SUPPORTS_ON_A_PAGE)
    has_years = len(courses.years) > 1
    context = {
        "filter": filters,
        "facets": facets,
        "inputs": filter_panel.inputs(filters),
        "kept": filter_panel.kept(filters, request.GET),
        "chips": filter_panel.chips(filters, request.GET, facets),
        "listing": shown.lead(),
        "total": filters.selection.total,
        "everything": len(filters.selection.index.records),
        "countries": spread(filters.selection, "country"),
        "coalitions": spread(filters.selection, "coalition"),
        "years": courses.years,
        "courses": courses if has_years else None,
        "bars": [shown.bars(code) for code in ([] if has_years else [GOAL, AREA]) if code in filters.filters]
        + [shown.bars(code) for code in (*shown.vocabularies, REGION, COUNTRY)]
        + [shown.results()],
        "supports": shown.with_names(page),
        "support_count": len(supports),
        "picture": charts.picture(supports) if len(supports) > FEW else None,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }
    return render(request, "public/insights/insights.html", context)


@listing_page
def table(request: HttpRequest, chart: str) -> HttpResponseBase:
    """All rows of one chart, also those for which the page has no room."""
    filters = checked(MEASURES.filtered(request.GET))
    query = request.GET.copy()
    query.setlist(MORE, [chart])
    columns, rows = _table(Charts(filters, query), chart)
    return named(streamed(csv_lines(columns, rows)), f"insights-{chart}", filters, "csv")


def _table(shown: Charts, chart: str) -> Table:
    if chart == GOAL:
        return tables.courses_table(shown.courses())
    if chart == SUPPORT:
        return tables.supports_table(shown.every_support())
    if chart == RESULT:
        return tables.bars_table(shown.results(), "results")
    if chart in (AREA, *shown.vocabularies, REGION, COUNTRY) and chart in shown.filters.filters:
        return tables.bars_table(shown.bars(chart), "measures")
    raise Http404
