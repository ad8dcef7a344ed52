"""A dump that is restored into another cluster is searched as before, and nothing in it is taken for new."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from config.postgres import NAME, PORT, Cluster, Postmaster, _program
from finding import common_words
from finding.kinds import MEASURE
from finding.register import Register
from finding.search import search
from measures.models import Measure
from tests.factories import MeasureFactory

pytestmark = pytest.mark.django_db(transaction=True)


def run(program: str, *args: str | Path) -> None:
    environment = {"PGPASSWORD": connection.settings_dict["PASSWORD"] or ""}
    subprocess.run([_program(program), *map(str, args)], check=True, capture_output=True, env=environment)


def server(settings: dict[str, Any]) -> list[str]:
    return [f"--host={settings['HOST']}", f"--port={settings['PORT']}", f"--username={settings['USER']}"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postmaster]:
    """A cluster that was made a moment ago."""
    cluster = Cluster(tmp_path_factory.mktemp("fresh"))
    yield cluster.join()
    cluster.stop()


@pytest.fixture
def fresh(cluster: Postmaster) -> dict[str, Any]:
    """The settings of an empty database in it."""
    settings = connection.settings_dict | {"USER": NAME, "PASSWORD": "", "HOST": cluster.socket_dir, "PORT": PORT}
    name = f"restored_{uuid4().hex}"
    run("createdb", *server(settings), name)
    return settings | {"NAME": name}


@pytest.fixture
def restored(fresh: dict[str, Any], tmp_path: Path) -> Iterator[dict[int, str]]:
    """From now on the site works on a restored dump. The measures in it, by their ids, with their languages."""
    measures = {measure.pk: measure.language for measure in MeasureFactory.create_batch(20, title="A festival")}
    common_words.keep(common=1)
    with connection.cursor() as cursor:  # as a cluster has it that has run for a year
        cursor.execute("UPDATE search_change SET transaction = transaction + 100000000")
    old = connections["default"]
    dump = tmp_path / "dump"
    run("pg_dump", *server(old.settings_dict), "--format=custom", f"--file={dump}", old.settings_dict["NAME"])
    run("pg_restore", *server(fresh), "--no-owner", f"--dbname={fresh['NAME']}", dump)
    new: Any = old.copy()
    new.settings_dict = fresh
    connections["default"] = new
    yield measures
    new.close()
    connections["default"] = old


def found(register: Register, words: str) -> set[int]:
    answer = search(register.index(MEASURE), words)
    return set(answer.records) if answer else set()


def test_a_look_reads_no_note_of_the_old_cluster(restored: dict[int, str]) -> None:
    register = Register()
    register.index(MEASURE)

    with CaptureQueriesContext(connection) as queries:
        register.index(MEASURE)

    (look,) = [query["sql"] for query in queries]
    with connection.cursor() as cursor:
        cursor.execute(look)
        (_horizon, _database, notes) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM search_change WHERE kind = 'measure'")
        (noted,) = cursor.fetchone()
    assert (noted, notes) == (20, [])


def test_what_is_published_in_the_new_cluster_counts_and_is_found(restored: dict[int, str]) -> None:
    register = Register()
    first, second, *others = restored
    assert found(register, "festival") == {*restored}

    Measure.objects.filter(pk=first).update(language="fr")
    Measure.objects.filter(pk=second).update(title="A museum")
    new = MeasureFactory(title="A festival")

    counted = {value: set(found) for value, found in register.index(MEASURE).facets["language"].items()}
    assert counted == {"en": {second, *others, new.pk}, "fr": {first}}
    assert found(register, "festival") == found(Register(), "festival") == {first, *others, new.pk}
    assert found(register, "museum") == {second}
