"""The indexes of one process, brought up to date with the database before every answer.

Triggers note in the database which records changed (finding/sql/changes.sql), whoever changes them, so that no count
can be wrong. A process asks for the new notes before every answer: one short query when there are none.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import NamedTuple

from django.db import connection

from common.snapshot import snapshot
from finding.index import Index, RecordKind

ALL = 0  # stands in a note for all records of the kind: their table was emptied

# A note counts only in the cluster that wrote it: after a dump was restored elsewhere, its transactions mean nothing. A
# server that was started again may have been restored, and so may a table that lies in another file.
NOTES = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
        concat_ws(' ', system_identifier, pg_postmaster_start_time(), pg_relation_filenode('search_change'),
            (SELECT oid FROM pg_database WHERE datname = current_database())),
        ARRAY(
            SELECT kind || ' ' || record || ' ' || number || ' ' || transaction FROM search_change
            WHERE cluster = system_identifier
                AND transaction >= coalesce(%s, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
        )
    FROM pg_control_system()
"""
# Else the entries of what this transaction changed are made at its end.
ENTER_CHANGED = "SET CONSTRAINTS search_enter_changed IMMEDIATE; SET CONSTRAINTS search_enter_changed DEFERRED"


class Changed(NamedTuple):
    """A record that was changed."""

    kind: str
    record: int


@dataclass
class Memory:
    """What a process knows of one database since it began to look."""

    database: str = ""  # which one, and since when it runs
    horizon: int = 0  # all earlier transactions have ended, and what they changed is known
    provisional: dict[Changed, int] = field(default_factory=dict)  # the notes of later ones, by their numbers
    indexes: dict[str, Index] = field(default_factory=dict)
    changed: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # and not in the index yet

    def learn(self, notes: list[str], horizon: int) -> bool:
        """Take note of what changed. Returns whether the indexes are still good for anything."""
        numbers: dict[Changed, int] = {}
        provisional: dict[Changed, int] = {}
        for note in notes:
            kind, *parts = note.split()
            record, number, transaction = map(int, parts)
            numbers[Changed(kind, record)] = number
            if transaction >= horizon:
                provisional[Changed(kind, record)] = number
        noted = numbers.keys() | self.provisional.keys()
        changed = [key for key in noted if numbers.get(key) != self.provisional.get(key)]
        self.horizon, self.provisional = horizon, provisional
        for kind, record in changed:
            self.changed[kind].add(record)
        if changed:
            self.indexes = {name: index.with_other_names() for name, index in self.indexes.items()}
        return all(record != ALL for _kind, record in changed)


class Register:
    """The indexes of one process, as true as what the present connection sees of the database.

    A transaction is at first provisional: its changes can be rolled back, or be visible to its own connection only. So
    those of transactions that had not all ended are compared anew at each look, until they have.
    """

    def __init__(self) -> None:
        self.memory = Memory()
        self._looking = Lock()
        # Whoever needs an index waits for the one who reads it; other kinds go on.
        self._turns: defaultdict[str, RLock] = defaultdict(RLock)

    def index(self, kind: RecordKind) -> Index:
        """The index of this kind, as true as the database is now.

        In a transaction that reads one moment only it may be a little newer than that moment, never older.
        """
        with self._turns[kind.name]:
            memory, sees_the_past = self._look()
            if kind.name in memory.indexes and not memory.changed[kind.name]:
                index = memory.indexes[kind.name]
                return index.without_finds() if sees_the_past else index
            with snapshot():  # all that is read belongs to the moment of this look
                memory, sees_the_past = self._look()
                return self._read(kind, memory, keep=not sees_the_past)

    def _read(self, kind: RecordKind, memory: Memory, *, keep: bool) -> Index:
        with self._looking:
            former, changed = memory.indexes.get(kind.name), memory.changed.pop(kind.name, set())
        is_kept = False
        try:
            index = former.with_changes(changed) if former else Index.read(kind)
            if keep:
                with self._looking:
                    memory.indexes[kind.name] = index
                is_kept = True
        finally:
            if not is_kept:
                with self._looking:
                    memory.changed[kind.name] |= changed
        return index

    def _look(self) -> tuple[Memory, bool]:
        """Learn what has changed. Returns whether this connection sees the past, while the indexes have the present."""
        with connection.cursor() as cursor:
            if connection.in_atomic_block:
                cursor.execute(ENTER_CHANGED)
            with self._looking:
                cursor.execute(NOTES, [self.memory.horizon or None])
                horizon, database, notes = cursor.fetchone()
                if database != self.memory.database:
                    self.memory = Memory(database)
                    cursor.execute(NOTES, [None])
                    horizon, database, notes = cursor.fetchone()
                elif horizon < self.memory.horizon:
                    return self.memory, True
                if not self.memory.learn(notes, horizon):
                    # Another memory: whoever is reading now keeps what is read in the former one.
                    self.memory = Memory(database, horizon, self.memory.provisional)
                return self.memory, False


REGISTER = Register()
