"""The admin's first page shows each group of the secretariat what it may open, under the names of the interface."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.commands import flush
from django.db.migrations.state import StateApps

from accounts.groups import ADMINISTRATORS, EDITORS
from accounts.models import User
from secretariat.apps import grant_after_migrating
from tests import admin

EDITOR = {
    "Coalitions and events": ["Changes of profiles", "Coalitions", "Events", "Invitations", "Representatives"],
    "Measures and framework": ["Cycles", "Extensions of cycles", "Measures", "Terms", "Versions", "Vocabularies"],
    "Reports": ["Reports"],
}
ADMINISTRATOR = {
    "Accounts": ["Users"],
    "Authentication and Authorization": ["Groups"],
    "Coalitions and events": ["Coalitions", "Events", "Invitations", "Representatives"],
    "Measures and framework": ["Cycles", "Extensions of cycles", "Measures", "Terms", "Versions", "Vocabularies"],
}


@pytest.mark.django_db
@pytest.mark.usefixtures("no_second_factor")
@pytest.mark.parametrize(("person", "expected"), [(admin.editor, EDITOR), (admin.administrator, ADMINISTRATOR)])
def test_the_index_shows_the_records_by_room(person: Callable[[], User], expected: dict[str, list[str]]) -> None:
    rooms = admin.signed_in(person()).get("/admin/").context["app_list"]

    assert {room["name"]: [str(model["name"]) for model in room["models"]] for room in rooms} == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("no_second_factor")
@pytest.mark.parametrize("person", [admin.editor, admin.administrator])
def test_each_room_and_each_list_opens(person: Callable[[], User]) -> None:
    client = admin.signed_in(person())
    rooms = client.get("/admin/").context["app_list"]
    addresses = [room["app_url"] for room in rooms] + [model["admin_url"] for room in rooms for model in room["models"]]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.django_db(transaction=True)
def test_the_groups_are_made_again_when_the_database_was_emptied() -> None:
    before = rights()

    call_command(flush.Command(), interactive=False, verbosity=0)  # Django's own, not the quick one of the tests

    assert set(before) == {EDITORS, ADMINISTRATORS}
    assert rights() == before


@pytest.mark.django_db
def test_the_rights_have_names_that_say_what_their_pages_say() -> None:
    assert Permission.objects.get(codename="change_submission").name == "Can change report"


@pytest.mark.django_db
def test_nothing_is_granted_while_only_some_tables_are_there() -> None:
    Group.objects.all().delete()

    grant_after_migrating(using="default", apps=StateApps([], {}))

    assert rights() == {}


def rights() -> dict[str, list[str]]:
    return {
        group.name: sorted(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.order_by("name")
    }
