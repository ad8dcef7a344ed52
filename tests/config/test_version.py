"""Whoever looks at the site, by whatever way, can tell which version of the program runs."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.config.programs import ROOT

pytestmark = pytest.mark.django_db


def test_the_changelog_says_what_this_version_brought() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert versions[0] == settings.VERSION


def test_a_page_names_it(client: Client) -> None:
    page = client.get("/en/accessibility/").content.decode()

    assert re.findall(r'<meta name="generator" content="(.*)">', page) == [f"Polyphony {settings.VERSION}"]


def test_the_api_names_it(client: Client) -> None:
    assert client.get("/api/v1/").headers["X-Polyphony-Version"] == settings.VERSION


def test_a_probe_reads_it_after_the_word_that_it_knows(client: Client) -> None:
    assert client.get("/healthz").content.decode().splitlines() == ["up", f"version {settings.VERSION}"]
