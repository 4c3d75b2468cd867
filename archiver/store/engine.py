"""Engines for SQLite and PostgreSQL: settings, transactions, and database errors as sentences.

SQLite runs in WAL mode. A transaction that writes begins with BEGIN IMMEDIATE: a deferred one that reads and then
writes fails with "database is locked" at once, whatever the busy timeout. See docs/decisions/one-writer.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import stamina
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from archiver.errors import ConfigError
from archiver.store.failures import READ_ONLY, standby, translate

# sqlite3 asks every value that is not exactly an int, str, float or bytes how to adapt it, and looks through three
# protocols before it takes None or a bool as they are. Told at once, ingest is a fifth faster.
sqlite3.register_adapter(type(None), {}.get)  # type: ignore[arg-type]  # gives None for None, without a frame
sqlite3.register_adapter(bool, int)

BUSY_TIMEOUT_MS = 5_000  #: how long a statement waits for another process before it counts as locked
_CONNECT_TIMEOUT_S = 3
_READING = "archiver_reading"
#: What SQLite says of a file, or a folder, that may not be written.
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def parse_url(url: str) -> URL:
    """The URL of a supported database.

    Raises:
        ConfigError: not a URL, or of a database that is not supported.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigError("The database URL cannot be read; use sqlite:///PATH or postgresql+psycopg://...") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ConfigError(f"The database {parsed.drivername!r} is not supported; use sqlite or postgresql+psycopg.")
    return _parse_sqlite(parsed) if parsed.drivername == "sqlite" else parsed


def _parse_sqlite(url: URL) -> URL:
    """The URL with nothing but the file: the driver's own settings are ours to make, how long it waits included."""
    if url.database in (None, "", ":memory:"):
        raise ConfigError("The database URL names no file; use sqlite:///PATH.")
    if unknown := sorted({*url.query} - {"timeout"}):
        raise ConfigError(
            f"The database URL has {unknown[0]!r}, which an SQLite file does not take; use sqlite:///PATH."
        )
    return url.set(query={})


def open_engine(url: str, *, read_only: bool = False, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """An engine for ``url``; nothing is connected yet. ``read_only`` makes the database refuse every write.

    Raises:
        ConfigError: the URL is not of a supported database, names no file, or the driver is not installed.
    """
    parsed = parse_url(url)
    if parsed.drivername == "sqlite":
        return _sqlite_engine(parsed, read_only, busy_timeout_ms)
    return _postgres_engine(parsed, read_only, busy_timeout_ms)


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite URL; None for another database."""
    parsed = parse_url(url)
    return Path(parsed.database) if parsed.drivername == "sqlite" and parsed.database else None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write; committed at the end of the block, rolled back when it raises.

    Raises:
        StoreError and its children, DiskError: what the database said, as a sentence.
    """
    with translated(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: on SQLite it never waits for a writer. Raises as ``writing`` does."""
    with translated(engine), engine.connect().execution_options(**{_READING: True}) as connection:
        yield connection


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turn errors of the database driver into errors of the archiver."""
    try:
        yield
    except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
        original = getattr(error, "orig", None) or error
        if getattr(original, "sqlstate", None) == READ_ONLY and _is_standby(engine):
            raise standby(engine.url) from error
        raise translate(original, engine.url) from error


def _is_standby(engine: Engine) -> bool:
    """Whether it is the server that takes no writes, which passes, and not the role."""
    try:
        with engine.connect() as connection:
            return bool(connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar())
    except DBAPIError:
        return False


def _sqlite_engine(url: URL, read_only: bool, busy_timeout_ms: int) -> Engine:
    path = Path(url.database or "").absolute()
    if path.exists() and not path.is_file():  # a pipe would be waited for, for ever
        raise ConfigError(f"The database {path} is a folder or a device; name a file in database.url.")
    if read_only:
        address = f"{path.as_uri()}?mode=ro"
        engine = create_engine(url, creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False))
    else:
        engine = create_engine(url)

    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say so, see ``begin``
        for pragma in (f"busy_timeout = {busy_timeout_ms}", "foreign_keys = ON", "cache_size = -32768"):
            connection.execute(f"PRAGMA {pragma}")
        if not read_only:
            _turn_to_wal(connection, busy_timeout_ms)
            for pragma in ("synchronous = NORMAL", "wal_autocheckpoint = 4000"):
                connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        is_reading = read_only or connection.get_execution_options().get(_READING)
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _turn_to_wal(connection: sqlite3.Connection, patience_ms: int) -> None:
    """Set WAL mode. Of processes that make a database at once, SQLite has all but one fail here without a wait.

    A copy that cannot be written is left as it is: it can be read all the same, and who writes is told then.
    """
    for attempt in stamina.retry_context(
        on=_is_busy, attempts=None, timeout=patience_ms / 1000, wait_initial=0.02, wait_max=0.2, wait_jitter=0.02
    ):
        with attempt:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _UNWRITABLE:
                    raise


def _is_busy(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _postgres_engine(url: URL, read_only: bool, busy_timeout_ms: int) -> Engine:
    options = f"-c lock_timeout={busy_timeout_ms}"
    if read_only:
        # Who reads through a cursor here reads to its end. PostgreSQL's own guess, a tenth of it, favours plans that
        # begin fast and, on a table whose statistics are not there yet, took a minute where a second is enough.
        options += " -c default_transaction_read_only=on -c cursor_tuple_fraction=1"
        # A plan made for any word walks the whole table for a rare one: plan for the one that is asked for.
        options += " -c plan_cache_mode=force_custom_plan"
    # What the address sets comes first, so that it cannot undo ours.
    if more := url.query.get("options"):
        options = f"{more if isinstance(more, str) else ' '.join(more)} {options}"
    url = url.difference_update_query(["options"])
    arguments = {"connect_timeout": _CONNECT_TIMEOUT_S, "application_name": "archiver"}
    given = {name: value for name, value in arguments.items() if name not in url.query} | {"options": options}
    try:
        # Positional parameters: rows are tuples.
        return create_engine(url, paramstyle="format", connect_args=given)
    except (ImportError, NoSuchModuleError):
        raise ConfigError(
            "PostgreSQL needs its driver; install it with: pip install 'tiktok-live-archiver[postgres]'"
        ) from None
