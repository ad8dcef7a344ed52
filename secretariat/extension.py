"""More time in a reporting cycle for one coalition: by editors, who read cycles, and by administrators."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from accounts.access import signed_in
from measures.models import CycleExtension
from submissions import extensions


@admin.register(CycleExtension)
class CycleExtensionAdmin(admin.ModelAdmin):
    fields = ["cycle", "coalition", "closes"]
    autocomplete_fields = ["coalition"]
    list_display = ["coalition", "cycle", "closes"]
    list_select_related = ["coalition", "cycle"]
    list_filter = ["cycle"]
    search_fields = ["coalition__name__unaccent", "coalition__acronym__unaccent"]

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
