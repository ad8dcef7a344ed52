"""The way through each task with the keyboard alone: not one click, and the focus is where the keys have led it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from measures.models import Measure
from submissions.models import Submission
from tests.admin import editor
from tests.browser.keyboard import choose, pick, press, reach, tick, write
from tests.factories import (
    PASSWORD,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    MeasureFactory,
    RepresentativeFactory,
    TermFactory,
    publish,
    submitted,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Page]:
    """A page that may copy."""
    settings.REQUIRE_SECOND_FACTOR = False  # it has tests of its own
    context = browser.new_context(base_url=live_server.url, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(address)
    write(page.get_by_label("E-mail address"), email)
    write(page.get_by_label("Password", exact=True), PASSWORD)
    press(page.get_by_role("button", name="Sign in", exact=True))


def arrive(page: Page, heading: str) -> None:
    """Wait for the page with this heading, and for its scripts: what they add is pressed, too."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state()


# A representative


def test_a_report_is_written_and_submitted(page: Page) -> None:
    CycleFactory()
    TermFactory(names={"en": "Music"})
    congress = EventFactory(name="Congress of Lomé")
    representative = RepresentativeFactory(user__name="Writer")

    sign_in(page, "/en/desk/", representative.user.email)
    press(page.get_by_role("button", name="Start a new report"))
    press(page.get_by_role("link", name="The measure"))
    name_it(page)
    describe_it(page)
    say_what_came_of_it(page)
    find_its_event(page)
    show_a_file(page)
    submit(page)

    report = Submission.objects.get()
    assert report.state == Submission.State.SUBMITTED
    assert report.answers["measure"]["countries"] == ["TG"]
    assert [row["statement"] for row in report.answers["results"]["results"]] == ["A fund opened."]
    assert [row["event"] for row in report.answers["events"]["events"]] == [str(congress.pk)]
    assert [file.name for file in report.files.all()] == ["minutes.txt"]


def name_it(page: Page) -> None:
    arrive(page, "The measure")
    write(page.get_by_label("Name of the measure/initiative"), "Trained museum staff")
    choose(page.get_by_label("Language that you write"), "English")
    write(page.get_by_label("First year"), "2016")
    tick(page.get_by_label("It is still going on"))
    choose(page.get_by_role("group", name="Countries concerned").get_by_role("combobox").first, "Togo")
    press(page.get_by_role("button", name="Save and continue"))


def describe_it(page: Page) -> None:
    arrive(page, "What it does")
    write(page.get_by_label("Describe the main features"), "Four workshops a year.")
    tick(page.get_by_label("Music"))
    press(page.get_by_role("button", name="Save and continue"))


def say_what_came_of_it(page: Page) -> None:
    """Two results, of which the second is moved up and the first is removed."""
    arrive(page, "Results")
    statements = page.get_by_label("What was achieved?")
    write(page.get_by_label("What are the results achieved so far"), "Forty people came.")
    for number, statement in enumerate(["Nothing yet.", "A fund opened."]):
        press(page.get_by_role("button", name="Add: Result"))
        expect(statements.nth(number)).to_be_focused()
        page.keyboard.type(statement)
    press(page.get_by_role("button", name=re.compile("Move up.* 2$")))
    expect(statements.first).to_have_value("A fund opened.")
    press(page.get_by_role("button", name=re.compile("Remove.* 2$")))
    expect(statements).to_have_count(1)
    press(page.get_by_role("button", name="Save and continue"))


def find_its_event(page: Page) -> None:
    arrive(page, "Events")
    press(page.get_by_role("button", name="Add: Event", exact=True))
    expect(page.locator("input[name$=-find]")).to_be_focused()
    page.keyboard.type("lom")
    pick(page.get_by_label("Congress of Lomé"), page.get_by_label("None"))
    press(page.get_by_role("button", name="Save and go on later"))


def show_a_file(page: Page) -> None:
    press(page.locator(".tasks").get_by_role("link", name="Evidence"))
    arrive(page, "Evidence")
    file = page.get_by_label("Add files")
    reach(file)  # what Enter opens then is the system's own window
    file.set_input_files({"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"Ten people came."})
    press(page.get_by_role("button", name="Add the chosen files"))
    write(page.get_by_label("What does minutes.txt show?"), "Who came")
    press(page.get_by_role("button", name="Save and continue"))


def submit(page: Page) -> None:
    arrive(page, "Contact")
    press(page.get_by_role("button", name="Save and continue"))
    tick(page.get_by_label("I submit this report"))
    press(page.get_by_role("button", name="Submit the report"))
    expect(page.locator("main")).to_contain_text("The report is with the secretariat")


# The secretariat


def test_a_report_is_remarked_on_and_published(page: Page) -> None:
    report = submitted()

    sign_in(page, "/admin/", editor().email)
    press(page.get_by_role("link", name="1 report waits for a decision"))
    press(page.get_by_role("link", name=report.title))
    press(page.locator("#question-title summary"))
    write(page.get_by_label("Remark on: Name of the measure/initiative"), "Which staff?")
    press(page.get_by_role("link", name="Decide"))
    press(page.get_by_role("button", name="Publish", exact=True))

    expect(page.locator(".messagelist")).to_contain_text("It is published")
    assert [remark.text for remark in report.remarks.all()] == ["Which staff?"]


def test_a_measure_is_entered_in_the_admin(page: Page) -> None:
    coalition = CoalitionFactory(name="Coalición Mexicana")
    event = EventFactory(name="Sixth congress")

    sign_in(page, "/admin/", editor().email)
    press(page.get_by_role("link", name="Measures", exact=True).last)
    press(page.get_by_role("link", name="Add measure"))
    arrive(page, "Add measure")
    write(page.get_by_label("Name of the measure/initiative"), "Trained museum staff")
    choose(page.get_by_label("Language of the report"), "English")
    reach(page.locator("#id_coalition + .select2-container [role=combobox]"))
    page.keyboard.press("Enter")
    take(page, "mexicana", coalition.name)
    write(page.get_by_label("From year"), "2016")
    write(page.get_by_label("To year"), "2019")
    write(page.locator("#id_countries_input"), "Canada")
    page.keyboard.press("Enter")
    write(page.get_by_label("Describe the main features"), "Four workshops a year.")
    reach(page.locator("#id_events + .select2-container [role=searchbox]"))
    take(page, "congress", str(event))
    press(page.get_by_role("button", name="Save and publish", exact=True).last)

    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    measure = Measure.objects.get()
    assert (measure.coalition, measure.countries, list(measure.events.all())) == (coalition, ["CA"], [event])


def take(page: Page, words: str, name: str) -> None:
    """Type into the list that is open, and take what it finds."""
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=name)).to_be_visible()
    page.keyboard.press("Enter")


# A visitor


def test_a_measure_is_found_and_cited(page: Page) -> None:
    MeasureFactory(title="Un festival de chansons", language="fr")
    publish(MeasureFactory(title="A festival of films", slug="films"))
    MeasureFactory(title="A library")
    page.goto("/en/")

    write(page.get_by_role("searchbox"), "festival")
    page.keyboard.press("Enter")
    press(page.locator("summary", has_text="Language of the report"))
    press(page.get_by_role("link", name="French"))
    expect(page.locator("article h2")).to_have_text(["Un festival de chansons"])
    press(page.get_by_role("link", name="Remove Language of the report"), "Shift+Tab")
    expect(page.locator("article h2")).to_have_count(2)
    press(page.get_by_role("link", name="title", exact=True))
    expect(page).to_have_url(re.compile("sort=title"))
    press(page.get_by_role("link", name="A festival of films"))
    arrive(page, "A festival of films (2016–2019)")
    press(page.get_by_role("button", name="Copy the address"))
    expect(page.locator(".takeaway [role=status]")).to_have_text("Copied")
    reach(page.get_by_role("link", name="BibTeX"), "Shift+Tab")
    with page.expect_download() as begun:
        page.keyboard.press("Enter")

    assert begun.value.suggested_filename == "films.bib"
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("p.address").inner_text()
