"""Names stand in the order that the readers of a language expect, in Python and in the database alike."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from coalitions.models import Coalition
from common.languages import language_choices
from common.sorting import in_order
from finding.listings import EVENTS
from public.views.filter_panel import facet
from tests.admin import signed_in, superuser
from tests.factories import CoalitionFactory, EventFactory
from tests.pages import texts


@pytest.mark.parametrize(("language", "first", "last"), [("fr", "éwé", "zoulou"), ("es", "árabe", "zulú")])
def test_languages_come_in_the_order_of_their_names(language: str, first: str, last: str) -> None:
    with override(language):
        names = [name for _code, name in language_choices()]

        assert names == in_order(names)
        assert names.index(first) < names.index(last)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "names"), [("es", ["Cana", "Cantar", "Caña", "Capa"]), ("fr", ["Cana", "Caña", "Cantar", "Capa"])]
)
def test_a_query_and_a_list_sort_names_alike(language: str, names: list[str]) -> None:
    for name in sorted(names):
        CoalitionFactory(name=name)

    with override(language):
        queried = [coalition.name for coalition in Coalition.objects.by_title()]
        assert (queried, in_order(reversed(names))) == (names, names)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_second_factor")
def test_the_admin_lists_coalitions_by_the_names_that_it_shows() -> None:
    for name in ("Zeta", "Bélgica", "Árbol", "burkina"):
        CoalitionFactory(name=name)

    page = signed_in(superuser()).get("/admin/coalitions/coalition/")

    assert texts(page, "th", class_="field-__str__") == ["Árbol", "Bélgica", "burkina", "Zeta"]


@pytest.mark.django_db
def test_equal_counts_of_a_facet_stand_in_the_order_of_names() -> None:
    for country in ("BF", "BE", "AF", "ES"):
        EventFactory(country=country)

    with override("fr"):
        filters = EVENTS.filtered(QueryDict())
        assert filters.is_valid()
        labels = [value.label for value in facet(filters, "country", QueryDict()).values]

    assert labels == ["Afghanistan", "Belgique", "Burkina Faso", "Espagne"]


@pytest.mark.django_db
@pytest.mark.usefixtures("no_second_factor")
def test_the_admin_filters_by_countries_in_the_order_of_names() -> None:
    for country in ("BF", "BE", "AL"):
        EventFactory(country=country)
    client = signed_in(superuser(language="es"))

    page = client.get("/admin/coalitions/event/", headers={"accept-language": "es"})

    shown = [text for text in texts(page, "a") if text.startswith(("Bélgica", "Burkina", "Albania"))]
    assert [name.partition(" ")[0] for name in shown] == ["Albania", "Bélgica", "Burkina"]
