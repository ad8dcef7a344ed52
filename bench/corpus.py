"""The corpora: synthetic registers in databases of their own, made once and kept, and what other programs get of them.

They are made as quickly as possible: without triggers, entries of words all at once, indexes last.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

SEED = 1
BASE = 100_000  # larger corpora are copies of this one
WORKERS = os.cpu_count() or 1
WHOLE = "whole"  # says a database's comment, once it has all


@dataclass
class Document:
    """A published measure as the other programs get it."""

    id: int
    title: str
    text: str
    values: dict[str, list[str]]  # by facet
    first_year: int
    last_year: int
    place: int  # in the order of the newest


def use(size: int) -> None:
    """Make this process work on the corpus of this size."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.environ["BENCH_DATABASE"] = name_of(size)
    import django
    from django.db import connection

    django.setup()
    # It is filled and emptied here: never the site's own.
    assert connection.settings_dict["NAME"] == name_of(size)


def name_of(size: int) -> str:
    return f"polyphony_bench_{size}"


def make(size: int) -> None:
    """Make the corpus of this size unless it is there and whole. Call it in a process of its own."""
    use(size)
    is_there = _create_database(name_of(size), template=name_of(BASE) if size > BASE else "template1")
    from django.core.management import call_command
    from django.db import connection

    from finding.common_words import keep

    call_command("migrate", verbosity=0)
    if is_there:
        return
    with connection.cursor() as cursor:
        if size > BASE:
            with _without_indexes(cursor):
                _copy(cursor, size)
        else:
            _generate(cursor, size)
        keep()
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(f"COMMENT ON DATABASE {name_of(size)} IS '{WHOLE}'")


def _create_database(name: str, template: str) -> bool:
    """Whether it was there already. What an earlier run began and did not finish is thrown away."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() == (WHOLE,):
            return True
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return False


TABLES = [
    "measures_measure", "measures_measure_terms", "measures_measure_events", "measures_measure_supported_coalitions",
    "measures_partner", "measures_result", "measures_term", "coalitions_coalition", "coalitions_event",
    "coalitions_participation",
]  # fmt: skip


def _generate(cursor: Any, size: int) -> None:
    from demo.synthetic import generate

    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    generate(size, SEED)
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with _without_indexes(cursor), ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(_enter, range(WORKERS)))
    cursor.execute("INSERT INTO search_word SELECT DISTINCT word FROM search_text, search_words(body) AS word")


KINDS = {
    "measure": "measures_measure",
    "result": "measures_result",
    "coalition": "coalitions_coalition",
    "event": "coalitions_event",
    "term": "measures_term",
}
BATCH = 2_000
ENTER = """
    WITH made AS MATERIALIZED (
        SELECT record.id, entry.* FROM {table} AS record, search_entry_of_{kind}(record.id) AS entry
        WHERE record.id >= {first} AND record.id < {first} + {batch}
    ), named AS (
        INSERT INTO search_name SELECT '{kind}', id, names, sort_key FROM made WHERE names IS NOT NULL
    )
    INSERT INTO search_text SELECT '{kind}', id, body FROM made WHERE body IS NOT NULL
"""


def _enter(worker: int) -> None:
    """Enter each worker's share of batches."""
    from django.db import connection

    with connection.cursor() as cursor:
        for kind, table in KINDS.items():
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
            (last,) = cursor.fetchone()
            for first in range(worker * BATCH, last + 1, WORKERS * BATCH):
                cursor.execute(ENTER.format(kind=kind, table=table, first=first, batch=BATCH))
    connection.close()


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    cursor.execute(
        "SELECT replace(indexdef, ' ON ONLY ', ' ON '), indexname FROM pg_indexes"
        " WHERE tablename IN ('search_name', 'search_text') AND indexdef LIKE '%gin%'"
    )
    indexes = cursor.fetchall()
    for _definition, name in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for definition, _name in indexes:
        cursor.execute(definition)


def _copy(cursor: Any, size: int) -> None:
    """Fill the corpus with copies: other ids and addresses, the same words, terms, countries and years."""
    cursor.execute("SELECT max(id) FROM measures_measure")
    (span,) = cursor.fetchone()
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = 'measures_measure'::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('id', 'slug', 'published_at', 'former_slugs')"
    )
    (others,) = cursor.fetchone()
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for copy in range(1, size // BASE):
        offset = copy * span
        cursor.execute(
            f"INSERT INTO measures_measure (id, slug, published_at, former_slugs, {others})"
            f" SELECT id + {offset}, left(slug, 90) || '-{copy}', published_at + interval '{copy} minutes', '{{}}',"
            f" {others} FROM measures_measure WHERE id <= {span}"
        )
        for carried, other in (("terms", "term_id"), ("events", "event_id"), ("supported_coalitions", "coalition_id")):
            table = f"measures_measure_{carried}"
            cursor.execute(
                f"INSERT INTO {table} (measure_id, {other}) SELECT measure_id + {offset}, {other} FROM {table}"
                f" WHERE measure_id <= {span}"
            )
        cursor.execute(
            f"INSERT INTO search_name SELECT kind, record + {offset}, names, sort_key FROM search_name"
            f" WHERE kind = 'measure' AND record <= {span}"
        )
        cursor.execute(
            f"INSERT INTO search_text SELECT kind, record + {offset}, body FROM search_text"
            f" WHERE kind = 'measure' AND record <= {span}"
        )
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


DOCUMENTS = """
    SELECT m.id, m.title,
        concat_ws(E'\n', m.title, m.authority, m.main_features, m.results_achieved,
            (SELECT string_agg(statement, E'\n') FROM measures_result WHERE measure_id = m.id),
            (SELECT string_agg(name, E'\n') FROM measures_partner WHERE measure_id = m.id)),
        m.countries, m.language, coalesce(m.coalition_id::text, ''), coalesce(m.cycle_id::text, ''),
        ARRAY(SELECT vocabulary.code || ':' || term.code FROM measures_measure_terms AS carried
            JOIN measures_term AS term ON term.id = carried.term_id
            JOIN measures_vocabulary AS vocabulary ON vocabulary.id = term.vocabulary_id
            WHERE carried.measure_id = m.id),
        coalesce(m.first_year, 0),
        CASE WHEN m.ongoing THEN 9999 ELSE coalesce(m.last_year, m.first_year, 0) END,
        row_number() OVER (ORDER BY m.published_at, m.id)
    FROM measures_measure AS m WHERE m.withdrawn_at IS NULL
"""


def documents() -> Iterator[Document]:
    """All measures of the corpus in use."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(DOCUMENTS)
        for pk, title, text, countries, language, coalition, cycle, terms, first, last, place in cursor:
            values = {"country": countries, "language": [language], "coalition": [coalition], "cycle": [cycle]}
            for term in terms:
                vocabulary, _colon, code = term.partition(":")
                values.setdefault(vocabulary, []).append(code)
            yield Document(pk, title, text, values, first, last, place)
