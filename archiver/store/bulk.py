"""Many rows at once, as tuples in column order: INSERTs of many rows on SQLite, COPY on PostgreSQL.

SQLAlchemy makes the SQL, the rows pass it by: per-row dictionaries would double the cost of ingest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Insert, Table, case, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.exc import DataError, IntegrityError

from archiver.store.columns import storable_text
from archiver.store.rows import insert_into
from archiver.store.schema import gift_streaks, viewer_names, viewers

Row = Sequence[Any]
AnyRow = TypeVar("AnyRow", bound=tuple[Any, ...])

#: Rows of one INSERT on SQLite: the most that there still are; the last few go one by one. Each run of a statement
#: takes locks and lets other threads pass; many rows share that.
_ROWS_PER_RUN = (64, 8)

#: A statement of many rows that may fail midway has SQLite save every page it touches, to undo that statement alone;
#: told that we never go on after a failure, it does not, and writes a third of the bytes. No upsert can be told so:
#: those run row by row, which saves nothing either.
_ALL_OR_NOTHING = "OR ROLLBACK"

_INT64 = 1 << 63


class DuplicateRowError(Exception):
    """A row's key is in the table already; the transaction is lost."""


class UnstorableValueError(Exception):
    """A value does not fit its column (a NUL in a text, 64 unsigned bits); the transaction is lost."""


def load(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows of all columns, in column order.

    Raises:
        DuplicateRowError, UnstorableValueError: the transaction must be rolled back.
    """
    if connection.dialect.name == "postgresql":
        copy_rows(connection, _copy_sql(table), rows)
    else:
        insert_rows(connection, _insert_sql(table), rows)


def insert_rows(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    """Run an INSERT of one row for all of them; on SQLite, ``OR ROLLBACK``, many go in one run. Raises as ``load``."""
    if rows:
        with _sorted_out(connection):
            _insert(connection, sql, rows)


def copy_rows(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    """Run a COPY on PostgreSQL. Raises as ``load``."""
    if rows:
        with _sorted_out(connection):
            _copy(connection, sql, rows)


def upsert_viewers(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert or update rows of ``viewers``; who was seen later stays as they are. Raises UnstorableValueError."""
    insert_rows(connection, _upsert_viewers_sql(connection.dialect.name), rows)


def add_viewer_names(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert rows of ``viewer_names`` that are not there yet. Raises UnstorableValueError."""
    insert_rows(connection, _add_names_sql(connection.dialect.name), rows)


def upsert_streaks(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert or update rows of ``gift_streaks``; nothing in them ever goes down. Raises UnstorableValueError."""
    insert_rows(connection, _upsert_streaks_sql(connection.dialect.name), rows)


def storable(row: AnyRow) -> AnyRow:
    """The row with what no database takes made storable, the same on both.

    A NUL becomes U+FFFD, a lone surrogate "?"; an unsigned integer above 63 bits becomes its signed twin, which keeps
    different ids different.
    """
    return tuple(_storable(value) for value in row)  # type: ignore[return-value]  # each value keeps its type


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, int):
        return (value + _INT64) % (2 * _INT64) - _INT64
    return value


@contextmanager
def _sorted_out(connection: Connection) -> Iterator[None]:
    """Tell the two failures that have a remedy from all others, whichever layer raises them."""
    driver = connection.dialect.loaded_dbapi
    try:
        yield
    except (IntegrityError, driver.IntegrityError) as error:
        raise DuplicateRowError from error
    except (DataError, driver.DataError, OverflowError, UnicodeEncodeError) as error:
        raise UnstorableValueError from error


def _insert(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(sql, [*map(tuple, rows)])
        return
    driver: Any = connection.connection.driver_connection  # SQLAlchemy takes longer to pass a run on than some runs do
    done = 0
    for size in _ROWS_PER_RUN if _ALL_OR_NOTHING in sql else ():
        if starts := range(done, len(rows) - size + 1, size):
            runs = [_joined(rows[start : start + size]) for start in starts]
            driver.executemany(_many_rows_sql(sql, len(rows[0]), size), runs)
            done += len(starts) * size
    if rest := rows[done:]:
        driver.executemany(sql, [*map(tuple, rest)])  # plain tuples: sqlite3 reads any other sequence item by item


def _joined(rows: Sequence[Row]) -> tuple[Any, ...]:
    """The values of all rows. Extending a list by each takes half as long as chaining them, value by value."""
    values: list[Any] = []
    for row in rows:
        values += row
    return tuple(values)


def _copy(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor:
            cursor.adapters.register_dumper(bool, _flag_dumper())
            with cursor.copy(sql) as copy:
                for row in rows:
                    copy.write_row(row)
    except connection.dialect.loaded_dbapi.OperationalError:
        if driver.broken:
            connection.invalidate()  # SQLAlchemy did not see it break
        raise


@lru_cache(maxsize=1)
def _flag_dumper() -> type[Any]:
    """How psycopg is told to send True as 1: our flags are small integers."""
    from psycopg.adapt import Dumper  # noqa: PLC0415  (an optional dependency)

    class FlagDumper(Dumper):
        def dump(self, obj: bool) -> bytes:
            return b"1" if obj else b"0"

    return FlagDumper


@lru_cache(maxsize=2)
def _dialect(name: str) -> Dialect:
    """A dialect that writes parameters by position, as our drivers are set to take them."""
    if name == "sqlite":
        return sqlite.dialect(paramstyle="qmark")
    return psycopg.dialect(paramstyle="format")  # type: ignore[no-untyped-call]


def _sql(statement: Insert, dialect: str) -> str:
    return str(statement.compile(dialect=_dialect(dialect)))


def _greater(old: ColumnElement[Any], new: ColumnElement[Any]) -> ColumnElement[Any]:
    """The greater of two: GREATEST and two-argument max() are each known to one database only."""
    return case((old > new, old), else_=new)


@lru_cache
def _copy_sql(table: Table) -> str:
    return f"COPY {table.name} ({', '.join(table.columns.keys())}) FROM STDIN"


@lru_cache
def _insert_sql(table: Table) -> str:
    return _sql(insert(table).prefix_with(_ALL_OR_NOTHING, dialect="sqlite"), "sqlite")


@lru_cache
def _many_rows_sql(sql: str, columns: int, rows: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return sql.replace(row, ", ".join([row] * rows), 1)


@lru_cache
def _upsert_viewers_sql(dialect: str) -> str:
    statement = insert_into(viewers, _dialect(dialect))
    new = statement.excluded
    changes: dict[str, ColumnElement[Any]] = {
        name: new[name] for name in ("unique_id", "nickname", "sec_uid", "avatar_url")
    }
    changes["last_seen_at"] = new["last_seen_at"]
    is_news = viewers.c.last_seen_at <= new["last_seen_at"]  # old journals are read again, too
    return _sql(statement.on_conflict_do_update(index_elements=["user_id"], set_=changes, where=is_news), dialect)


@lru_cache
def _add_names_sql(dialect: str) -> str:
    return _sql(insert_into(viewer_names, _dialect(dialect)).on_conflict_do_nothing(), dialect)


@lru_cache
def _upsert_streaks_sql(dialect: str) -> str:
    statement = insert_into(gift_streaks, _dialect(dialect))
    # A name or a worth that the first message did not tell is greater than none.
    rising = ("last_seq", "repeat_count", "last_at", "is_closed", "gift_name", "diamond_count")
    changes = {name: _greater(gift_streaks.c[name], statement.excluded[name]) for name in rising}
    return _sql(statement.on_conflict_do_update(index_elements=["session_id", "first_seq"], set_=changes), dialect)
