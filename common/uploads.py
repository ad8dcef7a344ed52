"""Judging an uploaded file by what is in it, never by its name: for evidence in the admin and in reports alike."""

import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

import filetype
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024  # bytes
MOST_FILES = 10  # of one measure or report

# Of an archive, which office documents are. A bomb is small on the way in and huge when opened.
MOST_PARTS = 5_000
LARGEST_UNPACKED = 200 * 1024 * 1024

PICTURES_AND_PDF = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
}
OPENXML = "application/vnd.openxmlformats-officedocument"
OFFICE = {
    f"{OPENXML}.wordprocessingml.document": ".docx",
    f"{OPENXML}.spreadsheetml.sheet": ".xlsx",
    f"{OPENXML}.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
TEXT = {"text/plain": ".txt", "text/csv": ".csv"}
ENDINGS = {**PICTURES_AND_PDF, **OFFICE, **TEXT}
ALSO = {".jpeg": ".jpg", ".md": ".txt", ".text": ".txt"}
# What a browser's file dialogue offers; the server judges for itself.
ACCEPT = ",".join([*ENDINGS.values(), ".jpeg"])

# What the library raises over an archive that is cut off, overwritten or locked.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(ValueError, LookupError, ArithmeticError, RuntimeError, EOFError, OSError),
)

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SCRIPT = re.compile(r"\s*(?:#!|<[!?a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """What a file is: its type, the name that readers get it under, and its size in bytes."""

    content_type: str
    name: str
    size: int


def judge(upload: Any) -> Judged:
    """What an upload is. Raises ValidationError, in a sentence, for one that the register does not take."""
    name = clean_name(upload.name)
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty. Choose the file again."), params={"name": name})
    if upload.size > LARGEST:
        raise ValidationError(
            _("“%(name)s” has %(size)s, and the limit is %(largest)s. Make it smaller, or give a link to it."),
            params={"name": name, "size": filesizeformat(upload.size), "largest": filesizeformat(LARGEST)},
        )
    upload.seek(0)
    content_type = _type_of(upload.file if hasattr(upload, "file") else upload, name)
    upload.seek(0)
    return Judged(content_type, _with_ending(name, ENDINGS[content_type]), upload.size)


def clean_name(name: str) -> str:
    """The name without folders, without signs that cannot be seen, and not too long."""
    base = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(
        " " if char.isspace() else char for char in base if unicodedata.category(char)[0] != "C" or char == "\t"
    )
    seen = re.sub(r'\s+|[<>:"|?*]+', " ", unicodedata.normalize("NFC", seen)).strip(" .")
    path = PurePosixPath(seen or _("file"))
    return path.stem[:150] + path.suffix[:10]


def _with_ending(name: str, ending: str) -> str:
    path = PurePosixPath(name)
    known = ALSO.get(path.suffix.lower(), path.suffix.lower())
    if known == ending:
        return name
    return (path.stem if path.suffix.lower() in ENDINGS.values() else name) + ending


def _type_of(file: IO[bytes], name: str) -> str:
    start = file.read(8192)
    found = filetype.guess_mime(start)
    if found in PICTURES_AND_PDF:
        return str(found)
    if zipfile.is_zipfile(file):
        return _type_of_archive(file, name)
    file.seek(0)
    if found is None and _is_text(file.read()):
        return "text/csv" if name.lower().endswith(".csv") else "text/plain"
    raise ValidationError(
        _(
            "“%(name)s” is none of the kinds of file that can be kept here, whatever its name says. Possible are PDF, "
            "pictures (PNG, JPEG, WebP, GIF), plain text and CSV, and documents of Office or LibreOffice "
            "(docx, xlsx, pptx, odt, ods, odp). Save it as one of these, for instance as PDF."
        ),
        params={"name": name},
    )


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not CONTROL.search(text) and not SCRIPT.match(text)
    return False


def _type_of_archive(file: IO[bytes], name: str) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            content_type = _type_of_office_document(archive)
            if content_type:
                _unpack(archive, name)
                _refuse_macros(archive, name)
                return content_type
    except DAMAGED as error:
        raise ValidationError(
            _("“%(name)s” is damaged or locked with a password. Save it anew without a password, and try again."),
            params={"name": name},
        ) from error
    raise ValidationError(
        _("“%(name)s” is an archive. Unpack it, and add the files that matter one by one."), params={"name": name}
    )


def _type_of_office_document(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            declared = part.read(100).decode("ascii", "replace").strip()
        return declared if declared in OFFICE else ""
    if "[Content_Types].xml" not in names:
        return ""
    with archive.open("[Content_Types].xml") as part:
        types = part.read(1_000_000).decode("utf-8", "replace")
    main = re.search(rf"{re.escape(OPENXML)}\.\w+\.\w+(?=\.main\+xml)", types)
    return main[0] if main and main[0] in OFFICE else ""


def _unpack(archive: zipfile.ZipFile, name: str) -> None:
    # What the archive says of its sizes may be a lie, so it is counted while it is read; nothing is kept.
    parts, size = archive.infolist(), 0
    if len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= LARGEST_UNPACKED:
        for part in parts:
            with archive.open(part) as content:
                while chunk := content.read(1 << 20):
                    size += len(chunk)
                    if size > LARGEST_UNPACKED:
                        break
        if size <= LARGEST_UNPACKED:
            return
    raise ValidationError(
        _("“%(name)s” unpacks to more than a document should hold. Save it as PDF, or in smaller parts."),
        params={"name": name},
    )


def _refuse_macros(archive: zipfile.ZipFile, name: str) -> None:
    if any(
        part.lower().endswith("vbaproject.bin") or part.startswith(("Basic/", "Scripts/"))
        for part in archive.namelist()
    ):
        raise ValidationError(
            _("“%(name)s” holds macros, which are programs. Save it without them, or as PDF."), params={"name": name}
        )
