"""Every page of the desk, of accounts and of the review, checked with axe, in the light and in the dark.

The pages come from the addresses that the site has, so that a new one is checked without anyone remembering.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts import urls as accounts
from coalitions import urls as people
from coalitions.domain import invitations
from coalitions.models import Representative
from measures import urls_desk as desk
from measures.domain import workflow
from measures.domain.framework import load_framework
from measures.forms.sections import SECTIONS
from measures.models import Submission
from tests.admin import editor
from tests.browser.axe import faults
from tests.factories import (
    ANSWERS,
    PASSWORD,
    CycleFactory,
    MeasureFactory,
    RemarkFactory,
    RepresentativeFactory,
    SubmissionFactory,
    SubmissionFileFactory,
    publish,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

# A row of each kind, and something wrong wherever something can be.
WRONG: dict[str, dict[str, Any]] = {
    "measure": {"title": "Trained museum staff", "language": "en", "first_year": "20l9", "last_year": "1"},
    "features": {"main_features": "x" * 10_010},
    "results": {"results": [{"key": "n1", "statement": "", "date": "yesterday", "quantity": "many"}]},
    "events": {
        "events": [{"key": "n1", "event": "999999"}],
        "proposed_events": [{"key": "n2", "name": "Workshop", "start": "2019-13"}],
    },
    "partners": {
        "partners": [{"key": "n1", "name": "", "country": "CA"}],
        "fundings": [{"key": "n2", "amount": "-1", "currency": "USD"}],
    },
    "evaluation": {"evaluated": "", "evaluation_year": "99"},
    "evidence": {"links": [{"key": "n1", "url": "javascript:1", "label": ""}]},
    "contact": {"contact_name": "", "contact_email": "nobody"},
}
Patterns = Sequence[URLPattern | URLResolver]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def names(patterns: Patterns) -> list[str]:
    """The names of all addresses."""
    found: list[str] = []
    for pattern in patterns:
        found += names(pattern.url_patterns) if isinstance(pattern, URLResolver) else [str(pattern.name)]
    return list(dict.fromkeys(found))


def addresses(patterns: Patterns, arguments: list[dict[str, Any]], prefix: str = "") -> list[str]:
    """The address of each name, with those of the arguments that it takes. One that takes none of them is a failure."""
    found = []
    for name in names(patterns):
        fitting = [address for values in arguments if (address := _address(prefix + name, values))]
        assert fitting, f"Say in this test with which arguments {name} leads to a page."
        found += fitting
    return found


def _address(name: str, values: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""


@pytest.fixture
def representative() -> Representative:
    load_framework()
    return RepresentativeFactory(role="coordinator", coalition__slug="example", coalition__name="Example coalition")


@pytest.fixture
def asked(representative: Representative) -> Submission:
    """A report with rows and a file, in which the secretariat has asked for changes."""
    answers = {**ANSWERS, **{name: WRONG[name] for name in ("events", "partners")}}
    answers["partners"] = {"partners": [{"key": "n1", "name": "A museum", "type": "", "country": "CA"}]}
    answers["events"] = {"events": [], "proposed_events": []}
    report: Submission = SubmissionFactory(coalition=representative.coalition, answers=answers)
    SubmissionFileFactory(submission=report)
    workflow.submit(report, representative.user)
    RemarkFactory(submission=report, question="main_features", sent_at=timezone.now())
    RemarkFactory(submission=report, question="partners", sent_at=timezone.now())
    RemarkFactory(submission=report)
    return workflow.ask_for_changes(report, editor(name="Reviewer"))


@pytest.fixture
def wrong(representative: Representative) -> Submission:
    """A draft in which everything is wrong."""
    report: Submission = SubmissionFactory(coalition=representative.coalition, answers=WRONG)
    return report


@pytest.fixture
def update(representative: Representative) -> Submission:
    """An update of a measure that was corrected meanwhile."""
    measure = MeasureFactory(coalition=representative.coalition, cycle=CycleFactory())
    publish(measure)
    update = workflow.propose_update(measure, representative.user)
    measure.main_features += " And more."
    measure.save()
    publish(measure, reason="Something was missing.")
    return update


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    # Without motion: axe would measure colours on their way from the light to the dark.
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 320, "height": 800}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/login/" not in address)


def faults_of(page: Page, *rules: str) -> list[str]:
    """What is wrong with the open page in the light, and with its colours in the dark."""
    page.emulate_media(color_scheme="light")
    found = faults(page, *rules)
    page.emulate_media(color_scheme="dark")
    return found + [f"in the dark, {fault}" for fault in faults(page, "color-contrast")]


def check(page: Page, pages: list[str], *rules: str, at_least: int) -> None:
    """Open each address that shows a page; with one that does something else, or nothing now, there is no page."""
    found, seen = {}, 0
    for address in dict.fromkeys(pages):
        answer = page.request.get(address, max_redirects=0)
        if answer.status == 200 and "<html" in answer.text()[:500]:
            page.goto(address)
            seen += 1
            if wrong := faults_of(page, *rules):
                found[address] = wrong

    assert found == {}
    assert seen >= at_least


def test_the_desk(page: Page, representative: Representative, asked: Submission, update: Submission) -> None:
    coalition = {"coalition": representative.coalition.slug}
    arguments: list[dict[str, Any]] = [{}, coalition, {"measure": update.measure_id}]
    arguments += [{"pk": asked.pk}, {"pk": update.pk}, {"pk": asked.pk, "file": asked.files.get().pk}]
    arguments += [{"pk": asked.pk, "slug": slug} for slug in (*SECTIONS, "remarks")]

    sign_in(page, representative.user.email)

    check(page, addresses(desk.urlpatterns, arguments), at_least=17)


def test_a_report_in_which_everything_is_wrong(page: Page, representative: Representative, wrong: Submission) -> None:
    sections = [reverse("desk_section", args=[wrong.pk, slug]) + "?check=1" for slug in SECTIONS]

    sign_in(page, representative.user.email)

    check(page, [*sections, reverse("desk_check", args=[wrong.pk])], at_least=len(SECTIONS) + 1)


def test_two_texts(page: Page, representative: Representative, wrong: Submission) -> None:
    sign_in(page, representative.user.email)
    page.goto(reverse("desk_section", args=[wrong.pk, "measure"]))
    workflow.save_section(wrong, editor(name="Colleague"), "measure", {"title": "Trained archive staff"}, 0)

    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("There are two texts now")
    assert faults_of(page) == []


def test_people(page: Page, representative: Representative) -> None:
    slug, user = representative.coalition.slug, representative.user
    colleague = RepresentativeFactory(coalition=representative.coalition)
    invitation = invitations.invite(representative.coalition, "new@example.org", "contributor", "en", user)
    arguments: list[dict[str, Any]] = [{"slug": slug}, {"token": "unknown"}]
    arguments += [{"slug": slug, "pk": pk} for pk in (representative.pk, colleague.pk, invitation.pk)]

    sign_in(page, user.email)

    check(page, addresses(people.urlpatterns, arguments), at_least=4)


def test_an_account(page: Page, representative: Representative) -> None:
    arguments: list[dict[str, Any]] = [{}, {"key": "x"}, {"uidb36": "x", "key": "x"}, {"pk": 1}]
    pages = addresses(accounts.urlpatterns, arguments)
    check(page, pages, at_least=6)

    sign_in(page, representative.user.email)

    check(page, pages, at_least=8)


def test_a_refused_sign_in(page: Page, live_server: LiveServer) -> None:
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator("main")).to_contain_text("not")
    assert faults_of(page) == []


def test_the_review(page: Page, representative: Representative, asked: Submission, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    report = workflow.submit(asked, representative.user)
    arguments: list[dict[str, Any]] = [{}, {"object_id": report.pk}, {"pk": report.pk}]
    arguments += [{"pk": report.pk, "file": report.files.get().pk}]
    arguments += [{"pk": report.pk, "slug": slug} for slug in SECTIONS]
    patterns = [pattern for pattern in admin.site._registry[Submission].urls if pattern.name]

    sign_in(page, editor().email)

    # What is only good practice is Django's own business here: it names its search field by a picture.
    check(page, addresses(patterns, arguments, "admin:"), *WCAG, at_least=11)
