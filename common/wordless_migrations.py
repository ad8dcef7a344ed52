"""Migrations without wording: what a person reads beside a field is neither written into them nor asks for one.

The database knows nothing of labels, help, choices and what a form checks. Everything else counts as Django sees it.
"""

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Field
from django.db.models.constraints import BaseConstraint

OF_A_FIELD = ("verbose_name", "help_text", "error_messages", "choices", "validators")
OF_A_MODEL = ("verbose_name", "verbose_name_plural")
OF_A_CONSTRAINT = ("violation_error_message",)


class WordlessAutodetector(MigrationAutodetector):
    """Compares what the migrations made with what the models are, both without their wording."""

    def __init__(self, from_state: ProjectState, to_state: ProjectState, questioner: Any = None) -> None:
        super().__init__(_wordless(from_state), _wordless(to_state), questioner)


def _wordless(state: ProjectState) -> ProjectState:
    state = state.clone()
    for model in state.models.values():
        _take_words_out(model)
    return state


def _take_words_out(model: ModelState) -> None:
    model.fields = {name: _remade(field, OF_A_FIELD) for name, field in model.fields.items()}
    for name in OF_A_MODEL:
        model.options.pop(name, None)
    constraints = model.options["constraints"]
    model.options["constraints"] = [_remade(constraint, OF_A_CONSTRAINT) for constraint in constraints]


def _remade(original: Field | BaseConstraint, without: tuple[str, ...]) -> Any:
    """The same field or constraint, made anew without these arguments."""
    *_path, args, kwargs = original.deconstruct()
    return type(original)(*args, **{name: value for name, value in kwargs.items() if name not in without})
