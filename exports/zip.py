"""A ZIP that streams: a listing's table, and the evidence files of its measures."""

import re
from collections.abc import Iterable, Iterator

from zipstream import ZIP_DEFLATED, ZIP_STORED, ZipStream

from exports.text import printable
from measures.models import Evidence

MOST_FILES = 2_000
MOST_BYTES = 2 * 1024**3
PIECE = 256 * 1024


def zip_pieces(table_name: str, table: Iterable[str], files: Iterable[Evidence], missing: str) -> Iterator[bytes]:
    """Yield the archive in pieces: the table first, then the files, each opened when its turn comes.

    A file that cannot be opened is named, below the sentence `missing`, in a text of its own.
    """
    archive = ZipStream(compress_type=ZIP_DEFLATED)
    archive.add((text.encode() for text in table), table_name)
    yield from archive.all_files()
    lost: list[str] = []
    for evidence in files:
        name = path_of(evidence)
        try:
            file = evidence.file.open()
        except OSError:
            lost.append(name)
            continue
        with file:
            archive.add(file.chunks(PIECE), name, compress_type=ZIP_STORED)
            yield from archive.all_files()
    if lost:
        archive.add("\n".join([missing, "", *lost, ""]), "missing.txt")
    yield from archive.finalize()


def path_of(evidence: Evidence) -> str:
    """Where the file lies in the archive: its measure's folder, its number and its name, without ways out of there."""
    name = re.sub(r'[\\/:*?"<>|]', "-", printable(evidence.name)).strip(" .") or "file"
    return f"evidence/{evidence.measure.slug}/{evidence.pk}-{name[-150:]}"
