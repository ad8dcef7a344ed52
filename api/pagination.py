"""Lists in pages: numbered, in an order that stays, with the address of the next one."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from measures.links import absolute

PARAMETERS = ("page", "page_size")
SIZE, LARGEST = 50, 200
LAST = 999_999_999


class Pages(PageNumberPagination):
    """Pages of 50, or of as many as the client asks for, up to 200. Their addresses are the site's own."""

    invalid_page_message = gettext_lazy("There is no page of this number: the list is shorter.")  # type: ignore[assignment]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self.correction = view.correction
        return super().paginate_queryset(queryset, request, view)

    def get_page_size(self, request: Request) -> int:
        return whole_number(request, "page_size", SIZE, LARGEST)

    def get_page_number(self, request: Request, _paginator: Any) -> int:
        return whole_number(request, "page", 1, LAST)

    def get_paginated_response(self, data: Any) -> Response:
        page: Any = self.page
        return Response(
            {
                "count": page.paginator.count,
                "pages": page.paginator.num_pages,
                "next": self._numbered(page.next_page_number()) if page.has_next() else None,
                "previous": self._numbered(page.previous_page_number()) if page.has_previous() else None,
                "correction": self.correction or None,
                "results": data,
            }
        )

    def _numbered(self, number: int) -> str:
        # Not the library's: it takes the address by which this request came.
        request: Any = self.request
        address = absolute(request.get_full_path())
        return remove_query_param(address, "page") if number == 1 else replace_query_param(address, "page", number)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        about = {
            "page": (
                _("The number of the page, from 1."),
                {"type": "integer", "minimum": 1, "maximum": LAST, "default": 1},
            ),
            "page_size": (
                _("How many on a page."),
                {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE},
            ),
        }
        return [
            {"name": name, "in": "query", "required": False, "description": sentence, "schema": schema}
            for name, (sentence, schema) in about.items()
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "pages", "next", "previous", "correction", "results"],
            "properties": {
                "count": {"type": "integer", "description": _("How many there are on all pages.")},
                "pages": {"type": "integer", "description": _("How many pages there are.")},
                "next": {**address, "description": _("The address of the next page.")},
                "previous": {**address, "description": _("The address of the previous page.")},
                "correction": {
                    "type": ["string", "null"],
                    "description": _("What was looked for instead, when nothing has the words of “q”."),
                },
                "results": {**schema, "description": _("The records of this page.")},
            },
        }


def whole_number(request: Request, name: str, default: int, most: int) -> int:
    """The parameter as a number from 1 to `most`. Raises ValidationError when it is none."""
    given = request.query_params.get(name, "").strip()
    if not given:
        return default
    if re.fullmatch(r"0*[0-9]{1,9}", given) and 1 <= int(given) <= most:
        return int(given)
    raise ValidationError({name: [_("Give a whole number from 1 to %(most)d.") % {"most": most}]})
