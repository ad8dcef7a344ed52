"""Keeps mail on this machine instead of sending it: readable on the console and as files in MAIL_DIR."""

import re
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from common.private_files import FILE, FOLDER


class Letterbox(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAIL_DIR.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        for message in email_messages:
            to = ", ".join(message.recipients())
            letter = f"From: {message.from_email}\nTo: {to}\nSubject: {message.subject}\n\n{message.body}"
            address = re.sub(r"[^\w@.-]", "_", to)[:80]
            file = settings.MAIL_DIR / f"{timezone.now():%Y-%m-%dT%H%M%S.%f}-{address}.txt"
            file.touch(FILE)
            file.write_text(letter, encoding="utf-8")
            sys.stdout.write(f"\n✉ {file}\n{letter}\n")
            sys.stdout.flush()
        return len(email_messages)
