"""What was learned about clocks: the skew of a session, and the latency of hosts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from archiver.model.timeline import LearnedLatency, SkewSample
from archiver.store.rows import add_missing, save
from archiver.store.schema import latencies, skews

#: So many of the newest are asked for: enough for a median, and what a host did last year is no guide.
NEWEST_ROWS = 500


def add_skew(connection: Connection, session_id: int, sample: SkewSample) -> None:
    """Note a measurement of the skew; one of the same instant and source is not noted twice."""
    add_missing(connection, skews, [{"session_id": session_id} | sample._asdict()])


def list_skews(connection: Connection, session_id: int) -> Sequence[SkewSample]:
    """The session's measurements of the skew, in order."""
    columns = (skews.c[name] for name in SkewSample._fields)
    found = select(*columns).where(skews.c.session_id == session_id).order_by(skews.c.at, skews.c.source)
    return [SkewSample(*row) for row in connection.execute(found)]


def save_latencies(connection: Connection, session_id: int, learned: Sequence[LearnedLatency]) -> None:
    """Replace what a session has shown."""
    connection.execute(delete(latencies).where(latencies.c.session_id == session_id))
    for one in learned:
        save(connection, latencies, one._asdict())


def list_latencies(connection: Connection, protocol: str) -> Sequence[LearnedLatency]:
    """What hosts have shown over a protocol, newest first."""
    columns = (latencies.c[name] for name in LearnedLatency._fields)
    found = select(*columns).where(latencies.c.protocol == protocol).order_by(latencies.c.learned_at.desc())
    return [LearnedLatency(*row) for row in connection.execute(found.limit(NEWEST_ROWS))]
