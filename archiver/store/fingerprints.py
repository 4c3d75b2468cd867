"""What each event of a session says, as one number: to find out which ones a redecoding has changed."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, select

from archiver.model.batch import BODY_TABLES
from archiver.store import schema

_CHUNK_ROWS = 2_000


def fingerprints(connection: Connection, session_id: int) -> array[int]:
    """By seq: a number made of the event's row and of all its bodies; 0 where there is no event. Eight bytes each."""
    events = schema.events
    last = connection.execute(select(func.max(events.c.seq)).where(events.c.session_id == session_id)).scalar_one()
    found = array("q", bytes(8 * ((last or 0) + 1)))
    for table in (events, schema.gift_streaks, *(schema.metadata.tables[name] for name in BODY_TABLES.values())):
        for row in _rows(connection, table, session_id):
            found[row[1]] ^= hash((table.name, *row))
    return found


def count_changes(connection: Connection, session_id: int, before: array[int]) -> Counter[str]:
    """How many events say something else than ``before``, by what kind they are now; those that are new count, too."""
    now = fingerprints(connection, session_id)
    kinds = select(schema.events.c.seq, schema.events.c.kind).where(schema.events.c.session_id == session_id)
    changed: Counter[str] = Counter()
    for seq, kind in _streamed(connection, kinds):
        if seq >= len(before) or before[seq] != now[seq]:
            changed[kind] += 1
    return changed


def _rows(connection: Connection, table: Table, session_id: int) -> Iterator[Any]:
    """All rows of a session; the second column of each table is the event they belong to."""
    return _streamed(connection, select(table).where(table.c.session_id == session_id))


def _streamed(connection: Connection, query: Any) -> Iterator[Any]:
    options = {"stream_results": True, "yield_per": _CHUNK_ROWS}
    for chunk in connection.execute(query, execution_options=options).partitions():
        yield from chunk
