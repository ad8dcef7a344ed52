"""Loads the monitoring framework and the other vocabularies."""

from typing import Any

from django.core.management.base import BaseCommand

from measures.vocabularies import load_framework


class Command(BaseCommand):
    help = "Adds the vocabularies and terms of the monitoring framework that the register lacks; edited ones stay."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Added {load_framework()} vocabularies and terms.")
