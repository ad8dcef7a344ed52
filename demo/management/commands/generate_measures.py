"""Generates a synthetic register, for load and benchmarks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.synthetic import AlreadyThereError, generate


class Command(BaseCommand):
    help = "Adds synthetic measures in several languages, as skewed as real ones; the same for the same seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, default=1_000, help="How many measures (default: 1000).")
        parser.add_argument("--seed", type=int, default=1, help="Another number makes other measures (default: 1).")

    def handle(self, *_args: Any, **options: Any) -> None:
        count = options["count"]
        if count < 1:
            raise CommandError("Give a --count of 1 or more.")
        try:
            generate(count, options["seed"], progress=lambda made: self.tell(made, count))
        except AlreadyThereError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Added {count} synthetic measures.")

    def tell(self, made: int, count: int) -> None:
        if made % 10_000 == 0 and made < count:
            self.stdout.write(f"{made} of {count} …")
