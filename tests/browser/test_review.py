"""A reviewer writes remarks, is interrupted, asks for changes and publishes: with JavaScript and without."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from measures.models import Measure
from submissions import workflow
from submissions.models import Remark, Submission
from tests.admin import editor
from tests.browser.accidents import crash
from tests.factories import PASSWORD, SubmissionFactory, UserFactory

pytestmark = pytest.mark.browser
TITLE = "Remark on: Name of the measure/initiative"


@pytest.fixture
def submission(live_server: LiveServer, settings: Settings) -> Submission:
    """A report that waits for a decision."""
    settings.REQUIRE_SECOND_FACTOR = False
    return workflow.submit(SubmissionFactory(), UserFactory(name="Writer"))


@pytest.fixture(params=[True, False], ids=["javascript", "no javascript"])
def anyhow(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
    yield context
    context.close()


@pytest.fixture
def with_script(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url)
    yield context
    context.close()


def signed_in(context: BrowserContext) -> Page:
    """A page of an editor. Whatever the policy or a script complains of is in `faults`."""
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.faults = faults  # type: ignore[attr-defined]
    page.goto("/admin/")
    sign_in(page, editor(name="Editor").email)
    return page


def sign_in(page: Page, email: str) -> None:
    page.locator("input[name=login]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#user-tools")).to_be_visible()


def open_report(page: Page, submission: Submission) -> None:
    page.goto("/admin/submissions/submission/")
    page.get_by_role("link", name=submission.title).click()
    expect(page.locator("#content h1")).to_have_text(submission.title)


def write(page: Page, text: str) -> None:
    page.locator("#question-title summary").click()
    page.get_by_label(TITLE).press_sequentially(text)


def resubmit(submission: Submission) -> None:
    answers = {**submission.answers["measure"], "title": "Taught museum staff"}
    workflow.save_section(submission, UserFactory(name="Writer"), "measure", answers, 0)
    workflow.submit(submission, UserFactory(name="Writer"))


def test_asks_for_changes_and_publishes_what_comes_back(submission: Submission, anyhow: BrowserContext) -> None:
    page = signed_in(anyhow)
    open_report(page, submission)
    write(page, "Which staff?")
    page.get_by_role("button", name="Ask for changes").click()
    expect(page.locator(".messagelist")).to_contain_text("The coalition is asked for changes")
    assert [str(remark) for remark in submission.remarks.sent()] == ["Which staff?"]

    resubmit(Submission.objects.get())
    page.goto("/admin/submissions/submission/")
    page.get_by_role("link", name="Taught museum staff").click()
    expect(page.locator("dl.differences del")).to_have_text("Trained")
    page.get_by_role("button", name="Mark as solved").click()
    expect(page.locator("details.solved")).to_have_count(1)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messagelist a").click()

    expect(page.locator("h1")).to_contain_text("Taught museum staff")
    assert page.url.endswith(Measure.objects.get().get_absolute_url())
    assert page.faults == []  # type: ignore[attr-defined]


def test_a_half_written_remark_outlives_the_window(submission: Submission, with_script: BrowserContext) -> None:
    page = signed_in(with_script)
    open_report(page, submission)
    write(page, "Which st")
    expect(page.locator("[data-saved]")).to_contain_text("Remarks saved at")
    page.get_by_label(TITLE).press_sequentially("aff?")
    page.close()

    again = with_script.new_page()
    again.goto(f"/admin/submissions/submission/{submission.pk}/change/")

    expect(again.get_by_label(TITLE)).to_have_value("Which staff?")


def test_what_the_line_did_not_take_comes_back_later(submission: Submission, with_script: BrowserContext) -> None:
    page = signed_in(with_script)
    open_report(page, submission)
    page.wait_for_load_state()  # without a line its script would not come
    with_script.set_offline(True)
    write(page, "Which staff?")
    expect(page.locator("[data-notsaved]")).to_contain_text("Not saved")
    crash(page)
    with_script.set_offline(False)

    again = with_script.new_page()
    again.goto(f"/admin/submissions/submission/{submission.pk}/change/")

    expect(again.get_by_label(TITLE)).to_have_value("Which staff?")
    expect(again.locator("[data-saved]")).to_contain_text("Remarks saved at")
    assert Remark.objects.get().text == "Which staff?"


def test_a_session_that_ends_is_told_and_the_text_stays(submission: Submission, with_script: BrowserContext) -> None:
    page = signed_in(with_script)
    open_report(page, submission)
    Session.objects.all().delete()
    write(page, "Which staff?")

    expect(page.locator("[data-notsaved]")).to_contain_text("you are signed out")
    expect(page.get_by_label(TITLE)).to_have_value("Which staff?")
    other = with_script.new_page()
    other.goto("/admin/")
    sign_in(other, User.objects.get(name="Editor").email)
    page.get_by_role("button", name="Save remarks").click()
    expect(page.locator(".messagelist")).to_contain_text("Your remarks are saved")
    assert Remark.objects.get().text == "Which staff?"


def test_without_a_script_signing_in_again_brings_the_text_back(
    submission: Submission, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = signed_in(context)
    open_report(page, submission)
    Session.objects.all().delete()
    write(page, "Which staff?")
    page.get_by_role("button", name="Save remarks").click()
    sign_in(page, User.objects.get(name="Editor").email)

    expect(page.get_by_label(TITLE)).to_have_value("Which staff?")
    page.get_by_role("button", name="Save remarks").click()
    expect(page.locator(".messagelist")).to_contain_text("Your remarks are saved")
    assert Remark.objects.get().text == "Which staff?"
    context.close()
