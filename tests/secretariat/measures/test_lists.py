"""The secretariat's list of the measures."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from measures.models import Term
from measures.versions import withdraw
from tests.factories import MeasureFactory, ResultFactory, TermFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


class TestLists:
    def test_take_the_same_queries_for_ten_measures_as_for_fifty(self, client: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                assert client.get("/admin/measures/measure/").status_code == 200
            return len(caught)

        for _number in range(10):
            ResultFactory(measure__terms=[TermFactory(vocabulary__code="domain")])
        client.get("/admin/")  # the session notes that it is at work
        few = queries()
        for _number in range(40):
            ResultFactory(measure__terms=[Term.objects.last()])

        assert queries() == few

    def test_search_ignores_accents(self, client: Client) -> None:
        MeasureFactory(title="Congrès de Lomé")
        MeasureFactory(title="Something else")

        found = client.get("/admin/measures/measure/", {"q": "congres LOME"}).context["cl"].queryset

        assert [measure.title for measure in found] == ["Congrès de Lomé"]

    @pytest.mark.parametrize(
        ("filter", "titles"),
        [
            ({"state": "withdrawn"}, ["Gone"]),
            ({"country": "MX"}, ["In Mexico"]),
            ({"domain": "music"}, ["Music"]),
            ({"language": "fr"}, ["En français"]),
        ],
    )
    def test_filters(self, client: Client, user: User, filter: dict[str, str], titles: list[str]) -> None:  # noqa: A002
        withdraw(MeasureFactory(title="Gone"), user, "A reason")
        MeasureFactory(title="In Mexico", countries=["MX"])
        MeasureFactory(title="Music", terms=[TermFactory(code="music")])
        MeasureFactory(title="En français", language="fr")

        response = client.get("/admin/measures/measure/", filter)

        assert [measure.title for measure in response.context["cl"].queryset] == titles

    def test_an_unknown_filter_value_shows_the_whole_list(self, client: Client) -> None:
        assert client.get("/admin/measures/measure/", {"cycle": "x"}).url == "/admin/measures/measure/?e=1"  # type: ignore[attr-defined]
