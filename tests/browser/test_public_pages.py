"""The public pages in a real browser: no fault of accessibility, light on a slow line, and no need of a script."""

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import faults
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    EventFactory,
    FundingFactory,
    GoalFactory,
    LinkFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnerFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
    publish,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 12

PAGES = [
    "/en/",
    "/fr/measures/",
    "/en/measures/?q=nothing+like+it",
    "/en/measures/?goal=governance&country=CA&sort=title",
    "/en/measures/?goal=unknown",
    "/es/measures/museums/",
    "/en/measures/museums/history/",
    "/en/measures/museums/history/2/",
    "/en/measures/arabic/",
    "/en/results/",
    "/fr/coalitions/",
    "/es/coalitions/example/",
    "/en/coalitions/federation/",
    "/en/events/",
    "/en/events/congress/",
    "/en/map/",
    "/fr/map/?goal=governance&country=CA",
    "/en/insights/",
    "/fr/insights/?goal=governance&country=CA",
    "/en/insights/?q=nothing+like+it",
    "/en/nothing/",
]


@pytest.fixture
def register() -> None:
    """A register with something in every part of every page."""
    governance = GoalFactory(code="governance", names={"en": "Support sustainable systems of governance for culture"})
    area, music = AreaFactory(parent=governance), TermFactory(code="music")
    federation = CoalitionFactory(slug="federation", is_federation=True, description="It joins coalitions.")
    coalition = CoalitionFactory(
        slug="example", founded="1998", former_names="Older name", website="https://example.org/"
    )
    MembershipFactory(coalition=coalition, federation=federation, role="board", since="2007")
    StatusChangeFactory(coalition=coalition, note="At the congress.")
    event = EventFactory(slug="congress", place="Lomé", country="TG", description="A forum.")
    ParticipationFactory(event=event, coalition=coalition)
    measure = MeasureFactory(
        slug="museums",
        coalition=coalition,
        main_features="Two things:\n- one\n- another, see https://example.org/",
        results_achieved="Staff were trained.",
        countries=["CA", "MX"],
        terms=[area, music],
        events=[event],
        supported_coalitions=[federation],
        evaluated=True,
        evaluation_year=2020,
    )
    ResultFactory(measure=measure, date="2018-10", quantity=40, unit="people", event=event, beneficiary=federation)
    PartnerFactory(measure=measure, country="CA", type="public-sector")
    FundingFactory(measure=measure, source="Example fund")
    LinkFactory(measure=measure, label="More")
    publish(measure)
    measure.main_features += "\n\nAnd a third."
    measure.save()
    publish(measure, reason="Something was missing.")
    MeasureFactory(slug="arabic", title="منتدى الفرق المسرحية", main_features="اجتمعت الفرق.", language="ar")
    MeasureFactory.create_batch(20, countries=["CA"], terms=[area])
    EventFactory(start="2098", end=None)


@pytest.fixture
def visitors(browser: Browser, live_server: LiveServer) -> Iterator[list[BrowserContext]]:
    """On a small phone in the light, and at a desk in the dark."""
    contexts = [
        browser.new_context(base_url=live_server.url, viewport={"width": 320, "height": 640}, color_scheme="light"),
        browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, color_scheme="dark"),
    ]
    yield contexts
    for context in contexts:
        context.close()


@pytest.mark.usefixtures("register")
def test_axe_finds_no_fault_and_nothing_runs_out_of_the_window(visitors: list[BrowserContext]) -> None:
    found: dict[str, list[str]] = {}
    for context in visitors:
        page = context.new_page()
        for address in PAGES:
            page.goto(address)
            wrong = faults(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append("scrolls sideways")
            if wrong:
                found[f"{address} {page.viewport_size}"] = wrong

    assert found == {}


@pytest.mark.parametrize("opener", ["menu", "filters"])
@pytest.mark.usefixtures("register")
def test_what_opens_on_a_phone_has_no_fault_and_closes_again(visitors: list[BrowserContext], opener: str) -> None:
    page = visitors[0].new_page()
    page.goto("/en/measures/")

    page.locator(f".opener[popovertarget={opener}]").click()

    expect(page.locator(f"#{opener}")).to_be_visible()
    assert faults(page) == []
    page.locator(f"#{opener} .closer").click()
    expect(page.locator(f"#{opener}")).to_be_hidden()


def first_visit(browser: Browser, site: str, address: str) -> tuple[int, int, list[str]]:
    """How many bytes came over the wire, in how many requests, and what came from elsewhere or broke the policy."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    requests: list[Request] = []
    said: list[str] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108  (playwright takes no built-in method)
    page.on("console", lambda message: said.append(message.text))
    page.goto(address, wait_until="networkidle")
    size = sum(over_the_wire(request) for request in requests)
    context.close()
    wrong = [request.url for request in requests if not request.url.startswith(site)]
    wrong += [text for text in said if "Content Security Policy" in text]
    return size, len(requests), wrong


def over_the_wire(request: Request) -> int:
    """The bytes of an answer. Files come compressed from the real server, but as they are from that of the tests."""
    sizes, answer = request.sizes(), request.response()
    assert answer
    body = sizes["responseBodySize"]
    if "content-encoding" not in answer.headers:
        body = min(body, len(gzip.compress(answer.body())))
    return sizes["responseHeadersSize"] + body


@pytest.mark.usefixtures("register")
def test_a_first_visit_is_light_and_stays_on_this_site(browser: Browser, live_server: LiveServer) -> None:
    visits = {address: first_visit(browser, live_server.url, address) for address in PAGES}

    assert {
        address: visit
        for address, visit in visits.items()
        if visit[0] > MOST_BYTES or visit[1] > MOST_REQUESTS or visit[2]
    } == {}


@pytest.mark.usefixtures("register")
def test_the_measures_of_a_country_are_found_without_a_script(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/measures/")

    page.locator("summary", has_text="Country").click()
    page.locator("#filters").get_by_role("link", name="Mexico").click()
    page.get_by_role("heading", level=2).get_by_role("link").click()

    expect(page).to_have_url(f"{live_server.url}/en/measures/museums/")
    context.close()
