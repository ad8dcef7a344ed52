"""Reads the environment variables of docs/operators.md; one that is wrong is named, with what it should be."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def text(name: str, default: str = "") -> str:
    """An empty variable is one that is not set."""
    return os.environ.get(name) or default


def listed(name: str, default: list[str]) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


@contextmanager
def _wanted(name: str, what: str) -> Iterator[None]:
    # The value itself is not repeated: it may hold a password.
    try:
        yield
    except (LookupError, ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name} is not understood: set it to {what}.") from None


def switch(name: str, *, default: bool) -> bool:
    with _wanted(name, "1 or 0"):
        return SWITCH[text(name, "1" if default else "0").lower()]


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    with _wanted(name, f"a whole number, {least} or more"):
        number = int(text(name, str(default)))
        if number < least:
            raise ValueError
    return number


def web_address(name: str, default: str) -> str:
    """An address without a slash at its end."""
    with _wanted(name, "an address such as https://register.example.org"):
        address = text(name, default).rstrip("/")
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            raise ValueError
    return address


def log_level(name: str, default: str) -> str:
    with _wanted(name, "DEBUG, INFO, WARNING or ERROR"):
        level = text(name, default).upper()
        if level not in logging.getLevelNamesMapping():
            raise ValueError
    return level


def database(name: str, url: str) -> dict[str, Any]:
    """Django's settings for the PostgreSQL at this address."""
    with _wanted(name, "the address of a PostgreSQL, such as postgres://user:password@host:5432/name"):
        if urlsplit(url).scheme not in ("postgres", "postgresql"):
            raise ValueError
        settings: dict[str, Any] = environ.Env.db_url_config(url)
    return settings


def mail_server(name: str, url: str) -> dict[str, Any]:
    """Django's settings for the mail server at this address."""
    with _wanted(name, "the address of a mail server, such as smtp+tls://user:password@host:587"):
        settings: dict[str, Any] = environ.Env.email_url_config(url)
    return settings
