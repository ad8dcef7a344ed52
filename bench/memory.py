"""How much memory a process has, how much its connection to PostgreSQL has, and how large tables are: all in MB."""

import resource
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

KB_IN_MB = 1024
BYTES_IN_MB = 1024**2
SIZES = """
    WITH named AS (SELECT name::regclass AS oid FROM unnest(%s::text[]) AS name),
    whole AS (SELECT oid FROM named UNION SELECT inhrelid FROM pg_inherits JOIN named ON inhparent = oid)
    SELECT pg_backend_pid(),
        coalesce(sum(pg_table_size(oid)), 0)::bigint, coalesce(sum(pg_indexes_size(oid)), 0)::bigint
    FROM whole
"""


class InDatabase(NamedTuple):
    """What finding takes in PostgreSQL. A connection's memory is its own, without the buffers that all share."""

    connection: float
    tables: float
    indexes: float


def now() -> float:
    """What this process has in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / BYTES_IN_MB


def peak() -> float:
    """The most that this process had in memory since it began."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_IN_MB


def in_database(tables: Sequence[str]) -> InDatabase:
    """What the present connection and these tables take, with their partitions and the texts that are kept aside."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SIZES, [list(tables)])
        process, table_bytes, index_bytes = cursor.fetchone()
    return InDatabase(_own_memory(process), table_bytes / BYTES_IN_MB, index_bytes / BYTES_IN_MB)


def _own_memory(process: int) -> float:
    """What a process on this machine has in memory that it shares with none."""
    status = Path(f"/proc/{process}/status").read_text()
    (own,) = (line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(own) / KB_IN_MB
