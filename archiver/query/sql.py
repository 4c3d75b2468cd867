"""The read-only SQL console: one statement of a person's own, which cannot change anything."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine
from sqlalchemy.exc import SQLAlchemyError

from archiver.errors import QueryError
from archiver.query.guard import guarded
from archiver.query.parameters import POSTGRESQL, SQLITE, Value, bind
from archiver.store.engine import open_engine
from archiver.store.migrate import require_current

ROW_LIMIT = 1_000
TIMEOUT_S = 60.0
_CHUNK_ROWS = 500

_MAX_DIGITS = 40
_MAX_SAID = 300
#: How PostgreSQL, whose words are in the server's language, says that something writes or was stopped.
_WRITES = "25006"
_CANCELLED = "57014"
#: SQLite says it in front; further on, an error may quote the statement.
_SQLITE_WRITES = re.compile("not authorized|attempt to write a readonly")
_NONE: Mapping[str, Value] = MappingProxyType({})


@dataclass
class Answer:
    """Columns at once, rows as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    is_cut: bool = False  #: set when the rows are read: there were more than the limit


@contextmanager
def run_sql(
    url: str,
    statement: str,
    *,
    parameters: Mapping[str, Value] = _NONE,
    limit: int | None = ROW_LIMIT,
    timeout_s: float = TIMEOUT_S,
    role: str = "",
) -> Iterator[Answer]:
    """Run one reading statement on the database at ``url``; read the rows inside the block.

    ``parameters`` are the values of each ``:name`` in the statement.
    Rows end after ``limit`` (None: never); the database stops working on the statement after ``timeout_s``.
    ``role`` is one of PostgreSQL's whose rights the statement has; see ``archiver.query.guard``.

    Raises:
        QueryError: the statement is wrong, writes, is more than one, or takes too long.
        StoreError: the database cannot be used.
    """
    if "\0" in statement:  # PostgreSQL's library would run what stands before it
        raise QueryError("The query failed: it holds a NUL character; take that out.")
    require_current(url)
    engine = open_engine(url, read_only=True)
    try:
        with (
            _explained(engine, statement),
            engine.connect() as connection,
            guarded(connection, statement, timeout_s=timeout_s, role=role),
            closing(_execute(connection, statement, parameters)) as result,
        ):
            yield _answer(result, limit)
    finally:
        engine.dispose()


def _execute(connection: Connection, statement: str, parameters: Mapping[str, Value]) -> CursorResult[Any]:
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        from archiver.query.postgres_values import adapt  # noqa: PLC0415  # its driver is of an extra

        adapt(connection)
    text, values = bind(statement.rstrip().rstrip(";"), parameters, SQLITE if is_sqlite else POSTGRESQL)
    # no_parameters: a percent sign in the statement is just that.
    options = connection.execution_options(no_parameters=not values, stream_results=True, max_row_buffer=_CHUNK_ROWS)
    result = options.exec_driver_sql(text, values or None)
    if not result.returns_rows:
        raise QueryError("The statement gives no rows; `archiver query` runs one SELECT.")
    return result


def _answer(result: CursorResult[Any], limit: int | None) -> Answer:
    rows = (tuple(map(_plain, row)) for row in result)
    answer = Answer(columns=tuple(result.keys()), rows=rows)
    answer.rows = rows if limit is None else _limited(answer, rows, limit)
    return answer


def _plain(value: Any) -> Any:
    """PostgreSQL adds 64-bit integers up to a decimal, SQLite to an integer: people get numbers from both."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, Decimal):
        return value
    if value.is_finite() and value.adjusted() >= _MAX_DIGITS:
        return str(value)
    return int(value) if value.is_finite() and value == value.to_integral_value() else float(value)


def _limited(answer: Answer, rows: Iterator[tuple[Any, ...]], limit: int) -> Iterator[tuple[Any, ...]]:
    yield from islice(rows, limit)
    answer.is_cut = next(rows, None) is not None


@contextmanager
def _explained(engine: Engine, statement: str) -> Iterator[None]:
    """Turn what the database says about the statement into one sentence."""
    try:
        yield
    except UnicodeEncodeError:
        raise QueryError("The query failed: it is not valid Unicode text; write it in UTF-8.") from None
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error, sqlite3.Warning) as error:
        original = getattr(error, "orig", None) or error
        said = (str(original).strip().splitlines() or [type(original).__name__])[0].rstrip(".")[:_MAX_SAID]
        state = getattr(original, "sqlstate", None)
        if state == _WRITES or _SQLITE_WRITES.match(said):
            raise QueryError("The query failed: it would change something, and `archiver query` only reads.") from error
        if state == _CANCELLED or said == "interrupted":
            raise QueryError(
                "The query took too long and was stopped; narrow it down, or give it a --timeout."
            ) from error
        raise QueryError(f"The query failed{_place(said, statement)}: {said}. It must be one SELECT.") from error


def _place(said: str, statement: str) -> str:
    """Where the database stumbled: it quotes the word, and where that stands once we know the place."""
    quoted = re.search(r'near "(.+?)"|no such (?:column|table|function): (\S+)|"([^"]+)"', said)
    word = next(filter(None, quoted.groups()), "") if quoted else ""
    if not word or statement.count(word) != 1:
        return ""
    before = statement[: statement.index(word)]
    return f" in line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
