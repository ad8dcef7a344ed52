"""Every address of the site, for everybody who may come there, with what nobody in good faith would send.

Each request is undone, so that all of them meet the same register.
"""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from tests.browser import routes
from tests.browser.register import Register, load

pytestmark = pytest.mark.django_db

# As they stand in an address: what is typed, and what only a program sends.
NASTY = [
    "%00",
    "%ED%A0%80",  # half of a surrogate pair
    "%FF%FE",  # no UTF-8
    "x" * 10_000,
    "9" * 19,
    "-1",
    "%D9%A1%D9%A2",  # digits, but no ASCII
    "http%3A%2F%2F%5B%3A%3A1%2F",  # "http://[::1/"
    "%D2%B0%0A%0D%E2%80%A8%7B%25%22'%3C",
    "",
]
# What pages take from the query string; of most, a page ignores all but some.
PARAMETERS = [
    *("q", "page", "sort", "coalition", "country", "goal", "cycle", "year_from", "event", "when", "kept", "find"),
    *("words", "check", "next", "name", "chosen", "o", "p", "e", "_to_field", "_popup", "_changelist_filters"),
    *("id__exact", "state", "app_label", "model_name", "field_name", "term", "color", "correction", "made_at__year"),
]
TAG = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>")
FAILED = 500


@pytest.fixture
def register(settings: Settings) -> Register:
    settings.REQUIRE_SECOND_FACTOR = False
    return load()


def visits(register: Register) -> Iterator[tuple[str, Client]]:
    """Each address with somebody who may get beyond its door, and with somebody who may not."""
    for part in routes.PARTS.values():
        for places in routes.addresses(part, register).values():
            for who in dict.fromkeys([part.people[-1], "visitor"]):
                yield places[0], register.people[who]


def test_nothing_that_is_sent_makes_the_program_fail(register: Register) -> None:
    found: set[str] = set()
    for number, (address, client) in enumerate(visits(register)):
        client.raise_request_exception = False
        first, second, third = (NASTY[(number * 3 + step) % len(NASTY)] for step in range(3))
        query = "&".join(f"{name}={first[:200]}" for name in PARAMETERS)
        found |= failures(client, "GET", f"{address}?{query}")
        found |= failures(client, "POST", address, forged(fields_of(client, address), second, number))
        found |= failures(client, "GET", with_other_argument(address, third))

    assert sorted(found) == []


def fields_of(client: Client, address: str) -> list[tuple[str, str]]:
    """What the forms of this page send, as they stand in it."""
    page: Any = undone(client, "GET", address)
    if page.streaming or not page.get("Content-Type", "").startswith("text/html"):
        return []
    tags = TAG.findall(page.content.decode())
    named = [(re.search(r'\bname="([^"]*)"', tag), re.search(r'\bvalue="([^"]*)"', tag)) for tag in tags]
    return [(html.unescape(name[1]), html.unescape(value[1]) if value else "") for name, value in named if name]


def forged(fields: list[tuple[str, str]], value: str, number: int) -> str:
    """The form with a value in place of every third field of it; of all when nothing says what is to be sent."""
    kept = {name: quote(typed) for name, typed in fields}
    wrong = {name: value for place, name in enumerate(kept) if (place + number) % 3 == 0}
    return "&".join(f"{quote(name)}={typed}" for name, typed in ({**kept, **wrong} or {"do": value}).items())


def with_other_argument(address: str, value: str) -> str:
    """The address with something else in place of its last part but one that is a number or a name."""
    parts = address.split("/")
    places = [place for place, part in enumerate(parts) if place > 1 and part]
    if places:
        parts[places[-1] if not parts[places[-1]].isalpha() else places[len(places) // 2]] = value[:2000]
    return "/".join(parts)


def failures(client: Client, method: str, address: str, body: str = "") -> set[str]:
    answer = undone(client, method, address, body)
    return {f"{method} {address[:150]} {body[:300]}"} if answer.status_code >= FAILED else set()


def undone(client: Client, method: str, address: str, body: str = "") -> Any:
    """What the program answers; then nothing has happened."""
    cookies = client.cookies.output(header="", sep=";")
    path, _mark, query = address.partition("?")
    with transaction.atomic():
        answer: Any = client.generic(method, path, body, "application/x-www-form-urlencoded", QUERY_STRING=query)
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    if client.cookies.output(header="", sep=";") != cookies:
        client.cookies.load(cookies)
    return answer
