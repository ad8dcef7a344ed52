"""Countries have the names that readers of the United Nations know, sorted as their language sorts."""

import pytest
from django.forms import modelform_factory
from django.utils.translation import override
from django_countries import countries

from coalitions.models import Coalition
from common.countries import country_choices, country_name
from common.sorting import sort_key


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("CZ", "fr", "Tchéquie"),
        ("BY", "fr", "Bélarus"),
        ("BY", "es", "Belarús"),
        ("MM", "es", "Myanmar"),
        ("MM", "en", "Myanmar"),
        ("SZ", "es", "Eswatini"),
        ("TL", "fr", "Timor-Leste"),
        ("CV", "en", "Cabo Verde"),
        ("TR", "fr", "Türkiye"),
        ("CF", "es", "República Centroafricana"),
        ("TT", "es", "Trinidad y Tobago"),
        ("MH", "fr", "Îles Marshall"),
        ("GY", "fr", "Guyana"),
        ("CY", "es", "Chipre"),
        ("CA", "ar", "كندا"),
    ],
)
def test_a_country_has_the_name_that_its_readers_know(code: str, language: str, name: str) -> None:
    with override(language):
        assert (country_name(code), str(countries.name(code))) == (name, name)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_countries_come_in_the_order_of_their_names(language: str) -> None:
    with override(language):
        names = [name for _code, name in country_choices()]

    assert names == sorted(names, key=lambda name: sort_key(name, language))
    assert len(names) == 249


def test_a_form_offers_countries_in_that_order() -> None:
    with override("es"):
        form = modelform_factory(Coalition, fields=["country"])()
        offered = [label for code, label in form.fields["country"].choices if code]  # type: ignore[attr-defined]

        assert [name for name in offered if name.startswith("B")][:5] == [
            "Bahamas",
            "Bangladés",
            "Barbados",
            "Baréin",
            "Belarús",
        ]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["afrikaans", "allemand", "éwé", "zoulou"]),
        ("es", ["árabe", "armenio", "nube", "ñandú", "oca"]),
        ("en", ["Åland Islands", "Albania", "Côte d’Ivoire", "Cuba"]),
    ],
)
def test_accents_and_case_do_not_change_a_place(language: str, names: list[str]) -> None:
    mixed = [*names[1:], names[0]]

    assert sorted(mixed, key=lambda name: sort_key(name, language)) == names
