"""What is wrong with a form is told to somebody who does not see it, and leads to the field that it is about."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from coalitions.models import Representative
from submissions.models import Submission
from tests.accounts.steps import sign_in
from tests.admin import editor
from tests.browser.visits import visit
from tests.factories import RepresentativeFactory, SubmissionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def representative() -> Representative:
    return RepresentativeFactory()


@pytest.fixture
def report(representative: Representative) -> Submission:
    return SubmissionFactory(coalition=representative.coalition)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, representative: Representative) -> Iterator[Page]:
    with visit(browser, live_server.url, sign_in(Client(), representative.user)) as page:
        yield page


def test_a_refused_sign_in_is_announced_and_leads_to_its_field(page: Page) -> None:
    page.goto("/en/accounts/login/")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="E-mail address: This field is required.").click()
    email = page.get_by_label("E-mail address", exact=True)
    expect(email).to_be_focused()
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description("This field is required.")


@pytest.mark.parametrize("js", [True, False], ids=["with-javascript", "without-javascript"])
def test_what_is_wrong_in_a_section_is_announced_and_leads_to_its_field(
    browser: Browser, live_server: LiveServer, representative: Representative, report: Submission, js: bool
) -> None:
    with visit(browser, live_server.url, sign_in(Client(), representative.user), java_script_enabled=js) as page:
        page.goto(reverse("desk_section", args=[report.pk, "measure"]))
        page.get_by_label("First year").fill("20l9")
        page.get_by_role("button", name="Save and continue").click()

        summary = page.get_by_role("alert").filter(has_text="To put right before you submit")
        expect(summary).to_be_focused()
        summary.get_by_role("link", name="First year").click()
        year = page.get_by_label("First year")
        expect(year).to_be_focused()
        expect(year).to_have_attribute("aria-invalid", "true")
        expect(year).to_have_accessible_description(re.compile("Give a year from 1945 to 2100, in four digits.$"))


def test_a_refused_file_is_announced(desk: Page, report: Submission) -> None:
    desk.goto(reverse("desk_section", args=[report.pk, "evidence"]))
    program: FilePayload = {"name": "program.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    desk.get_by_label("Add files").set_input_files(program)
    desk.get_by_role("button", name="Add the chosen files").click()

    expect(desk.locator("#id_files_error")).to_be_visible()
    expect(desk.get_by_label("Add files")).to_be_focused()
    expect(desk.get_by_label("Add files")).to_have_accessible_description(desk.locator("#id_files_error").inner_text())


def test_a_report_that_cannot_be_submitted_is_announced(desk: Page, report: Submission) -> None:
    desk.goto(reverse("desk_check", args=[report.pk]))
    desk.get_by_role("button", name="Submit the report").click()

    expect(desk.get_by_role("alert")).to_be_focused()


def test_a_refused_record_of_the_admin_is_announced(
    browser: Browser, live_server: LiveServer, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    with visit(browser, live_server.url, sign_in(Client(), editor())) as page:
        page.goto(reverse("admin:measures_measure_add"))
        page.get_by_role("button", name="Save and publish", exact=True).last.click()

        expect(page.get_by_role("alert")).to_be_focused()
        title = page.get_by_label("Name of the measure/initiative")
        expect(title).to_have_attribute("aria-invalid", "true")
        expect(title).to_have_accessible_description(re.compile("This field is required.$"))
