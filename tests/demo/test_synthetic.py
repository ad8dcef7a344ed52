"""The synthetic register: repeatable, varied, and as valid as a real one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from coalitions.models import Coalition, Event
from demo.synthetic import generate
from measures.models import Measure, Result

pytestmark = pytest.mark.django_db


def all_measures() -> list[tuple[object, ...]]:
    fields = [
        "slug",
        "title",
        "language",
        "main_features",
        "countries",
        "first_year",
        "published_at",
        "coalition__slug",
    ]
    return list(Measure.objects.order_by("pk").values_list(*fields))


def test_same_seed_makes_same_measures() -> None:
    generate(20, seed=7)
    first = all_measures()
    Result.objects.all().delete()
    Measure.objects.all().delete()
    Event.objects.all().delete()
    Coalition.objects.all().delete()

    generate(20, seed=7)

    assert all_measures() == first


def test_other_seed_adds_other_measures() -> None:
    generate(5, seed=1)

    generate(5, seed=2)

    assert len({measure[1] for measure in all_measures()}) == 10


def test_every_record_would_pass_a_form() -> None:
    generate(25, seed=3)

    for record in [*Measure.objects.all(), *Result.objects.all(), *Coalition.objects.all(), *Event.objects.all()]:
        record.full_clean()


def test_measures_come_in_several_languages_with_terms_of_every_vocabulary() -> None:
    generate(25, seed=3)

    assert Measure.objects.values("language").distinct().count() > 3
    assert list(
        Measure.objects.values_list("terms__vocabulary__code", flat=True).distinct().order_by("terms__vocabulary__code")
    ) == [
        "area",
        "domain",
        "goal",
        "kind",
        "target",
        "value_chain",
    ]


def test_command_says_how_many_it_added() -> None:
    out = StringIO()

    call_command("generate_measures", count=3, seed=5, stdout=out)

    assert out.getvalue() == "Added 3 synthetic measures.\n"
    assert Measure.objects.count() == 3


def test_command_refuses_a_seed_that_is_there() -> None:
    call_command("generate_measures", count=1, seed=5, stdout=StringIO())

    with pytest.raises(CommandError, match="already has the synthetic measures of seed 5: choose another seed"):
        call_command("generate_measures", count=1, seed=5)


def test_command_refuses_no_measures() -> None:
    with pytest.raises(CommandError, match="Give a --count of 1 or more"):
        call_command("generate_measures", count=0)
