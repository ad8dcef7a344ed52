"""How long the database may work for one statement of a request. Commands and migrations take the time they need."""

from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def limit_statements() -> None:
    """From now on every connection of this process ends a statement that takes longer than the settings say.

    Downloads of any size go on: they read the register in chunks, a statement for each.
    """
    connection_created.connect(limit)


def limit(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Limit the statements of one connection, for as long as it lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [int(settings.STATEMENT_TIMEOUT * 1000)])
