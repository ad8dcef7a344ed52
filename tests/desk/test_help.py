"""Help at the desk: the page that says how to report, and letters to the secretariat."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from coalitions.models import Representative
from submissions.models import Submission
from tests import admin
from tests.factories import RepresentativeFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

GUIDE = "/en/desk/help/"
LETTER = "/en/desk/secretariat/"


@pytest.fixture
def representative(client: Client) -> Representative:
    """A contributor, who is signed in."""
    found: Representative = RepresentativeFactory(user__name="Ama", user__email="ama@example.org")
    client.force_login(found.user)
    return found


@pytest.fixture
def report(representative: Representative) -> Submission:
    report: Submission = SubmissionFactory(coalition=representative.coalition)
    return report


@pytest.fixture
def to_secretariat(settings: Settings) -> str:
    settings.SECRETARIAT_EMAIL = "office@example.org"
    return "office@example.org"


def letters() -> dict[str, Any]:
    return {letter.to[0]: letter for letter in mail.outbox}


def pages(report: Submission) -> list[str]:
    """Every page of the desk that a contributor opens."""
    arguments: dict[str, list[Any]] = {"desk": [], "desk_help": [], "desk_letter": []}
    arguments |= {f"desk_{name}": [report.pk] for name in ("submission", "check", "trail")}
    arguments |= {"desk_section": [report.pk, "measure"], "people": [report.coalition.slug]}
    return [reverse(name, args=values) for name, values in arguments.items()]


def test_every_page_leads_to_help_and_to_the_secretariat(client: Client, report: Submission) -> None:
    leading = [
        page
        for page in pages(report)
        if f'href="{GUIDE}"' in (shown := client.get(page).content.decode()) and f'href="{LETTER}' in shown
    ]

    assert leading == pages(report)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fr", "Faire rapport, étape par étape"), ("es", "Cómo presentar un informe, paso a paso")],
)
def test_the_help_speaks_the_language_of_the_page(
    client: Client, representative: Representative, language: str, heading: str
) -> None:
    assert f"<h1>{heading}</h1>" in client.get(f"/{language}/desk/help/").content.decode()


def test_a_letter_goes_to_the_secretariat_and_comes_back_as_a_copy(
    client: Client, report: Submission, to_secretariat: str
) -> None:
    client.post(LETTER, {"about": f"report-{report.pk}", "text": "May we have a week more?"})

    letter, copy = letters()[to_secretariat], letters()["ama@example.org"]
    assert letter.message()["Reply-To"] == "ama@example.org"
    for part in ("Ama (ama@example.org)", str(report.coalition), str(report.title), "May we have a week more?"):
        assert part in letter.body
    assert f"/admin/submissions/submission/{report.pk}/change/" in letter.body
    assert "May we have a week more?" in copy.body
    assert len(mail.outbox) == 2


def test_the_page_of_a_report_leads_to_a_letter_about_it(client: Client, report: Submission) -> None:
    assert f'href="{LETTER}?report={report.pk}"' in client.get(report.get_absolute_url()).content.decode()
    assert client.get(f"{LETTER}?report={report.pk}").context["form"].initial == {"about": f"report-{report.pk}"}


def test_without_an_address_all_who_review_get_it(client: Client, report: Submission) -> None:
    admin.editor(email="editor@example.org")
    admin.administrator(email="administrator@example.org")

    client.post(LETTER, {"about": f"coalition-{report.coalition.slug}", "text": "Hello"})

    assert set(letters()) == {"editor@example.org", "ama@example.org"}


def test_nobody_writes_about_the_reports_of_others(
    client: Client, representative: Representative, to_secretariat: str
) -> None:
    of_others = SubmissionFactory()

    answer = client.post(LETTER, {"about": f"report-{of_others.pk}", "text": "Mine."})

    assert set(answer.context["form"].errors) == {"about"}
    assert str(of_others.coalition) not in client.get(f"{LETTER}?report={of_others.pk}").content.decode()
    assert mail.outbox == []


def test_a_name_of_several_lines_adds_nothing_to_the_letters_head(client: Client, to_secretariat: str) -> None:
    client.force_login(UserFactory(name="Ama\r\nBcc: evil@example.org"))

    client.post(LETTER, {"text": "Hello"})

    assert letters()[to_secretariat].subject == "Ama Bcc: evil@example.org writes"
    assert letters()[to_secretariat].recipients() == [to_secretariat]


def test_who_writes_too_often_waits_and_keeps_the_text(client: Client, report: Submission, to_secretariat: str) -> None:
    post = {"about": f"report-{report.pk}", "text": "Again."}
    for _time in range(5):
        client.post(LETTER, post)

    answer = client.post(LETTER, post)

    assert (answer.status_code, answer.context["form"]["text"].value()) == (429, "Again.")
    assert len(mail.outbox) == 10


@pytest.mark.usefixtures("representative")
def test_whoever_is_signed_out_meanwhile_keeps_the_letter(client: Client, to_secretariat: str) -> None:
    client.logout()

    answer = client.post(LETTER, {"text": "A long letter."})

    assert (answer.status_code, mail.outbox) == (302, [])
    assert "kept" in answer.headers["Location"]


@pytest.mark.parametrize("address", [GUIDE, LETTER])
def test_visitors_sign_in_first(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
