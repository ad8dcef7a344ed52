"""Countries by their ISO 3166-1 alpha-2 codes, named as the reader's interface names them."""

from functools import lru_cache

from django.utils.translation import get_language
from django_countries import countries


def country_name(code: str) -> str:
    """The country's name in the interface language; the code itself where it is none of ISO 3166-1."""
    return _country_name(code, get_language() or "en")


@lru_cache(maxsize=2000)
def _country_name(code: str, _language: str) -> str:
    return str(countries.name(code) or code)
