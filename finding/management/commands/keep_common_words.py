"""Makes searches for common words quick in large registers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from finding import common_words


class Command(BaseCommand):
    help = "Keeps which records have a common word, so that a search for it reads no texts. Run it every night."

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            count = common_words.keep()
        except OperationalError as error:
            raise CommandError(f"What was kept stays: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Kept the records of {count} common stems of words.")
