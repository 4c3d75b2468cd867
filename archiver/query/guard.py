"""What keeps a person's own statement from doing anything but read, and from doing it for ever.

SQLite: a file opened read-only, and an authorizer that denies everything but reading. PostgreSQL: a transaction that is
read-only from before its first query, which nothing in it can undo; the rights of a role that only reads; and no
function that may do more than compute (``archiver.query.calls``), so that neither role nor time limit can be laid down.
"""

from __future__ import annotations

import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection

from archiver.query.calls import refuse_calls

#: What SQLite may do for a person: read, compute, look at its own catalogue. Everything else is denied by default.
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_DENIED_FUNCTIONS = frozenset({"load_extension", "writefile", "edit", "fts3_tokenizer"})
#: Longest value SQLite may make for a statement: an idle word such as randomblob(1000000000) must not take the memory.
MAX_VALUE_BYTES = 32 << 20
#: The functions that take ``detail`` apart are tables which SQLite declares at their first use: before it is guarded.
_JSON_TABLES = "SELECT 1 FROM json_each('[]'), json_tree('[]')"

#: The longest PostgreSQL knows, in milliseconds.
_LONGEST_TIMEOUT = (1 << 31) - 1
_PAUSE_S = 0.1


@contextmanager
def guarded(connection: Connection, statement: str, *, timeout_s: float, role: str = "") -> Iterator[None]:
    """Let the connection do nothing but read, and stop it after ``timeout_s``.

    ``role`` is the one PostgreSQL's statement has the rights of; "": the user's own, or a reader's for a superuser.

    Raises:
        QueryError: the statement calls what it may not.
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        _restrict(connection, statement, timeout_s, role)
        with _stopped_after(timeout_s, driver.cancel_safe):
            yield
        return
    connection.begin()
    driver.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
    driver.execute(_JSON_TABLES)
    driver.set_authorizer(_authorize)
    try:
        with _stopped_after(timeout_s, driver.interrupt), stopped_by_ctrl_c(driver.interrupt):
            yield
    finally:
        driver.set_authorizer(None)


@contextmanager
def _stopped_after(timeout_s: float, stop: Callable[[], object]) -> Iterator[None]:
    """Call ``stop`` when the time is over, again and again: what runs next is stopped as well."""
    is_done = threading.Event()

    def watch() -> None:
        pause = timeout_s
        while not is_done.wait(pause):
            with suppress(Exception):  # the connection is gone: there is nothing to stop
                stop()
            pause = _PAUSE_S

    watcher = threading.Thread(target=watch, name="query timeout", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_done.set()
        watcher.join()


@contextmanager
def stopped_by_ctrl_c(stop: Callable[[], object]) -> Iterator[None]:
    """Call ``stop`` at once on SIGINT: Python itself waits until SQLite has come back from the statement.

    Signals belong to the main thread, and to the event loop where one runs in it: elsewhere nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told, tell = socket.socketpair()
    with told, tell:
        tell.setblocking(False)
        before = signal.set_wakeup_fd(tell.fileno())
        if before != -1:
            signal.set_wakeup_fd(before)
            yield
            return
        watcher = threading.Thread(target=_heed, args=(told, stop), name="query interrupt", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            tell.shutdown(socket.SHUT_WR)
            watcher.join()


def _heed(told: socket.socket, stop: Callable[[], object]) -> None:
    while numbers := told.recv(64):
        if signal.SIGINT in numbers:
            with suppress(Exception):
                stop()


def _restrict(connection: Connection, statement: str, timeout_s: float, role: str) -> None:
    """The order matters: once a query has run, PostgreSQL lets no transaction turn from reading to writing."""
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {min(max(1, int(timeout_s * 1000)), _LONGEST_TIMEOUT)}")
    refuse_calls(connection, statement)
    if not role and connection.exec_driver_sql("SHOW is_superuser").scalar_one() == "on":
        role = "pg_read_all_data"  # reads tables, but neither files of the server nor other sessions
    if role:
        connection.exec_driver_sql(f"SET LOCAL ROLE {connection.dialect.identifier_preparer.quote_identifier(role)}")


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and second in _DENIED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and first == "table_info":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
