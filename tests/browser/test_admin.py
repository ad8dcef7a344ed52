"""A member of the secretariat enters a whole measure with the mouse and the keyboard, then corrects a word of it."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from measures.models import Measure
from measures.vocabularies import load_framework
from tests.admin import editor
from tests.factories import PASSWORD, CoalitionFactory, EventFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page, settings: Settings) -> Page:
    """The admin's first page, signed in as an editor; whatever the policy or a script complains of fails the test."""
    settings.REQUIRE_SECOND_FACTOR = False
    load_framework()
    user = editor()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/admin/")
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#user-tools")).to_be_visible()
    faults.clear()
    page.faults = faults  # type: ignore[attr-defined]
    return page


def choose(page: Page, field: str, words: str, name: str) -> None:
    """Type into an autocomplete and take what it proposes."""
    select = page.locator(f"#id_{field} + .select2-container")
    select.click()
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.get_by_role("option", name=name).click()


def test_enters_a_whole_measure_and_corrects_a_word(desk: Page) -> None:
    CoalitionFactory(name="Coalition for the Diversity of Cultural Expressions")
    CoalitionFactory(name="Coalición Mexicana", country="MX")
    EventFactory(name="Sixth congress", place="Lomé")
    desk.get_by_role("link", name="Measures", exact=True).first.click()
    desk.get_by_role("link", name="Add measure").click()

    desk.get_by_label("Name of the measure/initiative").fill("Provided support to other coalitions")
    desk.get_by_label("Language of the report").select_option("en")
    choose(desk, "coalition", "diversity", "Coalition for the Diversity of Cultural Expressions")
    desk.get_by_label("From year").fill("2016")
    desk.get_by_label("To year").fill("2019")
    desk.locator("#id_countries_from").select_option(["CA", "MX"])
    desk.locator("#id_countries_add, #id_countries_add_link").click()
    desk.get_by_label("Describe the main features").fill("It brings together 30-some companies on every continent.")
    desk.get_by_label("What are the results achieved so far").fill("The federation continued its mission.")
    desk.get_by_label("Partnering with civil society").check()
    choose(desk, "events", "lome", "Sixth congress")
    choose(desk, "supported_coalitions", "mexicana", "Coalición Mexicana")

    with desk.expect_popup() as opened:
        desk.locator("#add_id_events").click()
    popup = opened.value
    popup.locator("#id_name").fill("International Meeting on the 2005 Convention")
    popup.locator("#id_language").select_option("en")
    popup.locator("#id_kind").select_option("international-meeting")
    popup.locator("#id_start").fill("2019-11-27")
    popup.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.locator("#id_events option:checked")).to_have_count(2)

    for number, statement in enumerate(
        ["The mission was relaunched.", "Support was renewed.", "A coalition came back."]
    ):
        if number:
            desk.get_by_text("Add another Result").click()
        desk.locator(f"#id_results-{number}-statement").fill(statement)
    choose(desk, "results-2-beneficiary", "mexicana", "Coalición Mexicana")
    desk.get_by_role("button", name="Save, publish and go on editing").first.click()

    expect(desk.locator(".messagelist .success")).to_contain_text("was added successfully")
    measure = Measure.objects.get()
    assert (measure.results.count(), measure.events.count(), measure.supported_coalitions.count()) == (3, 2, 1)
    assert measure.countries == ["CA", "MX"]

    desk.get_by_label("Describe the main features").fill("It brings together 30-some countries on every continent.")
    desk.get_by_label("Reason for this change").fill("A slip of the pen")
    desk.get_by_role("button", name="Save, publish and go on editing").first.click()
    desk.get_by_role("link", name="History").click()

    expect(desk.locator("del")).to_have_text("companies")
    expect(desk.locator("ins")).to_have_text("countries")
    desk.locator("summary", has_text="Version 1").click()
    desk.get_by_role("link", name="Read version 1 as it was").click()
    expect(desk.locator("#content")).to_contain_text("It brings together 30-some companies on every continent.")

    desk.goto(f"/es/measures/{measure.slug}/")
    public = desk.get_by_role("main")
    expect(public.get_by_role("heading", level=1)).to_have_text("Provided support to other coalitions (2016–2019)")
    expect(public).to_contain_text("Esta medida ha sido notificada por la sociedad civil.")
    expect(public).to_contain_text("Describa las principales características de la medida/iniciativa")
    expect(public.get_by_text("It brings together 30-some countries on every continent.")).to_be_visible()
    expect(public.get_by_text("A coalition came back.")).to_be_visible()
    for name in ("Sixth congress", "International Meeting on the 2005 Convention", "Coalición Mexicana"):
        expect(public.get_by_role("link", name=name).first).to_be_visible()
    assert desk.faults == []  # type: ignore[attr-defined]
