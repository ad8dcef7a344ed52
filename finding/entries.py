"""Seeing that each public record has its entry, by which search finds it.

Triggers make the entries, and whoever loads data with triggers off leaves records without one. All that is done here is
to note such records as changed: then they are entered when the transaction ends, and every process reads them again.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from pyroaring import BitMap

from finding.index import ids_in_order
from finding.kinds import KINDS
from measures.models import Term

TERM = "term"
AT_ONCE = 5_000  # records in one transaction
ENTERED = "SELECT record FROM search_text WHERE kind = %s"
ENTERED_TERMS = "SELECT record FROM search_name WHERE kind = %s"  # which are found by their names alone


def mend() -> int:
    """Enter what is public without an entry, and take out what has one without being public. Returns how many."""
    mended = 0
    for kind, records in _public().items():
        with connection.cursor() as cursor:
            cursor.execute(ENTERED_TERMS if kind == TERM else ENTERED, [kind])
            wrong = records ^ BitMap(record for (record,) in cursor)
        mended += _note(kind, wrong)
    return mended


def renew() -> int:
    """Make all entries anew, for when their words are made differently. Returns how many."""
    return sum(_note(kind, records) for kind, records in _public().items())


def _public() -> dict[str, BitMap]:
    public = {kind.name: BitMap(ids_in_order(kind.records().order_by())) for kind in KINDS}
    return public | {TERM: BitMap(ids_in_order(Term.objects.order_by()))}


def _note(kind: str, records: Iterable[int]) -> int:
    changed = list(records)
    for start in range(0, len(changed), AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT search_note(%s, %s)", [kind, changed[start : start + AT_ONCE]])
    return len(changed)
