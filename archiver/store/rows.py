"""From values of the model to rows, and the upsert both databases know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite


def row_of(value: Any, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a model dataclass as a row: enums as their values, flags as 0 or 1."""
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in without}


def insert_into(table: Table, dialect: Dialect) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the words of the dialect."""
    return sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)


def save(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or overwrite the one with the same primary key."""
    statement = insert_into(table, connection.dialect).values(row)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def add_missing(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows; those whose key is there already are left as they are."""
    given = list(rows)
    if given:
        connection.execute(insert_into(table, connection.dialect).on_conflict_do_nothing(), given)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return int(value) if isinstance(value, bool) else value
