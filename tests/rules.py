"""How a rule is tested from both its sides: written past the forms, and typed into a form."""

from typing import Any

from django.db import models, transaction
from django.forms import modelform_factory


def insert(record: models.Model) -> None:
    """Write a new record past what the program checks, so that only the database can refuse it."""
    with transaction.atomic():
        type(record)._default_manager.bulk_create([record])


def update(record: models.Model, **fields: Any) -> None:
    """Change a stored record past what the program checks, so that only the database can refuse it."""
    with transaction.atomic():
        type(record)._default_manager.filter(pk=record.pk).update(**fields)


def form_errors(model: type[models.Model], data: dict[str, Any]) -> dict[str, list[str]]:
    """What a form of this model says to what was typed: sentences, by field."""
    form = modelform_factory(model, fields="__all__")(data)
    return {field: [str(sentence) for sentence in sentences] for field, sentences in form.errors.items()}
