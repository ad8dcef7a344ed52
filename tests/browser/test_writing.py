"""Writing a report in a real browser: a whole one without JavaScript, and each of the ways to lose a text.

One with JavaScript is in test_whole_way.py, and one by the keyboard in test_keyboard.py.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, expect
from pytest_django.live_server_helper import LiveServer

from coalitions.models import Representative
from submissions.models import Submission
from tests.browser.accidents import crash, hold_first
from tests.factories import PASSWORD, CycleFactory, EventFactory, RepresentativeFactory, SubmissionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEATURES = (
    "The coalition is the secretariat of an international federation, founded in 2007.\n\n"
    "For example, its coordinator advised those who organised a meeting in Guanajuato, Mexico, in November 2019."
)
RESULTS = "The congress of October 2018 confirmed that members want to redefine the federation's mission."
# What a page is told when another window comes to the front.
HIDDEN = """
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
"""


@pytest.fixture
def representative() -> Representative:
    CycleFactory()
    return RepresentativeFactory(user__email="writer@example.org", user__name="Writer")


@pytest.fixture
def report(representative: Representative) -> Submission:
    return SubmissionFactory(coalition=representative.coalition, answers={})


@contextmanager
def browsing(browser: Browser, server: LiveServer, *, js: bool = True) -> Iterator[BrowserContext]:
    """A browser in which the representative is signed in."""
    context = browser.new_context(base_url=server.url, java_script_enabled=js)
    sign_in(context)
    yield context
    context.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, report: Submission) -> Iterator[BrowserContext]:
    with browsing(browser, live_server) as context:
        yield context


def sign_in(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/en/accounts/login/")
    page.fill("input[name=login]", "writer@example.org")
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/login/" not in address)
    page.close()


def open_section(context: BrowserContext, report: Submission, slug: str) -> Page:
    page = context.new_page()
    page.goto(f"/en/desk/{report.pk}/{slug}/")
    return page


def stored(report: Submission, slug: str, question: str) -> str:
    report.refresh_from_db()
    return str(report.answers.get(slug, {}).get(question, ""))


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")


def told(page: Page, sentence: str) -> None:
    expect(page.locator("[data-notsaved]")).to_contain_text(sentence)


# A whole report


def test_a_report_is_written_in_two_sittings_and_submitted_without_a_script(
    browser: Browser, live_server: LiveServer, representative: Representative
) -> None:
    congress = EventFactory(name="Congress of Lomé", place="Lomé")

    with browsing(browser, live_server, js=False) as first:
        page = first.new_page()
        page.goto("/en/desk/")
        page.get_by_role("button", name="Start a new report").click()
        page.get_by_role("link", name="The measure").click()
        page.get_by_label("Name of the measure/initiative").fill("Provided support to other coalitions")
        page.get_by_label("Language that you write").select_option("en")
        page.get_by_label("First year").fill("2016")
        page.get_by_label("Last year").fill("2019")
        page.get_by_role("group", name="Countries concerned").get_by_role("combobox").first.select_option("CA")
        page.get_by_role("button", name="Save and continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What it does")
        page.get_by_label("Describe the main features").fill(FEATURES)
        page.get_by_role("button", name="Save and go on later").click()
        expect(page.get_by_role("listitem").filter(has_text="What it does")).to_contain_text("Complete")

    with browsing(browser, live_server, js=False) as second:
        page = second.new_page()
        page.goto("/en/desk/")
        page.get_by_role("link", name="Provided support to other coalitions").click()
        page.locator(".tasks").get_by_role("link", name="Results").click()
        page.get_by_label("What are the results achieved so far").fill(RESULTS)
        page.get_by_role("button", name="Add: Result").click()
        page.get_by_label("What was achieved?").fill("Members want to redefine the mission.")
        page.get_by_label("When").fill("2018-10")
        page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("button", name="Add: Event", exact=True).click()
        page.locator("input[name$=-find]").fill("lome")
        page.get_by_role("button", name="Find").click()
        page.get_by_label("Congress of Lomé").check()
        page.get_by_role("button", name="Save and go on later").click()
        page.get_by_role("link", name="Contact").click()
        page.get_by_role("button", name="Save and continue").click()
        expect(page.locator(".panel.good").last).to_contain_text("Nothing is missing")
        page.get_by_label("I submit this report").check()
        page.get_by_role("button", name="Submit the report").click()
        expect(page.locator("main")).to_contain_text("with the secretariat")

    report = Submission.objects.get()
    assert report.state == Submission.State.SUBMITTED
    assert report.answers["features"]["main_features"] == FEATURES
    assert report.answers["results"]["results"][0]["date"] == "2018-10"
    assert report.answers["events"]["events"][0]["event"] == str(congress.pk)


# Not losing a text


def test_what_is_said_to_be_saved_is_in_the_database(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")

    page.get_by_label("Describe the main features").press_sequentially("One sentence.")
    saved(page)

    assert stored(report, "features", "main_features") == "One sentence."


def test_what_is_typed_before_the_script_has_come_is_saved_when_it_comes(
    context: BrowserContext, report: Submission
) -> None:
    page = context.new_page()
    script = "**/js/section-saving.js"
    held = hold_first(page, script)
    with page.expect_request(script):
        page.goto(f"/en/desk/{report.pk}/features/", wait_until="commit")
    page.get_by_label("Describe the main features").fill("Typed on a slow line.")

    held[0].continue_()

    saved(page)
    assert stored(report, "features", "main_features") == "Typed on a slow line."


def test_a_browser_closed_mid_sentence_loses_nothing(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    page.get_by_label("Describe the main features").fill("One sentence.")
    saved(page)
    page.get_by_label("Describe the main features").press_sequentially(" And half of")
    page.close()

    page = open_section(context, report, "features")
    if page.locator("[data-copy]").is_visible():  # the browser was quicker than the line
        page.get_by_role("button", name="Save that text").click()

    expect(page.get_by_label("Describe the main features")).to_have_value("One sentence. And half of")


def test_leaving_by_a_link_saves(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    page.get_by_label("Describe the main features").fill("Typed and left.")

    page.get_by_role("link", name="Your desk").first.click()
    page.wait_for_url("**/desk/")
    page.go_back()
    if page.locator("[data-copy]").is_visible():
        page.get_by_role("button", name="Save that text").click()

    expect(page.get_by_label("Describe the main features")).to_have_value("Typed and left.")


def test_a_cut_line_is_told_and_the_text_saved_when_it_is_back(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    context.set_offline(True)
    page.get_by_label("Describe the main features").fill("Without a line.")
    told(page, "there is no connection")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_label("Describe the main features")).to_have_value("Without a line.")

    context.set_offline(False)

    saved(page)
    assert stored(report, "features", "main_features") == "Without a line."


def test_a_text_that_never_left_the_browser_is_offered_on_return(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    context.set_offline(True)
    page.get_by_label("Describe the main features").fill("Without a line.")
    told(page, "there is no connection")
    crash(page)
    context.set_offline(False)

    page = open_section(context, report, "features")
    page.get_by_role("button", name="Save that text").click()

    expect(page.get_by_label("Describe the main features")).to_have_value("Without a line.")
    assert stored(report, "features", "main_features") == "Without a line."
    expect(page.locator("[data-copy]")).to_be_hidden()


def test_a_server_that_is_gone_between_two_saves_is_told(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    page.get_by_label("Describe the main features").fill("One.")
    saved(page)
    context.route("**/desk/**", gone)
    page.get_by_label("Describe the main features").fill("One. Two.")
    told(page, "the register does not answer")
    assert stored(report, "features", "main_features") == "One."

    context.unroute("**/desk/**", gone)

    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=15_000)
    assert stored(report, "features", "main_features") == "One. Two."


def gone(route: Route) -> None:
    route.abort("connectionrefused")


def test_signing_in_again_in_another_window_goes_on(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    Session.objects.all().delete()
    text = page.get_by_label("Describe the main features")
    text.fill("The session is over.")
    told(page, "you are signed out")

    sign_in(context)
    text.press_sequentially(" And goes on.")

    saved(page)
    assert stored(report, "features", "main_features") == "The session is over. And goes on."


def test_signing_in_again_in_another_window_goes_on_to_the_next_section(
    context: BrowserContext, report: Submission
) -> None:
    page = open_section(context, report, "features")
    Session.objects.all().delete()
    page.get_by_label("Describe the main features").fill("The session is over.")
    told(page, "you are signed out")

    sign_in(context)
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Results")
    assert stored(report, "features", "main_features") == "The session is over."


def test_looking_at_another_window_while_a_text_is_on_its_way_is_no_conflict(
    context: BrowserContext, report: Submission
) -> None:
    page = open_section(context, report, "features")
    held = hold_first(page, "**/features/")
    with page.expect_request("**/features/"):
        page.get_by_label("Describe the main features").fill("One.")
    page.get_by_label("Describe the main features").fill("One. Two.")

    with page.expect_response(answer_to("One.")) as first, page.expect_response(answer_to("One. Two.")) as second:
        page.evaluate(HIDDEN)
        held[0].continue_()

    assert (first.value.status, second.value.status) == (200, 200)
    saved(page)
    assert stored(report, "features", "main_features") == "One. Two."


def answer_to(text: str) -> Callable[[Response], bool]:
    """Whether an answer is that to the saving of this text."""
    return lambda response: f"\r\n\r\n{text}\r\n" in (response.request.post_data or "")


@pytest.mark.parametrize("js", [True, False], ids=["with-javascript", "without-javascript"])
def test_saving_when_signed_out_brings_the_text_back(
    browser: Browser, live_server: LiveServer, report: Submission, js: bool
) -> None:
    with browsing(browser, live_server, js=js) as context:
        page = open_section(context, report, "features")
        Session.objects.all().delete()
        page.get_by_label("Describe the main features").fill("The session is over.")
        page.get_by_role("button", name="Save and continue").click()
        page.fill("input[name=login]", "writer@example.org")
        page.fill("input[type=password]", PASSWORD)
        page.keyboard.press("Enter")

        expect(page.get_by_label("Describe the main features")).to_have_value("The session is over.")
        page.get_by_role("button", name="Save and continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Results")

    assert stored(report, "features", "main_features") == "The session is over."


def test_two_windows_show_both_texts(context: BrowserContext, report: Submission) -> None:
    one, other = (open_section(context, report, "features") for _window in range(2))
    one.get_by_label("Describe the main features").fill("From one window.")
    saved(one)
    other.get_by_label("Describe the main features").fill("From the other.")
    told(other, "saved in another window")
    assert stored(report, "features", "main_features") == "From one window."

    other.get_by_role("button", name="Compare both texts").click()
    expect(other.locator(".side").first).to_contain_text("From the other.")
    expect(other.locator(".side").last).to_contain_text("From one window.")
    other.get_by_label("Keep what I wrote").check()
    other.get_by_role("button", name="Save what I have chosen").click()

    expect(other.get_by_label("Describe the main features")).to_have_value("From the other.")
    expect(other.locator("[data-copy]")).to_be_hidden()
    assert stored(report, "features", "main_features") == "From the other."


def test_the_back_button_shows_what_was_saved_last(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    page.get_by_label("Describe the main features").fill("First.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results")
    other = open_section(context, report, "features")
    other.get_by_label("Describe the main features").fill("First. Second.")
    saved(other)

    page.go_back()

    expect(page.get_by_label("Describe the main features")).to_have_value("First. Second.")


# Rows, events and counters


def test_rows_move_in_place_and_are_saved_in_their_order(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "partners")
    for name in ("One", "Two"):
        page.get_by_role("button", name="Add: Partner").click()
        page.get_by_label("Name", exact=True).last.fill(name)
    page.get_by_role("button", name=re.compile("Move up")).nth(1).click()
    saved(page)

    report.refresh_from_db()
    assert [row["name"] for row in report.answers["partners"]["partners"]] == ["Two", "One"]

    page.get_by_role("button", name=re.compile("Remove")).first.click()
    expect(page.locator("[data-list] > .row")).to_have_count(1)


def test_an_event_is_found_while_typing(context: BrowserContext, report: Submission) -> None:
    EventFactory(name="Congress of Lomé")
    page = open_section(context, report, "events")
    page.get_by_role("button", name="Add: Event", exact=True).click()

    page.locator("input[name$=-find]").press_sequentially("lom")

    page.get_by_label("Congress of Lomé").check()
    saved(page)


def test_a_long_paste_is_kept_and_what_is_too_much_shown(context: BrowserContext, report: Submission) -> None:
    page = open_section(context, report, "features")
    text = "x" * 10_000 + "🎭 too much"

    page.get_by_label("Describe the main features").fill(text)

    expect(page.locator("[data-count]")).to_contain_text("10,010 of 10,000 characters: 10 too many.")
    expect(page.locator("[data-excess]")).to_have_text("🎭 too much")
    saved(page)
    assert stored(report, "features", "main_features") == text
