"""Plain text as people write it, and how it is shown: paragraphs, lists, and links that the program finds itself.

Nothing typed is ever markup. Forms refuse tags with a sentence; what came in some other way loses them when shown.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.html import Urlizer, escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

# Elements that spam and pasted pages are made of. "a < b and c > d" is none of them and stays as typed.
ELEMENTS = (
    "a abbr article audio b base blockquote body br button canvas center code div dl dt dd em embed font footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins del label li link main meta nav "
    "noscript object ol option p param picture pre s script section select small source span strike strong style sub "
    "sup svg table tbody td textarea tfoot th thead title tr u ul video"
)
TAG = re.compile(
    rf"</?(?:{'|'.join(ELEMENTS.split())})(?:\s[^<>]*)?/?>|<!--.*?-->|<!doctype[^>]*>", re.IGNORECASE | re.DOTALL
)
HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINE_END = re.compile(r"\r\n?")
ITEM = re.compile(r"\s*(?:[-*•–·]|(\d{1,3})[.)])\s+(?=\S)")


def validate_plain_text(text: str) -> None:
    """Raise ValidationError when the text holds tags or control characters, naming the first one found."""
    if tag := HIDDEN.search(text) or TAG.search(text):
        raise ValidationError(
            _("This is plain text, and “%(tag)s” is markup. Remove it: paragraphs, lists and links need none."),
            params={"tag": tag[0][:60]},
            code="markup",
        )
    if found := CONTROL.search(text):
        raise ValidationError(
            _("There is a control character (U+%(code)s) after “%(before)s”. Remove it, or paste only the text."),
            params={"code": f"{ord(found[0]):04X}", "before": text[max(0, found.start() - 20) : found.start()]},
            code="control",
        )


def to_stored(text: str) -> str:
    """A posted text as it is stored: with one kind of line end, and without NUL, which no text of a database holds."""
    return LINE_END.sub("\n", text).replace("\x00", "")


def without_markup(text: str) -> str:
    """The text without tags, comments, scripts and control characters; nor with those that show once these are gone."""
    plain = CONTROL.sub("", text)
    while (less := TAG.sub("", HIDDEN.sub("", plain))) != plain:
        plain = less
    return plain


class _Links(Urlizer):
    # Search engines follow no link that a stranger wrote, so spam gains nothing.
    url_template = '<a href="{href}" rel="nofollow ugc"{attrs}>{url}</a>'


def _linked(line: str) -> SafeString:
    return mark_safe(_Links()(line, autoescape=True))  # noqa: S308  (Urlizer escapes the text)


def to_html(text: str) -> SafeString:
    """HTML for a plain text: blank lines part paragraphs, lines with a dash, bullet or number are lists."""
    lines = LINE_END.sub("\n", without_markup(text)).split("\n")
    blocks: list[tuple[str, list[str]]] = []
    last = ""
    for line in lines:
        marker = ITEM.match(line)
        kind = "" if not line.strip() else ("ol" if marker and marker[1] else "ul" if marker else "p")
        if kind == "p" and last == "p":
            blocks[-1][1].append(line.strip())
        elif kind in ("ul", "ol") and blocks and blocks[-1][0] == kind and marker:
            blocks[-1][1].append(line[marker.end() :].strip())
        elif kind:
            blocks.append((kind, [line[marker.end() :].strip() if marker else line.strip()]))
        last = kind
    return SafeString("\n".join(_block(kind, content) for kind, content in blocks))


def _block(kind: str, lines: list[str]) -> SafeString:
    if kind == "p":
        return SafeString(f"<p>{'<br>'.join(_linked(line) for line in lines)}</p>")
    items = format_html_join("", "<li>{}</li>", ((_linked(line),) for line in lines))
    return SafeString(f"<{escape(kind)}>{items}</{escape(kind)}>")


def excerpt(text: str, length: int = 280) -> str:
    """The first `length` characters or so of a text, on one line, ended at a word with an ellipsis."""
    flat = " ".join(without_markup(text).split())
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"
