"""Plain text as people write it, and how it is shown: paragraphs, lists, and links that the program finds itself.

Nothing typed is ever markup. Forms refuse tags with a sentence; what came in some other way loses them when shown.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.links import linked
from common.markup import first_markup, without_tags

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINE_END = re.compile(r"\r\n?")
BULLET = re.compile(r"\s*[-*•–·]\s+(?=\S)")


def validate_plain_text(text: str) -> None:
    """Raise ValidationError when the text holds tags or control characters, naming the first one found."""
    if found := first_markup(text):
        raise ValidationError(
            _("This is plain text, and “%(tag)s” is markup. Remove it: paragraphs, lists and links need none."),
            params={"tag": found[:60]},
            code="markup",
        )
    if control := CONTROL.search(text):
        raise ValidationError(
            _("There is a control character (U+%(code)s) after “%(before)s”. Remove it, or paste only the text."),
            params={"code": f"{ord(control[0]):04X}", "before": text[max(0, control.start() - 20) : control.start()]},
            code="control",
        )


def to_stored(text: str) -> str:
    """A posted text as it is stored: with one kind of line end, and without NUL, which no text of a database holds."""
    return LINE_END.sub("\n", text).replace("\x00", "")


def without_markup(text: str) -> str:
    """The text without tags, comments, scripts and control characters; nor with those that show once these are gone."""
    return without_tags(CONTROL.sub("", text))


def to_html(text: str) -> SafeString:
    """HTML for a plain text: blank lines part paragraphs; lines with a dash or a bullet are lists.

    A number at the beginning of a line stays as it was typed. It may be the day of a date, or be referred to elsewhere
    in the text, and a list would count anew.
    """
    blocks: list[tuple[str, list[str]]] = []
    last = ""
    for line in LINE_END.sub("\n", without_markup(text)).split("\n"):
        kind = "ul" if BULLET.match(line) else "p" if line.strip() else ""
        content = BULLET.sub("", line, count=1).strip() if kind == "ul" else line.strip()
        goes_on = blocks and blocks[-1][0] == kind and (kind == "ul" or last == "p")
        if kind and goes_on:
            blocks[-1][1].append(content)
        elif kind:
            blocks.append((kind, [content]))
        last = kind
    return SafeString("\n".join(_block(kind, lines) for kind, lines in blocks))


def _block(kind: str, lines: list[str]) -> SafeString:
    if kind == "p":
        return SafeString(f"<p>{'<br>'.join(linked(line) for line in lines)}</p>")
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((linked(line),) for line in lines)))


def excerpt(text: str, length: int = 280) -> str:
    """The first `length` characters or so of a text, on one line, ended at a word with an ellipsis."""
    flat = " ".join(without_markup(text).split())
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"
