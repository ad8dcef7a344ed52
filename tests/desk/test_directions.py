"""What people wrote runs as its own script runs, wherever the desk shows it or lets it be typed."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from submissions import workflow
from submissions.coalition_archive import write_archive
from submissions.models import Submission
from tests.desk.steps import section
from tests.factories import RemarkFactory, UserFactory
from tests.pages import elements

pytestmark = pytest.mark.django_db
REMARK, REPLY, NOTE, TITLE = "أين عقد الاجتماع؟", "في لومي.", "تقرير مكرر.", "دعم التحالفات"


@pytest.fixture
def asked(submission: Submission) -> Submission:
    """A report in Arabic with a remark in Arabic, and the writer's reply to it."""
    submission.answers = {"measure": {"title": TITLE, "language": "ar"}}
    submission.state = Submission.State.CHANGES_REQUESTED
    submission.save()
    RemarkFactory(
        submission=submission,
        question="title",
        text=REMARK,
        answer=REPLY,
        answered_by=UserFactory(),
        round=1,
        sent_at=timezone.now(),
    )
    return submission


def directions(page: str, text: str) -> set[str]:
    """The directions of the elements that directly hold this text."""
    parts = page.split(text)[:-1]
    return {"auto" if 'dir="auto"' in part[part.rfind("<") :] else "none" for part in parts}


def test_remarks_and_replies_in_the_trail(writer: Client, asked: Submission) -> None:
    page = writer.get(reverse("desk_trail", args=[asked.pk])).content.decode()

    assert (directions(page, REMARK), directions(page, REPLY)) == ({"auto"}, {"auto"})


def test_a_remark_beside_its_question(writer: Client, asked: Submission) -> None:
    page = writer.get(section(asked)).content.decode()

    assert directions(page, REMARK) == {"auto"}


def test_the_reason_of_a_refusal(writer: Client, submission: Submission) -> None:
    submission.state = Submission.State.SUBMITTED
    submission.save()
    workflow.decline(submission, UserFactory(), NOTE)

    page = writer.get(submission.get_absolute_url()).content.decode()

    assert directions(page, NOTE) == {"auto"}


def test_what_is_typed_runs_as_its_script_and_is_in_the_language_of_the_report(
    writer: Client, asked: Submission
) -> None:
    (title,) = elements(writer.get(section(asked)), "textarea", name="title")

    assert (title.attributes.get("dir"), title.attributes.get("lang")) == ("auto", "ar")


def test_a_title_whose_language_is_not_chosen_yet(writer: Client, submission: Submission) -> None:
    submission.answers = {"measure": {"title": TITLE}}
    submission.save()

    assert submission.title.dir == "auto"


def test_the_archive(asked: Submission) -> None:
    out = io.BytesIO()
    write_archive(asked.coalition, out)
    archive = zipfile.ZipFile(out)
    (name,) = [name for name in archive.namelist() if name.endswith("/report.html")]
    page = archive.read(name).decode()

    assert (directions(page, REMARK), directions(page, REPLY)) == ({"auto"}, {"auto"})
    assert f'<h1><span lang="ar" dir="rtl">{TITLE}</span></h1>' in page
