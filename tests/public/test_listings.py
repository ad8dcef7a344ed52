"""The public listings: what they list, how they are narrowed, and how they refuse what they do not understand."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    FederationFactory,
    MeasureFactory,
    MembershipFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
)
from tests.pages import elements, texts

pytestmark = pytest.mark.django_db

LISTINGS = ["measures", "results", "coalitions", "events"]


def withdraw(measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(withdrawn_at=timezone.now(), withdrawal_reason="Reported twice.")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("listing", LISTINGS)
def test_every_listing_answers_in_every_language(client: Client, listing: str, language: str) -> None:
    ResultFactory()
    EventFactory()

    page = client.get(f"/{language}/{listing}/")

    assert page.status_code == 200
    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]
    assert len(texts(page, "h1")) == 1


@pytest.mark.parametrize("listing", LISTINGS)
def test_an_empty_listing_says_so(client: Client, listing: str) -> None:
    page = client.get(f"/en/{listing}/")

    assert texts(page, "div", class_="empty") == ["Nothing in the register matches."]


def test_measures_lead_to_their_pages_the_newest_first(client: Client) -> None:
    MeasureFactory(title="Opened a school")
    MeasureFactory(title="دعم التحالفات", language="ar")

    page = client.get("/en/measures/")

    titles = elements(page, "h2")
    assert [title.text for title in titles] == ["دعم التحالفات", "Opened a school"]
    assert [title.attributes for title in titles] == [{"lang": "ar", "dir": "rtl"}, {"lang": "en", "dir": "ltr"}]


def test_measures_are_narrowed_and_each_filter_can_be_removed(client: Client) -> None:
    music = TermFactory(code="music", names={"en": "Music"})
    MeasureFactory(title="Kept", terms=[music], countries=["CA"])
    MeasureFactory(title="Elsewhere", terms=[music], countries=["FR"])
    MeasureFactory(title="Other")

    page = client.get("/en/measures/?domain=music&country=CA&page=1")

    assert texts(page, "h2") == ["Kept"]
    (chips,) = elements(page, "ul", class_="chips")
    assert chips.text == "Remove Domain: Music Remove Country: Canada"
    links = {link.text: link.attributes["href"] for link in elements(page, "a") if link.text.startswith("Remove ")}
    assert links == {
        "Remove Domain: Music": "/en/measures/?country=CA",
        "Remove Country: Canada": "/en/measures/?domain=music",
        "Remove all filters": "/en/measures/",
    }


def test_what_was_chosen_is_marked_and_sent_with_the_next_search(client: Client) -> None:
    music = TermFactory(code="music", names={"en": "Music"})
    MeasureFactory(terms=[music, TermFactory(code="design", names={"en": "Design"})])

    page = client.get("/en/measures/?domain=music&sort=title")

    (chosen,) = [link for link in elements(page, "a", rel="nofollow") if "aria-current" in link.attributes]
    assert (chosen.text, chosen.attributes["href"]) == ("Music 1", "?sort=title")
    hidden = [(box.attributes["name"], box.attributes["value"]) for box in elements(page, "input", type="hidden")]
    assert hidden == [("domain", "music"), ("sort", "title")]


def test_only_what_leads_to_something_is_offered_with_its_count(client: Client) -> None:
    MeasureFactory(countries=["CA", "MX"], language="fr")
    MeasureFactory(countries=["CA"], language="fr")
    withdraw(MeasureFactory(countries=["TG"], language="pt"))

    page = client.get("/en/measures/")

    links = {link.attributes["href"]: link.text for link in elements(page, "a") if "href" in link.attributes}
    offered = {address: text for address, text in links.items() if address.startswith(("?country=", "?language="))}
    assert offered == {"?country=CA": "Canada 2", "?country=MX": "Mexico 1", "?language=fr": "French 2"}


def test_names_are_marked_with_their_language_where_it_is_not_the_readers(client: Client) -> None:
    term = TermFactory(vocabulary__code="domain", code="chant", names={"fr": "Chant"})
    MeasureFactory(coalition__name="Coalición", coalition__language="es", coalition__slug="sur", terms=[term])

    page = client.get("/en/measures/?domain=chant&coalition=sur")

    assert sorted(texts(page, "span", lang="fr")) == ["Chant", "Chant"]  # in the facet and in the chip
    assert texts(page, "span", lang="es") == ["Coalición"] * 3  # and beside the measure


def test_parameters_left_empty_filter_nothing(client: Client) -> None:
    MeasureFactory(title="Kept")

    page = client.get("/en/measures/?q=&country=&year_from=&goal=&sort=&page=")

    assert texts(page, "h2") == ["Kept"]


def test_sorting_keeps_the_filters_and_leaves_the_page(client: Client) -> None:
    MeasureFactory(title="Kept")

    page = client.get("/en/measures/?reporter=civil-society&page=1")

    (link,) = [link for link in elements(page, "a") if link.text == "title"]
    assert link.attributes["href"] == "?reporter=civil-society&sort=title"


def test_pages_hold_twenty_and_lead_on(client: Client) -> None:
    MeasureFactory.create_batch(21)

    first, second = (client.get(f"/en/measures/?page={number}&sort=title") for number in (1, 2))

    assert (len(texts(first, "h2")), len(texts(second, "h2"))) == (20, 1)
    assert [link.attributes["href"] for link in elements(first, "a", rel="next")] == ["?page=2&sort=title"]
    assert [link.attributes["href"] for link in elements(second, "a", rel="prev")] == ["?page=1&sort=title"]
    assert texts(first, "strong")[0] == "21 measures"


def test_the_language_switch_keeps_page_and_query_string(client: Client) -> None:
    page = client.get("/en/measures/?q=radio&country=CA")

    switch = [link for link in elements(page, "a") if "hreflang" in link.attributes]
    assert {link.text: link.attributes["href"] for link in switch} == {
        "English": "/en/measures/?q=radio&country=CA",
        "Français": "/fr/measures/?q=radio&country=CA",
        "Español": "/es/measures/?q=radio&country=CA",
    }


def test_results_say_what_they_are_and_where_they_come_from(client: Client) -> None:
    coalition = CoalitionFactory(name="Example coalition of Togo")
    measure = MeasureFactory(title="Founded a school", first_year=2018, last_year=2019)
    ResultFactory(measure=measure, statement="The school opened.", date="2019-03", beneficiary=coalition)

    page = client.get("/en/results/")

    (lines,) = elements(page, "ol", class_="dated")
    assert lines.text == (
        "March 2019 other The school opened. Gained by Example coalition of Togo From Founded a school (2018–2019)"
    )


def test_results_of_withdrawn_measures_are_not_listed(client: Client) -> None:
    withdraw(ResultFactory(statement="Hidden").measure)
    ResultFactory(statement="Shown")

    assert texts(client.get("/en/results/"), "div", class_="prose") == ["Shown"]


def test_coalitions_come_in_the_order_of_the_names_that_the_reader_sees(client: Client) -> None:
    CoalitionFactory(name="Zeta", other_names={"es": "Álamo"})
    CoalitionFactory(name="Beta")

    assert texts(client.get("/en/coalitions/"), "h2") == ["Beta", "Zeta"]
    assert texts(client.get("/es/coalitions/"), "h2") == ["Álamo", "Beta"]


def test_a_coalition_is_told_apart_by_its_facts(client: Client) -> None:
    federation = FederationFactory(name="Example federation", acronym="EXFED")
    coalition = CoalitionFactory(name="Example coalition", country="TG", founded="2004-05")
    StatusChangeFactory(coalition=coalition, status="relaunched", since="2019")
    MembershipFactory(coalition=coalition, federation=federation, role="board")
    withdraw(MeasureFactory(coalition=coalition))
    MeasureFactory(coalition=coalition)

    page = client.get("/en/coalitions/?country=TG")

    assert texts(page, "p", class_="meta") == ["Togo founded May 2004 relaunched board member, EXFED 1 measure"]


def test_coming_events_stand_above_the_past_ones_each_nearest_first(client: Client) -> None:
    some = [("Past", "2007-09-18"), ("Recent", "2019"), ("Next", "2098"), ("Last", "2099-01"), ("Undated", None)]
    for name, start in some:
        EventFactory(name=name, start=start, end=None)

    page = client.get("/en/events/")

    assert texts(page, "h2") == ["Coming", "Past"]
    assert texts(page, "span", class_="what") == ["Next", "Last", "Recent", "Past", "Undated"]


def test_however_many_events_come_a_page_holds_twenty(client: Client) -> None:
    for number in range(15):
        EventFactory(name=f"Coming {number:02}", start=f"20{60 + number}", end=None)
        EventFactory(name=f"Past {number:02}", start=f"20{24 - number:02}", end=None)

    first, second = client.get("/en/events/"), client.get("/en/events/?page=2")

    assert texts(first, "h2") == ["Coming", "Past"]
    assert texts(first, "span", class_="what")[13:17] == ["Coming 13", "Coming 14", "Past 00", "Past 01"]
    assert texts(first, "strong")[0] == "30 events"
    assert (texts(second, "h2"), len(texts(second, "span", class_="what"))) == (["Past"], 10)


def test_events_can_be_narrowed_to_those_that_come(client: Client) -> None:
    EventFactory(name="Past", start="2007", end=None)
    EventFactory(name="Next", start="2098", end=None)

    assert texts(client.get("/en/events/?when=coming"), "span", class_="what") == ["Next"]


def test_events_searched_for_come_in_one_list_the_most_relevant_first(client: Client) -> None:
    for name, start in [("A forum", "2007"), ("A meeting", "2098"), ("The forum", "2099")]:
        EventFactory(name=name, start=start, end=None, description="About the forum.")

    page = client.get("/en/events/?q=forum")

    assert texts(page, "h2") == []
    assert texts(page, "span", class_="what") == ["The forum", "A forum", "A meeting"]


def test_events_are_sorted_by_name(client: Client) -> None:
    for name, start in [("Zürich", "2007"), ("Éducation", "2098"), ("Forum", "2099")]:
        EventFactory(name=name, start=start, end=None)

    page = client.get("/en/events/?sort=title")

    assert texts(page, "span", class_="what") == ["Éducation", "Forum", "Zürich"]


@pytest.mark.parametrize(
    ("address", "sentences"),
    [
        (
            "/en/measures/?country=ZZ",
            ["“ZZ” is not a value of this filter. Choose one from the list, or remove it."],
        ),
        (
            "/en/measures/?coalition=nobody&year_from=12",
            [
                "“nobody” is not in the register. Choose one from the list, or remove it.",
                "Give a year from 1945 to 2100, in four digits.",
            ],
        ),
        ("/en/measures/?page=two", ["“two” is not the number of a page. Give a whole number, or remove it."]),
        ("/en/results/?result=x", ["“x” is not a value of this filter. Choose one from the list, or remove it."]),
        ("/en/coalitions/?status=x", ["“x” is not a value of this filter. Choose one from the list, or remove it."]),
        ("/en/events/?kind=x", ["“x” is not a value of this filter. Choose one from the list, or remove it."]),
    ],
)
def test_an_unknown_value_is_refused_in_words(client: Client, address: str, sentences: list[str]) -> None:
    page = client.get(address)

    assert page.status_code == 400
    assert texts(page, "dd") == sentences


def test_the_refusal_names_the_parameter_and_leads_on_without_it(client: Client) -> None:
    page = client.get("/en/measures/?country=ZZ&q=radio")

    assert texts(page, "dt") == ["Country country"]
    (link,) = [link for link in elements(page, "a") if link.text == "Show the page without this"]
    assert link.attributes["href"] == "/en/measures/?q=radio"


@pytest.mark.parametrize("number", ["2", "0", "-1", "99999999999999999999"])
def test_a_page_beyond_the_last_does_not_exist(client: Client, number: str) -> None:
    MeasureFactory()

    page = client.get(f"/en/measures/?page={number}")

    assert page.status_code == 404
    assert texts(page, "dd") == [f"There is no page {number}: the list has one page."]


HOSTILE = [
    "%00",
    "%ff",
    "%ED%A0%80",
    "9" * 5000,
    "' OR 1=1 --",
    "{{x}}",
    "%F0%9F%8E%B5",
    "1e9",
    "a" * 3000,
    "%3Cscript%3E",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("listing", LISTINGS)
def test_no_query_string_is_a_server_error(client: Client, listing: str, value: str) -> None:
    page = client.get(f"/en/{listing}/")
    names = {box.attributes["name"] for box in elements(page, "input")} | {"q", "sort", "page", "cycle", "goal", value}

    answers = {name: client.get(f"/en/{listing}/?{name}={value}").status_code for name in sorted(names)}

    assert {name: status for name, status in answers.items() if status not in (200, 400, 404)} == {}


def test_a_list_in_which_nothing_is_offers_neither_orders_nor_exports(client: Client) -> None:
    MeasureFactory.create_batch(2)

    full, empty = client.get("/en/measures/"), client.get("/en/measures/?q=nothing+like+it")

    def offered(page: Any) -> list[str]:
        return [link.text for link in elements(page, "a") if re.search("export|sort=", link.attributes["href"])]

    assert offered(full) == ["period", "title", "CSV", "XLSX", "JSON", "ZIP with files"]
    assert offered(empty) == []
