"""Comparing two texts word by word, in any script, and showing what was taken out and put in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate, chain, groupby, pairwise
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from common.scripts import is_unspaced

SENTENCE = re.compile(r".+?(?:[.!?;:。！？；؟।]+\s*|\n+|$)", re.DOTALL)
MOST_WORK = 400_000  # looks at words that the matcher may take for one comparison: a fraction of a second
KEPT = 120  # characters around a change that show where in a long text it is

# A stretch of the comparison: what was there before, and what stands there now. Equal ones did not change.
Stretch = tuple[str, str]


def words(text: str) -> list[str]:
    """The words, signs and spaces of a text; joined, they are the text."""
    starts: list[int] = []
    last = ""
    for place, char in enumerate(text):
        kind = _kind(char)
        if not starts or not (kind == "M" or (kind == last and kind)):
            starts.append(place)
            last = kind
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _kind(char: str) -> str:
    # W part of a word, S space, M a mark on the sign before it, and "" what stands alone.
    if char.isspace():
        return "S"
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":  # vowel signs, accents, joiners
        return "M"
    return "W" if category[0] in "LN" and not is_unspaced(char) else ""


def compare(before: str, after: str) -> list[Stretch]:
    """The two texts as stretches that are the same, or differ; sentences are matched first, then words in them."""
    stretches: list[Stretch] = []
    budget = _Budget()
    for old, new in _matched(SENTENCE.findall(before), SENTENCE.findall(after), budget):
        if old == new:
            stretches.append(("".join(old), "".join(new)))
        else:
            pairs = _matched(words("".join(old)), words("".join(new)), budget)
            stretches += [("".join(left), "".join(right)) for left, right in pairs]
    return _smooth(stretches)


def _matched(before: list[str], after: list[str], budget: "_Budget") -> Iterator[tuple[list[str], list[str]]]:
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield before[:head], after[:head]
    try:
        pieces = [(old[i:j], new[k:m]) for _tag, i, j, k, m in _Matcher(old, new, budget).get_opcodes()]
    except _TooMuchWork:
        pieces = [(old, new)]
    yield from pieces
    yield before[len(before) - tail :], after[len(after) - tail :]


@dataclass
class _Budget:
    """What is left of the work for one comparison.

    The matcher's own work grows with the square of the text where the same few words come over and over; what it finds
    there means nothing to a reader.
    """

    left: int = field(default_factory=lambda: MOST_WORK)


class _TooMuchWork(Exception):
    """The rest is shown as taken out and put in as a whole."""


class _Matcher(SequenceMatcher[str]):
    """Stops when its work costs more than is left."""

    def __init__(self, old: list[str], new: list[str], budget: _Budget) -> None:
        super().__init__(None, old, new)
        self.budget = budget
        # Up to each word of the old text: how many words the matcher has looked at.
        places: dict[str, list[int]] = self.b2j  # type: ignore[attr-defined]  # of each word in the new text
        self.costs = [0, *accumulate(1 + len(places.get(word, ())) for word in old)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Any:
        self.budget.left -= self.costs[-1 if ahi is None else ahi] - self.costs[alo]
        if self.budget.left < 0:
            raise _TooMuchWork
        return super().find_longest_match(alo, ahi, blo, bhi)


def _common(before: Iterable[str], after: Iterable[str]) -> int:
    length = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        length += 1
    return length


def _smooth(stretches: list[Stretch]) -> list[Stretch]:
    # A space that two changes share would tear one changed phrase into single words.
    stretches = [stretch for stretch in stretches if stretch != ("", "")]
    differs = [old != new for old, new in stretches]

    def is_change(place: int) -> bool:
        is_space = not stretches[place][0].strip()
        is_between = 0 < place < len(differs) - 1 and differs[place - 1] and differs[place + 1]
        return differs[place] or (is_space and is_between)

    runs = [[stretches[place] for place in run] for _change, run in groupby(range(len(stretches)), is_change)]
    return [("".join(old for old, _new in run), "".join(new for _old, new in run)) for run in runs]


def is_alike(before: str, after: str) -> bool:
    """Whether one text looks like a correction of the other, rather than something else."""
    kept = sum(len(old) for old, new in compare(before, after) if old == new)
    return kept * 2 >= max(len(before), len(after))


def to_html(before: str, after: str) -> SafeString:
    """One text with <del> and <ins>; of long passages that did not change, only what is near a change."""
    stretches = compare(before, after)
    last = len(stretches) - 1
    pieces = (
        _kept(old, first=index == 0, last=index == last)
        if old == new
        else chain(_marked("del", old), _marked("ins", new))
        for index, (old, new) in enumerate(stretches)
    )
    return mark_safe("".join(chain.from_iterable(pieces)))  # noqa: S308  (each piece is escaped)


def _kept(text: str, *, first: bool, last: bool) -> Iterator[str]:
    wanted = (0 if first else KEPT) + (0 if last else KEPT)
    if len(text) <= wanted + KEPT:
        yield _lines(text)
        return
    if not first:
        yield _lines(text[:KEPT].rsplit(" ", 1)[0])
    yield ' <span class="gap">[…]</span> '
    if not last:
        yield _lines(text[-KEPT:].split(" ", 1)[-1])


def _marked(element: str, text: str) -> Iterator[str]:
    if text:
        # An empty line that came or went has nothing to underline but this sign.
        shown = text if text.strip() else text.replace("\n", "¶\n")
        yield format_html("<{0}>{1}</{0}>", mark_safe(element), _lines(shown))  # noqa: S308  ("del" or "ins")


def _lines(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))  # noqa: S308
