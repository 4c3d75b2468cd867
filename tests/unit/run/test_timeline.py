"""The stored timeline, and the holes it shows."""

from __future__ import annotations

from archiver.model.session import GapCause
from archiver.query.sql import run_sql
from archiver.run.timeline import note_stalls, rebuild_timeline
from archiver.store.sql_store import SqlStore
from tests.synthetic import START, archive, connection, gap, together

_SKEW_MS = -250


async def test_a_stall_within_a_connection_becomes_a_gap(sqlite_url: str) -> None:
    """Media time that stood still is a row in gaps, beside the one that was known; asked again, nothing is added."""
    stalled = connection(1, opened_at=START, length_ms=60_000, offset_ms=0, stall=(20_000, 8_000))
    again = connection(2, opened_at=START + 80_000, length_ms=20_000, offset_ms=60_000)
    media = together(stalled, again, gaps=(gap(START + 68_000, START + 80_000),))
    async with SqlStore(sqlite_url) as store:
        session_id, _ = await archive(store, (), media, skew_ms=_SKEW_MS, ended_at=START + 100_000)
        session = await store.session(session_id)
        for _ in range(2):
            await note_stalls(session, await rebuild_timeline(session, store), store)
        found = [(each.cause, each.started_at - START, each.ended_at) for each in await store.gaps(session_id)]
    assert found == [
        (GapCause.STALL, 20_000, START + 28_000),
        (GapCause.DISCONNECT, 68_000, START + 80_000),
    ]
    with run_sql(sqlite_url, "SELECT media_ms + gap_ms, ended_at - started_at FROM coverage") as answer:
        assert list(answer.rows) == [(100_000, 100_000)]


async def test_a_calm_recording_has_no_gap(sqlite_url: str) -> None:
    """Without a hole no row is made."""
    async with SqlStore(sqlite_url) as store:
        session_id, pieces = await archive(store, (), connection(1, opened_at=START, length_ms=60_000, offset_ms=0))
        await note_stalls(await store.session(session_id), pieces, store)
        assert await store.gaps(session_id) == []
