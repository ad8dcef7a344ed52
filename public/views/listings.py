"""The public listings: measures, results, coalitions and events, filtered as the query string says."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from coalitions.models import Coalition, Event
from finding.filters import NO_PARAMETER, ListingFilterSet
from finding.listings import COALITIONS, EVENTS, MEASURES, RESULTS, Listing
from finding.selection import SelectedRecords
from measures.models import Measure, Result
from public.views import filter_panel, marks
from public.views.other_ways import other_ways

PAGE_SIZE = 20

Context = dict[str, Any]
View = Callable[..., HttpResponseBase]
Filters = TypeVar("Filters", bound=ListingFilterSet)


class BadQuery(Exception):
    """The query string asks for what is not there: for each parameter, its label and what is wrong with it."""

    def __init__(self, problems: dict[str, tuple[str, list[str]]], status: int = 400) -> None:
        self.problems = problems
        self.status = status


def listing_page(view: View) -> View:
    """A page that can only be read, and says in words which part of its query string it does not understand."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BadQuery as bad:
            rest = request.GET.copy()
            for parameter in bad.problems:
                rest.pop(parameter, None)
            context = {"problems": bad.problems, "rest": rest.urlencode(), "status": bad.status}
            return render(request, "public/listing_400.html", context, status=bad.status)

    return page


def checked(filterset: Filters) -> Filters:
    """The same filters, once it is sure that every parameter and every value is known. Raises BadQuery."""
    return _refusing(filterset, filterset.unknown)


def checked_for_page(request: HttpRequest, shown: Listing) -> Any:
    """A listing's filters as the query string sets them, once it is sure that every value is known. Raises BadQuery.

    A page may be shared with more in its address, so it says which parameters it does not know, and no link of it
    carries them on.
    """
    filterset = _refusing(shown.filtered(request.GET))
    request.GET = QueryDict(filterset.query)
    return filterset


def _refusing(filterset: Filters, names: Iterable[str] = ()) -> Filters:
    problems = {name: (_("Parameter"), [str(NO_PARAMETER)]) for name in names}
    labels = {name: field.label or name for name, field in filterset.form.fields.items()}
    problems |= {name: (labels.get(name, name), messages) for name, messages in filterset.errors.items()}
    if problems:
        raise BadQuery(problems)
    return filterset


@listing_page
def measures(request: HttpRequest) -> HttpResponse:
    filters = checked_for_page(request, MEASURES)
    shown = Measure.objects.for_listing()
    if filters.selection.found:
        shown = shown.prefetch_related("results", "partners", "events")
    context = listing(request, MEASURES, filters, shown, marks.of_measure)
    return render(request, "public/measures/measures.html", context)


@listing_page
def results(request: HttpRequest) -> HttpResponse:
    filters = checked_for_page(request, RESULTS)
    shown = Result.objects.for_listing()
    if filters.selection.found:
        shown = shown.prefetch_related("measure__terms__vocabulary", "measure__events")
    context = listing(request, RESULTS, filters, shown, marks.of_result)
    return render(request, "public/measures/results.html", context)


@listing_page
def coalitions(request: HttpRequest) -> HttpResponse:
    filters = checked_for_page(request, COALITIONS)
    published = Count("measures", filter=Q(measures__withdrawn_at__isnull=True))
    shown = Coalition.objects.for_listing().annotate(measure_count=published)
    context = listing(request, COALITIONS, filters, shown, marks.of_coalition)
    return render(request, "public/coalitions/coalitions.html", context)


@listing_page
def events(request: HttpRequest) -> HttpResponse:
    """Coming events, the next one first, and below them the past ones; or one list in another order."""
    filters = checked_for_page(request, EVENTS)
    context = listing(request, EVENTS, filters, Event.objects.in_calendar_order(), marks.of_event)
    return render(request, "public/events/events.html", context | {"in_parts": filters.is_by_date})


def listing(
    request: HttpRequest,
    listed: Listing,
    filters: ListingFilterSet,
    records: QuerySet[Any],
    describe: Callable[[Any], marks.RecordTexts],
) -> Context:
    """What the template of a listing shows of the records that were selected."""
    page = numbered_page(SelectedRecords(filters.selection, records), request.GET.get("page") or "1")
    if filters.selection.found:
        marks.mark(filters.selection.found, page, describe)
    facets = filter_panel.facets(filters, request.GET)
    return {
        "filter": filters,
        "facets": facets,
        "inputs": filter_panel.inputs(filters),
        "kept": filter_panel.kept(filters, request.GET),
        "chips": filter_panel.chips(filters, request.GET, facets),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "total": page.paginator.count,
        "other_ways": other_ways(listed, filters, request.GET) if filters.selection.found and not page else [],
        "sort": filter_panel.order(filters),
    }


def numbered_page(found: Any, number: str, size: int = PAGE_SIZE) -> Page[Any]:
    """One page of a list. Raises BadQuery when there is none of that number."""
    paginator: Paginator[Any] = Paginator(found, size)
    try:
        return paginator.page(number)
    except PageNotAnInteger as error:
        message = _("“%(page)s” is not the number of a page. Give a whole number, or remove it.")
        raise BadQuery({"page": (_("Page"), [message % {"page": number[:60]}])}) from error
    except EmptyPage as error:
        pages = paginator.num_pages
        message = ngettext(
            "There is no page %(page)s: the list has one page.",
            "There is no page %(page)s: the list has %(pages)d pages.",
            pages,
        )
        raise BadQuery({"page": (_("Page"), [message % {"page": number[:20], "pages": pages}])}, status=404) from error
