"""Makes searches for common words quick in large registers, and sees that search finds every record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from finding import common_words, entries


class Command(BaseCommand):
    help = (
        "Keeps which records have a common word, so that a search for it reads no texts. Before, it enters what was "
        "loaded with triggers off, so that search finds it. Run it every night."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        mended = entries.mend()
        if mended:
            self.stdout.write(f"Entries mended: {mended}. Something was loaded or removed with triggers off.")
        try:
            count = common_words.keep()
        except OperationalError as error:
            raise CommandError(f"What was kept stays: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Kept the records of {count} common stems of words.")
