"""Tables: each field has a column, codes have names, and no text of a CSV is a formula."""

from pathlib import Path

import pytest
from django.test import Client

from exports.columns import columns_of
from exports.text import as_text
from finding.listings import LISTINGS
from tests.exports.reading import read_csv, read_json
from tests.factories import (
    AuthorityMeasureFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    FundingFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnerFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_field_of_the_document_has_a_column(listing: str) -> None:
    TermFactory()

    in_columns = {column.field for column in columns_of(listing)}

    assert set(LISTINGS[listing].serializer().fields) == in_columns  # type: ignore[attr-defined]


@pytest.mark.parametrize("listing", LISTINGS)
def test_no_header_is_there_twice(listing: str) -> None:
    headers = [column.name for column in columns_of(listing)]

    assert sorted(set(headers)) == sorted(headers)


def test_codes_come_with_their_names_in_the_interface_language(client: Client) -> None:
    music = TermFactory(code="music", names={"en": "Music", "fr": "Musique"})
    MeasureFactory(language="es", countries=["CA", "MX"], terms=[music], coalition__country="CI")

    (row,) = read_csv(client, "/fr/measures/export.csv")

    assert (row["language"], row["language_name"]) == ("es", "espagnol")
    assert (row["countries"], row["countries_names"]) == ("CA; MX", "Canada; Mexique")
    assert (row["coalition_country"], row["coalition_country_name"]) == ("CI", "Côte d’Ivoire")
    assert (row["domain"], row["domain_names"]) == ("music", "Musique")


def test_a_public_authority_has_its_own_column(client: Client) -> None:
    AuthorityMeasureFactory(authority="Example Ministry")

    (row,) = read_csv(client, "/en/measures/export.csv")

    assert (row["reporter"], row["authority"], row["coalition"]) == ("public-authority", "Example Ministry", "")


def test_a_measure_comes_with_all_its_rows(client: Client) -> None:
    measure = MeasureFactory(
        title="Opened a fund", evaluated=True, ifcd_support=False, events=[EventFactory(name="Meeting")]
    )
    ResultFactory(measure=measure, statement="First\nline.", position=1)
    ResultFactory(measure=measure, statement="Second.", position=2)
    FundingFactory(measure=measure, amount="25000.50", currency="CAD", source="Example fund", year=2018)
    publish(measure)

    (row,) = read_csv(client, "/en/measures/export.csv")

    assert row["results"] == "First line.\nSecond."
    assert row["fundings"] == "25000.50 CAD Example fund 2018"
    assert row["events_names"] == "Meeting"
    assert (row["evaluated"], row["ifcd_support"], row["evaluation_year"]) == ("true", "false", "")
    assert (row["period"], row["version"]) == ("2016–2019", "1")


def test_partners_come_with_their_types(client: Client) -> None:
    measure = MeasureFactory()
    PartnerFactory(measure=measure, name="Fund", type="public-sector", position=1)
    PartnerFactory(measure=measure, name="Friends", type="", position=2)

    (row,) = read_csv(client, "/en/measures/export.csv")

    assert (row["partners"], row["partner_types"], row["partner_types_names"]) == (
        "Fund; Friends",
        "public-sector; ",
        "public sector; ",
    )


def test_a_result_comes_with_what_its_measure_is_sorted_by(client: Client) -> None:
    goal = TermFactory(vocabulary__code="goal", code="g1", names={"en": "Goal one"})
    measure = MeasureFactory(countries=["CA", "MX"], terms=[goal], cycle=CycleFactory())
    ResultFactory(measure=measure)

    (row,) = read_csv(client, "/en/results/export.csv")

    assert (row["countries"], row["countries_names"]) == ("CA; MX", "Canada; Mexico")
    assert (row["goal"], row["goal_names"]) == ("g1", "Goal one")
    assert row["cycle"] == measure.cycle.code


def test_a_coalition_comes_with_its_latest_status(client: Client) -> None:
    coalition = CoalitionFactory(name="Example coalition", other_names={"fr": "Coalition d’exemple"})
    StatusChangeFactory(coalition=coalition, status="dormant", since="2012")
    StatusChangeFactory(coalition=coalition, status="active", since="2005")
    membership = MembershipFactory(coalition=coalition)

    row = next(row for row in read_csv(client, "/fr/coalitions/export.csv") if row["slug"] == "example-coalition")

    assert (row["status"], row["status_since"]) == ("dormant", "2012")
    assert (row["name"], row["name_here"]) == ("Example coalition", "Coalition d’exemple")
    assert row["federations"] == membership.federation.slug


def test_an_event_comes_with_those_who_took_part(client: Client) -> None:
    part = ParticipationFactory(role="host", coalition__name="Example coalition")

    (row,) = read_csv(client, "/en/events/export.csv")

    assert row["participations"] == f"{part.coalition.slug} (host)"
    assert (row["kind"], row["start"], row["end"]) == ("congress", "2019-10-09", "2019-10-11")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "＝", "＠"])
def test_no_text_is_a_formula_in_csv(start: str) -> None:
    assert as_text(f"{start}1+1") == f"'{start}1+1"


def test_ordinary_text_stays_as_it_is() -> None:
    assert as_text("a = b, “c” – d") == "a = b, “c” – d"


def test_the_documentation_names_every_column() -> None:
    lines = Path("docs/data.md").read_text().splitlines()
    documented = [line.split("`")[1] for line in lines if line.startswith("| `")]

    # The columns of vocabularies are rows of the register, and explained apart.
    assert documented == [column.name for listing in LISTINGS for column in columns_of(listing)]


def test_an_empty_list_is_an_empty_array(client: Client) -> None:
    assert read_json(client, "/en/measures/export.json") == []
