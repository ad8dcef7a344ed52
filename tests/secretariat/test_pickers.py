"""Fields in which one chooses a record: records of the same name are told apart."""

import pytest
from django.test import Client

from tests.admin import administrator, editor, page, signed_in
from tests.factories import CoalitionFactory, EventFactory, MeasureFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


@pytest.fixture
def client() -> Client:
    return signed_in(editor())


def offered(client: Client, model: str, field: str, term: str, *, app: str = "measures") -> list[str]:
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return sorted(found["text"] for found in client.get("/admin/autocomplete/", asked).json()["results"])


def test_coalitions_are_offered_with_their_country_and_year(client: Client) -> None:
    CoalitionFactory(name="Coalition for songs", country="ML", founded="2004")
    CoalitionFactory(name="Coalition for songs", country="CA", founded=None)

    names = offered(client, "measure", "coalition", "songs")

    assert names == ["Coalition for songs (Canada)", "Coalition for songs (Mali, 2004)"]


def test_events_are_offered_with_their_place_country_and_date(client: Client) -> None:
    for start in ("2018", "2019"):
        EventFactory(name="Congress", place="Lomé", country="TG", start=start, end=None)

    assert offered(client, "result", "event", "congress") == [
        "Congress (Lomé, Togo, 2018)",
        "Congress (Lomé, Togo, 2019)",
    ]


def test_people_are_offered_with_their_address() -> None:
    client = signed_in(administrator())
    for address in ("a@example.org", "b@example.org"):
        UserFactory(name="Jean Tremblay", email=address)

    names = offered(client, "representative", "user", "Tremblay", app="coalitions")

    assert names == ["Jean Tremblay (a@example.org)", "Jean Tremblay (b@example.org)"]


def test_what_is_chosen_is_called_as_it_was_offered(client: Client) -> None:
    coalition = CoalitionFactory(name="Coalition for songs", country="ML", founded="2004")
    measure = MeasureFactory(coalition=coalition)

    form = client.get(page(measure)).context["adminform"].form

    assert form.fields["coalition"].label_from_instance(coalition) == "Coalition for songs (Mali, 2004)"


@pytest.mark.parametrize("forged", ["x", "9" * 19, "\N{ARABIC-INDIC DIGIT ONE}", "-1"])
def test_what_is_no_record_is_refused_in_a_sentence(client: Client, forged: str) -> None:
    answer = client.post("/admin/measures/cycleextension/add/", {"coalition": forged, "closes": "9/10/2027"})

    errors = answer.context["adminform"].form.errors
    assert errors["coalition"] == ["Select a valid choice. That choice is not one of the available choices."]
    assert errors["closes"] == ["Give a day, written 2018-10-09."]
