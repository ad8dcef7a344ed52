"""What changed between two public documents of a measure, as a person reads it.

Labels and names of codes come from the models' own fields, so that a new field needs nothing here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalitions.models import Event
from common import text_diff
from common.countries import country_name
from common.dates import PartialDate, display_span
from common.fields import CountryField, LanguageField, PartialDateField, PlainTextField
from common.languages import direction, language_name, wording
from common.numbers import show_number
from measures.documents import MeasureDocument
from measures.models import Measure, Vocabulary

Document = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A readable value, with its name where it stands in a row, and its language where a person wrote it."""

    text: str
    label: str = ""
    lang: str = ""


ComparedRow = list[Piece]  # one of a list of results, partners, events …


@dataclass(frozen=True)
class Difference:
    """One field that changed. `html` shows how; `lang` is the language of a text that a person wrote, else empty."""

    field: str
    label: str
    before: str
    after: str
    html: SafeString
    lang: str = ""

    @property
    def dir(self) -> str:
        return direction(self.lang) if self.lang else ""


def differences(before: Document, after: Document) -> list[Difference]:
    """One entry for each field in which a reader sees a difference, in the document's order."""
    # A version may be older than a field, or keep one that is no longer there.
    names = dict.fromkeys([*MeasureDocument().fields, *before, *after])
    changed = (name for name in names if before.get(name) != after.get(name))
    return [found for name in changed for found in _compared(name, before, after) if found.html]


def _compared(name: str, before: Document, after: Document) -> Iterable[Difference]:
    old, new = before.get(name), after.get(name)
    if name == "terms":
        return _compared_terms(old or {}, new or {})
    field = _field(Measure, name)
    label = _label(field, name)
    if isinstance(field, ArrayField) or (field and field.is_relation and isinstance(old or new, list)):
        rows = [[_row(field, item, document) for item in document.get(name) or []] for document in (before, after)]
        return [_compared_rows(name, label, *rows)]
    if field and field.is_relation and isinstance(old or new, dict):
        return [_compared_texts(name, label, _reference(old), _reference(new))]
    return [_compared_texts(name, label, _piece(field, old, before), _piece(field, new, after))]


def _compared_texts(name: str, label: str, old: Piece, new: Piece) -> Difference:
    html = _marked(old, new) if old.text != new.text else SafeString()
    return Difference(name, label, old.text, new.text, html, new.lang or old.lang)


def _marked(old: Piece, new: Piece) -> SafeString:
    # Only what people wrote is compared by words: "no" is not a correction of "not said".
    if old.lang or new.lang:
        return text_diff.to_html(old.text, new.text)
    gone = format_html("<del>{}</del>", old.text) if old.text else ""
    come = format_html("<ins>{}</ins>", new.text) if new.text else ""
    return format_html("{}{}{}", gone, " " if gone and come else "", come)


def _compared_terms(before: Document, after: Document) -> Iterator[Difference]:
    names = {vocabulary.code: vocabulary.name for vocabulary in Vocabulary.objects.all()}
    for code in dict.fromkeys([*names, *before, *after]):
        old, new = before.get(code) or [], after.get(code) or []
        if old != new:
            rows = [[[Piece(wording(term["names"]))] for term in terms] for terms in (old, new)]
            yield _compared_rows(f"terms.{code}", names.get(code, code), *rows)


def _compared_rows(name: str, label: str, before: list[ComparedRow], after: list[ComparedRow]) -> Difference:
    matches = SequenceMatcher(None, [tuple(row) for row in before], [tuple(row) for row in after], autojunk=False)
    items: list[SafeString] = []
    for tag, i, j, k, m in matches.get_opcodes():
        if tag != "equal":
            items += _changed_rows(before[i:j], after[k:m])
    lines = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    html = format_html("<ul>{}</ul>", lines) if items else lines
    old, new = ("\n".join(map(_as_text, rows)) for rows in (before, after))
    return Difference(name, label, old, new, html)


def _changed_rows(before: list[ComparedRow], after: list[ComparedRow]) -> Iterator[SafeString]:
    while before and after and _is_corrected(before[0], after[0]):
        yield _corrected_row(before[0], after[0])
        before, after = before[1:], after[1:]
    for row in before:
        yield format_html("<del>{}</del>", _row_html((piece, piece.text) for piece in row))
    for row in after:
        yield format_html("<ins>{}</ins>", _row_html((piece, piece.text) for piece in row))


def _is_corrected(old: ComparedRow, new: ComparedRow) -> bool:
    # A row without names inside is one value, which is either there or not.
    return any(piece.label for piece in old + new) and text_diff.is_alike(_as_text(old), _as_text(new))


def _corrected_row(old: ComparedRow, new: ComparedRow) -> SafeString:
    labels = dict.fromkeys(piece.label for piece in [*new, *old])
    pairs = [(_named(label, old), _named(label, new)) for label in labels]
    return _row_html((new, _marked(old, new) if old != new else new.text) for old, new in pairs)


def _named(label: str, row: ComparedRow) -> Piece:
    return next((piece for piece in row if piece.label == label), Piece("", label))


def _row_html(pieces: Iterable[tuple[Piece, str]]) -> SafeString:
    return format_html_join(" · ", "{}{}", ((_prefix(piece), _in_its_language(piece, text)) for piece, text in pieces))


def _in_its_language(piece: Piece, text: str) -> str:
    if not piece.lang:
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', piece.lang, direction(piece.lang), text)


def _as_text(row: ComparedRow) -> str:
    return " · ".join(f"{_prefix(piece)}{piece.text}" for piece in row)


def _prefix(piece: Piece) -> str:
    return _("%(label)s: ") % {"label": piece.label} if piece.label else ""


@cache
def _parts(name: str) -> list[str]:
    """What the rows of a field say, in the document's order."""
    rows: Any = MeasureDocument().fields[name]
    return list(rows.child.fields)


def _row(field: Any, item: Any, document: Document) -> ComparedRow:
    """An item of a list, as its values with their names; those of a reference to another record as one."""
    if isinstance(field, ArrayField):
        return [Piece(country_name(item))]
    if field.many_to_many:
        return [_reference(item)]
    pieces: ComparedRow = []
    # A stored document has lost the order of its keys.
    for name in dict.fromkeys([*_parts(field.name), *item]):
        value, part = item.get(name), _field(field.related_model, name)
        if value in (None, "") or isinstance(part, models.AutoField):
            continue
        piece = _reference(value) if isinstance(value, dict) else _piece(part, value, document, name)
        # What a row is about stands first, and needs no name.
        pieces.append(Piece(piece.text, _label(part, name) if pieces else "", piece.lang))
    return pieces


def _piece(field: Any, value: Any, document: Document, name: str = "") -> Piece:
    written = isinstance(field, PlainTextField) or (type(field) is models.CharField and not field.choices)
    if written and name not in NOT_WRITTEN:
        return Piece(value or "", lang=document.get("language") or "en")
    if name == "size" and value:
        return Piece(filesizeformat(value))
    return Piece(_readable(field, value))


NOT_WRITTEN = {"currency", "content_type"}


def _readable(field: Any, value: Any) -> str:
    if isinstance(field, models.BooleanField):
        return {True: _("yes"), False: _("no")}.get(value, _("not said"))
    if value in (None, ""):
        return ""
    for kind, show in READABLE.items():
        if isinstance(field, kind):
            return show(value)
    choices = dict(getattr(field, "flatchoices", None) or Measure.Reporter.choices)
    return str(choices.get(str(value), value))


READABLE: dict[type, Callable[[Any], str]] = {
    CountryField: country_name,
    LanguageField: language_name,
    PartialDateField: lambda date: PartialDate(date).display(),
    models.DecimalField: lambda number: show_number(Decimal(number)),
}


def _reference(value: Document | None) -> Piece:
    """Another record as the measure names it: "Example congress (congress, Lomé, Togo, 9–11 October 2019)"."""
    if not value:
        return Piece("")
    about = [value.get("acronym")]
    if "start" in value:
        span = [PartialDate(value[end]) if value[end] else None for end in ("start", "end")]
        about = [_readable(_field(Event, "kind"), value["kind"]), value["place"], display_span(*span)]
    about.append(READABLE[CountryField](value["country"]) if value.get("country") else "")
    known = ", ".join(part for part in about if part)
    return Piece(f"{value['name']} ({known})" if known else value["name"])


def _field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _label(field: Any, name: str) -> str:
    if field is None:
        return {"reporter": _("reported by"), "terms": _("terms")}.get(name, name)
    if field.one_to_many:
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)
