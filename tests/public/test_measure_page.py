"""The measure page: what a reader sees of a report, in the reader's language and in the report's own."""

import pytest
from django.test import Client

from measures.models import Measure
from tests.factories import (
    AreaFactory,
    AuthorityMeasureFactory,
    CoalitionFactory,
    CycleFactory,
    EventFactory,
    EvidenceFactory,
    FundingFactory,
    GoalFactory,
    LinkFactory,
    MeasureFactory,
    PartnerFactory,
    ResultFactory,
    TermFactory,
    publish,
)
from tests.pages import elements, facts, texts

pytestmark = pytest.mark.django_db

WORDING = {
    "en": (
        "This measure was reported by civil society.",
        "Describe the main features of the measure/initiative",
        "What are the results achieved so far through the implementation of the measure/initiative?",
    ),
    "fr": (
        "Cette mesure a été reportée par la société civile.",
        "Décrivez les principales caractéristiques de la mesure/initiative",
        "Quels sont les résultats atteints jusqu’à présent grâce à la mise en œuvre de la mesure/initiative ?",
    ),
    "es": (
        "Esta medida ha sido notificada por la sociedad civil.",
        "Describa las principales características de la medida/iniciativa",
        "¿Cuáles son los resultados obtenidos hasta ahora mediante la aplicación de la medida/iniciativa?",
    ),
}
AUTHORITY_WORDING = {
    "en": (
        "Describe the main features of the policy/measure",
        "What are the results achieved so far through the implementation of the policy/measure?",
    ),
    "fr": (
        "Décrivez les principales caractéristiques de la politique/mesure",
        "Quels sont les résultats atteints jusqu’à présent grâce à la mise en œuvre de la politique/mesure ?",
    ),
    "es": (
        "Describa las principales características de la política/medida",
        "¿Cuáles son los resultados obtenidos hasta ahora mediante la aplicación de la política/medida?",
    ),
}


def address(measure: Measure, language: str = "en") -> str:
    return f"/{language}/measures/{measure.slug}/"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_notice_and_the_questions_are_in_the_readers_language(client: Client, language: str) -> None:
    measure = MeasureFactory(results_achieved="Four museums train their staff.")

    page = client.get(address(measure, language))

    notice, *questions = WORDING[language]
    assert page.status_code == 200
    assert [element.attributes["lang"] for element in elements(page, "html")] == [language]
    assert texts(page, "p", class_="notice") == [notice]
    assert texts(page, "h2")[:2] == questions


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_public_authority_is_asked_about_its_policy_and_has_no_notice(client: Client, language: str) -> None:
    measure = AuthorityMeasureFactory(results_achieved="A law was passed.")

    page = client.get(address(measure, language))

    assert texts(page, "p", class_="notice") == []
    assert texts(page, "h2")[:2] == list(AUTHORITY_WORDING[language])


def test_the_content_is_marked_with_its_own_language_and_direction(client: Client) -> None:
    measure = MeasureFactory(title="منتدى الفرق", main_features="اجتمعت الفرق.", language="ar")

    page = client.get(address(measure, "fr"))

    (title,) = elements(page, "h1")
    (answer,) = elements(page, "div", class_="prose")
    assert (title.attributes["lang"], title.attributes["dir"]) == ("ar", "rtl")
    assert (answer.attributes["lang"], answer.attributes["dir"], answer.text) == ("ar", "rtl", "اجتمعت الفرق.")


def test_a_reader_is_told_when_the_report_is_in_another_language(client: Client) -> None:
    measure = MeasureFactory(language="pt")

    assert texts(client.get(address(measure, "en")), "p", class_="langnote") == ["The report is written in Portuguese."]


def test_a_reader_of_the_reports_language_is_told_nothing(client: Client) -> None:
    measure = MeasureFactory(language="fr")

    assert texts(client.get(address(measure, "fr")), "p", class_="langnote") == []


@pytest.mark.parametrize("title", ["Trained museum staff", "Trained museum staff (2016–2019)"])
def test_the_title_has_its_period_exactly_once(client: Client, title: str) -> None:
    measure = MeasureFactory(title=title, first_year=2016, last_year=2019)

    page = client.get(address(measure))

    assert texts(page, "h1") == ["Trained museum staff (2016–2019)"]


def test_where_when_and_who_stand_at_its_head(client: Client) -> None:
    coalition = CoalitionFactory(name="Example coalition of Togo", country="TG")
    measure = MeasureFactory(coalition=coalition, countries=["TG", "GH"])

    page = client.get(address(measure, "es"))

    assert texts(page, "p", class_="kicker") == ["Togo y Ghana 2016–2019 Example coalition of Togo"]


def test_a_bare_measure_shows_only_what_there_is(client: Client) -> None:
    measure = MeasureFactory(first_year=None, last_year=None)

    page = client.get(address(measure))

    assert list(facts(page)) == ["Reported by", "Language of the report", "Published"]
    assert len(elements(page, "section", class_="question")) == 1


def test_a_whole_measure_shows_all_that_was_reported(client: Client) -> None:
    goal = GoalFactory(code="governance", names={"en": "Governance"})
    measure = MeasureFactory(
        coalition=CoalitionFactory(name="Example coalition", country="CA"),
        countries=["CA", "MX"],
        terms=[AreaFactory(parent=goal, names={"en": "Media diversity"}), TermFactory(names={"en": "Music"})],
        supported_coalitions=[CoalitionFactory(name="Example coalition of Mexico", country="MX")],
        events=[EventFactory(name="Example congress", place="Lomé")],
        cycle=CycleFactory(first_year=2016, last_year=2019),
        ifcd_support=True,
        evaluated=True,
        evaluation_year=2020,
        evaluation_conclusions="It should go on.",
    )
    PartnerFactory(measure=measure, name="Example ministry", type="public-sector", country="CA")
    FundingFactory(measure=measure, amount="25000.50", currency="CAD", source="Example fund", year=2018)
    publish(measure)

    page = client.get(address(measure))

    found = facts(page)
    published = found.pop("Published")
    assert found == {
        "Reported by": ["Example coalition Canada"],
        "Where": ["Canada, Mexico"],
        "When": ["2016–2019"],
        "Goals and areas of monitoring": ["Governance", "Media diversity"],
        "Domain": ["Music"],
        "Coalitions supported": ["Example coalition of Mexico Mexico"],
        "Events": ["Example congress 9–11 October 2019, Lomé"],
        "Partners": ["Example ministry Public sector, Canada"],
        "Financial resources": ["25,000.50 Canadian dollars Example fund, 2018"],
        "Supported by the International Fund for Cultural Diversity": ["Yes"],
        "Reporting cycle": ["2016–2019"],
        "Language of the report": ["English"],
    }
    assert published[0].endswith("Version 1 · history")
    assert texts(page, "section", class_="section")[0] == "Evaluation Evaluated in 2020. It should go on."


@pytest.mark.parametrize(
    ("language", "amount"),
    [
        ("en", "1,204,000 US dollars"),
        ("fr", "1 204 000 dollars des États-Unis"),
        ("es", "1.204.000 dólares estadounidenses"),
    ],
)
def test_amounts_are_written_as_the_readers_language_does(client: Client, language: str, amount: str) -> None:
    measure = MeasureFactory()
    FundingFactory(measure=measure, amount=1_204_000, currency="USD")

    page = client.get(address(measure, language))

    assert [text for text in texts(page, "dd") if "204" in text] == [amount]


def test_terms_lead_to_the_measures_that_carry_them(client: Client) -> None:
    music = TermFactory(code="music", names={"en": "Music"})
    measure = MeasureFactory(terms=[music], countries=["SN"])

    page = client.get(address(measure))

    assert {element.text: element.attributes["href"] for element in elements(page, "a")}.items() >= {
        "Music": "/en/measures/?domain=music",
        "Senegal": "/en/measures/?country=SN",
    }.items()


def test_results_are_dated_lines_the_earliest_first(client: Client) -> None:
    measure = MeasureFactory()
    ResultFactory(measure=measure, statement="A fund opened.", kind="funding-secured", date="2019")
    ResultFactory(
        measure=measure,
        statement="Staff were trained.",
        kind="capacity-built",
        date="2018-10",
        quantity=40,
        unit="people",
    )

    page = client.get(address(measure, "en"))

    (lines,) = elements(page, "ol", class_="dated")
    assert lines.text == "October 2018 capacity built Staff were trained. 40 people 2019 funding secured A fund opened."


def test_links_are_followed_by_no_search_engine(client: Client) -> None:
    measure = MeasureFactory(main_features="See https://example.org/spam for more.")
    LinkFactory(measure=measure, url="https://example.com/page", label="The page")

    page = client.get(address(measure))

    outside = [element for element in elements(page, "a") if element.attributes["href"].startswith("https://")]
    assert {element.text: element.attributes["rel"] for element in outside} == {
        "https://example.org/spam": "nofollow ugc",
        "The page": "nofollow ugc",
    }


def test_typed_markup_is_neither_markup_nor_seen(client: Client) -> None:
    measure = MeasureFactory()
    spam = 'Good <script>alert(1)</script>news <a href="https://spam.example/">cheap</a> here'
    Measure.objects.filter(pk=measure.pk).update(title=spam, main_features=spam, results_achieved=spam)
    ResultFactory(measure=measure)
    measure.results.update(statement=spam, unit=spam, quantity=1)

    page = client.get(address(measure))

    assert texts(page, "h1") == ["Good news cheap here (2016–2019)"]
    assert texts(page, "div", class_="prose") == ["Good news cheap here"] * 3
    assert [
        script.text for script in elements(page, "script") if script.attributes["type"] != "application/ld+json"
    ] == [""]
    assert [element for element in elements(page, "a") if "spam.example" in element.attributes["href"]] == []


def test_evidence_is_offered_for_download(client: Client) -> None:
    measure = MeasureFactory()
    evidence = EvidenceFactory(measure=measure, name="minutes.txt", title="Minutes of the meeting")

    page = client.get(address(measure))

    (link,) = [element for element in elements(page, "a") if element.text == "Minutes of the meeting"]
    assert link.attributes["href"] == f"{address(measure)}files/{evidence.pk}/"


def test_the_page_gives_its_address_a_citation_and_its_data(client: Client) -> None:
    measure = publish(MeasureFactory(slug="museums")).measure

    page = client.get(address(measure, "fr"))

    assert texts(page, "p", class_="address") == ["http://testserver/fr/measures/museums/"]
    (section,) = elements(page, "section", id="cite")
    assert "http://testserver/fr/measures/museums/" in section.text
    assert [
        link.attributes["href"] for link in elements(page, "a", rel="nofollow") if "download" in link.attributes
    ] == [
        "/fr/measures/museums/cite.bib",
        "/fr/measures/museums/cite.ris",
        "/api/v1/measures/museums/",
    ]


def test_the_page_leads_to_its_neighbours_and_says_why(client: Client) -> None:
    term = TermFactory(names={"en": "Puppetry", "fr": "Marionnettes"})
    MeasureFactory(title="Atelier", language="fr", terms=[term], coalition=CoalitionFactory(name="Example coalition"))
    measure = MeasureFactory(terms=[term])

    page = client.get(address(measure))

    assert texts(page, "section", id="related") == [
        "Related measures Atelier 2016–2019 Example coalition French Also: Puppetry"
    ]


def test_the_page_names_its_other_languages(client: Client) -> None:
    measure = MeasureFactory()

    page = client.get(address(measure, "es"))

    assert {
        element.attributes["hreflang"]: element.attributes["href"]
        for element in elements(page, "link", rel="alternate")
        if "hreflang" in element.attributes
    } == {
        "en": f"http://testserver{address(measure, 'en')}",
        "fr": f"http://testserver{address(measure, 'fr')}",
        "es": f"http://testserver{address(measure, 'es')}",
        "x-default": f"http://testserver{address(measure, 'en')}",
    }
    assert [element.attributes["href"] for element in elements(page, "link", rel="canonical")] == [
        f"http://testserver{address(measure, 'es')}"
    ]
