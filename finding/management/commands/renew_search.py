"""Makes anew what search finds records by."""

from typing import Any

from django.core.management.base import BaseCommand

from finding import entries


class Command(BaseCommand):
    help = (
        "Enters all public records anew for search, and lets every process read them again. Needed after changing data "
        "with triggers off, and after an upgrade of PostgreSQL whose stemmers changed."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        count = entries.renew()
        if options["verbosity"]:
            self.stdout.write(f"Entries made anew: {count}.")
