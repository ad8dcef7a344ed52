"""Whatever people type, no function that reads it takes longer than the length of the text asks for.

Twice the text may take three times as long, not four: else a long one could stop the site.
"""

import contextlib
import timeit
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.passwords import CommonPasswordValidator
from common import text_diff
from common.addresses import make_slug
from common.markup import first_markup
from common.numbers import parse_number
from common.texts import excerpt, to_html
from exports.text import as_text
from finding.snippets import Marker, Text
from submissions.limits import TooMuch, check_section

Reader = Callable[[str], Any]


def refused(error: type[Exception], reader: Reader) -> Reader:
    """The reader, whether it takes the text or not."""

    def read(text: str) -> None:
        with contextlib.suppress(error):
            reader(text)

    return read


def highlight(text: str) -> Any:
    """A passage of a text in which every word was found."""
    found = Text(text, "en")
    found.found = set(found.text.split())
    marker = Marker.__new__(Marker)
    marker.inside_words = ["a"]
    return marker.passage([found, found])


READERS: dict[str, Reader] = {
    "is it markup": first_markup,
    "shown": to_html,
    "excerpt": excerpt,
    "slug": make_slug,
    "number": refused(ValidationError, parse_number),
    "cell": as_text,
    "password": refused(ValidationError, CommonPasswordValidator().validate),
    "section": refused(TooMuch, lambda text: check_section({"rows": [{"key": "n1", "text": text}]})),
    "highlight": highlight,
    "compared with nothing": lambda text: text_diff.to_html("", text),
    "compared with itself and a word": lambda text: text_diff.to_html(text, f"word {text} word"),
    "compared with another": lambda text: text_diff.to_html(text, text.replace("a", "e")),
}
PIECES = ["a", "a ", "a.\n", "<!--", "<b", ">", " \n", "e\u0301", "1,", "’"]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_longer_than_its_length_asks_for(
    reader: str, piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a comparison may spend on finding the best match is limited by itself: see the next test.
    monkeypatch.setattr(text_diff, "MOST_WORK", 1000)
    read = READERS[reader]

    def cost(count: int) -> float:
        text = piece * count
        return timeit.timeit(lambda: read(text), number=1, timer=process_time)

    small = 1000
    while cost(small) < 0.003 and small < 500_000:
        small *= 4

    assert any(cost(2 * small) < max(3 * cost(small), 0.003) for _attempt in range(5))


def test_what_cannot_be_matched_in_time_is_shown_as_a_whole() -> None:
    before = " ".join(f"x{number} u{number}" for number in range(20_000))
    after = " ".join(f"x{number} v{number}" for number in range(20_000))

    began = process_time()
    shown = text_diff.compare(before, after)

    assert process_time() - began < 5  # it would take minutes
    assert "".join(old for old, _new in shown) == before
    assert "".join(new for _old, new in shown) == after
