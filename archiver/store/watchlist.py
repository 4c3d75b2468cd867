"""The watchlist: whom to check, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from archiver.errors import UsageError
from archiver.model.creator import CheckNote, Creator, WatchEntry
from archiver.model.media import Engine
from archiver.store.creators import save_creator
from archiver.store.schema import creators, watch_entries

#: A check noted further in the future than this was made by a clock that has been corrected.
_CLOCK_STEP_MS = 60_000

_user_id = (
    select(creators.c.user_id)
    .where(creators.c.unique_id == watch_entries.c.unique_id, creators.c.user_id.is_not(None))
    .order_by(creators.c.updated_at.desc())
    .limit(1)
    .scalar_subquery()
)
_entries = select(*(column for column in watch_entries.c if column.name != "added_at"), _user_id.label("user_id"))


def add_entry(
    connection: Connection,
    unique_id: str,
    *,
    added_at: int,
    user_id: int | None = None,
    quality: str | None = None,
    protocol: str | None = None,
    engine: str | None = None,
    poll_interval_s: float | None = None,
) -> WatchEntry:
    """Put a creator on the list, due at once. One who is on it already keeps the state; options given anew count.

    A ``user_id`` is remembered as that of whom has the handle now.

    Raises:
        UsageError: the options, together with those given before, contradict each other.
    """
    given = {"quality": quality, "protocol": protocol, "engine": engine, "poll_interval_s": poll_interval_s}
    chosen = {name: value for name, value in given.items() if value is not None}
    known = _find(connection, unique_id)
    if (engine or (known and known.engine), protocol or (known and known.protocol)) == (Engine.NATIVE, "hls"):
        raise UsageError(
            f"@{unique_id} cannot be recorded by the native engine over HLS, it reads FLV only; choose --protocol flv, "
            "or --engine auto or ffmpeg."
        )
    if known is None:
        row = {"unique_id": unique_id, "is_paused": 0, "next_check_at": 0, "failure_count": 0, "added_at": added_at}
        connection.execute(insert(watch_entries).values(row | chosen))
    elif chosen:
        connection.execute(update(watch_entries).where(watch_entries.c.id == known.id).values(chosen))
    if user_id is not None:
        save_creator(connection, Creator(unique_id=unique_id, user_id=user_id), added_at)
    return _required(connection, unique_id)


def remove_entry(connection: Connection, unique_id: str) -> bool:
    """Take a creator off the list; false when they were not on it. What was archived stays."""
    return connection.execute(delete(watch_entries).where(watch_entries.c.unique_id == unique_id)).rowcount > 0


def set_paused(connection: Connection, unique_id: str, is_paused: bool) -> WatchEntry:
    """Stop or go on checking a creator; going on makes the next check due at once.

    Raises:
        UsageError: the creator is not on the list.
    """
    changes = {"is_paused": int(is_paused)} | ({} if is_paused else {"next_check_at": 0})
    is_other = watch_entries.c.is_paused != int(is_paused)
    connection.execute(update(watch_entries).where(watch_entries.c.unique_id == unique_id, is_other).values(changes))
    return _required(connection, unique_id)


def rename_entry(connection: Connection, entry_id: int, unique_id: str) -> None:
    """Give an entry the handle its creator has now. One removed meanwhile stays removed.

    Raises:
        UsageError: another entry has it.
    """
    of_entry = watch_entries.c.id == entry_id
    before = connection.execute(select(watch_entries.c.unique_id).where(of_entry)).scalar_one_or_none()
    if before is None or before == unique_id:
        return
    if _find(connection, unique_id) is not None:
        raise UsageError(
            f"@{before} is @{unique_id} now, who is on the watchlist already; `archiver watch remove @{before}`."
        )
    connection.execute(update(watch_entries).where(of_entry).values(unique_id=unique_id))


def list_entries(connection: Connection) -> Sequence[WatchEntry]:
    """All entries, by handle."""
    return [_entry(row) for row in connection.execute(_entries.order_by(watch_entries.c.unique_id)).mappings()]


def due_entries(connection: Connection, now: int, limit: int, resolve_every_ms: int = 0) -> Sequence[WatchEntry]:
    """Entries whose handle is to be asked about now, oldest first."""
    return _due(connection, now, limit, ~_is_resolved(now, resolve_every_ms))


def due_rooms(connection: Connection, now: int, limit: int, resolve_every_ms: int) -> Sequence[WatchEntry]:
    """Entries due that can be asked about many at once, oldest first."""
    return _due(connection, now, limit, _is_resolved(now, resolve_every_ms))


def touch(connection: Connection) -> None:
    """Write without changing anything: who may not, is told."""
    connection.execute(update(watch_entries).where(false()).values(is_paused=0))


def count_watched(connection: Connection) -> int:
    """How many entries are not paused."""
    count = select(func.count()).select_from(watch_entries).where(watch_entries.c.is_paused == 0)
    return int(connection.execute(count).scalar_one())


def _due(connection: Connection, now: int, limit: int, condition: ColumnElement[bool]) -> Sequence[WatchEntry]:
    # Also those checked in the future: the clock has been set back since.
    is_due = or_(watch_entries.c.next_check_at <= now, watch_entries.c.last_check_at > now + _CLOCK_STEP_MS)
    due = _entries.where(watch_entries.c.is_paused == 0, is_due, condition)
    ordered = due.order_by(watch_entries.c.next_check_at, watch_entries.c.id).limit(limit)
    return [_entry(row) for row in connection.execute(ordered).mappings()]


def _is_resolved(now: int, resolve_every_ms: int) -> ColumnElement[bool]:
    """Whether the handle was asked about lately, and nobody wants it to be asked about more often."""
    resolved_at = func.coalesce(watch_entries.c.resolved_at, 0)
    is_fresh = and_(resolved_at > now - resolve_every_ms, resolved_at <= now)
    return and_(watch_entries.c.poll_interval_s.is_(None), watch_entries.c.failure_count == 0, is_fresh)


def record_checks(connection: Connection, notes: Sequence[CheckNote]) -> None:
    """Write down checks. An entry removed while it was checked stays removed."""
    if notes:
        connection.execute(_noted, [_changes(note) for note in notes])
    for note in notes:
        if note.creator is not None and note.creator.user_id is not None:
            save_creator(connection, note.creator, note.checked_at)


_noted = (
    update(watch_entries)
    .where(watch_entries.c.id == bindparam("entry"))
    .values(
        last_check_at=bindparam("checked_at"),
        next_check_at=bindparam("due_at"),
        last_status=bindparam("status"),
        last_room_id=func.coalesce(bindparam("room_id", type_=BigInteger), watch_entries.c.last_room_id),
        resolved_at=bindparam("resolved"),
        failure_count=bindparam("failures"),
        last_error=bindparam("error"),
    )
)


def _changes(note: CheckNote) -> dict[str, Any]:
    return {
        "entry": note.entry_id,
        "checked_at": note.checked_at,
        "due_at": note.next_check_at,
        "status": note.status,
        "room_id": note.room_id,
        "resolved": note.resolved_at,
        "failures": note.failure_count,
        "error": note.error,
    }


def _find(connection: Connection, unique_id: str) -> WatchEntry | None:
    row = connection.execute(_entries.where(watch_entries.c.unique_id == unique_id)).mappings().one_or_none()
    return None if row is None else _entry(row)


def _required(connection: Connection, unique_id: str) -> WatchEntry:
    entry = _find(connection, unique_id)
    if entry is None:
        raise UsageError(f"@{unique_id} is not on the watchlist; see `archiver watch list`.")
    return entry


def _entry(row: RowMapping) -> WatchEntry:
    values: dict[str, Any] = dict(row)
    return WatchEntry(**values | {"is_paused": bool(values["is_paused"])})
