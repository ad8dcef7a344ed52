"""Files that somebody sent, as a browser gets them."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import Http404

from common.downloads import to_be_saved
from measures.models import Evidence


@pytest.fixture
def file(tmp_path: Path) -> FieldFile:
    """A stored file, which no record has yet."""
    (tmp_path / "stored.txt").write_bytes(b"Ten people came.")
    file = Evidence().file
    file.storage, file.name = FileSystemStorage(tmp_path), "stored.txt"
    return file


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("minutes.txt", "minutes.txt"),
        ("../minutes.txt", "..-minutes.txt"),
        ("min\x00utes\x7f.txt", "minutes.txt"),
        (" \x07", "measure-1"),
        ("", "measure-1"),
    ],
)
def test_a_name_leads_nowhere_and_is_never_empty(file: FieldFile, name: str, saved_as: str) -> None:
    answer = to_be_saved(file, name=name, or_else="measure-1", content_type="text/plain")

    assert answer["Content-Disposition"] == f'attachment; filename="{saved_as}"'


def test_a_browser_neither_shows_a_file_nor_guesses_its_type(file: FieldFile) -> None:
    answer = to_be_saved(file, name="x", or_else="x", content_type="")

    assert answer.getvalue() == b"Ten people came."
    assert {name: answer[name] for name in ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options")} == {
        "Content-Type": "application/octet-stream",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }


def test_a_lost_file_is_not_found(file: FieldFile) -> None:
    file.storage.delete("stored.txt")

    with pytest.raises(Http404):
        to_be_saved(file, name="x", or_else="x", content_type="text/plain")
