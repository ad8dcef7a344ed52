"""The plan of the house: README shows the rooms in the order that lint enforces, and each says what it is for."""

import importlib
import tomllib

import pytest
from django.conf import settings

CONTRACT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ROOMS = sorted(CONTRACT["root_packages"])


def test_readme_shows_the_layers_that_are_enforced() -> None:
    _before, _heading, house = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8").partition("## The house")
    shown = house.split("```")[1].strip().splitlines()
    (contract,) = CONTRACT["contracts"]

    assert [line.split("  ")[0].strip() for line in shown] == contract["layers"]


def test_every_app_is_a_room_of_the_plan() -> None:
    packages = {app.partition(".")[0] for app in settings.INSTALLED_APPS}
    ours = [package for package in packages if (settings.BASE_DIR / package).is_dir()]

    assert sorted({*ours, "config"} - {"tests"}) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_what_it_may_import(room: str) -> None:
    said = importlib.import_module(room).__doc__ or ""

    assert "May import" in said
