"""The listings' query string in the API: the same FilterSets, and a sentence for each parameter that is wrong."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from api.pagination import PARAMETERS
from finding.filters import NO_PARAMETER, Codes, ListingFilterSet, unknown
from measures.models import Term, Vocabulary

MANY = 300  # of more values than that the description names none


def vocabulary_choices() -> list[tuple[str, str]]:
    return [(vocabulary.code, str(vocabulary.name)) for vocabulary in Vocabulary.objects.all()]


class TermFilterSet(django_filters.FilterSet):
    """Filters terms by their vocabulary."""

    vocabulary = Codes(label=_("Vocabulary"), choices=vocabulary_choices, field_name="vocabulary__code")

    class Meta:
        model = Term
        fields: list[str] = []


# Not django-filter's backend: OpenAPI would then describe the filters that are declared, and vocabularies are rows.
class QueryString(BaseFilterBackend):
    """Filters with the view's FilterSet. What it does not understand is answered with 400, never with a wrong list."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        filters = view.filterset(request.query_params, queryset)
        problems = {name[:60]: [str(NO_PARAMETER)] for name in unknown(filters, PARAMETERS)}
        if not filters.is_valid():
            problems |= {name: [str(message) for message in messages] for name, messages in filters.errors.items()}
        if problems:
            raise ValidationError(problems)
        if not isinstance(filters, ListingFilterSet):
            return filters.qs
        view.correction = filters.correction
        return filters.selected

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        form = view.filterset({}, view.get_queryset()).form
        return [described(name, field) for name, field in form.fields.items()]


def described(name: str, field: forms.Field) -> dict[str, Any]:
    """A filter as OpenAPI describes a parameter."""
    value: dict[str, Any] = {"type": "string"}
    if isinstance(field, forms.IntegerField):
        value = {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    elif isinstance(field, forms.ModelMultipleChoiceField):
        value = {"type": "string"}
    elif isinstance(field, forms.ChoiceField):
        choices = [str(code) for code, _label in list(field.choices) if code != ""]  # type: ignore[arg-type]
        value |= {"enum": choices} if 0 < len(choices) <= MANY else {}
    elif isinstance(field, forms.CharField) and field.max_length:
        value["maxLength"] = field.max_length
    several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": str(field.label),
        "schema": {"type": "array", "items": value} if several else value,
        **({"explode": True, "style": "form"} if several else {}),
    }
