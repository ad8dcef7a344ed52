"""An editor of the secretariat at the pages of the measures."""

import pytest
from django.test import Client

from accounts.models import User
from tests.admin import editor, signed_in


@pytest.fixture
def user() -> User:
    """An editor of the secretariat."""
    return editor(name="Ed Itor")


@pytest.fixture
def client(user: User) -> Client:
    """The user's browser."""
    return signed_in(user)
