"""Somebody of the secretariat who reviews, and their browser."""

import pytest
from django.test import Client

from accounts.models import User
from tests import admin


@pytest.fixture
def editor(no_second_factor: None) -> User:
    """A member of the secretariat who reviews."""
    return admin.editor(name="Editor")


@pytest.fixture
def office(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client
