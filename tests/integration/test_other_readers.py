"""The SQLite file in other people's programs, as it is: Datasette and DuckDB give what the archiver gives."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_sqlite_scanner as scanner
import pytest
from sqlalchemy import Engine

from archiver.query.reader import open_reader
from archiver.store.views import VIEWS
from tests.cookbook_archive import fill

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled archive; nobody changes it."""
    path = tmp_path_factory.mktemp("readers") / "archiver.db"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(fill(f"sqlite:///{path}"))
    return path


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    with open_reader(f"sqlite:///{file}") as opened:
        yield opened


@pytest.fixture(scope="module")
def duck(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with the archive attached, by the extension that ``INSTALL sqlite`` would load from the network."""
    (extension,) = Path(scanner.__file__).parent.rglob("*.duckdb_extension")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"ATTACH '{file}' AS archive (TYPE sqlite, READ_ONLY)")
        connection.execute("USE archive")
        yield connection


def rows(engine: Engine, name: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()]


def in_any_order(found: list[dict[str, Any]]) -> list[str]:
    return sorted(repr(list(row.items())) for row in found)


def datasette(file: Path, path: str) -> Any:
    """What ``datasette archiver.db`` answers to a request."""
    command = [sys.executable, "-m", "datasette", str(file), "--get", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


@pytest.mark.parametrize("view", VIEWS)
def test_duckdb_gives_the_rows_of_every_view(duck: duckdb.DuckDBPyConnection, engine: Engine, view: str) -> None:
    """DuckDB reads the views in its own SQL: the same columns, values and types."""
    answer = duck.sql(f"SELECT * FROM {view}")
    found = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
    assert found
    assert in_any_order(found) == in_any_order(rows(engine, view))


def test_duckdb_joins_views_and_tables(duck: duckdb.DuckDBPyConnection) -> None:
    """The question of the page about DuckDB is answered."""
    answer = duck.sql(
        "SELECT s.creator, sum(g.diamonds) AS diamonds FROM gift_ledger g JOIN session_list s USING (session_id) "
        "GROUP BY s.creator ORDER BY diamonds DESC"
    )
    assert answer.fetchall() == [("anna", 30_006), ("bea", 99), ("cleo", 40)]


def test_duckdb_makes_an_instant_as_the_page_says(duck: duckdb.DuckDBPyConnection) -> None:
    """``at`` is a word of DuckDB's own, and ``SHOW TABLES`` stops at the search index: the page's ways around both."""
    page = (ROOT / "docs" / "how-to" / "datasette-duckdb.md").read_text(encoding="utf-8")
    instant, names = 'make_timestamp("at" * 1000)', "SELECT view_name FROM duckdb_views() WHERE NOT internal"
    assert f"`{instant}`" in page
    assert f"`{names}`" in page
    assert duck.sql(f'SELECT epoch_ms({instant}) = "at" FROM chat_replay LIMIT 1').fetchall() == [(True,)]
    assert set(VIEWS) <= {name for (name,) in duck.sql(names).fetchall()}


def test_datasette_lists_every_view(file: Path) -> None:
    """The archive opens as it is, its views are offered, and the search index does not stand in the way."""
    shown = datasette(file, "/archiver.json")
    assert {view["name"] for view in shown["views"]} == set(VIEWS)
    assert {"events", "chats", "sessions"} <= {table["name"] for table in shown["tables"] if not table["hidden"]}


@pytest.mark.parametrize("view", ["chat_replay", "session_list"])
def test_datasette_gives_the_rows_of_a_view(file: Path, engine: Engine, view: str) -> None:
    """The JSON of a view's page is what the archiver reads."""
    found = datasette(file, f"/archiver/{view}.json?_shape=array&_size=max")
    assert in_any_order(found) == in_any_order(rows(engine, view))


def test_datasette_runs_recipes(file: Path) -> None:
    """A statement with a parameter is a page of its own."""
    statement = "SELECT+nickname+FROM+top_gifters+WHERE+session_id=:session+AND+place=1"
    found = datasette(file, f"/archiver.json?sql={statement}&session=1&_shape=array")
    assert found == [{"nickname": "Emil"}]
