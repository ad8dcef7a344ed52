"""Loading the monitoring framework and the other vocabularies from the project's data files."""

from pathlib import Path
from typing import Any

from django.db import transaction

from common.data import read_records
from measures.models import Term, Vocabulary

FRAMEWORK = Path(__file__).resolve().parent / "data" / "framework.yaml"


@transaction.atomic
def load_framework() -> int:
    """Add the vocabularies and terms that are missing, and return how many; what the secretariat edited stays."""
    added = 0
    for position, record in enumerate(read_records(FRAMEWORK), start=1):
        vocabulary = Vocabulary.objects.filter(code=record["code"]).first()
        if not vocabulary:
            vocabulary = _add_vocabulary(record, position)
            added += 1
        added += _add_terms(vocabulary, record["terms"])
    return added


def _add_vocabulary(record: dict[str, Any], position: int) -> Vocabulary:
    parent = Vocabulary.objects.get(code=record["parent"]) if "parent" in record else None
    vocabulary = Vocabulary(
        code=record["code"], names=record["names"], question=record["question"], position=position, parent=parent
    )
    vocabulary.full_clean()
    vocabulary.save()
    return vocabulary


def _add_terms(vocabulary: Vocabulary, records: list[dict[str, Any]]) -> int:
    known = set(vocabulary.terms.values_list("code", flat=True))
    missing = [(place, record) for place, record in enumerate(records, start=1) if record["code"] not in known]
    for place, record in missing:
        parent = Term.objects.get(vocabulary=vocabulary.parent, code=record["parent"]) if "parent" in record else None
        term = Term(vocabulary=vocabulary, code=record["code"], names=record["names"], position=place, parent=parent)
        term.full_clean()
        term.save()
    return len(missing)
