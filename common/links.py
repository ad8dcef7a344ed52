"""Addresses in what people write, made into links."""

import re
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from linkify_it.main import Match

FINDER = LinkifyIt(options={"fuzzy_email": True, "fuzzy_ip": False, "fuzzy_link": True})
# Without "www." and without a path, only these endings make an address of a word: "is.no" may be two sentences.
WELL_KNOWN = (".com", ".edu", ".gov", ".int", ".mil", ".net", ".org")
# What a sentence puts behind or around an address in some script, and the library takes for a part of it.
STOPS = re.compile(r'["“”„«»‹›「」『』《》〈〉【】،؛؟。，、！？；]')
MARKS = "…：．’‘"


def linked(line: str) -> SafeString:
    """The line as HTML, its web and mail addresses as links that search engines do not follow: spam gains nothing."""
    found = [(match.index, *_address(match)) for match in FINDER.match(line) or [] if _is_meant(match)]
    ends = [(0, 0), *((start, start + len(text)) for start, text, _url in found), (len(line), len(line))]
    between = [escape(line[end:start]) for (_start, end), (start, _end) in pairwise(ends)]
    links = [format_html('<a href="{}" rel="nofollow ugc">{}</a>', url, text) for _start, text, url in found]
    pieces = [piece for pair in zip(between, [*links, ""], strict=True) for piece in pair]
    return mark_safe("".join(pieces))  # noqa: S308  (every piece is escaped)


def _is_meant(match: Match) -> bool:
    """Whether somebody meant an address: one with its scheme, of the web's "www.", or that says so in another way."""
    if match.schema:
        return match.schema in ("http:", "https:", "mailto:")
    return match.text.lower().startswith("www.") or "/" in match.text or match.text.lower().endswith(WELL_KNOWN)


def _address(match: Match) -> tuple[str, str]:
    """The address without the punctuation of its sentence, as it was typed and as a link needs it."""
    text = STOPS.split(match.text, maxsplit=1)[0].rstrip(MARKS)
    scheme = match.url.removesuffix(match.text)
    return text, f"{'https://' if scheme == 'http://' else scheme}{text}"
