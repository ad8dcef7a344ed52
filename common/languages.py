"""Languages of content, as distinct from the languages of the interface.

What people report may be in any language of ISO 639-1; the interface has the languages of `settings.LANGUAGES`.
Names of languages come from Unicode's CLDR, through Babel.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Self

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.sorting import in_order

CODES: frozenset[str] = frozenset(code for code in map(str, Locale("en").languages) if len(code) == 2)


@lru_cache
def locale_of(language: str) -> Locale:
    """The CLDR locale for a language code; English where CLDR has none. British dates suit an international body."""
    if language in ("en", ""):
        return Locale.parse("en_GB")
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def interface_locale() -> Locale:
    """The CLDR locale of the reader's interface language."""
    return locale_of(get_language() or "en")


def language_name(code: str) -> str:
    """The name of a language, in the interface language: "français" for fr when reading in French."""
    return interface_locale().languages.get(code) or Locale("en").languages.get(code) or code


def direction(code: str) -> str:
    """Which way the script runs, "rtl" or "ltr", as the `dir` attribute wants it."""
    return locale_of(code).text_direction


def language_choices() -> Iterable[tuple[str, str]]:
    """Every content language as (code, name), sorted by name in the interface language."""
    return in_order(((code, language_name(code)) for code in CODES), lambda choice: choice[1])


def validate_language(code: str) -> None:
    """Raise ValidationError unless `code` is a language of ISO 639-1."""
    if code not in CODES:
        raise ValidationError(
            _("“%(code)s” is not the code of a language. Choose a language from the list."), params={"code": code}
        )


class Wording(str):
    """A text that knows its language, so that a page can mark it up with `lang` and `dir`."""

    __slots__ = ("lang",)

    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        wording = super().__new__(cls, text)
        wording.lang = lang
        return wording

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.lang)

    @property
    def dir(self) -> str:
        return direction(self.lang) if self.lang else "auto"

    @property
    def is_foreign(self) -> bool:
        """Whether the text is in another language than the reader's interface."""
        return self.lang.partition("-")[0] != (get_language() or "en").partition("-")[0]


def wording(translations: dict[str, str], original: str = "", original_language: str = "") -> Wording:
    """The best text for the reader: in the interface language, else the original, else English, else any."""
    reader = (get_language() or "en").partition("-")[0]
    texts = {code: text for code, text in translations.items() if text}
    if original:
        texts.setdefault(original_language, original)
    for code in (reader, original_language, "en", *texts):
        if code in texts:
            return Wording(texts[code], code)
    return Wording("", original_language or "en")
