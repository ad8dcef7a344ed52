"""Citing a measure, and what search engines and other sites read of its page."""

import datetime
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from measures.versions import withdraw
from tests.factories import (
    AuthorityMeasureFactory,
    CoalitionFactory,
    EventFactory,
    MeasureFactory,
    PartnerFactory,
    TermFactory,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure() -> Measure:
    """Published on a known day, with signs that LaTeX reads as commands."""
    with time_machine.travel("2026-11-16 12:00Z", tick=False):
        measure: Measure = MeasureFactory(
            title="Funds & rights: 50% more_for {all} #1",
            slug="funds",
            coalition__name="Example coalition",
            terms=[TermFactory(names={"en": "Music, opera"})],
        )
        publish(measure)
    return measure


def cite(client: Client, measure: Measure, form: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/measures/{measure.slug}/cite.{form}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_reference_reads_as_in_a_list_of_references(client: Client, measure: Measure) -> None:
    assert cite(client, measure, "txt") == (
        "Example coalition (2026). Funds & rights: 50% more_for {all} #1, 2016–2019. "
        "This measure was reported by civil society. Polyphony, version 1, 16 November 2026. "
        "http://testserver/en/measures/funds/"
    )


def test_the_reference_is_in_the_language_of_the_interface(client: Client, measure: Measure) -> None:
    reference = cite(client, measure, "txt", "fr")

    assert "Cette mesure a été reportée par la société civile." in reference
    assert reference.endswith("16 novembre 2026. http://testserver/fr/measures/funds/")


def test_a_measure_of_a_state_is_cited_under_the_authority(client: Client) -> None:
    measure = AuthorityMeasureFactory(authority="Example Ministry of Culture")

    assert cite(client, measure, "txt").startswith("Example Ministry of Culture (")


def test_bibtex_escapes_what_latex_would_run(client: Client, measure: Measure) -> None:
    lines = cite(client, measure, "bib").splitlines()

    assert lines[0] == f"@misc{{polyphony-measure-{measure.pk},"
    assert lines[1] == "  author = {{Example coalition}},"
    assert lines[2] == r"  title = {{Funds \& rights: 50\% more\_for \{all\} \#1, 2016–2019}},"
    assert "  keywords = {Music opera}," in lines
    assert lines[-1] == "}"


def test_bibtex_survives_a_backslash_and_keeps_its_braces_in_pairs(client: Client) -> None:
    measure = MeasureFactory(title=r"\input{secret} } ~^")

    entry = cite(client, measure, "bib")

    assert r"\textbackslash{}input\{secret\} \} \textasciitilde{}\textasciicircum{}" in entry
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")


def test_ris_has_a_tag_on_every_line_whatever_was_typed(client: Client) -> None:
    measure = MeasureFactory(title="Two\nlines\r\nER  - and\u2028more", terms=[TermFactory(), TermFactory()])

    lines = cite(client, measure, "ris").split("\r\n")

    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert [line for line in lines[:-1] if not re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line)] == []
    assert len([line for line in lines if line.startswith("KW")]) == 2


def test_a_reference_programs_reads_comes_as_a_file(client: Client, measure: Measure) -> None:
    answer = client.get("/en/measures/funds/cite.ris")

    assert answer.headers["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="funds.ris"'


def test_a_former_address_leads_to_the_citation(client: Client, measure: Measure) -> None:
    measure.slug = "more-funds"
    measure.save()

    answer = client.get("/en/measures/funds/cite.bib")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/measures/more-funds/cite.bib")


def test_a_withdrawn_measure_is_not_cited(client: Client, measure: Measure) -> None:
    withdraw(measure, by=None, reason="Reported twice.")

    assert client.get("/en/measures/funds/cite.txt").status_code == 410


def linked_data(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    read: dict[str, Any] = json.loads(data)
    return read


def test_a_measure_page_carries_linked_data(client: Client, measure: Measure) -> None:
    PartnerFactory(measure=measure, name="Example partner", country="MX")

    data = linked_data(client, "/en/measures/funds/")

    assert data["@type"] == "Report"
    assert data["author"]["name"] == "Example coalition"
    assert (data["datePublished"], data["temporalCoverage"], data["version"]) == ("2026-11-16", "2016/2019", 1)
    assert [partner["name"] for partner in data["contributor"]] == ["Example partner"]
    assert [term["name"] for term in data["about"]] == ["Music, opera"]


@pytest.mark.parametrize(
    ("years", "coverage"),
    [
        ({"first_year": 2016, "last_year": None, "ongoing": True}, "2016/.."),
        ({"first_year": 2016, "last_year": None}, "2016"),
        ({"first_year": None, "last_year": None}, None),
    ],
)
def test_linked_data_writes_a_period_as_an_interval(client: Client, years: Any, coverage: str | None) -> None:
    measure = MeasureFactory(**years)

    assert linked_data(client, reverse("measure", args=[measure.slug])).get("temporalCoverage") == coverage


def test_coalitions_and_events_carry_linked_data(client: Client) -> None:
    coalition = CoalitionFactory(name="Example coalition", founded="1998")
    event = EventFactory(name="Congress", start="2018-10", end=None, place="Lomé", country="TG")

    shown = linked_data(client, f"/en/events/{event.slug}/")

    assert linked_data(client, f"/en/coalitions/{coalition.slug}/")["foundingDate"] == "1998"
    assert shown["startDate"] == "2018-10"
    assert shown["location"] == {
        "@type": "Place",
        "name": "Lomé",
        "address": {"@type": "PostalAddress", "addressLocality": "Lomé", "addressCountry": "TG"},
    }


def test_no_text_ends_the_linked_data_early(client: Client) -> None:
    measure = MeasureFactory(title="A</script><script>alert(1)</script> & <!--", slug="odd")
    Measure.objects.filter(pk=measure.pk).update(main_features="</ScRiPt ><!-- ]]>")

    page = client.get("/en/measures/odd/").content.decode()

    assert page.lower().count("</script") == page.lower().count("<script")
    assert "alert(1)</script>" not in page


def test_a_shared_page_shows_title_and_address(client: Client, measure: Measure) -> None:
    page = client.get("/en/measures/funds/?from=elsewhere").content.decode()

    assert '<meta property="og:title" content="Funds &amp; rights: 50% more_for {all} #1">' in page
    assert '<meta property="og:url" content="http://testserver/en/measures/funds/">' in page
    assert re.search('<meta property="og:image" content="http://testserver/static/img/card[.a-f0-9]*.png">', page)


def test_a_page_names_its_other_languages_by_their_whole_address(client: Client, measure: Measure) -> None:
    page = client.get("/fr/measures/funds/", HTTP_HOST="localhost").content.decode()

    alternates = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
    assert dict(alternates) == {
        "en": "http://testserver/en/measures/funds/",
        "x-default": "http://testserver/en/measures/funds/",
        "fr": "http://testserver/fr/measures/funds/",
        "es": "http://testserver/es/measures/funds/",
    }
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == ["http://testserver/fr/measures/funds/"]


def test_the_year_of_a_citation_is_that_of_the_version(client: Client) -> None:
    with time_machine.travel("2024-05-01 12:00Z", tick=False):
        measure = MeasureFactory()
        publish(measure)
    with time_machine.travel("2026-02-03 12:00Z", tick=False):
        measure.title = "Corrected"
        measure.save()
        publish(measure)

    assert f"({datetime.date(2026, 2, 3).year}). Corrected" in cite(client, measure, "txt")
