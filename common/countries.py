"""Countries by their ISO 3166-1 alpha-2 codes, named and sorted as the reader's language does.

Names come from Unicode's CLDR, through Babel. Where the United Nations, whose register readers know, use another name,
theirs stands in `UNITED_NATIONS`. django-countries takes the same names from `settings.COUNTRIES_OVERRIDE`.
"""

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language
from django_countries.data import COUNTRIES

from common.languages import locale_of
from common.sorting import sort_key

UNITED_NATIONS: dict[str, dict[str, str]] = {
    "en": {
        "AG": "Antigua and Barbuda",
        "BA": "Bosnia and Herzegovina",
        "BN": "Brunei Darussalam",
        "CD": "Democratic Republic of the Congo",
        "CG": "Congo",
        "CV": "Cabo Verde",
        "KN": "Saint Kitts and Nevis",
        "KP": "Democratic People’s Republic of Korea",
        "KR": "Republic of Korea",
        "LA": "Lao People’s Democratic Republic",
        "LC": "Saint Lucia",
        "MD": "Republic of Moldova",
        "MM": "Myanmar",
        "PS": "State of Palestine",
        "RU": "Russian Federation",
        "ST": "Sao Tome and Principe",
        "SY": "Syrian Arab Republic",
        "TT": "Trinidad and Tobago",
        "TZ": "United Republic of Tanzania",
        "US": "United States of America",
        "VA": "Holy See",
        "VC": "Saint Vincent and the Grenadines",
        "VN": "Viet Nam",
    },
    "fr": {
        "BN": "Brunéi Darussalam",
        "BY": "Bélarus",
        "CD": "République démocratique du Congo",
        "CG": "Congo",
        "CV": "Cabo Verde",
        "KN": "Saint-Kitts-et-Nevis",
        "KP": "République populaire démocratique de Corée",
        "KR": "République de Corée",
        "LA": "République démocratique populaire lao",
        "MD": "République de Moldova",
        "MM": "Myanmar",
        "PS": "État de Palestine",
        "RU": "Fédération de Russie",
        "ST": "Sao Tomé-et-Principe",
        "SY": "République arabe syrienne",
        "TL": "Timor-Leste",
        "TR": "Türkiye",
        "TZ": "République-Unie de Tanzanie",
        "US": "États-Unis d’Amérique",
        "VA": "Saint-Siège",
        "VC": "Saint-Vincent-et-les-Grenadines",
        "VN": "Viet Nam",
    },
    "es": {
        "BN": "Brunei Darussalam",
        "BY": "Belarús",
        "KN": "Saint Kitts y Nevis",
        "KP": "República Popular Democrática de Corea",
        "KR": "República de Corea",
        "LA": "República Democrática Popular Lao",
        "MD": "República de Moldova",
        "MM": "Myanmar",
        "PS": "Estado de Palestina",
        "RU": "Federación de Rusia",
        "SY": "República Árabe Siria",
        "SZ": "Eswatini",
        "TR": "Türkiye",
        "TZ": "República Unida de Tanzanía",
        "US": "Estados Unidos de América",
        "VA": "Santa Sede",
        "VN": "Viet Nam",
    },
}


def country_name(code: str, language: str = "") -> str:
    """The country's name in a language, or else the interface's; the code itself where it is none of ISO 3166-1."""
    return _name(code, language or get_language() or "en")


def country_choices() -> list[tuple[str, str]]:
    """Every country of ISO 3166-1 as (code, name), sorted by name as the interface language sorts."""
    return list(_choices(get_language() or "en"))


def in_order_of_names(codes: Iterable[str]) -> list[str]:
    """Codes of countries, sorted by the names that the reader sees."""
    language = get_language() or "en"
    return sorted(codes, key=lambda code: sort_key(_name(code, language), language))


@lru_cache(maxsize=2_000)
def _name(code: str, language: str) -> str:
    short = language.partition("-")[0]
    theirs = UNITED_NATIONS.get(short, {}).get(code)
    return theirs or locale_of(language).territories.get(code) or Locale("en").territories.get(code) or code


@lru_cache(maxsize=20)
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    named = ((code, _name(code, language)) for code in COUNTRIES)
    return tuple(sorted(named, key=lambda choice: sort_key(choice[1], language)))


# For settings.COUNTRIES_OVERRIDE: each name in the language of whoever reads it.
NAMES = {code: lazy(country_name, str)(code) for code in COUNTRIES}
