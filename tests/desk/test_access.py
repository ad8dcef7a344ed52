"""The desk from the attacker's side: every address, tried by everybody who has no business there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from desk import urls as urls_desk
from submissions.models import Submission, SubmissionFile
from tests.factories import MeasureFactory, RepresentativeFactory, SubmissionFactory, SubmissionFileFactory
from tests.outsiders import OUTSIDERS, Outsider

pytestmark = pytest.mark.django_db
MARKER = "Quetzalcoatlus"

# What each address needs to name the report of the test. A new address of the desk fails until it is listed here.
NEEDS: dict[str, list[str]] = {
    "desk": [],
    "desk_help": [],
    "desk_letter": [],
    "desk_start": [],
    "desk_update": ["measure"],
    "desk_carry_forward": ["measure"],
    "desk_submission": ["pk"],
    "desk_check": ["pk"],
    "desk_preview": ["pk"],
    "desk_trail": ["pk"],
    "desk_step": ["pk"],
    "desk_cycle": ["pk"],
    "desk_events": ["pk"],
    "desk_file": ["pk", "file"],
    "desk_section": ["pk", "slug"],
    "desk_archive": ["coalition"],
    "desk_profile": ["coalition"],
}
ROUTES = [str(pattern.name) for pattern in urls_desk.urlpatterns]


@pytest.fixture
def file() -> SubmissionFile:
    """A file of a report whose title and answers hold the marker, of a coalition that has a published measure."""
    submission = SubmissionFactory(answers={"measure": {"title": MARKER}, "contact": {"contact_name": MARKER}})
    MeasureFactory(coalition=submission.coalition)
    return SubmissionFileFactory(submission=submission, name=f"{MARKER}.txt")


def address(route: str, file: SubmissionFile) -> str:
    values: dict[str, Any] = {
        "pk": file.submission_id,
        "file": file.pk,
        "slug": "contact",
        "measure": file.submission.coalition.measures.get().pk,
        "coalition": file.submission.coalition.slug,
    }
    return reverse(route, kwargs={name: values[name] for name in NEEDS[route]})


def forged(file: SubmissionFile) -> dict[str, Any]:
    """Everything that a form of the desk could send."""
    return {
        "coalition": file.submission.coalition_id,
        "do": "submit",
        "declared": "yes",
        "revision": "0",
        "contact_name": "Mallory",
        "cycle": file.submission.cycle_id,
    }


def test_every_address_of_the_desk_is_in_the_table() -> None:
    assert set(ROUTES) == set(NEEDS)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_learns_or_changes_anything(
    client: Client, file: SubmissionFile, route: str, method: str, outsider: Outsider
) -> None:
    client.force_login(outsider(file.submission.coalition))
    before = Submission.objects.values().get()

    answer = getattr(client, method)(address(route, file), forged(file))

    leads_to_own_desk = answer.status_code == 302 and answer["Location"] == reverse("desk")
    is_own_desk = not NEEDS[route] and answer.status_code in (200, 405)
    assert leads_to_own_desk or is_own_desk or answer.status_code in (404, 405)
    assert MARKER not in answer.content.decode()
    assert Submission.objects.values().get() == before


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in(client: Client, file: SubmissionFile, route: str, method: str) -> None:
    before = Submission.objects.values().get()

    answer = getattr(client, method)(address(route, file), forged(file))

    leads = {reverse("desk"), reverse("account_login")}
    assert answer.status_code == 405 or answer["Location"].partition("?")[0] in leads
    assert Submission.objects.values().get() == before


@pytest.mark.parametrize("route", ROUTES)
def test_an_id_that_is_no_report_leads_nowhere(client: Client, file: SubmissionFile, route: str) -> None:
    client.force_login(RepresentativeFactory(coalition=file.submission.coalition).user)
    guessed = {name: "contact" if name == "slug" else 999_999_999 for name in NEEDS[route]}
    if not guessed:
        pytest.skip("names nothing")

    assert client.post(reverse(route, kwargs=guessed), forged(file)).status_code in (404, 405)
    assert client.get(reverse(route, kwargs=guessed)).status_code in (404, 302)


def test_a_file_of_another_report_is_not_served_under_ones_own(client: Client, file: SubmissionFile) -> None:
    own = SubmissionFactory()
    client.force_login(RepresentativeFactory(coalition=own.coalition).user)

    assert client.get(reverse("desk_file", args=[own.pk, file.pk])).status_code == 404


def test_a_file_is_saved_and_never_run(client: Client, file: SubmissionFile) -> None:
    client.force_login(RepresentativeFactory(coalition=file.submission.coalition).user)

    answer = client.get(file.get_absolute_url())

    assert answer["Content-Disposition"] == f'attachment; filename="{MARKER}.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("route", [route for route in ROUTES if "pk" in NEEDS[route] and route != "desk_file"])
def test_pages_of_a_report_are_kept_by_no_cache(client: Client, file: SubmissionFile, route: str) -> None:
    client.force_login(RepresentativeFactory(coalition=file.submission.coalition).user)

    answer = client.get(address(route, file), {"name": "events-n1-event"})

    assert "no-store" in answer.get("Cache-Control", "") or answer["Location"] == reverse("desk")


def test_drafts_are_in_no_public_page_feed_export_or_search(client: Client, file: SubmissionFile) -> None:
    """Every public address that needs no argument, with a search for the marker, and what lists records by slug."""
    SubmissionFactory(state=Submission.State.SUBMITTED, answers=file.submission.answers)
    measure = file.submission.coalition.measures.get()
    addresses = [*public_addresses(), measure.get_absolute_url(), file.submission.coalition.get_absolute_url()]

    for public in addresses:
        assert occurrences(client, public, MARKER, {}) == 0, public
        # A page repeats what was searched for, so what nobody wrote anywhere must occur as often.
        sought, unwritten = ({"q": word} for word in (MARKER, "Xylothamnulus"))
        assert occurrences(client, public, MARKER, sought) == occurrences(client, public, "Xylothamnulus", unwritten)
    assert len(addresses) > 15


def occurrences(client: Client, address: str, word: str, query: dict[str, str]) -> int:
    answer: Any = client.get(address, query, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace").count(word)


def public_addresses() -> list[str]:
    """The addresses outside desk, accounts and admin that take no argument."""
    found: list[str] = []

    def walk(patterns: list[Any], prefix: str) -> None:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and not any(sign in route for sign in "<(\\^"):
                found.append("/" + route)

    walk(get_resolver().url_patterns, "")
    found += [f"/en/{listing}/export.{form}" for listing in ("measures", "results") for form in ("csv", "json")]
    found += [f"/api/v1/{listing}/" for listing in ("measures", "results", "coalitions", "events")]
    private = ("/en/desk/", "/en/accounts/", "/admin/", "/en/invitations/")
    return [address for address in found if not address.startswith(private)]
