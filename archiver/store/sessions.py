"""Broadcasts and the sessions that captured them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from archiver.errors import SessionConflictError, UsageError
from archiver.model.batch import BODY_TABLES
from archiver.model.creator import Creator
from archiver.model.session import EndCause, Session, SessionState
from archiver.model.timeline import SkewSample
from archiver.store import search_index
from archiver.store.clocks import add_skew
from archiver.store.creators import save_creator
from archiver.store.rows import save
from archiver.store.schema import broadcasts, creators, journals, metadata, sessions

_CREATOR_FIELDS = ("unique_id", "user_id", "sec_uid", "nickname")
_sessions = select(sessions, *(creators.c[name] for name in _CREATOR_FIELDS)).join(
    creators, creators.c.id == sessions.c.creator_id
)


def open_session(
    connection: Connection,
    *,
    room_id: int,
    creator: Creator,
    title: str,
    started_at: int,
    folder: str,
    broadcast_started_at: int | None,
) -> Session:
    """Begin a session of a room.

    Raises:
        SessionConflictError: the room has a session that is not ended, perhaps of another process.
    """
    creator_id = save_creator(connection, creator, started_at)
    broadcast = {"room_id": room_id, "creator_id": creator_id, "title": title}
    if broadcast_started_at is not None:
        broadcast["started_at"] = broadcast_started_at
    save(connection, broadcasts, broadcast)
    row = {
        "room_id": room_id,
        "creator_id": creator_id,
        "title": title,
        "state": SessionState.RECORDING.value,
        "started_at": started_at,
        "folder": folder,
        "attempt": 1,
        "skew_ms": 0,
        "shift_ms": 0,
    }
    try:
        session_id = connection.execute(insert(sessions).values(row).returning(sessions.c.id)).scalar_one()
    except IntegrityError:  # the index uq_sessions_live_room
        raise SessionConflictError(
            f"Room {room_id} already has a session that is not ended; end that one, or wait for it."
        ) from None
    connection.execute(insert(journals).values(session_id=session_id, number=0, position=0, next_seq=1))
    return get_session(connection, session_id)


def get_session(connection: Connection, session_id: int) -> Session:
    """A session by its id.

    Raises:
        UsageError: there is none.
    """
    row = connection.execute(_sessions.where(sessions.c.id == session_id)).mappings().one_or_none()
    if row is None:
        raise _unknown(session_id)
    return _session(row)


def open_sessions(connection: Connection) -> Sequence[Session]:
    """Sessions that are not ended, oldest first."""
    found = connection.execute(_sessions.where(sessions.c.ended_at.is_(None)).order_by(sessions.c.id))
    return [_session(row) for row in found.mappings()]


def adopt_session(connection: Connection, session_id: int) -> Session:
    """Raise the attempt number and return the session. Raises UsageError for an unknown one."""
    _change(connection, session_id, attempt=sessions.c.attempt + 1)
    return get_session(connection, session_id)


def set_state(connection: Connection, session_id: int, state: SessionState) -> None:
    """Note where the session stands. Raises UsageError for an unknown one."""
    _change(connection, session_id, state=state.value)


def set_skew(connection: Connection, session_id: int, skew_ms: int, at: int) -> None:
    """Note how far the server's clock is ahead of ours, now and in the history. Raises UsageError as ``set_state``."""
    _change(connection, session_id, skew_ms=skew_ms)
    add_skew(connection, session_id, SkewSample("socket", at, skew_ms, None))


def set_shift(connection: Connection, session_id: int, shift_ms: int) -> None:
    """Set the display shift. Raises UsageError for an unknown session."""
    _change(connection, session_id, shift_ms=shift_ms)


def end_session(
    connection: Connection,
    session_id: int,
    *,
    ended_at: int,
    cause: EndCause,
    file: str | None,
    sha256: str | None,
    duration_ms: int | None,
    error: str | None,
) -> None:
    """End a session; the room may have a new one then. Raises UsageError for an unknown session."""
    _change(
        connection,
        session_id,
        state=SessionState.ENDED.value,
        ended_at=ended_at,
        end_cause=cause.value,
        file=file,
        sha256=sha256,
        duration_ms=duration_ms,
        error=error,
    )


def delete_session(connection: Connection, session_id: int) -> None:
    """Remove a session and all its rows; methods, viewers and creators stay. Raises UsageError for an unknown one."""
    delete_events(connection, session_id)
    if connection.execute(delete(sessions).where(sessions.c.id == session_id)).rowcount == 0:
        raise _unknown(session_id)


def delete_events(connection: Connection, session_id: int) -> None:
    """Remove all event rows of a session, and what the search index has of them."""
    search_index.remove_session(connection, session_id)
    for name in (*BODY_TABLES.values(), "gift_streaks", "events"):
        table = metadata.tables[name]
        connection.execute(delete(table).where(table.c.session_id == session_id))


def _change(connection: Connection, session_id: int, **changes: Any) -> None:
    if connection.execute(update(sessions).where(sessions.c.id == session_id).values(changes)).rowcount == 0:
        raise _unknown(session_id)


def _unknown(session_id: int) -> UsageError:
    return UsageError(f"There is no session {session_id}; see `archiver sessions list`.")


def _session(row: RowMapping) -> Session:
    values: dict[str, Any] = dict(row)
    creator = Creator(**{name: values.pop(name) for name in _CREATOR_FIELDS})
    del values["creator_id"]
    cause = values.pop("end_cause")
    state = SessionState(values.pop("state"))
    return Session(**values, creator=creator, state=state, end_cause=cause and EndCause(cause))
