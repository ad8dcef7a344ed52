"""Reporting cycles, and more time in one of them for one coalition, which editors give as administrators do."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from common.record_admin import OfferedFilters, PlainFields, RowInline
from measures.models import Cycle, CycleExtension
from submissions import extensions


class ExtensionInline(RowInline):
    """More time for one coalition. Who may not change the cycle itself gives it on a page of its own."""

    model = CycleExtension
    autocomplete_fields = ["coalition"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and request.user.has_perm("measures.change_cycle")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and request.user.has_perm("measures.change_cycle")


@admin.register(Cycle)
class CycleAdmin(PlainFields, OfferedFilters):
    fields = [("first_year", "last_year"), ("opens", "closes")]
    inlines = [ExtensionInline]
    list_display = ["__str__", "opens", "closes", "open"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        super().save_formset(request, form, formset, change)
        for extension in [*formset.new_objects, *(changed for changed, _fields in formset.changed_objects)]:
            extensions.announce(extension, signed_in(request))

    @admin.display(description=_("open today"), boolean=True)
    def open(self, cycle: Cycle) -> bool:
        return cycle.is_open


@admin.register(CycleExtension)
class CycleExtensionAdmin(PlainFields, OfferedFilters):
    fields = ["cycle", "coalition", "closes"]
    autocomplete_fields = ["coalition"]
    list_display = ["coalition", "cycle", "closes"]
    list_select_related = ["coalition", "cycle"]
    list_filter = ["cycle"]
    search_fields = ["coalition__name", "coalition__acronym"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A promised day can be changed, and the coalition is told; it does not go silently."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["cycle", "coalition"] if obj else []

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if form.has_changed():
            extensions.announce(obj, signed_in(request))
