"""A ZIP that streams: a listing's table, and the evidence files of its measures."""

import re
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

from exports.text import printable
from measures.models import Evidence

MOST_FILES = 2_000
MOST_BYTES = 2 * 1024**3
PIECE = 256 * 1024


class Outgoing(RawIOBase):
    """Where the ZIP is written, and from where it leaves in pieces. It cannot be sought in, so nothing is kept."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        piece = bytes(self.waiting)
        self.waiting.clear()
        return piece


def zip_pieces(table_name: str, table: Iterable[str], files: Iterable[Evidence], missing: str) -> Iterator[bytes]:
    """The archive in pieces. A file that is not on disk is named, with the sentence `missing`, in a text of its own."""
    out = Outgoing()
    lost: list[str] = []
    with ZipFile(out, "w") as archive:
        yield from pieces_of(archive, out, table_name, (text.encode() for text in table))
        for evidence in files:
            name = path_of(evidence)
            try:
                file = evidence.file.open()
            except OSError:
                lost.append(name)
                continue
            with file:
                yield from pieces_of(archive, out, name, file.chunks(PIECE), ZIP_STORED)
        if lost:
            yield from pieces_of(archive, out, "missing.txt", ["\n".join([missing, "", *lost, ""]).encode()])
    yield out.take()


def path_of(evidence: Evidence) -> str:
    """Where the file lies in the archive: its measure's folder, its number and its name, without ways out of there."""
    name = re.sub(r'[\\/:*?"<>|]', "-", printable(evidence.name)).strip(" .") or "file"
    return f"evidence/{evidence.measure.slug}/{evidence.pk}-{name[-150:]}"


def pieces_of(
    archive: ZipFile,
    out: Outgoing,
    name: str,
    pieces: Iterable[bytes],
    compression: int = ZIP_DEFLATED,
    *,
    is_large: bool = True,
) -> Iterator[bytes]:
    """One file of the archive, in pieces; it may have more than 4 GB where it `is_large`, which Excel warns of."""
    entry = ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = compression
    with archive.open(entry, "w", force_zip64=is_large) as target:
        for piece in pieces:
            target.write(piece)
            if len(out.waiting) >= PIECE:
                yield out.take()
