"""Files are judged by what is in them."""

import contextlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from common import uploads
from common.uploads import Judged, clean_name, judge

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = '<Types><Override PartName="/word/document.xml" ContentType="{}.main+xml"/></Types>'


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def archive(parts: dict[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def word(**parts: bytes | str) -> bytes:
    return archive({"[Content_Types].xml": MAIN.format(WORD), "word/document.xml": "<w/>", **parts})


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        judge(upload(name, content))
    return caught.value.messages[0]


@pytest.mark.parametrize(
    ("name", "content", "content_type", "shown"),
    [
        ("report.pdf", b"%PDF-1.7\n%...", "application/pdf", "report.pdf"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg", "photo.jpeg"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png", "photo.png"),
        ("photo", b"GIF89a" + b"\0" * 20, "image/gif", "photo.gif"),
        ("photo.png", b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 20, "image/webp", "photo.webp"),
        ("notes.txt", "Réunion à Lomé\r\n".encode(), "text/plain", "notes.txt"),
        ("notes.txt", "Réunion à Lomé".encode("cp1252"), "text/plain", "notes.txt"),
        ("notes.txt", "会议记录".encode("utf-16"), "text/plain", "notes.txt"),
        ("people.csv", b"name;country\nA;TG\n", "text/csv", "people.csv"),
        ("minutes.docx", word(), WORD, "minutes.docx"),
        ("minutes.pdf", word(), WORD, "minutes.docx"),
        (
            "plan.odt",
            archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
            "application/vnd.oasis.opendocument.text",
            "plan.odt",
        ),
    ],
)
def test_what_is_taken(name: str, content: bytes, content_type: str, shown: str) -> None:
    assert judge(upload(name, content)) == Judged(content_type, shown, len(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"MZ\x90\x00" + b"\0" * 200),
        ("report.txt", b"\x7fELF" + b"\0" * 200),
        ("report.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("page.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("picture.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("sound.mp3", b"ID3" + b"\0" * 200),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("some.txt", b"text\x00with zero"),
    ],
)
def test_what_is_none_of_the_kinds(name: str, content: bytes) -> None:
    assert refusal(name, content).startswith(f"“{name}” is none of the kinds of file that can be kept here")


def test_a_bomb_is_not_unpacked_whatever_it_says_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_UNPACKED", 1_000_000)
    honest = word(bomb=b"0" * 2_000_000)
    liar = honest.replace((2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert refusal("a.docx", honest) == (
        "“a.docx” unpacks to more than a document should hold. Save it as PDF, or in smaller parts."
    )
    assert refusal("a.docx", liar).startswith("“a.docx” ")


def test_a_document_of_too_many_parts_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_PARTS", 10)

    assert refusal("a.docx", word(**{f"word/part{number}.xml": "<w/>" for number in range(9)})) == (
        "“a.docx” unpacks to more than a document should hold. Save it as PDF, or in smaller parts."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (archive({"a.txt": "text"}), "“a.docx” is an archive. Unpack it, and add the files that matter one by one."),
        (
            word(**{"word/vbaProject.bin": b"macro"}),
            "“a.docx” holds macros, which are programs. Save it without them, or as PDF.",
        ),
        (
            archive({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/script.xml": "<x/>"}),
            "“a.docx” holds macros, which are programs. Save it without them, or as PDF.",
        ),
        (
            word()[:60] + b"\xff" * 20 + word()[80:],
            "“a.docx” is damaged or locked with a password. Save it anew without a password, and try again.",
        ),
        (b"", "“a.docx” is empty. Choose the file again."),
    ],
)
def test_what_is_wrong_with_a_document(content: bytes, sentence: str) -> None:
    assert refusal("a.docx", content) == sentence


def test_a_file_has_ten_megabytes_at_most() -> None:
    assert refusal("a.txt", b"a" * (uploads.LARGEST + 1)).startswith(
        "“a.txt” has 10.0\xa0MB, and the limit is 10.0\xa0MB"
    )


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\files\\procès-verbal.pdf", "procès-verbal.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("محضر الاجتماع.pdf", "محضر الاجتماع.pdf"),
        ('a<b>"c|d?.txt', "a b c d .txt"),
        ("...", "file"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_no_damage_to_a_document_is_more_than_a_refusal() -> None:
    """Cut off anywhere, or with a byte overwritten anywhere: it is taken, or refused in a sentence."""
    whole = word()
    cut = [whole[:length] for length in range(1, len(whole))]
    overwritten = [
        whole[:place] + bytes([byte]) + whole[place + 1 :] for place in range(len(whole)) for byte in (0, 14, 129, 255)
    ]

    for content in (*cut, *overwritten):
        with contextlib.suppress(ValidationError):
            judge(upload("a.docx", content))
