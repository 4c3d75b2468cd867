"""What was recorded of a session: segments, gaps, sync samples, and the timeline made of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, case, delete, func, insert, select

from archiver.model.session import Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import SyncSample, TimelinePiece
from archiver.store.rows import insert_into, row_of, save
from archiver.store.schema import gaps, segments, sync_samples, timeline

#: What a later look at the same position can add to a sample.
_LEARNED = ("wall_ms", "monotonic_ms", "pts_ms", "sei_ts", "date_at", "lost_ms")
_FLAGS = ("is_key", "is_break")


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
    """Insert by (session, segment, media position); what one that is there already did not know is filled in."""
    rows = [
        {"session_id": session_id} | sample._asdict() | {name: int(getattr(sample, name)) for name in _FLAGS}
        for sample in samples
    ]
    if not rows:
        return
    statement = insert_into(sync_samples, connection.dialect)
    stored, given = sync_samples.c, statement.excluded
    learned = {name: func.coalesce(stored[name], given[name]) for name in _LEARNED}
    flags = {name: case((stored[name] == 1, 1), else_=given[name]) for name in _FLAGS}
    keys = [column.name for column in sync_samples.primary_key]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_={**learned, **flags}), rows)


def list_sync_samples(connection: Connection, session_id: int) -> Sequence[SyncSample]:
    """The session's samples, by segment and media position."""
    columns = (sync_samples.c[name] for name in SyncSample._fields)
    found = select(*columns).where(sync_samples.c.session_id == session_id)
    ordered = found.order_by(sync_samples.c.segment, sync_samples.c.media_ms)
    return [
        SyncSample(*row)._replace(is_key=bool(row.is_key), is_break=bool(row.is_break))
        for row in connection.execute(ordered)
    ]


def list_timeline(connection: Connection, session_id: int) -> Sequence[TimelinePiece]:
    """The session's timeline, in order; empty before it was built."""
    columns = [column for column in timeline.c if column.name != "session_id"]
    found = select(*columns).where(timeline.c.session_id == session_id).order_by(timeline.c.number)
    return [TimelinePiece(**{**row, "in_gap": bool(row["in_gap"])}) for row in connection.execute(found).mappings()]


def save_timeline(connection: Connection, session_id: int, pieces: Sequence[TimelinePiece]) -> None:
    """Replace the session's timeline."""
    connection.execute(delete(timeline).where(timeline.c.session_id == session_id))
    if pieces:
        connection.execute(insert(timeline), [{"session_id": session_id} | row_of(piece) for piece in pieces])
