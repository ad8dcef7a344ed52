"""What has not changed is not sent again by the API, and a HEAD tells as much as a GET."""

import pytest
import time_machine
from django.test import Client

from measures.models import Measure, Term
from tests.factories import CoalitionFactory, CycleFactory, EventFactory, MeasureFactory, ResultFactory, TermFactory

pytestmark = pytest.mark.django_db

API = "/api/v1"


@pytest.mark.parametrize("name", ["measures", "results", "coalitions", "events", "terms"])
def test_an_unchanged_list_is_not_sent_again(client: Client, name: str) -> None:
    ResultFactory(event=EventFactory(), measure__terms=[TermFactory()])
    first = client.get(f"{API}/{name}/")

    again = client.get(f"{API}/{name}/", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["measures/", "measures/example/", "coalitions/", "openapi.json", ""])
def test_a_head_has_the_headers_of_a_get(client: Client, path: str) -> None:
    MeasureFactory(slug="example")

    shown, asked = client.get(f"{API}/{path}"), client.head(f"{API}/{path}")

    assert (asked.headers, asked.content) == (shown.headers, b"")
    assert {"ETag", "Content-Length"} <= set(asked.headers)


def test_a_head_tells_that_nothing_has_changed(client: Client) -> None:
    address = f"{API}/measures/{MeasureFactory().slug}/"
    shown = client.get(address).headers

    by_tag = client.head(address, headers={"if-none-match": shown["ETag"]})
    by_time = client.head(address, headers={"if-modified-since": shown["Last-Modified"]})

    assert (by_tag.status_code, by_time.status_code) == (304, 304)


def test_a_term_of_another_name_makes_the_answer_new(client: Client) -> None:
    term = TermFactory()
    address = f"{API}/measures/{MeasureFactory(terms=[term]).slug}/"
    first = client.get(address)
    Term.objects.filter(pk=term.pk).update(names={"en": "Another name"})

    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_measure_says_when_it_last_changed(client: Client) -> None:
    measure = MeasureFactory()
    address = f"{API}/measures/{measure.slug}/"
    since = client.get(address).headers["Last-Modified"]

    assert client.get(address, headers={"if-modified-since": since}).status_code == 304

    Measure.objects.filter(pk=measure.pk).update(updated_at="2099-01-01T00:00Z")
    assert client.get(address, headers={"if-modified-since": since}).status_code == 200


def test_a_measure_has_changed_when_what_it_names_has(client: Client) -> None:
    with time_machine.travel("2026-11-01"):
        event, gaining, supported = EventFactory(), CoalitionFactory(), CoalitionFactory()
        measure = MeasureFactory(
            terms=[TermFactory()], cycle=CycleFactory(), events=[EventFactory()], supported_coalitions=[supported]
        )
        ResultFactory(measure=measure, event=event, beneficiary=gaining)
    named = [measure.terms.get(), measure.cycle, measure.events.get(), measure.coalition, supported, event, gaining]
    address = f"{API}/measures/{measure.slug}/"

    for day, record in enumerate(named, start=2):
        since = client.get(address).headers["Last-Modified"]
        with time_machine.travel(f"2026-11-{day:02}"):
            record.save()
        assert client.get(address, headers={"if-modified-since": since}).status_code == 200, record
