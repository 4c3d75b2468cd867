"""The stored timeline, and the holes it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.align.report import Moved, compare_timelines, report_timeline
from archiver.model.media import KeyFrame
from archiver.model.session import GapCause, SegmentState
from archiver.model.timeline import SkewSample, SyncSample, locate
from archiver.query.sql import run_sql
from archiver.run.timeline import note_losses, realign, rebuild_timeline
from archiver.store.sql_store import SqlStore
from tests.synthetic import START, Media, archive, connection, gap, together

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
            await note_losses(session, await rebuild_timeline(session, store), store)
        found = [(each.cause, each.started_at - START, each.ended_at) for each in await store.gaps(session_id)]
    assert found == [
        (GapCause.STALL, 20_000, START + 28_000),
        (GapCause.DISCONNECT, 68_000, START + 80_000),
    ]
    with run_sql(sqlite_url, "SELECT media_ms + gap_ms, ended_at - started_at FROM coverage") as answer:
        assert list(answer.rows) == [(100_000, 100_000)]


@pytest.mark.parametrize("step_ms", [-40_000, 3_600_000])
async def test_a_clock_that_is_set_moves_no_event_and_makes_no_gap(sqlite_url: str, step_ms: int) -> None:
    """By half a minute back or an hour ahead, 45 s after a lost connection: that gap stays the only one."""
    set_ms, late_ms = 125_000, 2_000
    first = connection(1, opened_at=START + late_ms, length_ms=60_000, offset_ms=0)
    again = connection(2, opened_at=START + 80_000 + late_ms, length_ms=120_000, offset_ms=60_000)
    lost = gap(START + 60_000 + late_ms, START + 80_000 + late_ms)
    media = together(first, again, gaps=(lost,))

    def ours(at: int) -> int:
        return at + (step_ms if at - START >= set_ms else 0)

    media = replace(media, samples=tuple(s._replace(wall_ms=ours(s.wall_ms or 0)) for s in media.samples))
    async with SqlStore(sqlite_url) as store:
        session_id, _ = await archive(store, (), media, ended_at=ours(START + 202_000))
        for at in range(START + 30_000, START + 202_000, 30_000):
            await store.add_skew(session_id, SkewSample("http", ours(at), at - ours(at), 20))
        await store.set_skew(session_id, -step_ms, ours(START + 150_001))
        session = await store.session(session_id)
        pieces = await rebuild_timeline(session, store)
        await note_losses(session, pieces, store)
        found = [(each.started_at, each.ended_at) for each in await store.gaps(session_id)]
    assert found == [(lost.started_at, lost.ended_at)]
    for at_ms, offset_ms in (
        (59_000, 59_000),
        (70_000, 60_000),
        (90_000, 70_000),
        (140_000, 120_000),
        (190_000, 170_000),
    ):
        place = locate(pieces, START + late_ms + at_ms)
        assert place is not None
        assert abs(place[1] - offset_ms) <= 20


async def test_what_could_not_be_fetched_is_a_gap_and_no_media(database_url: str) -> None:
    """The part has a place for it, so that its length says nothing; counted is what is there."""
    media = connection(1, opened_at=START, length_ms=60_000, offset_ms=0)
    inside = [sample for sample in media.samples if not 20_000 < sample.media_ms <= 24_000]
    lossy = replace(media, samples=(*inside, SyncSample(1, 24_000, is_key=True, lost_ms=4_000)))
    async with SqlStore(database_url) as store:
        session_id, _ = await archive(store, (), lossy, ended_at=START + 60_000)
        session = await store.session(session_id)
        await note_losses(session, await rebuild_timeline(session, store), store)
        (found,) = await store.gaps(session_id)
    assert found.ended_at is not None
    assert (found.cause, found.ended_at - found.started_at) == (GapCause.STALL, 4_000)
    with run_sql(database_url, "SELECT media_ms, gap_ms FROM coverage") as answer:
        assert list(answer.rows) == [(56_000, 4_000)]


async def test_a_part_that_the_video_lacks_is_a_gap_that_says_so(sqlite_url: str) -> None:
    """Between two parts of one connection, or beside a lost connection: as long as its media was, and never a stall."""
    first = connection(1, opened_at=START, length_ms=20_000, offset_ms=0)
    lost = connection(2, opened_at=START + 20_000, length_ms=30_000)
    again = connection(3, opened_at=START + 60_000, length_ms=20_000, offset_ms=20_000)
    failed = replace(lost.segments[0], state=SegmentState.FAILED, duration_ms=None, error="the part is gone")
    media = together(
        first, replace(lost, segments=(failed,)), again, gaps=(gap(START + 49_000, START + 60_000),)
    )  # fmt: skip
    async with SqlStore(sqlite_url) as store:
        session_id, pieces = await archive(store, (), media, ended_at=START + 80_000)
        for _ in range(2):
            await note_losses(await store.session(session_id), pieces, store)
        gaps = await store.gaps(session_id)
    assert [(each.cause, each.started_at - START, each.ended_at) for each in gaps] == [
        (GapCause.UNKNOWN, 20_000, START + 49_000),
        (GapCause.DISCONNECT, 49_000, START + 60_000),
    ]
    assert gaps[0].detail == "part_002.flv is not in the video: the part is gone"
    with run_sql(sqlite_url, "SELECT media_ms + gap_ms, ended_at - started_at FROM coverage") as answer:
        assert list(answer.rows) == [(80_000, 80_000)]


async def test_a_calm_recording_has_no_gap(sqlite_url: str) -> None:
    """Without a hole no row is made."""
    async with SqlStore(sqlite_url) as store:
        session_id, pieces = await archive(store, (), connection(1, opened_at=START, length_ms=60_000, offset_ms=0))
        await note_losses(await store.session(session_id), pieces, store)
        assert await store.gaps(session_id) == []


def _far_away(*, with_clock: bool) -> Media:
    """A minute of a stream that takes 2.7 s to us; its encoder tells its clock, or does not."""
    media = connection(1, opened_at=START, length_ms=60_000, offset_ms=0)
    samples = tuple(
        sample._replace(
            wall_ms=START + sample.media_ms + 2_700, pts_ms=sample.media_ms, is_key=True,
            sei_ts=START + sample.media_ms if with_clock else None,
        )
        for sample in media.samples
    )  # fmt: skip
    return Media(tuple(replace(segment, host="pull.example") for segment in media.segments), samples)


async def test_a_session_with_the_encoders_clock_teaches_those_without(database_url: str, tmp_path: Path) -> None:
    """Its host's latency is stored when it ends, and taken out of the arrival of another session from there."""

    async def nothing(_: str) -> Sequence[KeyFrame]:
        return []

    async with SqlStore(database_url) as store:
        pupil_id, _ = await archive(store, (), _far_away(with_clock=False), room_id=1, ended_at=START + 1)
        teacher_id, _ = await archive(store, (), _far_away(with_clock=True), room_id=2, ended_at=START + 1)
        pupil, teacher = await store.session(pupil_id), await store.session(teacher_id)
        before, alone = await realign(pupil, tmp_path, store, nothing, START)
        assert tuple(before) == alone, "there is nothing to learn from yet"
        await realign(teacher, tmp_path, store, nothing, START)
        _, taught = await realign(pupil, tmp_path, store, nothing, START)
        [learned] = await store.latencies("flv")
        assert (learned.session_id, learned.kind, learned.host) == (teacher_id, "arrival", "pull.example")
        assert abs(learned.latency_ms - 2_700) <= 1
    moved = compare_timelines(alone, taught, [START + 20_000, START + 30_000])
    assert moved == Moved(events=2, moved=2, median_ms=learned.latency_ms, max_ms=learned.latency_ms)
    assert report_timeline(taught).error_ms < 1_000 < report_timeline(alone).error_ms
