"""The files of a report: added, named, removed, and refused."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from submissions.models import Submission
from tests.desk.steps import press, rows, stored
from tests.factories import SubmissionFileFactory

pytestmark = pytest.mark.django_db


def test_files_are_added_named_and_removed(writer: Client, submission: Submission) -> None:
    upload = SimpleUploadedFile("minutes.txt", b"Ten people came.")
    press(writer, submission, "evidence", "upload", {"files": [upload]})
    file = submission.files.get()
    press(writer, submission, "evidence", "save", {f"file_{file.pk}": "Who came"})

    assert (file.name, file.content_type) == ("minutes.txt", "text/plain")
    assert stored(submission, "evidence")[f"file_{file.pk}"] == "Who came"

    press(writer, submission, "evidence", f"remove-file {file.pk}", {})
    assert not submission.files.exists()


@pytest.mark.parametrize(
    ("name", "content", "begins"),
    [
        ("report.pdf", b"MZ\x90\x00" + b"\x00" * 60, "“report.pdf” is none of the kinds of file"),
        ("empty.pdf", b"", "“empty.pdf” is empty."),
        ("large.txt", b"a" * (10 * 1024 * 1024 + 1), "“large.txt” has 10.0"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_the_button_and_the_text_is_saved(
    writer: Client, submission: Submission, name: str, content: bytes, begins: str
) -> None:
    post = rows("links", "n1", **{"links-n1-url": "example.org"})

    page = press(writer, submission, "evidence", "upload", {**post, "files": [SimpleUploadedFile(name, content)]})

    assert page.context["file_error"].startswith(begins)
    assert not submission.files.exists()
    assert stored(submission, "evidence")["links"][0]["url"] == "example.org"


def test_a_bomb_named_docx_is_refused(writer: Client, submission: Submission) -> None:
    page = press(writer, submission, "evidence", "upload", {"files": [SimpleUploadedFile("bomb.docx", bomb())]})

    assert page.context["file_error"].startswith("“bomb.docx” unpacks to more than a document should hold.")


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        types = (
            '<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        )
        archive.writestr("[Content_Types].xml", types)
        for number in range(9):
            archive.writestr(f"word/{number}.xml", b"0" * 25_000_000)
    return content.getvalue()


def test_an_eleventh_file_is_refused(writer: Client, submission: Submission) -> None:
    SubmissionFileFactory.create_batch(10, submission=submission)

    page = press(writer, submission, "evidence", "upload", {"files": [SimpleUploadedFile("a.txt", b"One more.")]})

    assert page.context["file_error"] == ("A report has at most 10 files. Remove one before you add “a.txt”.")
