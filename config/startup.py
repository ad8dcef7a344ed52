"""How the program says that it cannot start: one sentence for a person, no traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured

# The exit code at which gunicorn gives up, instead of trying one new worker after the other.
GIVE_UP = 3


@contextmanager
def refusal_in_a_sentence(exit_code: int = 1) -> Iterator[None]:
    """Print what is missing in the settings or the set-up, and end."""
    try:
        yield
    except ImproperlyConfigured as error:
        print(f"Polyphony cannot start: {error}", file=sys.stderr, flush=True)
        raise SystemExit(exit_code) from None
