"""The read API: the listings' records for programs, described in OpenAPI, and every refusal in a sentence."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.throttling import AnonRateThrottle

from measures.documents import document
from measures.versions import withdraw
from tests.factories import (
    AreaFactory,
    CoalitionFactory,
    EventFactory,
    EvidenceFactory,
    MeasureFactory,
    MembershipFactory,
    ParticipationFactory,
    ResultFactory,
    StatusChangeFactory,
    TermFactory,
    publish,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

API = "/api/v1"
LISTS = ["measures", "results", "coalitions", "events", "terms"]


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def slugs(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [record["slug"] for record in answer.json()["results"]]


def test_a_measure_is_its_public_document_with_where_and_which_version(client: Client) -> None:
    measure = MeasureFactory(title="Opened a fund", language="fr", terms=[AreaFactory()])
    ResultFactory(measure=measure, quantity=12)
    publish(measure)

    shown = client.get(f"{API}/measures/opened-a-fund/").json()

    envelope = {name: shown.pop(name) for name in ("url", "version", "published_at", "updated_at")}
    assert shown == measure.versions.get().document
    assert (envelope["url"], envelope["version"]) == ("http://testserver/fr/measures/opened-a-fund/", 1)


def test_a_page_in_no_interface_language_is_linked_in_english(client: Client) -> None:
    measure = MeasureFactory(language="pt", slug="fundo")

    assert client.get(f"{API}/measures/fundo/").json()["url"] == f"http://testserver/en/measures/{measure.slug}/"


def test_the_document_does_not_depend_on_the_readers_language(client: Client) -> None:
    measure = MeasureFactory(terms=[TermFactory(names={"en": "Music", "fr": "Musique"})])
    address = f"{API}/measures/{measure.slug}/"

    french, english = (client.get(address, headers={"accept-language": code}).json() for code in ("fr", "en"))

    assert french == english


def test_evidence_can_be_downloaded_from_where_the_api_says(client: Client) -> None:
    evidence = EvidenceFactory()

    (shown,) = client.get(f"{API}/measures/{evidence.measure.slug}/").json()["evidence"]

    assert b"".join(client.get(shown["url"].removeprefix("http://testserver"))) == b"Ten people came."


def test_a_result_comes_with_its_measure(client: Client) -> None:
    result = ResultFactory(statement="A fund opened.", date="2018-10", measure__title="Opened a fund")

    (shown,) = client.get(f"{API}/results/").json()["results"]

    assert (shown["id"], shown["statement"], shown["date"]) == (result.pk, "A fund opened.", "2018-10")
    assert shown["measure"]["title"] == "Opened a fund"
    assert shown["measure"]["coalition"]["slug"] == result.measure.coalition.slug


def test_a_coalition_comes_with_its_story(client: Client) -> None:
    coalition = CoalitionFactory(slug="example", country="MX")
    StatusChangeFactory(coalition=coalition, status="dormant", since="2012")
    membership = MembershipFactory(coalition=coalition, role="board", since="2007")

    shown = client.get(f"{API}/coalitions/example/").json()

    assert shown["country"] == "MX"
    assert shown["statuses"] == [{"status": "dormant", "since": "2012", "note": ""}]
    (shown_membership,) = shown["memberships"]
    assert (shown_membership["federation"]["slug"], shown_membership["role"]) == (membership.federation.slug, "board")


def test_an_event_comes_with_those_who_took_part(client: Client) -> None:
    part = ParticipationFactory(role="host", event__slug="congress")

    shown = client.get(f"{API}/events/congress/").json()

    assert [(other["coalition"]["slug"], other["role"]) for other in shown["participations"]] == [
        (part.coalition.slug, "host")
    ]


def test_terms_come_with_their_vocabulary_and_parent(client: Client) -> None:
    area = AreaFactory(code="media")
    TermFactory(code="music")

    shown = client.get(f"{API}/terms/?vocabulary=area").json()["results"]

    assert [(term["vocabulary"], term["code"], term["parent"]) for term in shown] == [
        ("area", "media", area.parent.code)
    ]


def test_a_withdrawn_measure_is_gone_with_the_reason(client: Client) -> None:
    measure = MeasureFactory(slug="twice")
    withdraw(measure, by=None, reason="Reported twice.")

    answer = client.get(f"{API}/measures/twice/")

    assert answer.status_code == 410
    assert answer.json()["reason"] == "Reported twice."
    assert answer.json()["detail"] == "This measure was withdrawn from the register."


def test_nothing_withdrawn_is_in_a_list(client: Client) -> None:
    measure = MeasureFactory()
    ResultFactory(measure=measure)
    withdraw(measure, by=None, reason="Reported twice.")

    assert client.get(f"{API}/measures/").json()["count"] == 0
    assert client.get(f"{API}/results/").json()["count"] == 0


@pytest.mark.parametrize("kind", ["measures", "coalitions", "events"])
def test_a_former_address_leads_to_the_present_one(client: Client, kind: str) -> None:
    factory = {"measures": MeasureFactory, "coalitions": CoalitionFactory, "events": EventFactory}[kind]
    record = factory(slug="before")
    record.slug = "after"
    record.save()

    answer = client.get(f"{API}/{kind}/before/")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"http://testserver{API}/{kind}/after/")


def test_unknown_values_and_parameters_are_named_with_the_reason(client: Client) -> None:
    answer = client.get(f"{API}/measures/?country=XX&contry=CA&year_from=soon")

    assert answer.status_code == 400
    assert answer.json() == {
        "detail": "Some parameters are not understood.",
        "errors": {
            "country": ["“XX” is not a value of this filter. Choose one from the list, or remove it."],
            "contry": ["There is no parameter of this name. Remove it, or see the documentation at /api/."],
            "year_from": ["Give a year from 1945 to 2100, in four digits."],
        },
    }


def test_sentences_are_in_the_language_that_the_reader_accepts(client: Client) -> None:
    answer = client.get(f"{API}/measures/nothing/", headers={"accept-language": "fr"})

    assert answer.headers["Content-Language"] == "fr"


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "²", "9" * 5000])
def test_a_page_that_is_no_number_is_refused(client: Client, page: str) -> None:
    answer = client.get(f"{API}/measures/", {"page": page})

    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        {"page": ["Give a whole number from 1 to 999999999."]},
    )


@pytest.mark.parametrize("size", ["0", "201", "many"])
def test_a_page_size_out_of_range_is_refused(client: Client, size: str) -> None:
    answer = client.get(f"{API}/measures/?page_size={size}")

    assert answer.json()["errors"] == {"page_size": ["Give a whole number from 1 to 200."]}


def test_a_page_after_the_last_is_not_found(client: Client) -> None:
    answer = client.get(f"{API}/measures/?page=2")

    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


def test_following_next_meets_every_record_once(client: Client) -> None:
    expected = [MeasureFactory(countries=["CA"]).slug for _number in range(5)]
    address: str | None = f"http://testserver{API}/measures/?country=CA&page_size=2"

    seen: list[str] = []
    while address:
        answer = client.get(address.removeprefix("http://testserver")).json()
        seen += [record["slug"] for record in answer["results"]]
        assert (answer["count"], answer["pages"]) == (5, 3)
        address = answer["next"]

    assert sorted(seen) == sorted(expected)


def test_previous_of_the_second_page_is_the_address_of_the_list(client: Client) -> None:
    for _number in range(3):
        MeasureFactory()

    answer = client.get(f"{API}/measures/?page_size=2&page=2").json()

    assert (answer["previous"], answer["next"]) == (f"http://testserver{API}/measures/?page_size=2", None)


def test_a_typing_error_still_finds_and_says_so(client: Client) -> None:
    MeasureFactory(title="A festival", slug="a-festival")

    typed, meant = (client.get(f"{API}/measures/?q={words}").json() for words in ("festvial", "festival"))

    assert [record["slug"] for record in typed["results"]] == ["a-festival"]
    assert (typed["correction"], meant["correction"]) == ("festival", None)


@pytest.mark.parametrize("address", [f"{API}/measures/", f"{API}/nothing/", f"{API}/measures/?country=XX", f"{API}/"])
def test_any_site_may_read_it(client: Client, address: str) -> None:
    answer = client.get(address, headers={"origin": "https://elsewhere.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_other_pages_are_for_this_site_only(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/en/measures/").headers


def test_a_browser_may_ask_before_it_reads(client: Client) -> None:
    headers = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}

    answer = client.options(f"{API}/measures/", headers=headers)

    assert (answer.status_code, answer.headers["Access-Control-Allow-Methods"]) == (200, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    measure = MeasureFactory()

    answer = getattr(client, method)(f"{API}/measures/{measure.slug}/", {"title": "Spam"}, "application/json")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_an_unknown_address_is_answered_in_json(client: Client) -> None:
    answer = client.get(f"{API}/nothing/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")
    assert answer.json() == {"detail": "There is nothing at this address. The documentation at /api/ lists all."}


def test_who_wants_no_json_is_told_so(client: Client) -> None:
    answer = client.get(f"{API}/measures/", headers={"accept": "text/csv"})

    assert (answer.status_code, answer.json()) == (
        406,
        {"detail": "Only JSON can be had here. Accept application/json."},
    )


def test_whoever_asks_too_often_is_told_when_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AnonRateThrottle, "rate", "2/min", raising=False)
    answers = [client.get(f"{API}/terms/") for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    seconds = int(answers[2].headers["Retry-After"])
    assert 0 < seconds <= 60
    assert answers[2].json()["detail"].startswith("Too many requests from your address. Come back in ")


def test_one_address_does_not_use_up_the_room_of_another(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AnonRateThrottle, "rate", "1/min", raising=False)
    client.get(f"{API}/terms/", REMOTE_ADDR="192.0.2.1")

    # Nobody's own X-Forwarded-For is believed while no proxy is known.
    forged = client.get(f"{API}/terms/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "192.0.2.9"})
    other = client.get(f"{API}/terms/", REMOTE_ADDR="192.0.2.2")

    assert (forged.status_code, other.status_code) == (429, 200)


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow_with_the_list(client: Client, name: str) -> None:
    def queries_with_more() -> int:
        for _number in range(3):
            measure = MeasureFactory(terms=[AreaFactory()], events=[ParticipationFactory().event])
            ResultFactory(measure=measure, event=EventFactory(), beneficiary=MembershipFactory().coalition)
            EvidenceFactory(measure=measure)
        return queries_of(lambda: client.get(f"{API}/{name}/"))

    few, more = queries_with_more(), queries_with_more()

    assert few == more


def test_a_page_asks_the_database_for_its_own_records_only(client: Client) -> None:
    for _ in range(5):
        publish(MeasureFactory())
    client.get(f"{API}/measures/")

    with CaptureQueriesContext(connection) as queries:
        slugs(client, f"{API}/measures/?page_size=1")

    asked = [found for query in queries for found in re.findall(r" IN \(([^)]*)\)", query["sql"])]
    assert {len(ids.split(",")) for ids in asked} == {1}


def test_it_keeps_no_session_and_reads_no_cookie(client: Client) -> None:
    answer = client.get(f"{API}/measures/")

    assert answer.cookies == {}
    assert "Cookie" not in answer.headers["Vary"]


def test_the_documented_document_is_what_versions_keep(client: Client) -> None:
    measure = MeasureFactory()
    shown = client.get(f"{API}/measures/{measure.slug}/").json()

    assert set(document(measure)) <= set(shown)
    assert slugs(client, f"{API}/measures/") == [measure.slug]


def test_the_root_leads_everywhere(client: Client) -> None:
    addresses = client.get(f"{API}/").json()

    answers = [client.get(address.removeprefix("http://testserver")).status_code for address in addresses.values()]
    assert answers == [200] * len(addresses)
