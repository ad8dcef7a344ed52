"""What the site says of itself is on a page that every page leads to."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.pages import elements, texts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_foot_leads_to_the_accessibility_statement(client: Client, language: str) -> None:
    home = client.get(f"/{language}/")

    links = [link.attributes["href"] for link in elements(home, "a")]
    assert links.count(f"/{language}/accessibility/") == 1
    assert client.get(f"/{language}/accessibility/").status_code == 200


def test_the_accessibility_statement_says_whom_to_write_to(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = "The register <help@example.org>"

    page = client.get("/en/accessibility/")

    assert [link.text for link in elements(page, "a", href="mailto:help@example.org")] == ["help@example.org"]


def test_no_address_is_invented(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = ""

    page = client.get("/en/accessibility/")

    assert [link for link in elements(page, "a") if link.attributes["href"].startswith("mailto:")] == []
    assert "Whoever runs this site has not named an address to write to yet." in texts(page, "p")
