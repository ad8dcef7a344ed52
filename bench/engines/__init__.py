"""The programs that are measured, each behind the same methods."""

from bench.engines.datasette import Datasette
from bench.engines.engine import Engine
from bench.engines.polyphony import Polyphony, PolyphonyWithEverything, PolyphonyWithNewWords
from bench.engines.postgresql import PostgreSQL, PostgreSQLAllCounts
from bench.engines.tantivy import Tantivy, TantivyAllCounts

ENGINES: dict[str, type[Engine]] = {
    engine.name: engine
    for engine in (
        Polyphony,
        PolyphonyWithNewWords,
        PolyphonyWithEverything,
        PostgreSQL,
        PostgreSQLAllCounts,
        Tantivy,
        TantivyAllCounts,
        Datasette,
    )
}
