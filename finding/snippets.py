"""Marking in a text what a search found there, and choosing the passage that shows it. No markup of a text survives."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from common.plain import WORD, plain
from common.scripts import is_paired
from common.texts import without_markup
from finding.search import Found

LEXEME = re.compile(r"'((?:[^']|'')+)'(:\*)?")
LENGTH = 280  # of a passage
BEFORE = 60  # how much of a passage stands before the first mark, at most

# A word is marked when it would be found alone: the database takes it to its stems as it did when it was entered.
FINDING = """
    SELECT place, word FROM unnest(%s::int[], %s::text[], %s::text[]) AS given(place, word, language)
    WHERE search_vector(word, language) @@ %s::tsquery
"""


@dataclass
class Text:
    """What somebody wrote, in which language, and which of its words were found."""

    text: str
    language: str
    found: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.text = " ".join(without_markup(self.text).split())


class Marker:
    """Knows what a search found, for all the texts of a page at once."""

    def __init__(self, found: Found, texts: Iterable[Text]) -> None:
        lexemes = {match.groups() for query in found.queries for match in LEXEME.finditer(query)}
        self.query = " | ".join(f"'{lexeme}'{opening or ''}" for lexeme, opening in sorted(lexemes, key=str))
        self.beginnings = {lexeme.rpartition(":")[2][:3] for lexeme, _opening in lexemes}
        self.inside_words = [matches.atom.words for matches in found.wanted if is_paired(matches.atom.words)]
        self._find(list(texts))

    def _find(self, texts: list[Text]) -> None:
        asked = [
            (place, word, text.language)
            for place, text in enumerate(texts)
            for word in set(WORD.findall(text.text))
            if not is_paired(word) and any(beginning in plain(word) for beginning in self.beginnings)
        ]
        if not asked or not self.query:
            return
        with connection.cursor() as cursor:
            cursor.execute(FINDING, [*map(list, zip(*asked, strict=True)), self.query])
            for place, word in cursor.fetchall():
                texts[place].found.add(word)

    def marks(self, text: Text) -> list[tuple[int, int]]:
        """From where to where the text is to be marked, in order."""
        words = [match.span() for match in WORD.finditer(text.text) if match.group() in text.found]
        runs = [re.compile(re.escape(words), re.IGNORECASE) for words in self.inside_words]
        inside = [match.span() for run in runs for match in run.finditer(text.text)]
        marks: list[tuple[int, int]] = []
        for start, end in sorted([*words, *inside]):
            if marks and start < marks[-1][1]:
                marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
            else:
                marks.append((start, end))
        return marks

    def whole(self, text: Text) -> SafeString:
        """The whole text, marked."""
        return _marked(text.text, self.marks(text))

    def passage(self, texts: list[Text]) -> SafeString | None:
        """The passage with the most marks of the text that has the most; None when none has any."""
        text, marks = max(((text, self.marks(text)) for text in texts), key=lambda marked: len(marked[1]))
        if not marks:
            return None
        starts = [start for start, _end in marks]
        near = [bisect_left(starts, start + LENGTH - BEFORE) - place for place, start in enumerate(starts)]
        first = marks[near.index(max(near))]
        start = _word_start(text.text, first[0] - BEFORE) if first[0] > BEFORE else 0
        end = _word_end(text.text, start + LENGTH)
        inside = [(a - start, min(b, end) - start) for a, b in marks if start <= a < end]
        before, after = "…" if start else "", "…" if end < len(text.text) else ""
        return format_html("{}{}{}", before, _marked(text.text[start:end], inside), after)


def _word_start(text: str, place: int) -> int:
    space = text.rfind(" ", max(place - 30, 0), place)
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 30, place)
    return space if space >= 0 else place


def _marked(text: str, marks: list[tuple[int, int]]) -> SafeString:
    parts, done = [], 0
    for start, end in marks:
        parts += [escape(text[done:start]), format_html("<mark>{}</mark>", text[start:end])]
        done = end
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308  (every part is escaped)
