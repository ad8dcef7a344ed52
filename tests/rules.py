"""How a rule is tested from both its sides: written past the forms, and typed into a form."""

from typing import Any

from django.db import models
from django.forms import modelform_factory


def form_errors(model: type[models.Model], data: dict[str, Any]) -> dict[str, list[str]]:
    """What a form of this model says to what was typed: sentences, by field."""
    form = modelform_factory(model, fields="__all__")(data)
    return {field: [str(sentence) for sentence in sentences] for field, sentences in form.errors.items()}
