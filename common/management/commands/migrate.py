"""Django's `migrate`, which leaves data of a former version alone, and to which wording is no change.

It also closes what a former version left open on disk. See `common.former_data`, `common.wordless_migrations` and
`common.private_files`.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from common.former_data import refuse_former_data
from common.private_files import close_to_others
from common.wordless_migrations import WordlessAutodetector


class Command(migrate.Command):
    autodetector = WordlessAutodetector

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_former_data(connections[options["database"]])
        close_to_others()
        super().handle(*args, **options)
