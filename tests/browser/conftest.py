"""What every test in a browser may use."""

import pytest
from pytest_django.fixtures import Settings

from tests.browser.register import Register, load


@pytest.fixture
def register(settings: Settings) -> Register:
    """The demonstration register, and beside it whatever else a page can show."""
    settings.REQUIRE_SECOND_FACTOR = False  # it has tests of its own
    return load()
