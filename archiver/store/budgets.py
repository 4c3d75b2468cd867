"""Request budgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from archiver.model.budget import BudgetLine
from archiver.store.rows import row_of, save
from archiver.store.schema import rate_budgets


def list_lines(connection: Connection) -> Sequence[BudgetLine]:
    """All lines, those that have ended too."""
    return [BudgetLine(**row) for row in connection.execute(select(rate_budgets)).mappings()]


def save_lines(connection: Connection, lines: Iterable[BudgetLine]) -> None:
    """Insert or update by (host, window)."""
    for line in lines:
        save(connection, rate_budgets, row_of(line))
