"""Loads the demonstration register."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.register import load


class Command(BaseCommand):
    help = "Adds the demonstration register, as far as it is missing; running it again doubles nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts",
            action="store_true",
            help="Make the demonstration accounts on a public site (https), too. Everyone knows their password.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        with_accounts = options["accounts"] or not settings.HTTPS
        added = load(with_accounts=with_accounts)
        if options["verbosity"]:
            self.stdout.write("Added " + ", ".join(f"{count} {kind}" for kind, count in added.items()) + ".")
            if not with_accounts:
                self.stdout.write("No accounts: everyone knows their password, and this site is public (--accounts).")
