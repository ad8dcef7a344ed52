"""A test that commits leaves nothing to the next one, and takes nothing from it."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from finding.filters import MeasureFilterSet
from measures.models import Measure
from tests.factories import MeasureFactory, RepresentativeFactory, publish

pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> dict[str, int]:
    """How many rows each table has, unless it is empty."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return {table: count for table, count in cursor.fetchall() if count}


def test_what_a_test_has_made_goes() -> None:
    before = rows()
    publish(MeasureFactory())
    RepresentativeFactory()
    cache.set("tried", 1)

    call_command("flush")

    assert rows() == before
    assert sorted(before) == [
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
    ]


def test_the_register_in_memory_begins_anew() -> None:
    MeasureFactory()
    assert MeasureFilterSet(queryset=Measure.objects.published()).selection.total == 1

    call_command("flush")

    assert MeasureFilterSet(queryset=Measure.objects.published()).selection.total == 0
