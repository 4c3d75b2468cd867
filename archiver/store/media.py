"""What was recorded of a session: segments, gaps, sync samples, and the timeline made of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from archiver.model.session import Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import SyncSample, TimelinePiece
from archiver.store.rows import add_missing, row_of, save
from archiver.store.schema import gaps, segments, sync_samples, timeline


def save_segment(connection: Connection, segment: Segment) -> None:
    """Insert or update by (session, number)."""
    save(connection, segments, row_of(segment))


def list_segments(connection: Connection, session_id: int) -> Sequence[Segment]:
    """The session's segments, by number."""
    found = select(segments).where(segments.c.session_id == session_id).order_by(segments.c.number)
    return [Segment(**{**row, "state": SegmentState(row["state"])}) for row in connection.execute(found).mappings()]


def save_gap(connection: Connection, gap: Gap) -> None:
    """Insert or update by (session, started_at)."""
    save(connection, gaps, row_of(gap))


def list_gaps(connection: Connection, session_id: int) -> Sequence[Gap]:
    """The session's gaps, by their start."""
    found = select(gaps).where(gaps.c.session_id == session_id).order_by(gaps.c.started_at)
    return [Gap(**{**row, "cause": GapCause(row["cause"])}) for row in connection.execute(found).mappings()]


def add_sync_samples(connection: Connection, session_id: int, samples: Sequence[SyncSample]) -> None:
    """Insert those that are not there yet, by (session, segment, media position)."""
    add_missing(connection, sync_samples, ({"session_id": session_id} | sample._asdict() for sample in samples))


def list_sync_samples(connection: Connection, session_id: int) -> Sequence[SyncSample]:
    """The session's samples, by segment and media position."""
    columns = (sync_samples.c[name] for name in SyncSample._fields)
    found = select(*columns).where(sync_samples.c.session_id == session_id)
    ordered = found.order_by(sync_samples.c.segment, sync_samples.c.media_ms)
    return [SyncSample(*row) for row in connection.execute(ordered)]


def save_timeline(connection: Connection, session_id: int, pieces: Sequence[TimelinePiece]) -> None:
    """Replace the session's timeline."""
    connection.execute(delete(timeline).where(timeline.c.session_id == session_id))
    if pieces:
        connection.execute(insert(timeline), [{"session_id": session_id} | row_of(piece) for piece in pieces])
