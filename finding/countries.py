"""Which countries somebody names in a search, in the reader's language or another."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django_countries.data import COUNTRIES

from common.countries import UNITED_NATIONS
from common.plain import words_of

OF_THE_UNITED_NATIONS = ("ar", "en", "es", "fr", "ru", "zh")
# Names in use that are no part of an official one, or a part that would not be found by itself.
ALSO = {
    "CI": ["Ivory Coast"],
    "CV": ["Cape Verde", "Cap-Vert"],
    "CZ": ["Czech Republic", "République tchèque", "República Checa"],
    "GB": ["UK", "Great Britain", "Grande-Bretagne", "Gran Bretaña"],
    "KP": ["Korea", "Corée", "Corea"],
    "KR": ["Korea", "Corée", "Corea"],
    "NL": ["Holland", "Hollande", "Holanda"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey"],
    "US": ["USA"],
}
PARTS = {"and", "et", "y", "e", "und"}  # "Trinidad" and "Tobago" are one country
ELIDED = {"l", "d"}  # "l’Allemagne"

Words = tuple[str, ...]


def names_of(code: str, languages: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The country's names as (name, language): in the interface's languages, those of the United Nations, and these."""
    named = []
    for language in dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *OF_THE_UNITED_NATIONS, *languages]):
        names = (UNITED_NATIONS.get(language, {}).get(code), _territories(language).get(code))
        named += [(name, language) for name in dict.fromkeys(names) if name]
    return named


def named_by(words: Sequence[Sequence[str]], languages: Iterable[str]) -> list[set[str]]:
    """For each of these words, which may have several parts ("Timor-Leste"), the countries that it helps to name.

    A name counts as a whole, so that "new" alone names no country, and "New Zealand" does.
    """
    known = _known(tuple(languages))
    named: list[set[str]] = [set() for _word in words]
    parts = [(part, place) for place, word in enumerate(words) for part in word]
    begins = [at == 0 or parts[at - 1][1] != place or parts[at - 1][0] in ELIDED for at, (_, place) in enumerate(parts)]
    ends = [at + 1 == len(parts) or parts[at + 1][1] != place for at, (_, place) in enumerate(parts)]
    for start in (at for at, is_begin in enumerate(begins) if is_begin):
        for stop in range(start + 1, min(start + _longest(known), len(parts)) + 1):
            codes = known.get(tuple(part for part, _place in parts[start:stop]))
            if codes and ends[stop - 1]:
                for _part, place in parts[start:stop]:
                    named[place] |= codes
    return named


def _longest(known: dict[Words, frozenset[str]]) -> int:
    return max(map(len, known), default=0)


@lru_cache(maxsize=20)
def _known(languages: tuple[str, ...]) -> dict[Words, frozenset[str]]:
    known: defaultdict[Words, set[str]] = defaultdict(set)
    for code in COUNTRIES:
        for name in [*(name for name, _language in names_of(code, languages)), *ALSO.get(code, [])]:
            for part in (name, *name.replace(")", "").replace(" - ", "(").split("(")):
                whole = tuple(words_of(part))
                for words in (whole, *_joined(whole)):
                    known[words].add(code)
    known.pop((), None)
    return {words: frozenset(codes) for words, codes in known.items()}


def _joined(words: Words) -> list[Words]:
    """The names that make up one of several: "Bosnia and Herzegovina"."""
    joints = [place for place, word in enumerate(words) if word in PARTS and 0 < place < len(words) - 1]
    return [words[:place] for place in joints] + [words[place + 1 :] for place in joints]


@lru_cache(maxsize=100)
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}
