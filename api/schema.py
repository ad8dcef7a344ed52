"""The API described in OpenAPI 3.1, and the page that shows the description to people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.views import Open
from measures.links import absolute

Schema = dict[str, Any]

ERROR: Schema = {
    "type": "object",
    "required": ["detail"],
    "properties": {"detail": {"type": "string", "description": "A sentence that says what is wrong."}},
}
BAD_QUERY: Schema = {
    "type": "object",
    "required": ["detail", "errors"],
    "properties": {
        **ERROR["properties"],
        "errors": {
            "type": "object",
            "description": "For each parameter that is wrong, what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
WITHDRAWN: Schema = {
    "type": "object",
    "required": ["detail", "reason", "withdrawn_at"],
    "properties": {
        **ERROR["properties"],
        "reason": {"type": "string", "description": "The public reason."},
        "withdrawn_at": {"type": "string", "format": "date-time"},
    },
}


class OpenApi(Open):
    """The description for programs."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(description())


def description() -> Schema:
    """The whole API in OpenAPI 3.1, with the vocabularies' parameters as they are today."""
    schema: Schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema


def with_other_answers(result: Schema, **_context: Any) -> Schema:
    """A hook of the generator: what every address may also answer, and where the API is."""
    result["servers"] = [{"url": absolute("")}]
    schemas = result["components"]["schemas"]
    schemas |= {"Error": ERROR, "BadQuery": BAD_QUERY, "Withdrawn": WITHDRAWN}
    for path, operations in result["paths"].items():
        operation = operations["get"]
        is_list = "{slug}" not in path
        operation["responses"]["200"]["headers"] = {"ETag": {"schema": {"type": "string"}}}
        operation["responses"] |= _answers(is_list=is_list)
        if path == "/api/v1/measures/{slug}/":
            operation["responses"]["410"] = _answer(_("The measure was withdrawn; the reason is given."), "Withdrawn")
    return result


def without_narrow_patterns(result: Schema, **_context: Any) -> Schema:
    """A hook of the generator. Programs take "\\w" for a to z, and our addresses are in any script."""
    _drop_pattern(result, r"^[-\w]+$")
    return result


def _drop_pattern(part: Any, pattern: str) -> None:
    if isinstance(part, dict) and part.get("pattern") == pattern:
        del part["pattern"]
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop_pattern(inner, pattern)


def _answers(*, is_list: bool) -> Schema:
    answers: Schema = {
        "304": {"description": _("Nothing has changed since the ETag that was sent.")},
        "404": _answer(_("There is no such page.") if is_list else _("There is no such record."), "Error"),
        "406": _answer(_("Only JSON can be had here."), "Error"),
        "429": _answer(_("Too many requests; Retry-After says in how many seconds to come back."), "Error"),
    }
    answers["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    if is_list:
        answers["400"] = _answer(_("A parameter is not understood; each is named with the reason."), "BadQuery")
    else:
        answers["301"] = _answer(_("The record has another address now."), "Error")
    return answers


def _answer(sentence: str, component: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{component}"}}}
    return {"description": sentence, "content": content}


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The description for people, from the same source. It needs no script."""
    schema = description()
    context = {"operations": [_operation(schema, path, item["get"]) for path, item in schema["paths"].items()]}
    return render(request, "api/documentation.html", context)


def _operation(schema: Schema, path: str, operation: Schema) -> Schema:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    record = _resolved(schema, answer)
    if "results" in record["properties"]:
        record = _resolved(schema, record["properties"]["results"]["items"])
    answers = sorted(operation["responses"].items())
    return {
        "path": path,
        "address": absolute(path),
        "summary": operation["summary"],
        "parameters": [_parameter(parameter) for parameter in operation.get("parameters", [])],
        "fields": [_field(schema, name, field) for name, field in record["properties"].items()],
        "answers": [
            {"status": status, "sentence": answer["description"]} for status, answer in answers if status != "200"
        ],
    }


def _parameter(parameter: Schema) -> Schema:
    kind = parameter["schema"]
    several = kind["type"] == "array"
    return {
        "name": parameter["name"],
        "sentence": parameter.get("description", ""),
        "values": (kind["items"] if several else kind).get("enum", []),
        "several": several,
    }


def _field(schema: Schema, name: str, field: Schema) -> Schema:
    """A field of a record, with the fields inside it."""
    kind = _resolved(schema, field)
    inner = _resolved(schema, kind["items"]) if kind.get("type") == "array" else kind
    return {
        "name": name,
        "sentence": field.get("description") or kind.get("title", ""),
        "values": [value for value in inner.get("enum", []) if value],
        "inner": list(inner.get("properties", {})),
    }


def _resolved(schema: Schema, part: Schema) -> Schema:
    """The part that a reference leads to, also behind "or null"."""
    for choice in [*part.get("allOf", []), *part.get("oneOf", []), *part.get("anyOf", [])]:
        if "$ref" in choice:
            return _resolved(schema, choice)
    if "$ref" not in part:
        return part
    found: Schema = schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    return _resolved(schema, found)
