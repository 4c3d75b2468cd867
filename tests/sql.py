"""A question and its answer."""

from __future__ import annotations

from typing import Any

from archiver.query.sql import run_sql


def rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    """All rows of the answer."""
    with run_sql(url, statement, limit=None) as answer:
        return list(answer.rows)
