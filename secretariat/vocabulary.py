"""Vocabularies and their terms, as the secretariat's administrators keep them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.record_admin import WIDGETS, OfferedFilters
from measures.models import Term, Vocabulary


class NamedAdmin(OfferedFilters):
    """Something with a code and translated names. Its code is in addresses and exports, so it is given only once."""

    formfield_overrides = WIDGETS
    show_facets = admin.ShowFacets.ALWAYS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code"] if obj else []

    @admin.display(description=_("name"))
    def shown(self, named: Any) -> str:
        return str(named)


@admin.register(Vocabulary)
class VocabularyAdmin(NamedAdmin):
    fields = ["code", "names", "question", "parent", "position"]
    list_display = ["shown", "code", "parent", "count", "position"]
    list_select_related = ["parent"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(count=Count("terms"))

    @admin.display(description=_("terms"), ordering="count")
    def count(self, vocabulary: Any) -> int:
        return int(vocabulary.count)


@admin.register(Term)
class TermAdmin(NamedAdmin):
    fields = ["vocabulary", "code", "names", "parent", "position", "needs_review"]
    list_display = ["shown", "code", "vocabulary", "parent", "uses", "needs_review"]
    list_display_links = ["shown"]
    list_select_related = ["vocabulary", "parent"]
    list_filter = ["vocabulary", "needs_review"]
    search_fields = ["code", "names"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(uses=Count("measures"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code", "vocabulary"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A term that a published measure carries stays: removing it would change what was published."""
        is_free = obj is None or not (obj.measures.exists() or obj.children.exists())
        return super().has_delete_permission(request, obj) and is_free

    def get_actions(self, request: HttpRequest) -> Any:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.display(description=_("measures"), ordering="uses")
    def uses(self, term: Any) -> int:
        return int(term.uses)
