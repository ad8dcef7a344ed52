"""Django's `makemigrations`, to which wording is no change; see `common.wordless_migrations`."""

from django.core.management.commands import makemigrations

from common.wordless_migrations import WordlessAutodetector


class Command(makemigrations.Command):
    autodetector = WordlessAutodetector
