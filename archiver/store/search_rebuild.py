"""Making the search index anew: beside the old one, in small transactions, and put in its place at the end.

Meanwhile the old one answers, and a recording writes to it. What was written since is added in the last transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, select

from archiver.store import search_index
from archiver.store.engine import open_engine, reading, writing
from archiver.store.migrate import require_current
from archiver.store.schema import sessions

_NEXT = f"{search_index.NAME}_next"
OnProgress = Callable[[int, int], None]  #: lines indexed, lines in all


def _unheard(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def rebuild(url: str, *, on_progress: OnProgress = _unheard) -> int:
    """Make the index of the database at ``url`` anew; returns how many lines it holds.

    Raises:
        SchemaOutdatedError, SchemaTooNewError, StoreError, DiskError: the old index stays.
    """
    require_current(url)
    engine = open_engine(url)
    try:
        while (lines := _rebuild(engine, on_progress)) is None:
            pass  # a session was deleted meanwhile: what was made holds its tokens
        return lines
    finally:
        engine.dispose()


def _rebuild(engine: Engine, on_progress: OnProgress) -> int | None:
    with writing(engine) as connection:
        search_index.drop(connection, _NEXT)
        search_index.create(connection, _NEXT)
        total = search_index.count_lines(connection)
        ids = _session_ids(connection)
    marks: dict[int, int] = {}
    lines = 0
    for session_id in ids:
        marks[session_id] = 0
        while added := _add_chunk(engine, session_id, marks):
            lines += added
            on_progress(lines, max(lines, total))
    with writing(engine) as connection:
        now = _session_ids(connection)
        if set(marks) - set(now):
            return None
        lines += sum(_add(connection, session_id, marks.get(session_id, 0)) for session_id in now)
        _put_in_place(connection)
    return lines


def _add_chunk(engine: Engine, session_id: int, marks: dict[int, int]) -> int:
    """Add some lines of a session behind its mark; returns how many."""
    with reading(engine) as connection:
        chunk = next(search_index.stored_lines(connection, session_id, marks[session_id]), ())
    if chunk:
        with writing(engine) as connection:
            search_index.add(connection, chunk, _NEXT)
        marks[session_id] = chunk[-1].seq
    return len(chunk)


def fill(connection: Connection) -> None:
    """Add every line there is to an empty index, in the transaction of the migration that made it."""
    for session_id in _session_ids(connection):
        _add(connection, session_id, 0, search_index.NAME)
    search_index.set_token_version(connection)


def _add(connection: Connection, session_id: int, after_seq: int, name: str = _NEXT) -> int:
    count = 0
    for chunk in search_index.stored_lines(connection, session_id, after_seq):
        search_index.add(connection, chunk, name)
        count += len(chunk)
    return count


def _put_in_place(connection: Connection) -> None:
    name = search_index.NAME
    search_index.drop(connection)
    connection.exec_driver_sql(f"ALTER TABLE {_NEXT} RENAME TO {name}")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER INDEX pk_{_NEXT} RENAME TO pk_{name}")
        connection.exec_driver_sql(f"ALTER INDEX ix_{_NEXT}_tokens RENAME TO ix_{name}_tokens")
    search_index.set_token_version(connection)


def _session_ids(connection: Connection) -> list[int]:
    return list(connection.execute(select(sessions.c.id).order_by(sessions.c.id)).scalars())
