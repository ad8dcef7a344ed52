"""What a migration has done to a register does not change any more; only another migration changes it."""

from hashlib import sha256
from importlib import import_module

# For a new migration that reads finding/sql, add a line. Never change one: see finding/migrations/0001_search.py.
SQL_OF = {
    "0001_search": "ded9969eca0a1ab04de35b9a63e24994a1634f006fdd30ef160b2334c3c11e7f",
    "0002_one_form_of_words": "e90e540d3054e8150dd7040f98ec1aafe6f940501285df9889eff4d3ab8dfc92",
}


def test_each_migration_runs_what_it_ran_when_it_was_new() -> None:
    runs = {}
    for name in SQL_OF:
        operations = import_module(f"finding.migrations.{name}").Migration.operations
        runs[name] = sha256("".join(operation.sql for operation in operations).encode()).hexdigest()

    assert runs == SQL_OF
