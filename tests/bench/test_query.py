"""Answers of any length, and of hostile text: the benchmark of `archiver query` in its small size."""

from __future__ import annotations

import csv
import json
import sqlite3

import pyarrow.parquet
import pytest

from tests.bench import bench_query
from tests.bench.bench_query import ask
from tests.bench.search_archive import SESSIONS, kept_archive

_ROWS = 30_000


def rows_of(url: str, count: int) -> str:
    """A statement that gives so many rows of some 300 bytes."""
    series = f"generate_series(1, {count}) AS s(i)"
    if url.startswith("sqlite"):
        series = (
            f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n) s"
        )
    return f"SELECT s.i, s.i * 0.5 AS half, 'สวัสดี 你好 {'hello ' * 45}' AS said FROM {series}"


def grown_mb(url: str, output=None, style: str = "csv", few_rows: int = _ROWS) -> float:
    few, many = (ask(url, rows_of(url, count), output, style=style) for count in (few_rows, 10 * _ROWS))
    return many.peak_mb - few.peak_mb


@pytest.mark.parametrize("style", ["csv", "json"])
def test_memory_does_not_grow_with_the_rows(sqlite_url, style):
    """Ten times the rows, 80 MB more, are written through the same memory."""
    assert grown_mb(sqlite_url, style=style) < 16


def test_memory_does_not_grow_with_the_rows_of_parquet(sqlite_url, tmp_path):
    """Row groups are written as they are full; pyarrow keeps the memory of the first few."""
    assert grown_mb(sqlite_url, tmp_path / "rows.parquet", few_rows=4 * _ROWS) < 16


@pytest.mark.postgres
def test_memory_does_not_grow_with_the_rows_of_postgresql(postgres_url):
    """They are fetched from a cursor of the server."""
    assert grown_mb(postgres_url) < 16


def test_hostile_text_comes_out_as_it_is(tmp_path):
    """Ten scripts, attacks and lines of ten thousand characters are read back from each format as they are stored."""
    chats = kept_archive(100 * SESSIONS, tmp_path)
    statement = "SELECT session_id, seq, text FROM chats ORDER BY session_id, seq"
    with sqlite3.connect(chats) as connection:
        stored = connection.execute(statement).fetchall()
    connection.close()
    paths = {style: tmp_path / f"rows.{style}" for style in bench_query.STYLES}
    for path in paths.values():
        ask(f"sqlite:///{chats}", statement, path)
    assert [(*row.values(),) for row in json.loads(paths["json"].read_text(encoding="utf-8"))] == stored
    assert [(*row.values(),) for row in pyarrow.parquet.read_table(paths["parquet"]).to_pylist()] == stored
    with paths["csv"].open(encoding="utf-8", newline="") as file:
        _, *read = csv.reader(file)
    assert [(int(session), int(seq), text.removeprefix("'")) for session, seq, text in read] == [
        (session, seq, text.removeprefix("'")) for session, seq, text in stored
    ]
