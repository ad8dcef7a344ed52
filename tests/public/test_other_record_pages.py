"""The pages beside the measure's: home, a coalition's story, an event, an evidence file."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from tests.factories import (
    CoalitionFactory,
    EventFactory,
    EvidenceFactory,
    FederationFactory,
    GoalFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    StatusChangeFactory,
)
from tests.pages import elements, facts, texts

pytestmark = pytest.mark.django_db


def withdraw(measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(withdrawn_at=timezone.now(), withdrawal_reason="Reported twice.")


@pytest.mark.parametrize(("accepted", "language"), [("fr-CA,fr;q=0.9", "fr"), ("es", "es"), ("de", "en")])
def test_the_bare_address_leads_to_the_visitors_language(client: Client, accepted: str, language: str) -> None:
    answer = client.get("/", headers={"accept-language": accepted})

    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_home_gives_numbers_that_are_true(client: Client, language: str) -> None:
    goal = GoalFactory(code="governance", names={"en": "Governance", "fr": "Gouvernance", "es": "Gobernanza"})
    ResultFactory(measure=MeasureFactory(countries=["CA", "MX"], terms=[goal]))
    MeasureFactory(countries=["MX"])
    withdraw(ResultFactory(measure=MeasureFactory(countries=["TG"], terms=[goal])).measure)

    page = client.get(f"/{language}/")

    assert texts(page, "dd")[:4] == ["2", "1", "3", "2"]  # measures, results, coalitions, countries
    (link,) = elements(page, "a", href=f"/{language}/measures/?goal=governance")
    assert link.text.startswith(goal.names[language] + " 1 ")


def test_home_shows_the_latest_measures_and_the_coming_events(client: Client) -> None:
    MeasureFactory(title="Opened a school")
    EventFactory(name="Past congress")
    EventFactory(name="Next congress", start="2098", end=None)

    page = client.get("/en/")

    assert texts(page, "h3") == ["Opened a school"]
    assert texts(page, "span", class_="what") == ["Next congress"]


def test_home_searches_the_measures(client: Client) -> None:
    (form,) = elements(client.get("/fr/"), "form", role="search")

    assert form.attributes["action"] == "/fr/measures/"


def test_home_offers_the_countries_that_have_measures(client: Client) -> None:
    MeasureFactory(countries=["TG", "CA"])
    MeasureFactory(countries=["TG"])
    CoalitionFactory(country="IS")

    page = client.get("/en/")

    assert texts(page, "option") == ["in any country", "Canada (1)", "Togo (2)"]
    leading = [link.attributes["href"] for link in elements(page, "a", class_="country")]
    assert sorted(leading) == ["/en/coalitions/?country=IS", "/en/measures/?country=CA", "/en/measures/?country=TG"]


def test_each_number_of_home_leads_to_what_it_counts(client: Client) -> None:
    MeasureFactory(countries=["TG"])

    links = [link.attributes["href"] for link in elements(client.get("/en/"), "a")]

    for address in ("/en/measures/", "/en/results/", "/en/coalitions/", "/en/map/"):
        assert address in links


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_coalition_and_event_answer_in_every_language(client: Client, language: str) -> None:
    part = ParticipationFactory()

    for record in (part.coalition, part.event):
        page = client.get(f"/{language}{record.get_absolute_url()[3:]}")

        assert page.status_code == 200
        assert [element.attributes["lang"] for element in elements(page, "html")] == [language]


def test_a_coalition_has_its_story(client: Client) -> None:
    federation = FederationFactory(name="Example federation")
    coalition = CoalitionFactory(
        name="Coalition exemple",
        language="fr",
        other_names={"en": "Example coalition"},
        country="TG",
        founded="2004-05",
    )
    MembershipFactory(coalition=coalition, federation=federation, role="secretariat", since="2007-09")
    StatusChangeFactory(coalition=coalition, status="dormant", since="2012")
    StatusChangeFactory(coalition=coalition, status="relaunched", since="2019-11")

    page = client.get(coalition.get_absolute_url())

    assert texts(page, "h1") == ["Example coalition"]
    assert facts(page) == {
        "Official name": ["Coalition exemple"],
        "Country": ["Togo"],
        "Founded": ["May 2004"],
        "In a federation": ["Secretariat, Example federation since September 2007"],
    }
    assert texts(page, "p", class_="kicker") == ["Coalition Togo founded May 2004 relaunched"]
    assert texts(page, "ol", class_="story") == [
        "May 2004 Founded September 2007 Secretariat, Example federation 2012 Dormant November 2019 Relaunched"
    ]


def test_a_coalition_has_what_it_did_gained_and_gave(client: Client) -> None:
    coalition, helper, helped = (CoalitionFactory(name=name, country="") for name in ("This one", "Helper", "Helped"))
    MeasureFactory(title="Gave", coalition=coalition, supported_coalitions=[helped])
    MeasureFactory(title="Received", coalition=helper, supported_coalitions=[coalition])
    ResultFactory(statement="It was relaunched.", beneficiary=coalition)
    withdraw(MeasureFactory(title="Hidden", coalition=coalition, supported_coalitions=[helper]))
    congress = EventFactory(name="Example congress", place="", start="2019")
    ParticipationFactory(coalition=coalition, event=congress, role="host")
    ParticipationFactory(coalition=coalition, event=congress, role="speaker")

    page = client.get(coalition.get_absolute_url())

    assert texts(page, "h3") == ["Gave"]
    assert texts(page, "div", class_="prose") == ["It was relaunched."]
    assert texts(page, "ul", class_="lines") == [
        "Helped through Gave (2016–2019)",
        "Helper through Received (2016–2019)",
    ]
    assert texts(page, "ol", class_="dated")[-1].endswith("Example congress Congress host and speaker")


def test_a_coalition_shows_the_results_of_its_measures_apart_from_what_others_gave_it(client: Client) -> None:
    coalition = CoalitionFactory()
    ResultFactory(measure=MeasureFactory(coalition=coalition), statement="It trained staff.", beneficiary=coalition)
    ResultFactory(statement="It was relaunched.", beneficiary=coalition)

    page = client.get(coalition.get_absolute_url())

    assert [heading for heading in texts(page, "h2") if "measures" in heading] == [
        "Results of its measures",
        "What it gained from the measures of others",
    ]
    assert texts(page, "div", class_="prose") == ["It trained staff.", "It was relaunched."]


def test_who_supported_a_coalition_leads_to_all_measures_that_did(client: Client) -> None:
    coalition = CoalitionFactory()
    MeasureFactory.create_batch(11, coalition=CoalitionFactory(name="Helper"), supported_coalitions=[coalition])
    MeasureFactory()

    page = client.get(coalition.get_absolute_url())

    (link,) = [link for link in elements(page, "a") if link.text == "11 measures that supported it"]
    assert len(texts(client.get(link.attributes["href"]), "h2")) == 11


def test_whom_a_coalition_supported_leads_to_all_of_them(client: Client) -> None:
    coalition, helped = CoalitionFactory(), CoalitionFactory.create_batch(12)
    MeasureFactory(coalition=coalition, supported_coalitions=helped)
    MeasureFactory(coalition=coalition, supported_coalitions=helped[:2])
    withdraw(MeasureFactory(coalition=coalition, supported_coalitions=[CoalitionFactory()]))
    MeasureFactory(supported_coalitions=[CoalitionFactory()])

    page = client.get(coalition.get_absolute_url())

    (link,) = [link for link in elements(page, "a") if link.text == "12 coalitions that it supported"]
    address, _hash, place = link.attributes["href"].partition("#")
    insights = client.get(address)
    assert {told.taker for told in insights.context["supports"]} == set(helped)
    assert len(elements(insights, "section", id=place)) == 1


def test_what_a_coalition_gained_from_others_leads_to_all_that_it_gained(client: Client) -> None:
    coalition = CoalitionFactory()
    ResultFactory.create_batch(7, beneficiary=coalition)
    ResultFactory(measure=MeasureFactory(coalition=coalition), beneficiary=coalition)
    ResultFactory()

    page = client.get(coalition.get_absolute_url())

    (link,) = [link for link in elements(page, "a") if link.text == "All that it gained"]
    assert client.get(link.attributes["href"]).context["total"] == 8


def test_a_federation_shows_its_members(client: Client) -> None:
    federation = FederationFactory()
    MembershipFactory(federation=federation, coalition=CoalitionFactory(name="Zeta", country="TG"), role="board")
    MembershipFactory(federation=federation, coalition=CoalitionFactory(name="Beta", country="CA"), until="2012")

    page = client.get(federation.get_absolute_url())

    assert texts(page, "ul", class_="lines") == ["Beta Canada member, until 2012 Zeta Togo board member"]


def test_a_coalition_with_many_measures_leads_to_all_of_them(client: Client) -> None:
    coalition = CoalitionFactory(name="دعم", language="ar")
    MeasureFactory.create_batch(11, coalition=coalition)

    page = client.get(coalition.get_absolute_url())

    (link,) = [link for link in elements(page, "a") if link.text == "Show all"]
    assert len(texts(page, "h3")) == 10
    assert len(texts(client.get(link.attributes["href"]), "h2")) == 11


def test_an_event_has_who_took_part_and_what_came_of_it(client: Client) -> None:
    event = EventFactory(
        name="Example congress", kind="congress", start="2018-10", end=None, place="Montreal", country="CA"
    )
    host = CoalitionFactory(name="Example coalition", country="CA")
    ParticipationFactory(event=event, coalition=host, role="host")
    MeasureFactory(title="Organised the congress", events=[event])
    ResultFactory(statement="The mission was confirmed.", event=event)

    page = client.get(event.get_absolute_url())

    assert texts(page, "p", class_="kicker") == ["Congress October 2018 Montreal Canada"]
    assert facts(page) == {
        "When": ["October 2018"],
        "Where": ["Montreal, Canada"],
        "Host": ["Example coalition Canada"],
    }
    assert texts(page, "h3") == ["Organised the congress"]
    assert texts(page, "div", class_="prose") == ["The mission was confirmed."]


def test_an_event_with_much_that_came_of_it_leads_to_all_of_it(client: Client) -> None:
    event = EventFactory()
    for measure in MeasureFactory.create_batch(11, events=[event]):
        ResultFactory(measure=measure, event=event)
    ResultFactory(measure=MeasureFactory(events=[event]))

    page = client.get(event.get_absolute_url())

    results, measures = (link.attributes["href"] for link in elements(page, "a", class_="more"))
    assert len(texts(page, "h3")) == 10
    assert len(texts(client.get(measures), "h2")) == 12
    assert len(texts(client.get(results), "p", class_="when")) == 11


def test_evidence_is_saved_and_never_shown_in_place(client: Client) -> None:
    evidence = EvidenceFactory(
        file=ContentFile(b"<script>alert(1)</script>", name="x.html"),
        name="procès-verbal.html",
        content_type="text/html",
    )

    answer = client.get(f"/en/measures/{evidence.measure.slug}/files/{evidence.pk}/")

    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''proc%C3%A8s-verbal.html"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_evidence_of_a_withdrawn_measure_is_gone(client: Client) -> None:
    evidence = EvidenceFactory()
    withdraw(evidence.measure)

    assert client.get(f"/en/measures/{evidence.measure.slug}/files/{evidence.pk}/").status_code == 410


@pytest.mark.parametrize("number", ["0", "99999999999999999999999"])
def test_evidence_that_never_was_is_not_found(client: Client, number: str) -> None:
    measure = MeasureFactory()
    EvidenceFactory()

    assert client.get(f"/en/measures/{measure.slug}/files/{number}/").status_code == 404


def test_evidence_of_another_measure_is_not_found(client: Client) -> None:
    evidence = EvidenceFactory()

    assert client.get(f"/en/measures/{MeasureFactory().slug}/files/{evidence.pk}/").status_code == 404


def test_a_file_that_was_lost_is_not_found(client: Client) -> None:
    evidence = EvidenceFactory()
    evidence.file.storage.delete(evidence.file.name)

    assert client.get(f"/en/measures/{evidence.measure.slug}/files/{evidence.pk}/").status_code == 404
