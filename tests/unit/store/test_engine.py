"""Connections to SQLite beside others that are just being made, and to copies."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from archiver.errors import DiskError, StoreLockedError
from archiver.store import migrate
from archiver.store.engine import open_engine, reading, sqlite_path
from archiver.store.sql_store import SqlStore
from tests.archive import archive_session, unwritable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new.db"


@pytest.fixture
def holder(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process that is just making the database: it is not in WAL mode yet, and locked."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def _noticed(engine: Engine, path: Path) -> threading.Event:
    """Is set once a connection of the engine has tried to change the journal mode, in vain or not."""
    tried = threading.Event()

    class Noticing(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            try:
                return super().execute(sql, *values)
            finally:
                if "journal_mode" in sql:
                    tried.set()

    event.listen(engine, "do_connect", lambda *_: sqlite3.connect(path, check_same_thread=False, factory=Noticing))
    return tried


def test_a_database_that_another_process_is_making_is_waited_for(path: Path, holder: sqlite3.Connection) -> None:
    """SQLite itself does not wait there, whatever the busy timeout."""
    engine = open_engine(f"sqlite:///{path}")
    tried = _noticed(engine, path)

    def let_go() -> None:
        tried.wait()
        holder.execute("COMMIT")

    other = threading.Thread(target=let_go)
    other.start()
    try:
        with reading(engine) as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    finally:
        other.join()
        engine.dispose()


def test_the_wait_ends_with_the_busy_timeout(path: Path, holder: sqlite3.Connection) -> None:
    """And then the database counts as locked, as everywhere else."""
    assert holder.in_transaction
    engine = open_engine(f"sqlite:///{path}", busy_timeout_ms=1)
    with pytest.raises(StoreLockedError), reading(engine):
        pass
    engine.dispose()


async def test_a_copy_that_cannot_be_written_can_be_read(sqlite_url: str, tmp_path: Path) -> None:
    """SQLite's own way to copy makes a file that is not in WAL mode: what only reads leaves it so."""
    async with SqlStore(sqlite_url) as store:
        await archive_session(store)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(str(sqlite_path(sqlite_url)))) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    before = copy.read_bytes()
    url = f"sqlite:///{copy}"
    assert migrate.check(url) == []
    with unwritable(copy):
        assert migrate.check(url) == []
        async with SqlStore(url) as store:
            assert len(await store.segments(1)) == 2
            with pytest.raises(DiskError, match="the file cannot be written"):
                await store.require_writable()
    assert copy.read_bytes() == before
