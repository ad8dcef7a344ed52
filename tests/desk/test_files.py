"""The files of a report: added, named, removed, and refused."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from submissions.models import Submission
from tests.desk.steps import press, rows, section, stored
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

    assert [sentence.startswith(begins) for sentence in page.context["file_errors"]] == [True]
    assert not submission.files.exists()
    assert stored(submission, "evidence")["links"][0]["url"] == "example.org"


def test_a_bomb_named_docx_is_refused(writer: Client, submission: Submission) -> None:
    page = press(writer, submission, "evidence", "upload", {"files": [SimpleUploadedFile("bomb.docx", bomb())]})

    (sentence,) = page.context["file_errors"]
    assert sentence.startswith("“bomb.docx” unpacks to more than a document should hold.")


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

    assert page.context["file_errors"] == ["A report has at most 10 files. Remove one before you add “a.txt”."]


def minutes() -> SimpleUploadedFile:
    return SimpleUploadedFile("minutes.txt", b"Ten people came.")


def names(submission: Submission) -> list[str]:
    return [file.name for file in submission.files.order_by("pk")]


@pytest.mark.parametrize(
    "button", ["save", "continue", "later", "upload", "add links", "remove links n1", "resolve", ""]
)
def test_a_chosen_file_is_kept_whichever_button_is_pressed(writer: Client, submission: Submission, button: str) -> None:
    post = rows("links", "n1", **{"links-n1-url": "https://example.org"})

    press(writer, submission, "evidence", button, {**post, "files": [minutes()]})

    assert names(submission) == ["minutes.txt"]


def test_a_file_is_kept_in_the_place_of_one_that_is_removed(writer: Client, submission: Submission) -> None:
    first, *_others = SubmissionFileFactory.create_batch(10, submission=submission, name="other.txt")

    press(writer, submission, "evidence", f"remove-file {first.pk}", {"files": [minutes()]})

    assert names(submission) == ["other.txt"] * 9 + ["minutes.txt"]


def test_a_file_is_kept_beside_an_answer_that_is_wrong(writer: Client, submission: Submission) -> None:
    post = rows("links", "n1", **{"links-n1-url": "no address"})

    press(writer, submission, "evidence", "continue", {**post, "files": [minutes()]})

    assert names(submission) == ["minutes.txt"]


def test_one_file_that_is_refused_does_not_take_others_with_it(writer: Client, submission: Submission) -> None:
    files = [SimpleUploadedFile("empty.pdf", b""), minutes()]

    page = press(writer, submission, "evidence", "continue", {"files": files})

    assert page.context["file_errors"] == ["“empty.pdf” is empty. Choose the file again."]
    assert [file.name for file, _title in page.context["page"].files] == ["minutes.txt"]


def test_a_file_is_kept_when_a_colleague_saved_the_section_meanwhile(writer: Client, submission: Submission) -> None:
    mine, theirs = (rows("links", "n1", **{"links-n1-url": url}) for url in ("https://a.example", "https://b.example"))
    press(writer, submission, "evidence", "save", theirs)

    page = writer.post(section(submission, "evidence"), {**mine, "revision": "0", "do": "save", "files": [minutes()]})

    assert (page.status_code, names(submission)) == (409, ["minutes.txt"])
    assert told(page)[-1] == "The file “minutes.txt” is added to the report."


def test_a_file_that_comes_too_late_is_named(writer: Client, submission: Submission) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.SUBMITTED)

    page = writer.post(section(submission, "evidence"), {"revision": "0", "do": "save", "files": [minutes()]})

    assert told(page) == ["The file “minutes.txt” is not kept: This is not possible in the report's state."]


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]
