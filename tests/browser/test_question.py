"""The question that the register is for is answered in four actions, and the answer can be taken away as it is.

"What has civil society done on digital policy in West Africa since 2016?"
"""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import AuthorityMeasureFactory, CoalitionFactory, MeasureFactory, TermFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

ANSWER = {"observatory", "plaidoyer"}


@pytest.fixture
def register() -> None:
    """Two measures that answer the question, and one for each of its parts that answers all but this part."""
    digital = TermFactory(code="digital", names={"en": "Digital policy", "fr": "Politiques numériques"})
    coalition = CoalitionFactory()
    about = {"main_features": "Digital policy was debated.", "coalition": coalition}
    MeasureFactory(slug="observatory", countries=["TG", "CA"], first_year=2019, last_year=2020, **about)
    MeasureFactory(
        slug="plaidoyer",
        title="Plaidoyer",
        main_features="Le Parlement a été saisi.",
        language="fr",
        countries=["SN"],
        first_year=2014,
        ongoing=True,
        last_year=None,
        terms=[digital],
        coalition=coalition,
    )
    MeasureFactory(slug="on-museums", main_features="Museums.", countries=["TG"], first_year=2019, last_year=2020)
    MeasureFactory(slug="elsewhere", countries=["CA"], first_year=2019, last_year=2020, **about)
    MeasureFactory(slug="before", countries=["TG"], first_year=2012, last_year=2015, **about)
    AuthorityMeasureFactory(slug="state", countries=["TG"], first_year=2019, last_year=2020, terms=[digital])


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def slugs_listed(page: Page) -> set[str]:
    links = page.locator("article h2 a").all()
    return {str(link.get_attribute("href")).split("/")[-2] for link in links}


def test_four_actions_answer_the_question(register: None, visitor: Page) -> None:
    visitor.goto("/en/")

    # 1. say what it is about
    visitor.get_by_role("searchbox").fill("digital policy")
    visitor.get_by_role("searchbox").press("Enter")
    # 2. where
    visitor.get_by_role("link", name="Western Africa").click()
    expect(visitor.locator(".chips li")).to_have_count(2)
    # 3. since when
    visitor.get_by_label("From year").fill("2016")
    visitor.get_by_label("From year").press("Enter")
    expect(visitor.locator(".chips li")).to_have_count(3)
    # 4. by whom
    visitor.locator("summary", has_text="Reported by").click()
    visitor.get_by_role("link", name="Civil society").click()

    expect(visitor.locator(".bar strong")).to_have_text("2 measures")
    assert slugs_listed(visitor) == ANSWER
    assert in_csv(visitor) == in_json(visitor) == in_feed(visitor) == in_api(visitor) == ANSWER
    visitor.goto(visitor.url)  # which somebody else was sent
    assert slugs_listed(visitor) == ANSWER


def fetched(page: Page, address: str | None) -> str:
    answer = page.request.get(str(address))
    assert answer.ok
    return answer.text()


def in_csv(page: Page) -> set[str]:
    table = fetched(page, page.get_by_role("link", name="CSV").get_attribute("href")).removeprefix("\ufeff")
    return {row["slug"] for row in csv.DictReader(StringIO(table))}


def in_json(page: Page) -> set[str]:
    return {
        row["slug"] for row in json.loads(fetched(page, page.get_by_role("link", name="JSON").get_attribute("href")))
    }


def in_feed(page: Page) -> set[str]:
    feed = ET.fromstring(fetched(page, page.get_by_role("link", name="Feed").get_attribute("href")))
    return {link.get("href", "").split("/")[-2] for link in feed.iterfind("{*}entry/{*}link[@rel='alternate']")}


def in_api(page: Page) -> set[str]:
    """What the API gives for the query string of the page's own address."""
    found = json.loads(fetched(page, f"/api/v1/measures/?{page.url.partition('?')[2]}"))
    return {measure["slug"] for measure in found["results"]}
