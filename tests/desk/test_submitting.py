"""Checking, previewing and submitting a report."""

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from submissions.models import Submission
from tests.desk.steps import section
from tests.factories import CoalitionFactory, MeasureFactory, RepresentativeFactory, SubmissionFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db
State = Submission.State


def test_what_is_missing_is_listed_with_its_place(writer: Client, submission: Submission) -> None:
    page = writer.get(reverse("desk_check", args=[submission.pk]))

    assert [(problem.section.slug, problem.question) for problem in page.context["problems"]] == [
        ("measure", "title"),
        ("measure", "language"),
        ("measure", "first_year"),
        ("features", "main_features"),
        ("results", "results_achieved"),
        ("contact", "contact_name"),
        ("contact", "contact_email"),
    ]
    assert f'href="{section(submission)}?check=1#id_title"' in page.content.decode()


def test_submitting_needs_the_declaration(client: Client) -> None:
    submission = SubmissionFactory()
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)
    step = reverse("desk_step", args=[submission.pk])

    client.post(step, {"do": "submit"})
    submission.refresh_from_db()
    assert submission.state == State.DRAFT

    client.post(step, {"do": "submit", "declared": "yes"})
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_a_submitted_report_is_taken_back(client: Client) -> None:
    submission = SubmissionFactory(state=State.SUBMITTED)
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    client.post(reverse("desk_step", args=[submission.pk]), {"do": "take-back"})

    submission.refresh_from_db()
    assert submission.state == State.DRAFT


def test_a_similar_measure_of_the_same_coalition_is_pointed_out(client: Client) -> None:
    submission = SubmissionFactory()
    alike = MeasureFactory(coalition=submission.coalition, title="Trained the museum staff")
    MeasureFactory(coalition=submission.coalition, title="Advised a parliament")
    MeasureFactory(coalition=CoalitionFactory(), title="Trained museum staff")
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_check", args=[submission.pk]))

    assert list(page.context["similar"]) == [alike]


def test_a_preview_is_the_public_page_and_publishes_nothing(client: Client) -> None:
    submission = SubmissionFactory()
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_preview", args=[submission.pk]))

    assert page.context["measure"].title == "Trained museum staff"
    assert not Measure.objects.exists()


def test_a_preview_names_the_address_that_the_measure_will_have(client: Client) -> None:
    submission = SubmissionFactory(answers__measure__title="Trained museum staff")
    client.force_login(RepresentativeFactory(coalition=submission.coalition).user)

    page = client.get(reverse("desk_preview", args=[submission.pk]))

    assert texts(page, "p", class_="address") == ["http://testserver/en/measures/trained-museum-staff/"]
    assert "The measure has this address from its publication on." in texts(page, "p", class_="hint")
