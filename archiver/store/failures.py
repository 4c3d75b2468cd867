"""What a database driver's error means to us: one sentence, and whether waiting helps."""

from __future__ import annotations

import sqlite3

from sqlalchemy.engine import URL

from archiver.errors import ArchiverError, DiskError, StoreError, StoreLockedError, StoreUnavailableError

#: SQLite primary result codes.
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check the disk",
    sqlite3.SQLITE_READONLY: "the file cannot be written; check its permissions",
}
_BROKEN = {
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a copy of it (the journals and the video are not affected)",
    sqlite3.SQLITE_NOTADB: "the file is not an SQLite database; check the path",
}
#: PostgreSQL's state for a write where only reading is allowed.
READ_ONLY = "25006"
_MAY_NOT_WRITE = "was not written: {}; use a role that may write"
#: What it does not let a role do.
_ROLE = {
    READ_ONLY: _MAY_NOT_WRITE,
    "42501": _MAY_NOT_WRITE,
    "57014": "stopped a statement: {}; give the role a longer statement_timeout",
}


def translate(error: BaseException, url: URL) -> ArchiverError:
    """The archiver's error for a driver's error on the database at ``url``; the password is never shown."""
    where = f"The database {shown(url)}"
    if isinstance(error, sqlite3.Error):
        return _translate_sqlite(error, where)
    return _translate_postgres(error, where)


def standby(url: URL) -> StoreUnavailableError:
    """The error of a server that only follows another: it takes no writes before it is promoted."""
    return StoreUnavailableError(
        f"The database {shown(url)} was not written: the server is a standby; promote it, or name the primary."
    )


def shown(url: URL) -> str:
    """A database's address without what may be secret: the password, and the query, which can hold one too."""
    return url.set(query={}).render_as_string(hide_password=True)


def _translate_sqlite(error: sqlite3.Error, where: str) -> ArchiverError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _LOCKED:
        return StoreLockedError(f"{where} is locked by another process; wait for it to finish, or stop it.")
    if code in _DISK:
        return DiskError(f"{where} was not written: {_DISK[code]}.")
    if code in _BROKEN:
        return StoreError(f"{where} cannot be used: {_BROKEN[code]}.")
    return StoreError(f"{where} refused a statement: {_first_line(error)}.")


def _translate_postgres(error: BaseException, where: str) -> ArchiverError:
    state = getattr(error, "sqlstate", None)
    said = _first_line(error)
    if state in ("55P03", "40P01", "40001"):
        return StoreLockedError(f"{where} is locked by another process; wait for it to finish, or stop it.")
    if state == "53100":
        return DiskError(f"{where} was not written: the server's disk is full; free some space there.")
    if state in _ROLE:
        return StoreError(f"{where} {_ROLE[state].format(said)}, see the how-to on PostgreSQL.")
    if _is_refused(state, said):
        return StoreError(f"{where} refused the connection: {said}; check user, password and database name.")
    if state is None or state[:2] in ("08", "53", "57"):
        return StoreUnavailableError(f"{where} cannot be reached: {said}; check that the server runs.")
    return StoreError(f"{where} refused a statement: {said}.")


def _is_refused(state: str | None, said: str) -> bool:
    """The server answers but does not let us in. libpq gives no SQLSTATE while it connects, only words."""
    if state is None:
        return "authentication failed" in said or "does not exist" in said or "no password supplied" in said
    return state[:2] in ("28", "3D")


def _first_line(error: BaseException) -> str:
    """The driver's words without context lines, which may quote data."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
