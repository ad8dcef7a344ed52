"""Whoever has no business with a coalition, of every kind: for the pages of those who speak for it."""

from collections.abc import Callable

from django.utils import timezone

from accounts.models import User
from coalitions.models import Coalition, Representative
from tests import admin
from tests.factories import RepresentativeFactory, UserFactory

Outsider = Callable[[Coalition], User]
# A coordinator may whatever a contributor may, so what is closed to coordinators is closed to both.
COORDINATOR = Representative.Role.COORDINATOR


def stranger(_coalition: Coalition) -> User:
    return UserFactory()


def coordinator_of_another(_coalition: Coalition) -> User:
    user: User = RepresentativeFactory(role=COORDINATOR).user
    return user


def former_coordinator(coalition: Coalition) -> User:
    user: User = RepresentativeFactory(coalition=coalition, role=COORDINATOR, ended_at=timezone.now()).user
    return user


def editor(_coalition: Coalition) -> User:
    return admin.editor()


def administrator(_coalition: Coalition) -> User:
    return admin.superuser()


OUTSIDERS: list[Outsider] = [stranger, coordinator_of_another, former_coordinator, editor, administrator]
