"""The whole way of a report, only through pages: from an invitation, over a review, to a reader in Spanish."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.groups import ADMINISTRATORS
from accounts.models import User
from measures.vocabularies import load_framework
from tests.admin import editor
from tests.factories import PASSWORD, CoalitionFactory, CycleFactory, EventFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

COALITION = "Coalition for the Diversity of Cultural Expressions"
TITLE = "Provided support to other coalitions for diversity and civil society organizations in other countries"
FEATURES = (
    "The Coalition serves as the secretariat of the International Federation of Coalitions for Cultural Diversity "
    "(IFCCD), which was founded in 2007 and has members from 30-some companies on every continent.\n\n"
    "For example, its general coordinator guided those who organised the International Meeting on the 2005 Convention "
    "at Guanajuato, Mexico, from November 27 to 29, 2019."
)
RESULTS = (
    "The federation could continue its mission, and it was relaunched as of 2018. The congress of October 2018 in "
    "Montreal confirmed that members want to redefine the mission."
)
ADDED = "At the end of the meeting in Mexico, organizations committed to relaunching the Mexican Coalition."
WRITER, SECRET = "writer@example.org", "four words in row"
Visit = Callable[[], Page]


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def visit(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Opens the browser of somebody who has never been here. Whatever its pages complain of fails the test."""
    faults: list[str] = []

    @contextmanager
    def opened() -> Iterator[Page]:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        context.close()

    with ExitStack() as stack:
        yield lambda: stack.enter_context(opened())
    assert faults == []


@pytest.fixture
def secretariat(live_server: LiveServer, settings: Settings) -> User:
    """Somebody of the secretariat, whose register knows the coalitions and the meeting, and whose cycle is open."""
    settings.REQUIRE_SECOND_FACTOR = False  # it has tests of its own
    load_framework()
    CoalitionFactory(name=COALITION)
    CoalitionFactory(name="Mexican Coalition", country="MX")
    EventFactory(name="International Meeting on the 2005 Convention", place="Guanajuato", country="MX")
    CycleFactory()
    user = editor(name="Reviewer")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return user


def test_a_report_comes_from_an_invitation_to_a_reader(visit: Visit, secretariat: User) -> None:
    office, writing, reading = visit(), visit(), visit()

    sign_in(office, "/admin/", secretariat.email, PASSWORD)
    invite(office)
    accept(writing)
    begin_to_write(writing)
    sign_out(writing)
    go_on_another_day(writing)
    submit(writing)
    ask_for_two_changes(office)
    answer_both(writing)
    publish(office)
    read_in_spanish(reading)


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def invite(page: Page) -> None:
    page.locator("#content").get_by_role("link", name="Coalitions", exact=True).last.click()
    page.get_by_role("link", name=COALITION).click()
    page.get_by_role("link", name="Invite a representative").click()
    page.get_by_label("E-mail").fill(WRITER)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def accept(page: Page) -> None:
    (letter,) = [letter for letter in mail.outbox if letter.to == [WRITER]]
    (link,) = re.findall(r"^http://testserver(/\S+)$", str(letter.body), re.MULTILINE)
    page.goto(link)
    expect(page.locator("main")).to_contain_text(COALITION)
    page.get_by_label("Your name").fill("Writer")
    page.get_by_label("Choose a password").fill(SECRET)
    page.get_by_role("button", name="Accept and make the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")


def begin_to_write(page: Page) -> None:
    page.get_by_role("button", name="Start a new report").click()
    page.get_by_role("link", name="The measure").click()
    page.get_by_label("Name of the measure/initiative").fill(TITLE)
    page.get_by_label("Language that you write").select_option("en")
    page.get_by_label("First year").fill("2016")
    page.get_by_label("Last year").fill("2019")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What it does")
    page.get_by_label("Describe the main features").fill(FEATURES)
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.locator(".tasks")).to_contain_text("Complete")


def sign_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("link", name="Your account").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def go_on_another_day(page: Page) -> None:
    sign_in(page, "/en/desk/", WRITER, SECRET)
    page.get_by_role("link", name=TITLE).click()
    page.locator(".tasks").get_by_role("link", name="Results").click()
    page.get_by_label("What are the results achieved so far").fill(RESULTS)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events")
    page.get_by_role("button", name="Add: Event", exact=True).click()
    page.locator("input[name$=-find]").fill("guanajuato")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("International Meeting on the 2005 Convention").check()
    page.get_by_role("button", name="Save and go on later").click()
    page.locator(".tasks").get_by_role("link", name="Contact").click()
    expect(page.get_by_label("Name")).to_have_value("Writer")
    page.get_by_role("button", name="Save and continue").click()


def submit(page: Page) -> None:
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    page.get_by_label("I submit this report").check()
    page.get_by_role("button", name="Submit the report").click()
    expect(page.locator("main")).to_contain_text("The report is with the secretariat")


def ask_for_two_changes(page: Page) -> None:
    open_in_queue(page)
    remark(page, "main_features", "Should this not be countries?")
    remark(page, "results_achieved", "What came of the meeting in Mexico?")
    page.get_by_role("button", name="Ask for changes").click()
    expect(page.locator(".messagelist")).to_contain_text("The coalition is asked for changes")


def open_in_queue(page: Page) -> None:
    page.goto("/admin/")
    page.locator("#content").get_by_role("link", name="Reports", exact=True).last.click()
    page.get_by_role("link", name=TITLE).click()


def remark(page: Page, question: str, text: str) -> None:
    article = page.locator(f"#question-{question}")
    article.locator("summary", has_text="Write a remark").click()
    article.get_by_role("textbox").fill(text)


def answer_both(page: Page) -> None:
    page.goto("/en/desk/")
    page.get_by_role("link", name=TITLE).click()
    page.locator(".tasks").get_by_role("link", name="What it does").click()
    expect(page.locator(".remark")).to_contain_text("Should this not be countries?")
    page.get_by_label("Describe the main features").fill(FEATURES.replace("companies", "countries"))
    page.get_by_label("Done").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results")
    page.get_by_label("What are the results achieved so far").fill(f"{RESULTS} {ADDED}")
    page.get_by_label("Your answer").fill("We have added it at the end.")
    page.get_by_label("Done").check()
    page.get_by_role("button", name="Save and go on later").click()
    page.get_by_role("link", name="Check and submit").click()
    submit(page)


def publish(page: Page) -> None:
    open_in_queue(page)
    expect(page.locator("dl.differences del")).to_have_text("companies")
    expect(page.locator("#question-results_achieved")).to_contain_text("We have added it at the end.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("It is published")


def read_in_spanish(page: Page) -> None:
    page.goto("/es/")
    page.get_by_role("link", name="Medidas", exact=True).first.click()
    page.get_by_role("link", name=TITLE).click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"{TITLE} (2016–2019)")
    expect(heading).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("link", name=COALITION).first).to_be_visible()
    expect(page.locator(".notice")).to_have_text("Esta medida ha sido notificada por la sociedad civil.")
    questions = page.locator("section.question")
    expect(questions.get_by_role("heading", level=2)).to_have_text(
        [
            "Describa las principales características de la medida/iniciativa",
            "¿Cuáles son los resultados obtenidos hasta ahora mediante la aplicación de la medida/iniciativa?",
        ]
    )
    expect(questions.locator("[lang=en]").first).to_contain_text("from 30-some countries on every continent")
    expect(questions.locator("[lang=en]").last).to_contain_text(ADDED)
