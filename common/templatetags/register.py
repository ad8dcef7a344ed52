"""What templates need to show the register: content marked with its language, names of countries, dates, amounts."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext

from common import texts
from common.addresses import host_of
from common.countries import country_name
from common.dates import last_minute
from common.languages import Wording, direction, interface_locale
from common.languages import language_name as name_of_language
from common.numbers import show_number

register = template.Library()
register.filter("excerpt", texts.excerpt)
register.filter("direction", direction)
register.filter("language_name", name_of_language)


@register.filter
def worded(text: str) -> SafeString:
    """A text that knows its language, marked with it where it is not the interface's."""
    if isinstance(text, Wording) and text.is_foreign:
        return format_html('<span lang="{}" dir="{}">{}</span>', text.lang, text.dir, text)
    return conditional_escape(text)


@register.filter
def in_language(text: str, language: str) -> Wording:
    """A text with the language that it is written in."""
    return Wording(text, language)


@register.filter
def prose(text: str, language: str) -> SafeString:
    """What a person wrote: paragraphs, lists and links, marked with its language."""
    return format_html(
        '<div class="prose" lang="{}" dir="{}">{}</div>', language, direction(language), texts.to_html(text)
    )


@register.filter
def plain(text: str) -> SafeString:
    """What a person wrote, as paragraphs, lists and links, where nobody knows in which language."""
    return texts.to_html(text)


@register.filter
def website(address: str) -> str:
    """The part of a web address by which people know a site: "example.org"."""
    return (host_of(address) or address).removeprefix("www.")


@register.filter
def is_foreign(language: str) -> bool:
    """Whether this language is another than the interface's."""
    return Wording("", language).is_foreign


@register.filter
def country(code: Any) -> str:
    """The name of a country, in the interface language."""
    return country_name(str(code))


@register.filter
def country_list(codes: Iterable[Any]) -> str:
    """The names of countries in one phrase: "Canada and Mexico"."""
    return _phrase([country(code) for code in codes])


@register.filter
def phrase(values: Iterable[Any]) -> str:
    """Things in one phrase, as the interface language joins them: "member, board member and secretariat"."""
    return _phrase([str(value) for value in values])


def _phrase(words: list[str]) -> str:
    return format_list(words, locale=interface_locale())


@register.filter
def day(moment: datetime.date | datetime.datetime | None) -> str:
    """A day as the interface language writes it: "3 May 2026"."""
    if moment is None:
        return ""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment).date()
    return format_date(moment, "long", locale=interface_locale())


@register.simple_tag
def program_version() -> str:
    """Which version of the program made this page."""
    return str(settings.VERSION)


@register.simple_tag
def today() -> str:
    """Today as the interface language writes it."""
    return day(timezone.now())


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """A day with the time of day and its time zone: "3 May 2026, 14:05 UTC"."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{day(here)}, {format_time(here, 'short', locale=interface_locale())} {here:%Z}"


@register.filter
def local_moment(value: datetime.datetime) -> SafeString:
    """A moment that the browser adds the reader's own time to (static/js/local-times.js)."""
    return _timed(value, moment(value))


@register.filter
def deadline(last_day: datetime.date | None) -> SafeString:
    """The last minute of a day, with its time zone; the browser adds the reader's own time."""
    if last_day is None:
        return SafeString("")
    end = datetime.datetime.combine(last_day, datetime.time(23, 59), tzinfo=timezone.get_current_timezone())
    return _timed(end, last_minute(last_day))


register.filter("last_minute", last_minute)


def _timed(value: datetime.datetime, text: str) -> SafeString:
    own = gettext("{time} where you are")
    return format_html('<time datetime="{}" data-local="{}">{}</time>', value.isoformat(), own, text)


@register.filter
def number(value: Decimal | float) -> str:
    """A number with the interface language's signs: "1,204" or "1 204"."""
    return show_number(value)


@register.simple_tag
def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency by name, since "$" is many: "25,000 Canadian dollars"."""
    whole = amount == amount.to_integral_value()
    return format_currency(amount, currency, locale=interface_locale(), format_type="name", currency_digits=not whole)


@register.simple_tag(takes_context=True)
def languages_of_page(context: template.Context) -> list[dict[str, Any]]:
    """This page in each language of the interface, with the same query string."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    # Not the query string as it was typed: a listing leaves out of it what it does not know.
    here = request.path if request.resolver_match else ""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        {
            "code": code,
            "name": capfirst(get_language_info(code)["name_local"]),
            "url": _in_interface(here + query, code) if here else f"/{code}/",
            "is_current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _in_interface(address: str, code: str) -> str:
    translated = translate_url(address, code)
    # What has one address in all languages has no translation; the home page has.
    return translated if translated != address or code == get_language() else f"/{code}/"
