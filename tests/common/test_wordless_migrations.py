"""Migrations know what the database keeps, and nothing of the words beside it."""

from typing import Any

import pytest
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q

from common.constraints import Rule
from common.wordless_migrations import WordlessAutodetector

TITLE: dict[str, Any] = {"max_length": 100}
RULE: dict[str, Any] = {"name": "book_has_title", "field": "title", "condition": ~Q(title="")}


def book(title: dict[str, Any] = TITLE, rule: dict[str, Any] = RULE, **options: Any) -> ProjectState:
    """A register with one kind of record."""
    state = ProjectState()
    fields = [("id", models.AutoField(primary_key=True)), ("title", models.CharField(**title))]
    state.add_model(ModelState("library", "Book", fields, {"constraints": [Rule(**rule)], **options}))
    return state


def operations(before: ProjectState, after: ProjectState) -> list[Any]:
    """What a new migration would do."""
    autodetector: Any = WordlessAutodetector(before, after)
    changes = autodetector._detect_changes()  # as Django's own tests ask
    return [operation for migrations in changes.values() for step in migrations for operation in step.operations]


@pytest.mark.parametrize(
    "after",
    [
        book(title=TITLE | {"verbose_name": "name"}),
        book(title=TITLE | {"help_text": "As it stands on the cover."}),
        book(title=TITLE | {"error_messages": {"blank": "Give the title."}}),
        book(title=TITLE | {"choices": [("a", "First")]}),
        book(title=TITLE | {"validators": [MinLengthValidator(3, "Write more.")]}),
        book(rule=RULE | {"violation_error_message": "Give the title."}),
        book(verbose_name="volume", verbose_name_plural="volumes"),
    ],
)
def test_a_change_of_wording_asks_for_no_migration(after: ProjectState) -> None:
    assert operations(book(), after) == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (book(title={"max_length": 200}), ["AlterField"]),
        (book(title=TITLE | {"null": True}), ["AlterField"]),
        (book(rule=RULE | {"condition": ~Q(title="none")}), ["RemoveConstraint", "AddConstraint"]),
        (book(ordering=["title"]), ["AlterModelOptions"]),
    ],
)
def test_a_change_of_what_is_kept_asks_for_one(after: ProjectState, expected: list[str]) -> None:
    assert [type(operation).__name__ for operation in operations(book(), after)] == expected


def test_a_new_migration_is_written_without_wording() -> None:
    worded = book(
        title=TITLE | {"verbose_name": "name", "help_text": "As it stands on the cover."},
        rule=RULE | {"violation_error_message": "Give the title."},
        verbose_name="volume",
    )

    (create,) = operations(ProjectState(), worded)

    fields = dict(create.fields)
    assert fields["title"].deconstruct()[3] == TITLE
    assert create.options == {"constraints": [Rule(**RULE)]}
