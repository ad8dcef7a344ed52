#!/usr/bin/env python
"""Runs Django's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from config.startup import refusal_in_a_sentence

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with refusal_in_a_sentence():
        execute_from_command_line(sys.argv)
