"""How the list of measures is filtered in the admin, with counts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Func, QuerySet
from django.utils.translation import gettext_lazy as _

from coalitions.models import Coalition
from common.countries import country_name, in_order_of_names
from common.record_admin import ListFilter
from common.sorting import in_order
from measures.models import Cycle, Measure, Term, Vocabulary


class PublicOrWithdrawnFilter(ListFilter):
    title = _("state")
    parameter_name = "state"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("public", _("public")), ("withdrawn", _("withdrawn"))]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(withdrawn_at__isnull=value == "public")


class ReporterFilter(ListFilter):
    title = _("kind of reporter")
    parameter_name = "reporter"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return Measure.Reporter.choices

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(coalition__isnull=value == Measure.Reporter.PUBLIC_AUTHORITY)


class ReportingCoalitionFilter(ListFilter):
    """Only the coalitions that have reported something."""

    title = _("coalition")
    parameter_name = "coalition"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        reporting = Coalition.objects.filter(measures__isnull=False).distinct()
        return [(each.slug, each.name_in_lists) for each in in_order(reporting, lambda each: each.name_in_lists)]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(coalition__slug=value)


class CycleFilter(ListFilter):
    title = _("reporting cycle")
    parameter_name = "cycle"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [*((str(cycle.pk), cycle) for cycle in Cycle.objects.all()), ("none", _("none"))]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(cycle__isnull=True) if value == "none" else queryset.filter(cycle=value)


class CountriesFilter(ListFilter):
    """Only the countries that measures concern."""

    title = _("country concerned")
    parameter_name = "country"

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        codes = Measure.objects.order_by().values_list(Func("countries", function="unnest"), flat=True).distinct()
        return [(code, country_name(code)) for code in in_order_of_names(codes)]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(countries__contains=[value])


class TermFilter(ListFilter):
    """Made for each vocabulary by `term_filter`."""

    vocabulary: Vocabulary

    def find_choices(self, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(term.code, term.name) for term in self.vocabulary.terms.all()]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        carriers = Term.measures.through.objects.filter(term__vocabulary=self.vocabulary, term__code=value)
        return queryset.filter(pk__in=carriers.values("measure"))


def term_filter(vocabulary: Vocabulary) -> type[TermFilter]:
    """A filter by the terms of this vocabulary."""
    attributes = {"title": vocabulary.name, "parameter_name": vocabulary.code, "vocabulary": vocabulary}
    return type("TermFilter", (TermFilter,), attributes)
