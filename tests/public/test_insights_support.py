"""Who supported whom: as a table, page by page, and drawn where a picture says more."""

import pytest
from django.test import Client
from pyroaring import BitMap

from finding.insights import Support, network
from tests.factories import AuthorityMeasureFactory, CoalitionFactory, MeasureFactory
from tests.pages import elements, texts
from tests.public.charts import fill_register

pytestmark = pytest.mark.django_db


def test_supports_name_their_measures_and_events(client: Client) -> None:
    fill_register()

    page = client.get("/en/insights/")

    (table,) = elements(page, "table", class_="supports")
    assert [(str(told.giver), str(told.taker), told.count) for told in page.context["supports"]] == [
        ("Coalition of Togo", "Coalition of Canada", 12),
        ("Coalition of Togo", "Coalition of Chile", 12),
        ("Coalition of Canada", "Coalition of Togo", 3),
    ]
    assert table.text.endswith(
        "Coalition of Canada supported Coalition of Togo 3 measures"
        " Museum 15 (2014–2020) Congress in Lomé Museum 9 (2018–2020) Congress in Lomé"
        " Museum 3 (2017–2020) Congress in Lomé"
    )


def test_a_public_authority_supports_outside_the_network(client: Client) -> None:
    AuthorityMeasureFactory(supported_coalitions=[CoalitionFactory()])

    page = client.get("/en/insights/")

    assert texts(page, "section", id="support") == [
        "Who supported whom None of these measures supported another coalition."
    ]


def test_many_supports_are_drawn_in_part_and_come_page_by_page(client: Client) -> None:
    giver = CoalitionFactory(slug="giver")
    for number in range(25):
        MeasureFactory(coalition=giver, supported_coalitions=[CoalitionFactory(slug=f"taker-{number}")])

    first, second = (client.get(f"/en/insights/?page={number}") for number in (1, 2))

    assert len(elements(first, "path", **{"stroke-width": "2"})) == 14
    assert "The 14 strongest of 25 supports are drawn." in first.content.decode()
    shown = [told.taker.slug for page in (first, second) for told in page.context["supports"]]
    assert sorted(shown) == sorted(f"taker-{number}" for number in range(25))
    assert [link.attributes["href"] for link in elements(first, "a", rel="next")] == ["?page=2#support"]


def test_a_few_supports_are_not_drawn(client: Client) -> None:
    MeasureFactory(supported_coalitions=CoalitionFactory.create_batch(3))

    page = client.get("/en/insights/")

    assert len(page.context["supports"]) == 3
    assert elements(page, "div", class_="network") == []


def support(giver: int, taker: int, count: int) -> Support:
    return Support(giver, taker, BitMap(range(count)))


def test_lines_are_drawn_without_crossing_where_they_can_and_as_wide_as_they_count() -> None:
    drawn = network([support(1, 8, 7), support(2, 9, 2), support(3, 8, 2), support(3, 7, 1)])

    assert (drawn.givers, drawn.takers) == ([1, 3, 2], [8, 7, 9])
    assert [(line.path, line.width) for line in drawn.lines] == [
        ("M0 16.7C50 16.7 50 11.7 100 11.7", 9),
        ("M0 83.3C50 83.3 50 83.3 100 83.3", 3),
        ("M0 45.0C50 45.0 50 21.7 100 21.7", 3),
        ("M0 55.0C50 55.0 50 50.0 100 50.0", 2),
    ]
