"""What goes wrong with a database, in one sentence."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import stamina
from sqlalchemy.engine import make_url

from archiver.errors import (
    ConfigError,
    DiskError,
    SchemaTooNewError,
    StoreError,
    StoreLockedError,
    StoreUnavailableError,
)
from archiver.store import migrate
from archiver.store.engine import open_engine, sqlite_path, writing
from archiver.store.failures import translate
from archiver.store.sql_store import SqlStore
from tests.archive import ANNA, LINES, ROOM, unwritable, write_lines


@pytest.fixture(autouse=True)
def quick_retries() -> Iterator[None]:
    """Retries come at once, three of them."""
    with stamina.set_testing(True, attempts=3):
        yield


@contextmanager
def lock(url: str) -> Iterator[None]:
    """Hold the SQLite database for writing, as another process would."""
    path = sqlite_path(url)
    assert path is not None
    holder = sqlite3.connect(path, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        yield
    finally:
        holder.close()


async def test_a_database_that_cannot_be_written_is_told_beforehand(sqlite_url: str) -> None:
    """A file that may not be written is refused by who will have to, one that another process writes now is not."""
    async with SqlStore(sqlite_url, busy_timeout_ms=10) as store:
        await store.require_writable()
        with lock(sqlite_url):
            await store.require_writable()
    path = sqlite_path(sqlite_url)
    assert path is not None
    with unwritable(path):
        async with SqlStore(sqlite_url) as store:
            assert await store.watch_entries() == []
            with pytest.raises(DiskError, match="the file cannot be written; check its permissions"):
                await store.require_writable()


@pytest.mark.parametrize("setting", ["default_transaction_read_only=on", "role=pg_read_all_data"])
async def test_a_role_that_cannot_write_is_told_beforehand(postgres_url: str, setting: str) -> None:
    """Whether it may write nothing, or not these tables."""
    url = make_url(postgres_url).update_query_dict({"options": f"-c {setting}"}).render_as_string(hide_password=False)
    async with SqlStore(url) as store:
        with pytest.raises(StoreError, match="use a role that may write"):
            await store.require_writable()


@pytest.mark.postgres
async def test_a_standby_is_waited_for(postgres_url: str) -> None:
    """It refuses what a role that may not write is refused, and is promoted sooner or later."""
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("CREATE FUNCTION pg_is_in_recovery() RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT true'")
        options = "-c default_transaction_read_only=on -c search_path=public,pg_catalog"
        url = make_url(postgres_url).update_query_dict({"options": options}).render_as_string(hide_password=False)
        async with SqlStore(url) as store:
            with pytest.raises(StoreUnavailableError, match="the server is a standby"):
                await store.add_watch_entry("anna", added_at=1)
            await store.require_writable()


@pytest.mark.postgres
async def test_a_statement_that_took_too_long_is_told_as_that(postgres_url: str) -> None:
    """The server is there: it is not tried again with the same end."""
    options = {"options": "-c statement_timeout=1ms"}
    engine = open_engine(make_url(postgres_url).update_query_dict(options).render_as_string(hide_password=False))
    with pytest.raises(StoreError, match="give the role a longer statement_timeout") as told, writing(engine) as each:
        each.exec_driver_sql("SELECT pg_sleep(60)")
    engine.dispose()
    assert type(told.value) is StoreError


async def test_locked_database_is_told_after_a_while(sqlite_url: str) -> None:
    """Another process holds the database: bounded retries, then an error that says so; reading goes on meanwhile."""
    async with SqlStore(sqlite_url, busy_timeout_ms=10) as store:
        with lock(sqlite_url):
            with pytest.raises(StoreLockedError, match="locked by another process"):
                await store.add_watch_entry("anna", added_at=1)
            assert await store.watch_entries() == []
        await store.add_watch_entry("anna", added_at=1)


async def test_batch_waits_for_a_locked_database(sqlite_url: str) -> None:
    """A batch is not given up: it is written when the other process lets go."""
    stamina.set_testing(True, attempts=1_000)
    async with SqlStore(sqlite_url, busy_timeout_ms=1) as store:
        await store.open_session(
            room_id=ROOM, creator=ANNA, title="", started_at=1, folder="f", broadcast_started_at=None
        )
        for line in LINES:
            store.method_id(line.method)
        with lock(sqlite_url):
            writing_lines = asyncio.create_task(write_lines(store, 1, LINES))
            done, _ = await asyncio.wait([writing_lines], timeout=0.05)
            assert not done
        assert await writing_lines == len(LINES)


async def test_full_disk(sqlite_url: str) -> None:
    """A disk that is full is told as such, and what was there stays."""
    async with SqlStore(sqlite_url) as store:
        await store.add_watch_entry("anna", added_at=1)
        engine = store._engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskError, match="full"):
            await store.add_watch_entry("b" * 100_000, added_at=1)
        assert [entry.unique_id for entry in await store.watch_entries()] == ["anna"]


async def test_newer_database_is_not_opened(database_url: str) -> None:
    """The service does not touch a database made by a newer archiver."""
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(SchemaTooNewError):
        async with SqlStore(database_url):
            pass
    with_closed_store = SqlStore(database_url)
    await with_closed_store.close()
    await with_closed_store.close()


async def test_server_that_is_away() -> None:
    """A PostgreSQL server that is not there is told without the password."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"postgresql+psycopg://me:secret@127.0.0.1:{free.getsockname()[1]}/db"
        store = SqlStore(url)
        with pytest.raises(StoreUnavailableError, match="cannot be reached") as told:
            await store.open()
        await store.close()
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.postgres
async def test_missing_database_on_the_server(postgres_url: str) -> None:
    """A database that the server does not have is not waited for."""
    store = SqlStore(postgres_url.replace("/test_", "/no_"))
    with pytest.raises(StoreError, match="does not exist") as told:
        await store.open()
    await store.close()
    assert type(told.value) is StoreError


@pytest.mark.postgres
async def test_broken_connection_is_replaced(postgres_url: str) -> None:
    """The server closes our connection: the batch after it is written on a new one, with nothing lost or doubled."""
    async with SqlStore(postgres_url) as store:
        await store.open_session(
            room_id=ROOM, creator=ANNA, title="", started_at=1, folder="f", broadcast_started_at=None
        )
        await write_lines(store, 1, LINES)
        with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        assert await write_lines(store, 1, LINES, first_msg_id=5_000) == len(LINES)


@pytest.mark.parametrize("content", [b"this is not a database, and long enough to be sure" * 40])
async def test_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    """Another file in its place is told, and left alone."""
    path = tmp_path / "archiver.db"
    path.write_bytes(content)
    store = SqlStore(f"sqlite:///{path}")
    with pytest.raises(StoreError, match="not an SQLite database"):
        await store.open()
    await store.close()
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://me:secret@host/db", "sqlite://", "sqlite:///:memory:", "postgresql+pg8000://a/b"]
)
def test_unsupported_url(url: str) -> None:
    """A URL that we cannot use is refused before anything is opened, without its password."""
    with pytest.raises(ConfigError) as refused:
        open_engine(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("query", ["mode=ro", "timeout=5&check_same_thread=true", "cached_statements=x"])
def test_the_drivers_settings_are_ours(query: str) -> None:
    """Those in the URL would be ignored, or be felt much later."""
    with pytest.raises(ConfigError, match="which an SQLite file does not take"):
        open_engine(f"sqlite:///archiver.db?{query}")
    assert not open_engine("sqlite:///archiver.db?timeout=x").url.query


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_database_that_is_no_file_is_told(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A pipe is not waited for."""
    path = tmp_path / "archiver.db"
    make(path)
    for ask in (migrate.check, migrate.upgrade):
        with pytest.raises(ConfigError, match="is a folder or a device"):
            ask(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (psycopg.errors.LockNotAvailable("x"), StoreLockedError),
        (psycopg.errors.DeadlockDetected("x"), StoreLockedError),
        (psycopg.errors.DiskFull("x"), DiskError),
        (psycopg.errors.AdminShutdown("x"), StoreUnavailableError),
        (psycopg.errors.TooManyConnections("x"), StoreUnavailableError),
        (psycopg.OperationalError("server closed the connection unexpectedly\nmore"), StoreUnavailableError),
        (psycopg.OperationalError('FATAL: password authentication failed for user "me"'), StoreError),
        (psycopg.errors.QueryCanceled("canceling statement due to statement timeout"), StoreError),
        (psycopg.errors.UndefinedTable('relation "x" does not exist'), StoreError),
    ],
)
def test_postgres_errors(error: psycopg.Error, kind: type) -> None:
    """Each failure of the server is of the kind that callers act on."""
    told = translate(error, make_url("postgresql+psycopg://me:secret@host/db"))
    assert type(told) is kind
    assert "secret" not in str(told)
    assert "\n" not in str(told)


def test_a_password_in_the_query_is_not_shown() -> None:
    """libpq takes a password as a parameter too; an error shows none of them."""
    told = translate(psycopg.OperationalError("no"), make_url("postgresql+psycopg://host/db?user=me&password=secret"))
    assert "secret" not in str(told)
    assert "host/db" in str(told)


@pytest.mark.postgres
def test_an_address_cannot_undo_reading(postgres_url: str) -> None:
    """Options in the address go beside ours and do not lift the ban on writing."""
    engine = open_engine(f"{postgres_url}&options=-c default_transaction_read_only=off -c work_mem=5MB", read_only=True)
    with engine.connect() as connection:
        show = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in ("transaction_read_only", "work_mem")]
    engine.dispose()
    assert show == ["on", "5MB"]


async def test_a_new_method_in_a_locked_database_holds_up_nobody(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again by its asker and not on the store's thread: others, a stop included, wait for one attempt."""
    stamina.set_testing(False)
    tried = threading.Event()

    def locked(*_args: object) -> int:
        tried.set()
        raise StoreLockedError("The database is locked.")

    async with SqlStore(sqlite_url, busy_timeout_ms=1) as store:
        monkeypatch.setattr("archiver.store.methods.add_method", locked)
        asking = asyncio.create_task(asyncio.to_thread(store.method_id, "New"))
        await asyncio.to_thread(tried.wait, 20)
        assert await store.watch_entries() == []
        assert not asking.done()
        monkeypatch.undo()
        await asking
