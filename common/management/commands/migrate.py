"""Django's `migrate`, to which wording is no change; see `common.wordless_migrations`."""

from django.core.management.commands import migrate

from common.wordless_migrations import WordlessAutodetector


class Command(migrate.Command):
    autodetector = WordlessAutodetector
