"""Each right of the secretariat's groups is good for something: a page, or rows of a page, let it through."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest

from accounts.groups import ADMINISTRATORS, EDITORS
from accounts.models import User
from secretariat.rights import RIGHTS
from tests import admin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


@pytest.mark.parametrize(("group", "person"), [(EDITORS, admin.editor), (ADMINISTRATORS, admin.administrator)])
def test_no_right_is_without_a_page_or_overridden_on_all(group: str, person: Callable[[], User]) -> None:
    request = HttpRequest()
    request.user = person()

    hollow = [
        f"{app}.{action}_{model}"
        for app, model, action in rights_of(group)
        if not any(lets_through(page, action, request) for page in pages_of(app, model))
    ]

    assert hollow == []


def rights_of(group: str) -> Iterator[tuple[str, str, str]]:
    for tables in RIGHTS[group]:
        for app, models in tables.items():
            for model, actions in models.items():
                yield from ((app, model, action) for action in actions)


def pages_of(app: str, model: str) -> list[Any]:
    """The admin's page of these records, and their rows on the pages of other records."""
    wanted, pages = apps.get_model(app, model), site._registry
    rows = [row(page.model, site) for page in pages.values() for row in page.inlines if row.model is wanted]
    return [*rows, *([pages[wanted]] if wanted in pages else [])]


def lets_through(page: Any, action: str, request: HttpRequest) -> bool:
    of = (None,) if isinstance(page, InlineModelAdmin) else ()
    return bool(getattr(page, f"has_{action}_permission")(request, *of))
