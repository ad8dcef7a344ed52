"""The archive: the table and the evidence files of what is listed."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from exports import zip as archive
from measures.versions import withdraw
from tests.factories import (
    EvidenceFactory,
    MeasureFactory,
)

pytestmark = pytest.mark.django_db


def test_the_archive_holds_the_table_and_the_files_of_what_is_listed(client: Client) -> None:
    listed = MeasureFactory(title="Listed", countries=["CA"])
    evidence = EvidenceFactory(
        measure=listed, file=ContentFile(b"Ten people.", name="a.txt"), name="../../minutes: 1.txt"
    )
    EvidenceFactory(measure=MeasureFactory(countries=["MX"]))

    content = ZipFile(BytesIO(b"".join(client.get("/en/measures/export.zip?country=CA"))))

    path = f"evidence/listed/{evidence.pk}--..-minutes- 1.txt"
    assert content.namelist() == ["measures.csv", path]
    assert content.read(path) == b"Ten people."
    assert content.read("measures.csv").decode().count("\r\n") == 2


def test_no_file_of_a_withdrawn_measure_is_in_the_archive(client: Client) -> None:
    evidence = EvidenceFactory()
    withdraw(evidence.measure, by=None, reason="Reported twice.")

    content = ZipFile(BytesIO(b"".join(client.get("/en/measures/export.zip"))))

    assert content.namelist() == ["measures.csv"]


def test_a_file_that_is_gone_from_the_disk_is_named(client: Client) -> None:
    evidence = EvidenceFactory()
    Path(evidence.file.path).unlink()

    content = ZipFile(BytesIO(b"".join(client.get("/en/measures/export.zip"))))

    assert content.namelist() == ["measures.csv", "missing.txt"]
    assert archive.path_of(evidence) in content.read("missing.txt").decode()


def test_too_many_files_are_refused_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    EvidenceFactory()
    monkeypatch.setattr("public.views.downloads.MOST_FILES", 0)

    answer = client.get("/en/measures/export.zip")

    assert answer.status_code == 400
    assert "An archive holds at most 0 files. Narrow the list." in answer.content.decode()
