"""Making the search index anew: beside the old one, in small transactions, and put in its place at the end.

Meanwhile the old one answers, and a recording writes to it. What was written since is added in the last transaction.
Who takes lines away meanwhile, drops what was made (``search_index.drop_unfinished``): it begins again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import ProgrammingError

from archiver.errors import StoreError
from archiver.store import search_index
from archiver.store.engine import open_engine, reading, writing
from archiver.store.migrate import require_current
from archiver.store.schema import sessions

OnProgress = Callable[[int, int], None]  #: lines indexed, lines in all


class _TakenError(Exception):
    """What was made is not there any more."""


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
        while True:
            try:
                return _rebuild(engine, f"{search_index.NEXT}_{secrets.token_hex(4)}", on_progress)
            except _TakenError:
                _require_alone(engine)
    finally:
        engine.dispose()


def _require_alone(engine: Engine) -> None:
    with reading(engine) as connection:
        if search_index.unfinished(connection):
            raise StoreError("Another process makes the search index anew; let it finish.")


def _rebuild(engine: Engine, name: str, on_progress: OnProgress) -> int:
    with writing(engine) as connection:
        search_index.drop_unfinished(connection)
        search_index.create(connection, name)
        total = search_index.count_lines(connection)
        ids = _session_ids(connection)
    marks: dict[int, int] = {}
    lines = 0
    for session_id in ids:
        marks[session_id] = 0
        while added := _add_chunk(engine, name, session_id, marks):
            lines += added
            on_progress(lines, max(lines, total))
    with writing(engine) as connection:
        _hold(connection, name)
        _shut_out_writers(connection)
        lines += sum(_add(connection, each, marks.get(each, 0), name) for each in _session_ids(connection))
        _put_in_place(connection, name)
    return lines


def _add_chunk(engine: Engine, name: str, session_id: int, marks: dict[int, int]) -> int:
    """Add some lines of a session behind its mark; returns how many."""
    with reading(engine) as connection:
        chunk = next(search_index.stored_lines(connection, session_id, marks[session_id]), ())
    if chunk:
        with writing(engine) as connection:
            _hold(connection, name)
            search_index.add(connection, chunk, name)
        marks[session_id] = chunk[-1].seq
    return len(chunk)


def _hold(connection: Connection, name: str) -> None:
    """Have what is being made stay until the end of the transaction. Raises _TakenError."""
    if connection.dialect.name == "postgresql":
        try:
            connection.exec_driver_sql(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")
        except ProgrammingError as error:
            raise _TakenError from error
    elif name not in search_index.unfinished(connection):
        raise _TakenError


def _shut_out_writers(connection: Connection) -> None:
    """Wait for what is being written to the old index, so that all its lines are seen; on SQLite nobody writes now."""
    if connection.dialect.name == "postgresql" and inspect(connection).has_table(search_index.NAME):
        connection.exec_driver_sql(f"LOCK TABLE {search_index.NAME} IN ACCESS EXCLUSIVE MODE")


def fill(connection: Connection) -> None:
    """Add every line there is to an empty index, in the transaction of the migration that made it."""
    for session_id in _session_ids(connection):
        _add(connection, session_id, 0, search_index.NAME)
    search_index.set_token_version(connection)


def _add(connection: Connection, session_id: int, after_seq: int, name: str) -> int:
    count = 0
    for chunk in search_index.stored_lines(connection, session_id, after_seq):
        search_index.add(connection, chunk, name)
        count += len(chunk)
    return count


def _put_in_place(connection: Connection, made: str) -> None:
    name = search_index.NAME
    search_index.drop(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:  # no look at people's views, which may be broken
        connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    connection.exec_driver_sql(f"ALTER TABLE {made} RENAME TO {name}")
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    else:
        connection.exec_driver_sql(f"ALTER INDEX pk_{made} RENAME TO pk_{name}")
        connection.exec_driver_sql(f"ALTER INDEX ix_{made}_tokens RENAME TO ix_{name}_tokens")
    search_index.set_token_version(connection)


def _session_ids(connection: Connection) -> list[int]:
    return list(connection.execute(select(sessions.c.id).order_by(sessions.c.id)).scalars())
