"""Sends the mail that waits in the outbox: `manage.py send_queued_mail`, once or with --forever as a service."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts import housekeeping, outbox


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox, each letter once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="keep running, and send mail as it comes")
        parser.add_argument(
            "--interrupted",
            action="store_true",
            help="first put back the letters whose sending was interrupted; some of them may arrive twice",
        )

    def handle(self, *_args: Any, forever: bool, interrupted: bool, **_options: Any) -> None:
        if interrupted:
            self.stdout.write(f"{outbox.send_interrupted_again()} put back")
        if forever:
            outbox.send_for_ever()
        self.stdout.write(f"{outbox.send_waiting()} sent")
        housekeeping.tidy()
        if left := outbox.interrupted().count():
            self.stderr.write(f"{left} interrupted while being sent: --interrupted sends them, perhaps a second time")
