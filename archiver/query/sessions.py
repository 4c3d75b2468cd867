"""Sessions as lists show them, with their counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Engine,
    ScalarSelect,
    Select,
    Table,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.sql.functions import coalesce

from archiver.align.levels import STALL_MS
from archiver.errors import UsageError
from archiver.model.replay import SessionSummary
from archiver.store import schema
from archiver.store.engine import reading
from archiver.store.gift_worth import diamonds

LAST = "last"

_OF_SESSION = (
    "id", "room_id", "title", "state", "end_cause", "started_at", "ended_at", "duration_ms", "folder", "file",
    "shift_ms",
)  # fmt: skip


def list_sessions(
    engine: Engine, *, unique_id: str | None = None, only_open: bool = False, limit: int | None = None
) -> list[SessionSummary]:
    """Sessions, newest first; of one creator, not ended, and at most ``limit``, when asked.

    ``unique_id`` is the creator's handle, of today or of old.

    Raises:
        StoreError: the database cannot be used.
    """
    query = _summaries().order_by(schema.sessions.c.id.desc()).limit(limit)
    if unique_id is not None:
        query = query.where(schema.creators.c.id.in_(creators_named(unique_id)))
    if only_open:
        query = query.where(schema.sessions.c.ended_at.is_(None))
    with reading(engine) as connection:
        return [SessionSummary(**row) for row in connection.execute(query).mappings()]


def get_session(engine: Engine, which: str | int) -> SessionSummary:
    """One session, by id or ``"last"`` (the newest).

    Raises:
        UsageError: there is no such session, or ``which`` is neither a number nor "last".
        StoreError: the database cannot be used.
    """
    query = _summaries().where(schema.sessions.c.id == _id_or_newest(which))
    with reading(engine) as connection:
        row = connection.execute(query).mappings().one_or_none()
    if row is None:
        wanted = "session yet" if which == LAST else f"session {which}"
        raise UsageError(f"There is no {wanted}; see `archiver sessions list`.")
    return SessionSummary(**row)


def creators_named(unique_id: str) -> CompoundSelect[int]:
    """The ids of the creators who have a handle, or have had it."""
    creators, handles = schema.creators, schema.handles
    return union(
        select(creators.c.id).where(creators.c.unique_id == unique_id),
        select(handles.c.creator_id).where(handles.c.unique_id == unique_id),
    )


def _id_or_newest(which: str | int) -> ColumnElement[int] | ScalarSelect[int]:
    if which == LAST:
        return select(func.max(schema.sessions.c.id)).scalar_subquery()
    try:
        number = int(which)
    except ValueError:
        raise UsageError(f"{which!r} is not a session; give its number, or `last`.") from None
    if not 0 <= number < 1 << 63:
        raise UsageError(f"There is no session {number}; see `archiver sessions list`.")
    return literal(number)


def _summaries() -> Select[Any]:
    sessions, creators, events = schema.sessions, schema.creators, schema.events
    timeline, streaks = schema.timeline, schema.gift_streaks
    in_video = timeline.c.in_gap == 0
    value = literal_column(diamonds(streaks.name), BigInteger())
    has_media = schema.segments.c.state != "empty"
    gaps = schema.gaps
    has_length = or_(gaps.c.ended_at.is_(None), gaps.c.ended_at - gaps.c.started_at > STALL_MS)
    return select(
        *(sessions.c[name] for name in _OF_SESSION),
        creators.c.unique_id,
        creators.c.nickname,
        _of_session(schema.segments, func.count(), has_media).label("segments"),
        _of_session(gaps, func.count(), has_length).label("gaps"),
        _of_session(events, func.count()).label("events"),
        _of_session(schema.chats, func.count()).label("chats"),
        _of_session(streaks, func.count()).label("gifts"),
        cast(coalesce(_of_session(streaks, func.sum(value)), 0), BigInteger).label("diamonds"),
        _of_session(schema.viewer_counts, func.max(schema.viewer_counts.c.viewers)).label("viewers_peak"),
        _of_session(events, func.count(), events.c.kind.in_(("unknown", "undecodable"))).label("unknown"),
        coalesce(_of_session(timeline, _kind_or_mixed(timeline), in_video), "none").label("sync_kind"),
        _of_session(timeline, func.max(timeline.c.error_ms), in_video).label("error_ms"),
    ).join(creators, creators.c.id == sessions.c.creator_id)


def _of_session(table: Table, value: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """An aggregate over the rows of a table that belong to the session of the line."""
    return (
        select(value)
        .select_from(table)
        .where(table.c.session_id == schema.sessions.c.id, *conditions)
        .correlate(schema.sessions)
        .scalar_subquery()
    )


def _kind_or_mixed(timeline: Table) -> ColumnElement[str]:
    first, last = func.min(timeline.c.kind), func.max(timeline.c.kind)
    return case((first != last, "mixed"), else_=first)
