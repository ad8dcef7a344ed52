"""What is asked of each program: the same questions, with the same eight facets, one page of 20 and the total."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from bench.corpus import Document

FACETS = ["area", "domain", "kind", "target", "country", "coalition", "language", "cycle"]
PAGE = 20
SAMPLE = 2_000


@dataclass(frozen=True)
class Case:
    """One question: words that must occur, values that must be carried, and years between which it went on."""

    name: str
    words: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    years: tuple[int, int] | None = None


def cases(documents: Iterable[Document]) -> list[Case]:
    """The questions, with words and values that are common in the corpus."""
    sample = list(islice(documents, SAMPLE))
    first, second = _common_words(sample)
    country = Counter(code for document in sample for code in document.values["country"]).most_common(5)[-1][0]
    area = Counter(code for document in sample for code in document.values.get("area", [])).most_common(3)[-1][0]
    in_country, in_area = ("country", country), ("area", area)
    return [
        Case("everything"),
        Case("one country", values=(in_country,)),
        Case("one area", values=(in_area,)),
        Case("area, country, years", values=(in_area, in_country), years=(2016, 2019)),
        Case("one word", words=(first,)),
        Case("two words", words=(first, second)),
        Case("word, area", words=(first,), values=(in_area,)),
        Case("word, area, years", words=(first,), values=(in_area,), years=(2016, 2019)),
    ]


def _common_words(sample: list[Document]) -> tuple[str, str]:
    """Two English words in about a third of the English measures; none that we alone would look for or leave out."""
    from django.db import connection

    from measures.models import Term

    named = {word for term in Term.objects.all() for word in term.names.get("en", "").lower().split()}
    english = [document for document in sample if document.values["language"] == ["en"]]
    occurring = Counter(
        word
        for document in english
        for word in set(document.text.lower().split())
        if word.isalpha() and len(word) > 4 and word not in named
    )
    nearest = sorted(occurring, key=lambda word: (abs(occurring[word] / len(english) - 0.35), word))[:20]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s) WITH ORDINALITY AS given(word, place)"
            " WHERE numnode(plainto_tsquery('english', word)) > 0 ORDER BY place LIMIT 2",
            [nearest],
        )
        (first,), (second,) = cursor.fetchall()
    return first, second
