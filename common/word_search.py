"""Looking for a record by words of its own, for whoever picks one from a list."""

from typing import TypeVar

from django.db import models
from django.db.models import Q

Records = TypeVar("Records", bound=models.QuerySet)


def having_words(records: Records, text: str, *fields: str) -> Records:
    """Those of the records that have every word of the text in one of these fields, be it inside a longer word.

    Case and accents do not count. A text without a word leaves all records.
    """
    for word in text.split():
        somewhere = Q()
        for field in fields:
            somewhere |= Q(**{f"{field}__unaccent__icontains": word})
        records = records.filter(somewhere)
    return records
