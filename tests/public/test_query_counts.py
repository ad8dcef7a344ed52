"""The public pages ask the database a fixed number of questions, however large the register is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalitions.models import Coalition, Event, Membership, Participation, StatusChange
from measures.models import Measure, Result, Term
from tests.factories import AreaFactory, EventFactory, FederationFactory

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 200


def grow(count: int) -> None:
    """Add measures, each with a coalition of its own, two areas, a supported coalition, an event and a result."""
    congress = Event.objects.get(slug="congress")
    federation, areas = Coalition.objects.get(is_federation=True), list(Term.objects.of("area"))
    first = Coalition.objects.count()
    coalitions = Coalition.objects.bulk_create(
        Coalition(name=f"Coalition {number}", language="fr", country="CA", slug=f"coalition-{number}")
        for number in range(first, first + count)
    )
    events = Event.objects.bulk_create(
        Event(
            name=f"Event {number}",
            language="en",
            kind="congress",
            start=("2000", "2098")[number % 2],
            slug=f"event-{number}",
        )
        for number in range(first, first + count)
    )
    StatusChange.objects.bulk_create(StatusChange(coalition=coalition, status="active") for coalition in coalitions)
    Membership.objects.bulk_create(Membership(coalition=coalition, federation=federation) for coalition in coalitions)
    measures = Measure.objects.bulk_create(
        Measure(
            title=f"Title {number}", language="es", main_features="…", coalition=coalition, slug=f"measure-{number}"
        )
        for number, coalition in enumerate(coalitions, start=first)
    )
    Measure.terms.through.objects.bulk_create(
        Measure.terms.through(measure=measure, term=area) for measure in measures for area in areas
    )
    Measure.supported_coalitions.through.objects.bulk_create(
        Measure.supported_coalitions.through(measure=measure, coalition=federation) for measure in measures
    )
    Measure.events.through.objects.bulk_create(
        Measure.events.through(measure=measure, event=congress) for measure in measures
    )
    Participation.objects.bulk_create(
        Participation(event=event, coalition=coalition, role="host")
        for event, coalition in zip(events, coalitions, strict=True)
    )
    Result.objects.bulk_create(
        Result(measure=measure, statement="…", beneficiary=federation, event=event, date="2019")
        for measure, event in zip(measures, events, strict=True)
    )


ADDRESSES = [
    "/en/",
    "/en/measures/",
    "/en/measures/?sort=title&reporter=civil-society&page=1",
    "/en/measures/?q=title+congress+coalition",
    "/en/results/",
    "/en/results/?q=title",
    "/en/coalitions/",
    "/en/coalitions/?q=coalition",
    "/en/events/",
    "/en/events/?when=past",
    "/en/events/?q=event",
    "/en/map/",
    "/en/map/?country=CA&sort=title",
    "/en/coalitions/federation/",
    "/en/measures/measure-5/",
    "/en/measures/measure-5/history/",
    "/en/events/congress/",
    "/en/insights/",
    "/en/insights/?q=title&country=&sort=title",
    "/en/insights/goal.csv",
    "/en/insights/support.csv?coalition=coalition-1",
]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_two_hundred_measures_cost_no_more_queries_than_ten(client: Client) -> None:
    AreaFactory.create_batch(2)
    FederationFactory(slug="federation")
    EventFactory(slug="congress")
    grow(FEW)
    for address in ADDRESSES:
        client.get(address)  # what is cached once for all is asked now
    few = {address: queries(client, address) for address in ADDRESSES}

    grow(MANY - FEW)
    for address in ADDRESSES:
        client.get(address)  # what changed is read once

    assert {address: queries(client, address) for address in ADDRESSES} == few
