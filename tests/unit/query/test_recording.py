from __future__ import annotations

from dataclasses import replace

import pytest

from archiver.errors import UsageError
from archiver.model.session import STOOD_STILL, GapCause
from archiver.query.reader import open_reader
from archiver.query.recording import read_recording
from archiver.store.sql_store import SqlStore
from tests.synthetic import START, archive, connection, gap, together


@pytest.mark.parametrize("is_over", [True, False])
async def test_parts_and_gaps_have_their_place_in_the_video(database_url: str, is_over: bool) -> None:
    """Parts begin where the timeline has them, whether finished or not; a gap is where the video goes on."""
    media = together(
        connection(1, opened_at=START, length_ms=20_000, offset_ms=0),
        connection(2, opened_at=START + 25_000, length_ms=10_000, offset_ms=20_000, is_over=is_over),
        gaps=(gap(START + 20_000, START + 25_000),),
    )
    async with SqlStore(database_url) as store:
        session_id, _ = await archive(store, [], media, shift_ms=7)
    with open_reader(database_url) as engine:
        found = read_recording(engine, session_id)
        assert read_recording(engine, "last") == found
    assert found.session.shift_ms == 7
    assert [each.number for each in found.parts] == [1, 2]
    assert found.parts[0].offset_ms == 0
    assert found.parts[1].offset_ms == pytest.approx(20_000, abs=1_000)
    assert [each.duration_ms for each in found.parts] == [20_000, 10_000 if is_over else None]
    (hole,) = found.gaps
    assert (hole.cause, hole.started_at, hole.ended_at) == (GapCause.DISCONNECT, START + 20_000, START + 25_000)
    assert hole.offset_ms == pytest.approx(20_000, abs=1_000)


LATE_MS = 4_000


@pytest.mark.parametrize("skew_ms", [0, 90_000])
async def test_a_gap_is_where_the_next_part_begins_however_late_media_arrives(database_url: str, skew_ms: int) -> None:
    """A picture is on its way for seconds: what is missing in the video was taken before the gap, by our clock, began.

    Of a connection in whose middle media stood still, the timeline tells the place; behind the last part there is none.
    """
    media = together(
        connection(1, opened_at=START, length_ms=20_000, offset_ms=0),
        connection(2, opened_at=START + 22_000, length_ms=20_000, offset_ms=20_000, stall=(8_000, 3_000)),
        gaps=(
            gap(START - 100, START, GapCause.START), gap(START + 20_000, START + 22_000),
            replace(gap(START + 26_100, START + 29_000, GapCause.STALL), detail=STOOD_STILL),
            gap(START + 46_500, START + 60_000),
        ),
    )  # fmt: skip
    told = [one._replace(sei_ts=(one.wall_ms or 0) + skew_ms - LATE_MS) for one in media.samples]
    async with SqlStore(database_url) as store:
        session_id, _ = await archive(store, [], replace(media, samples=tuple(told)), skew_ms=skew_ms)
    with open_reader(database_url) as engine:
        found = read_recording(engine, session_id)
    assert [each.offset_ms for each in found.parts] == [0, 20_000]
    assert [each.offset_ms for each in found.gaps] == [0, 20_000, 28_000, 40_000]


def test_an_unknown_session_is_refused(database_url: str) -> None:
    """As everywhere: one sentence."""
    with open_reader(database_url) as engine, pytest.raises(UsageError, match="There is no session 9"):
        read_recording(engine, 9)
