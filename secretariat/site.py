"""The admin as a site: its fields that search while one types tell records of the same name apart."""

from typing import cast

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from common.record_admin import name_in_lists


class Autocomplete(AutocompleteJsonView):
    """What was found, under the names that lists have for it."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {**super().serialize_result(obj, to_field_name), "text": name_in_lists(obj)}


class Site(admin.AdminSite):
    """The secretariat's admin."""

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", Autocomplete.as_view(admin_site=self)(request))
