"""How the program says that it cannot start: one sentence for a person, no traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.db.migrations.exceptions import MigrationSchemaMissing
from psycopg2.errors import InsufficientPrivilege

from config.errors import is_database_unavailable

# The exit code at which gunicorn gives up, instead of trying one new worker after the other.
GIVE_UP = 3


@contextmanager
def refusal_in_a_sentence(exit_code: int = 1) -> Iterator[None]:
    """Print what is missing in the settings, the set-up or the database, and end."""
    try:
        yield
    except (ImproperlyConfigured, Error, MigrationSchemaMissing) as error:
        if not (reason := _reason(error)):
            raise
        print(f"Polyphony cannot start: {reason}", file=sys.stderr, flush=True)
        raise SystemExit(exit_code) from None


def _reason(error: BaseException) -> str:
    """What somebody can do something about; empty for a mistake of the program's own."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if is_database_unavailable(error):
        return f"The database does not answer: {_first_line(error)}."
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, InsufficientPrivilege):
            return (
                f"The database refuses: {_first_line(cause)}. Its owner has to be the role of DATABASE_URL, "
                "as docs/operators.md says."
            )
        cause = cause.__cause__ or cause.__context__
    return ""


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
