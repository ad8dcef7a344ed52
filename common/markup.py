"""Markup in what people type: found to be refused, and taken out of what came in some other way.

Whatever is typed, the time for it grows with its length and no faster: nobody can stop the site with a long text.
"""

import re
from dataclasses import dataclass, field

# Elements that spam and pasted pages are made of. "a < b and c > d" is none of them and stays as typed.
ELEMENTS = (
    "a abbr article audio b base blockquote body br button canvas center code div dl dt dd em embed font footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins del label li link main meta nav "
    "noscript object ol option p param picture pre s script section select small source span strike strong style sub "
    "sup svg table tbody td textarea tfoot th thead title tr u ul video"
)
# No part of it can stand before "<", so a search looks at each character once.
TAG = re.compile(rf"</?({'|'.join(ELEMENTS.split())})(?:\s[^<>]*)?/?>|<!doctype[^<>]*>", re.IGNORECASE)
COMMENT = "<!--"
HIDING = ("script", "style")  # elements whose content is not for readers either


def first_markup(text: str) -> str:
    """The first tag or comment in a text, up to its end, or to the end of what it hides; empty when there is none."""
    tag = TAG.search(text)
    comment = text.find(COMMENT)
    end = text.find("-->", comment + len(COMMENT)) if comment >= 0 else -1
    if end >= 0 and (tag is None or comment < tag.start()):
        return text[comment : end + 3]
    if tag is None:
        return ""
    name = (tag[1] or "").lower()
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, tag.end()) if name in HIDING else None
    return text[tag.start() : closing.end() if closing else tag.end()]


def without_tags(text: str) -> str:
    """The text without tags, comments, scripts and styles; nor with those that appear once others are gone."""
    if "<" not in text or ">" not in text:
        return text
    reading = _Reading()
    for piece in re.split("([<>])", text):
        reading.take(piece)
    return "".join(reading.kept)


@dataclass
class _Reading:
    """A text read from its beginning to its end, of which `kept` holds what stays, in pieces.

    Each piece is kept once and thrown away at most once. A ">" ends a tag or a comment with what is kept before it, so
    what closes up around a removed tag is looked at again without beginning anew.
    """

    kept: list[str] = field(default_factory=list)
    openings: list[int] = field(default_factory=list)  # where "<" is kept, after which no ">" is
    comments: list[int] = field(default_factory=list)  # where a comment that has not ended began
    hiding: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in HIDING})

    def take(self, piece: str) -> None:
        if piece == "<":
            self.openings.append(len(self.kept))
        if piece:
            self.kept.append(piece)
        if piece == ">":
            self._end_something()
        elif self.openings and self._begins_comment():
            self.comments.append(self.openings[-1])

    def _begins_comment(self) -> bool:
        start = self.openings[-1]
        is_new = not self.comments or self.comments[-1] < start
        return is_new and "".join(piece[:3] for piece in self.kept[start : start + 4])[:4] == COMMENT

    def _end_something(self) -> None:
        if self.comments and self._before().endswith("--"):
            self._cut(self.comments[0])
        elif self.openings:
            start = self.openings.pop()
            if tag := TAG.fullmatch("".join(self.kept[start:])):
                self._end_tag(tag, start)
            else:
                self.openings.clear()  # a ">" that is kept stands between them and any later one

    def _before(self) -> str:
        """The last two characters before the ">" that was just kept."""
        return "".join(piece[-2:] for piece in self.kept[-3:-1])[-2:]

    def _end_tag(self, tag: re.Match[str], start: int) -> None:
        name = (tag[1] or "").lower()
        if name in HIDING and not tag[0].startswith("</"):
            self._cut(start)
            self.hiding[name].append(start)
        elif name in HIDING and self.hiding[name]:
            self._cut(self.hiding[name][0])
        else:
            self._cut(start)

    def _cut(self, start: int) -> None:
        """Throw away what is kept from here on."""
        del self.kept[start:]
        for places in (self.openings, self.comments, *self.hiding.values()):
            while places and places[-1] >= start:
                places.pop()
