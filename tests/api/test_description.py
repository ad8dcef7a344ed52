"""The API's description in OpenAPI, and the page that shows it to people."""

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema

from api.schema import description
from tests.factories import MeasureFactory, TermFactory

pytestmark = pytest.mark.django_db

API = "/api/v1"


def test_the_description_names_every_address_and_vocabulary(client: Client) -> None:
    TermFactory(vocabulary__code="domain", code="music")

    schema = client.get(f"{API}/openapi.json").json()

    assert schema["openapi"] == "3.1.0"
    assert sorted(schema["paths"]) == [
        f"{API}/coalitions/",
        f"{API}/coalitions/{{slug}}/",
        f"{API}/events/",
        f"{API}/events/{{slug}}/",
        f"{API}/measures/",
        f"{API}/measures/{{slug}}/",
        f"{API}/results/",
        f"{API}/terms/",
    ]
    parameters = {
        parameter["name"]: parameter for parameter in schema["paths"][f"{API}/measures/"]["get"]["parameters"]
    }
    assert parameters["domain"]["schema"] == {"type": "array", "items": {"type": "string", "enum": ["music"]}}
    assert sorted(schema["paths"][f"{API}/measures/{{slug}}/"]["get"]["responses"]) == [
        "200", "301", "304", "404", "406", "410", "429",
    ]  # fmt: skip


def test_the_description_is_valid_and_raises_no_warning(capsys: pytest.CaptureFixture[str]) -> None:
    TermFactory()

    validate_schema(description())  # type: ignore[no-untyped-call]

    assert capsys.readouterr().err == ""


def test_the_documentation_shows_what_the_description_says(client: Client) -> None:
    TermFactory()

    page = client.get("/api/").content.decode()

    for path, item in description()["paths"].items():
        assert f"<h2><code>{path}</code></h2>" in page
        for parameter in item["get"].get("parameters", []):
            assert f"<dt><code>{parameter['name']}</code></dt>" in page


def test_the_documentation_loads_nothing_from_elsewhere_and_runs_nothing_inline(client: Client) -> None:
    page = client.get("/api/").content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert 'src="http' not in page


def test_the_description_takes_addresses_in_any_script(client: Client) -> None:
    measure = MeasureFactory(title="دعم التحالفات")
    schema = description()

    record = schema["components"]["schemas"]["MeasureRecord"]["properties"]["slug"]
    (parameter,) = schema["paths"]["/api/v1/measures/{slug}/"]["get"]["parameters"]

    assert client.get(f"{API}/measures/{measure.slug}/").json()["slug"] == "دعم-التحالفات"
    # To programs in JavaScript "\w" is a to z.
    assert ["pattern" in str(part) for part in (record, parameter)] == [False, False]
