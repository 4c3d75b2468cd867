"""A session with its parts, gaps and battles, as exports describe it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, select

from archiver.model.replay import RecordedBattle, RecordedGap, RecordedPart, Recording
from archiver.model.session import STOOD_STILL, SegmentState
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece
from archiver.query.places import Places, read_timeline
from archiver.query.sessions import get_session
from archiver.store import schema
from archiver.store.battles import list_battles
from archiver.store.engine import reading


def read_recording(engine: Engine, which: str | int) -> Recording:
    """One session by id or ``"last"``; of one that is still running, what there is so far.

    Parts and battles are those with a place in the video, gaps those of the gaps table.

    Raises:
        UsageError: there is no such session.
        StoreError: the database cannot be used.
    """
    session = get_session(engine, which)
    pieces = read_timeline(engine, session.id)
    parts = _parts(engine, session.id, pieces)
    return Recording(
        session=session,
        parts=parts,
        gaps=_gaps(engine, session.id, pieces, parts),
        battles=_battles(engine, session.id, Places(pieces)),
    )


def _parts(engine: Engine, session_id: int, pieces: list[TimelinePiece]) -> tuple[RecordedPart, ...]:
    begins = {
        piece.segment: piece.offset_ms - piece.position_ms
        for piece in reversed(pieces)
        if piece.segment is not None and not piece.in_gap
    }
    segments = schema.segments
    query = (
        select(*(segments.c[name] for name in ("number", "duration_ms", "started_at", "file", "width", "height")))
        .where(segments.c.session_id == session_id, segments.c.state != SegmentState.EMPTY)
        .order_by(segments.c.number)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(RecordedPart(offset_ms=begins[row["number"]], **row) for row in rows if row["number"] in begins)


def _gaps(
    engine: Engine, session_id: int, pieces: list[TimelinePiece], parts: Sequence[RecordedPart]
) -> tuple[RecordedGap, ...]:
    gaps, sessions = schema.gaps, schema.sessions
    query = (
        select(gaps.c.cause, gaps.c.started_at, gaps.c.ended_at, gaps.c.detail, sessions.c.skew_ms)
        .join(sessions, sessions.c.id == gaps.c.session_id)
        .where(gaps.c.session_id == session_id)
        .order_by(gaps.c.started_at)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return tuple(
        RecordedGap(
            cause=cause,
            started_at=began_at,
            ended_at=ended_at,
            offset_ms=_hole(pieces, began_at + skew) if detail == STOOD_STILL else _next(pieces, parts, began_at),
        )
        for cause, began_at, ended_at, detail, skew in rows
    )


def _hole(pieces: list[TimelinePiece], at: int) -> int | None:
    """Where media goes on that stood still, by the timeline: behind the hole nearest to the instant."""
    holes = [piece for piece in pieces if piece.in_gap and piece.from_at > MIN_INSTANT and piece.to_at < MAX_INSTANT]
    nearest = min(holes, key=lambda piece: abs(piece.from_at - at), default=None)
    return Places(pieces).find(at).offset_ms if nearest is None else nearest.offset_ms


def _next(pieces: list[TimelinePiece], parts: Sequence[RecordedPart], began_at: int) -> int | None:
    """Where the video goes on behind a lost connection: with the next part, or not at all.

    By our clock, as both instants are: the timeline tells when a picture was taken, the gap when the last one arrived.
    """
    behind = [part.offset_ms for part in parts if part.started_at >= began_at]
    return behind[0] if behind else Places(pieces).find(MAX_INSTANT).offset_ms


def _battles(engine: Engine, session_id: int, places: Places) -> tuple[RecordedBattle, ...]:
    with reading(engine) as connection:
        spans = list_battles(connection, session_id)
    found = []
    for span in spans:
        offset_ms = places.find(span.began_at).offset_ms
        over_ms = None if span.ended_at is None else places.find(span.ended_at).offset_ms
        if offset_ms is not None and (over_ms is None or over_ms > offset_ms):
            found.append(RecordedBattle(opponents=span.opponents, offset_ms=offset_ms, over_ms=over_ms))
    return tuple(found)
