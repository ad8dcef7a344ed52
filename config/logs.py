"""How the log is written: one line for each record, whoever chose the words in it."""

import logging
import re
from typing import Any

# What would begin another line, or move about in the terminal of whoever reads the log.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Line(logging.Formatter):
    """A record on one line. Those of a traceback are set in, so that none of them looks like a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's own name)
        line = super().formatMessage(record)
        return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), line)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        return "\n".join(f"    {CONTROL.sub(' ', line)}" for line in super().formatException(ei).splitlines())


def without_traceback_of_refusals(record: logging.LogRecord) -> bool:
    """A filter. Whoever is refused, or asks for what makes no sense, is no failure of ours to look into."""
    if record.levelno < logging.ERROR or record.name.startswith("django.security"):
        record.exc_info = record.exc_text = None
    return True
