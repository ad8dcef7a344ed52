"""Versions: read, never written."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.record_admin import OfferedFilters
from measures.differences import differences
from measures.models import Version


@admin.register(Version)
class VersionAdmin(OfferedFilters):
    """What was public once: how it differs from the version before, and the whole of it."""

    fields = ["of", "number", "made_at", "made_by", "reason", "what_changed", "as_it_was"]
    readonly_fields = ["of", "number", "made_at", "made_by", "reason", "what_changed", "as_it_was"]
    list_display = ["title", "number", "made_at", "made_by", "reason"]
    list_select_related = ["measure", "made_by"]
    date_hierarchy = "made_at"
    ordering = ["-made_at", "-pk"]
    search_fields = ["measure__title", "reason", "made_by__email", "made_by__name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("measure"), ordering="measure__title")
    def title(self, version: Version) -> str:
        return str(version.measure)

    @admin.display(description=_("measure"))
    def of(self, version: Version) -> SafeString:
        link = '<a href="{}">{}</a> · <a href="{}">{}</a>'
        change, history = (
            reverse(f"admin:measures_measure_{view}", args=[version.measure_id]) for view in ("change", "history")
        )
        return format_html(link, change, version.measure, history, _("History"))

    @admin.display(description=_("what changed"))
    def what_changed(self, version: Version) -> SafeString:
        before = version.measure.versions.filter(number__lt=version.number).first()
        if before is None:
            return SafeString(_("It was published for the first time."))
        return as_html(before.document, version.document)

    @admin.display(description=_("as it was"))
    def as_it_was(self, version: Version) -> SafeString:
        return render_to_string("measures/as_it_was.html", {"values": differences({}, version.document)})


def as_html(before: dict[str, Any], after: dict[str, Any]) -> SafeString:
    """What changed between two public documents, field by field."""
    return render_to_string("measures/differences.html", {"differences": differences(before, after)})
