"""Django's `migrate`, which leaves data of a former version alone, and to which wording is no change.

See `common.former_data` and `common.wordless_migrations`.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from common.former_data import refuse_former_data
from common.wordless_migrations import WordlessAutodetector


class Command(migrate.Command):
    autodetector = WordlessAutodetector

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_former_data(connections[options["database"]])
        super().handle(*args, **options)
