"""The style guide is for developers, and holds the colours to what they promise."""

import pytest
from django.test import Client

from public.views.styleguide import contrasts
from tests.config import programs


@pytest.mark.django_db
def test_is_not_there_in_production(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.parametrize(("debug", "is_there"), [("1", "True"), ("0", "False")])
def test_is_there_with_debug(debug: str, is_there: str) -> None:
    script = "from django.urls import is_valid_path; print(bool(is_valid_path('/styleguide/')))"

    told = programs.run(
        "-c",
        f"import django; django.setup(); {script}",
        DJANGO_SETTINGS_MODULE="config.settings",
        DEBUG=debug,
        DATABASE_URL="postgres://nobody@127.0.0.1:9/none",
    )

    assert told.stdout.strip() == is_there


def test_text_of_every_colour_can_be_read_in_the_light_and_in_the_dark() -> None:
    faint = [pair for pair in contrasts() if min(pair.light, pair.dark) < 4.5]

    assert faint == []
