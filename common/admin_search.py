"""The search of every list of the admin, and of the pickers that ask it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest

from common.word_search import having_words, refusal_of_words


class SearchedByWords(admin.ModelAdmin):
    """A list in which the words that are typed are found as the public search finds them, inside longer words, too."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        fields = self.get_search_fields(request)
        if not fields or not search_term:
            return queryset, False
        if refusal := refusal_of_words(search_term):
            if "field_name" in request.GET:  # a picker, which says that nothing could be looked up
                raise BadRequest(refusal)
            messages.warning(request, refusal)
            return queryset.none(), False
        return having_words(queryset, search_term, *fields), False
