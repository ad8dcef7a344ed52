"""Addresses: made once, unique, in every script, and never dead."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from coalitions.models import Coalition
from common.addresses import LONGEST, make_slug
from tests.factories import CoalitionFactory
from tests.rules import form_errors


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Support to coalitions (2016–2019)", "support-to-coalitions-2016-2019"),
        ("Mesures/Initiatives · Bilan", "mesures-initiatives-bilan"),
        ("Carte des résidences d’artistes", "carte-des-résidences-d-artistes"),
        ("L'île qu'on aime", "l-île-qu-on-aime"),
        ("Kenya’s radio", "kenyas-radio"),
        ("دعم التحالفات", "دعم-التحالفات"),
        ("支持少数民族语言出版", "支持少数民族语言出版"),
        ("Поддержка коалиций", "поддержка-коалиций"),
        ("!?", ""),
    ],
)
def test_slug_is_in_the_script_of_the_title(text: str, slug: str) -> None:
    assert make_slug(text) == slug


def test_long_title_is_cut_between_words() -> None:
    slug = make_slug("word " * 50)

    assert slug == "-".join(["word"] * 16)


@given(st.text())
def test_slug_is_short_and_has_no_sign_that_addresses_use(text: str) -> None:
    slug = make_slug(text)

    assert len(slug) <= LONGEST
    assert not set(slug) & set("/?#%&. \n\"'<>")
    assert slug == slug.strip("-_")


@pytest.mark.django_db
class TestStored:
    def test_second_record_of_a_name_gets_a_number(self) -> None:
        slugs = [CoalitionFactory(name="Example").slug for _time in range(3)]

        assert slugs == ["example", "example-2", "example-3"]

    def test_name_without_letters_gets_a_slug_too(self) -> None:
        assert CoalitionFactory(name="!?").slug == "coalition"

    @pytest.mark.parametrize("name", ["Feed", "History", "Export", "New"])
    def test_address_of_another_page_is_not_taken(self, name: str) -> None:
        assert CoalitionFactory(name=name).slug == f"{name.lower()}-2"

    def test_new_name_keeps_the_address(self) -> None:
        coalition = CoalitionFactory(name="Example")

        coalition.name = "Quite another name"
        coalition.save()

        assert Coalition.objects.get().slug == "example"

    def test_changed_address_leaves_the_old_one_behind(self) -> None:
        CoalitionFactory(name="Example")

        coalition = Coalition.objects.get()
        coalition.slug = "better"
        coalition.save()

        assert Coalition.objects.at("example").slug == "better"
        assert Coalition.objects.at("better").former_slugs == ["example"]

    def test_address_may_go_back_to_what_it_was(self) -> None:
        coalition = CoalitionFactory(name="Example")
        for slug in ("better", "example"):
            coalition.slug = slug
            coalition.save()

        assert (coalition.slug, coalition.former_slugs) == ("example", ["better"])

    def test_former_address_is_not_given_to_another(self) -> None:
        coalition = CoalitionFactory(name="Example")
        coalition.slug = "better"
        coalition.save()

        assert CoalitionFactory(name="Example").slug == "example-2"

    def test_form_refuses_former_address_of_another(self) -> None:
        coalition = CoalitionFactory(name="Example")
        coalition.slug = "better"
        coalition.save()

        errors = form_errors(Coalition, {"name": "New", "language": "en", "slug": "example"})

        assert errors == {"slug": ["This address leads, or led, to another record. Choose another one."]}

    def test_unknown_address_leads_nowhere(self) -> None:
        with pytest.raises(Coalition.DoesNotExist):
            Coalition.objects.at("nowhere")

    def test_database_refuses_an_address_twice(self) -> None:
        CoalitionFactory(slug="example")
        other = CoalitionFactory()

        with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
            Coalition.objects.filter(pk=other.pk).update(slug="example")

    def test_record_read_in_part_can_be_saved(self) -> None:
        CoalitionFactory(name="Example")

        coalition = Coalition.objects.only("name").get()
        coalition.acronym = "EX"
        coalition.save(update_fields=["acronym"])

        assert Coalition.objects.get().former_slugs == []


@pytest.mark.django_db(transaction=True)
def test_two_of_one_name_at_one_time_get_two_addresses() -> None:
    together = threading.Barrier(2)
    slugs: list[str] = []

    def save() -> None:
        try:
            together.wait()
            slugs.append(CoalitionFactory(name="Example").slug)
        finally:
            connection.close()

    threads = [threading.Thread(target=save) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(slugs) == ["example", "example-2"]
