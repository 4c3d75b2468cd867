"""The recording loop, with every port scripted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archiver.errors import NoStreamError, PlatformUnavailableError, RateLimitedError
from archiver.model.broadcast import RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.model.media import CaptureEnd, CaptureProgress, CutCause, Engine
from archiver.model.session import Gap, GapCause, Segment, SegmentState, Session
from archiver.model.timeline import SyncSample
from archiver.record.plan import StreamPreferences
from archiver.record.recorder import Recorder
from archiver.record.retry import RetryPolicy
from archiver.record.samples import append_samples, read_samples
from tests.fakes.clock import FakeClock
from tests.fakes.live_api import FakeLiveApi
from tests.fakes.media_capture import FakeMediaCapture, Take
from tests.fakes.room_monitor import FakeRoomMonitor, ImpatientRoomMonitor
from tests.fakes.session_store import FakeSessionStore

ROOM, CREATOR = 77, Creator(unique_id="someone")
LIVE, PAUSED, ENDED, UNKNOWN = RoomStatus.LIVE, RoomStatus.PAUSED, RoomStatus.ENDED, RoomStatus.UNKNOWN


def variant(protocol: str = "flv", quality: str = "hd", level: int = 3) -> StreamVariant:
    return StreamVariant(protocol=protocol, quality=quality, level=level, url=f"http://media/{quality}.{protocol}")


def room(*variants: StreamVariant) -> RoomInfo:
    return RoomInfo(room_id=ROOM, status=LIVE, creator=CREATOR, variants=variants or (variant(),))


class Stage:
    """A recorder and everything around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.api = FakeLiveApi()
        self.api.script_room_info(ROOM, room())
        self.store = FakeSessionStore()
        self.monitor = FakeRoomMonitor()
        self.stop = asyncio.Event()
        self.capture = FakeMediaCapture(self.clock, Take())

    async def run(self, *takes: Take, statuses: tuple[RoomStatus, ...] = (ENDED,), **options: Any) -> None:
        """Record these takes; the checks after them answer with these statuses."""
        self.capture = FakeMediaCapture(self.clock, *takes)
        self.monitor.script(statuses)
        if not self.store.sessions:
            await self.open_session()
        await self.recorder(**options).run(self.stop)

    def recorder(self, **options: Any) -> Recorder:
        options.setdefault("preferences", StreamPreferences())
        options.setdefault("retry", RetryPolicy(waits_s=(0,)))
        return Recorder(
            session=self.store.sessions[1], folder=self.folder, api=self.api, capture=self.capture, store=self.store,
            clock=self.clock, monitor=self.monitor, **options,
        )  # fmt: skip

    async def open_session(self) -> Session:
        return await self.store.open_session(
            room_id=ROOM, creator=CREATOR, title="", started_at=self.clock.now_ms(), folder="f",
            broadcast_started_at=None,
        )  # fmt: skip

    async def segments(self) -> list[tuple[int, SegmentState]]:
        return [(s.number, s.state) for s in await self.store.segments(1)]

    async def gaps(self) -> list[tuple[GapCause, int | None]]:
        """Cause and length of each gap."""
        return [(g.cause, g.ended_at and g.ended_at - g.started_at) for g in await self.store.gaps(1)]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "session")


async def test_a_broadcast_that_ends_is_one_raw_part(stage: Stage) -> None:
    """One connection, then status 4: one part, its samples stored and beside it, one gap up to its first media."""
    await stage.run(Take(media_ms=3000, meanwhile=lambda: stage.clock.advance(700)))
    assert await stage.segments() == [(1, SegmentState.RAW)]
    assert [s.state for s in stage.store.segment_history] == [SegmentState.RECORDING, SegmentState.RAW]
    assert await stage.gaps() == [(GapCause.START, 700)]
    samples = list(await stage.store.sync_samples(1))
    assert [s.media_ms for s in samples] == [1000, 2000, 3000]
    assert list(read_samples(stage.folder / "part_001_a1.sync.jsonl")) == samples


async def test_a_drop_is_not_an_end(stage: Stage) -> None:
    """While the room is live an EOF is a gap and another part, with fresh room information for each."""
    again = Take(media_ms=1000, meanwhile=lambda: stage.clock.advance(800))
    await stage.run(Take(media_ms=2000), again, statuses=(LIVE, ENDED))
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW)]
    assert (await stage.gaps())[1:] == [(GapCause.DISCONNECT, 800)]
    assert stage.api.calls.count(("fetch_room_info", ROOM)) == 2


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        (CaptureEnd.STALLED, GapCause.STALL),
        (CaptureEnd.EOF, GapCause.DISCONNECT),
        (CaptureEnd.FAILED, GapCause.UNKNOWN),
    ],
)
async def test_no_end_of_a_capture_ends_the_session(stage: Stage, end: CaptureEnd, cause: GapCause) -> None:
    """Whatever ended the capture, the room's status decides; an unknown status is not an end."""
    await stage.run(Take(media_ms=1000, then=end), Take(media_ms=1000), statuses=(UNKNOWN, ENDED))
    assert len(await stage.segments()) == 2
    assert (await stage.gaps())[1][0] is cause


async def test_a_pause_is_waited_for(stage: Stage) -> None:
    """Status 3 opens one pause gap and nothing is asked for until the room is live again."""
    await stage.run(Take(media_ms=1000), Take(media_ms=1000), statuses=(PAUSED, LIVE, ENDED))
    assert len(stage.capture.requests) == 2
    assert [cause for cause, _ in await stage.gaps()] == [GapCause.START, GapCause.PAUSE]


async def test_a_pause_can_be_the_end(stage: Stage) -> None:
    """A room that ends while it is paused is over, and its gap is closed."""
    await stage.run(Take(media_ms=1000), statuses=(PAUSED, ENDED))
    assert len(stage.capture.requests) == 1
    assert all(length is not None for _, length in await stage.gaps())


async def test_stop_ends_a_running_capture(stage: Stage) -> None:
    """A stop takes effect in the middle of a stream, without asking the platform."""
    await stage.run(Take(media_ms=9000, then=None), on_progress=lambda _: stage.stop.set())
    assert stage.monitor.checks == 0
    assert await stage.segments() == [(1, SegmentState.RAW)]
    assert len(await stage.store.sync_samples(1)) == 1


async def test_stop_ends_a_pause(stage: Stage) -> None:
    """A stop takes effect while the room is paused."""
    task = asyncio.create_task(stage.run(Take(media_ms=1000), statuses=(PAUSED,)))
    while not stage.monitor.checks:
        await asyncio.sleep(0)
    stage.stop.set()
    await task
    assert [cause for cause, _ in await stage.gaps()] == [GapCause.START, GapCause.PAUSE]


async def test_stop_ends_a_wait(stage: Stage) -> None:
    """A stop takes effect between two tries."""
    task = asyncio.create_task(
        stage.run(Take(media_ms=1000), statuses=(LIVE,), retry=RetryPolicy(waits_s=(3600,)))
    )  # fmt: skip
    while not stage.monitor.checks:
        await asyncio.sleep(0)
    stage.stop.set()
    await task
    assert len(stage.capture.requests) == 1


async def test_refusals_do_not_pile_up_rows(stage: Stage) -> None:
    """Tries that receive nothing use one number, and the gap names the refusal."""
    refused = Take(then=CaptureEnd.REFUSED, message="403")
    await stage.run(
        Take(media_ms=1000), refused, refused, Take(media_ms=1000), statuses=(LIVE, LIVE, LIVE, ENDED)
    )  # fmt: skip
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW)]


async def test_nothing_received_is_an_empty_segment(stage: Stage) -> None:
    """A session whose only try gave nothing has an empty segment with the reason, and a closed start gap."""
    await stage.run(Take(then=CaptureEnd.REFUSED, message="Server returned 403"))
    (segment,) = await stage.store.segments(1)
    assert (segment.state, segment.error) == (SegmentState.EMPTY, "Server returned 403")
    assert [cause for cause, _ in await stage.gaps()] == [GapCause.START]


async def test_another_variant_is_tried_when_one_gives_nothing(stage: Stage) -> None:
    """A variant refused three times is passed over for the next best; when all were, the best has its turn again."""
    stage.api.script_room_info(ROOM, room(variant("flv", "hd", 3), variant("hls", "hd", 3)))
    refused = [Take(then=CaptureEnd.REFUSED)] * 6
    await stage.run(*refused, Take(media_ms=1000), statuses=(*[LIVE] * 6, ENDED))
    assert [request.protocol for request in stage.capture.requests] == ["flv"] * 3 + ["hls"] * 3 + ["flv"]


async def test_room_information_that_fails_is_another_try(stage: Stage) -> None:
    """No stream, or no answer at all, keeps the session going while the room is on."""
    stage.api.script_room_info(ROOM, PlatformUnavailableError("502"), NoStreamError("no stream yet"), room())
    await stage.run(Take(media_ms=1000), statuses=(LIVE, LIVE, ENDED))
    assert await stage.segments() == [(1, SegmentState.RAW)]


async def test_a_full_disk_is_tried_again(stage: Stage) -> None:
    """The session survives a disk without space and records again when there is some."""
    await stage.run(
        Take(media_ms=1000, then=CaptureEnd.DISK), Take(then=CaptureEnd.DISK), Take(media_ms=1000),
        statuses=(LIVE, LIVE, ENDED),
    )  # fmt: skip
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW)]
    assert [cause for cause, _ in await stage.gaps()] == [GapCause.START, GapCause.UNKNOWN]


async def test_a_restart_goes_on_with_the_next_number(stage: Stage) -> None:
    """An adopted session closes the part it found open and marks the time in between as a restart."""
    await stage.open_session()
    crashed = Segment(
        session_id=1, number=1, attempt=1, part="part_001_a1.flv", state=SegmentState.RECORDING, protocol="flv",
        quality="hd", started_at=stage.clock.now_ms(),
    )  # fmt: skip
    await stage.store.save_segment(crashed)
    stage.clock.advance(60_000)
    await stage.store.adopt_session(1)
    await stage.run(Take(media_ms=1000))
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW)]
    assert await stage.gaps() == [(GapCause.RESTART, 60_000)]
    assert stage.capture.requests[0].part.name == "part_002_a2.flv"


async def test_preferences_headers_and_listeners_reach_the_capture(stage: Stage) -> None:
    """What was asked for is what is recorded, and progress is passed on as a sign of life."""
    stage.api.script_room_info(ROOM, room(variant("flv", "hd", 3), variant("hls", "ld", 1)))
    seen: list[int] = []
    await stage.run(
        Take(media_ms=2000),
        preferences=StreamPreferences(protocol="hls", quality="ld", stall_timeout_s=4),
        headers={"Referer": "https://www.tiktok.com/"},
        on_progress=lambda progress: seen.append(progress.media_ms),
    )
    (request,) = stage.capture.requests
    assert (request.url, request.stall_timeout_s) == ("http://media/ld.hls", 4)
    assert request.headers == {"Referer": "https://www.tiktok.com/"}
    assert request.part.name == "part_001_a1.ts"
    assert seen == [1000, 2000]
    assert stage.monitor.signs_of_life == 2


async def test_cancelling_stops_the_capture(stage: Stage) -> None:
    """A cancelled recorder leaves no capture behind."""
    task = asyncio.create_task(stage.run(Take(media_ms=1000, then=None)))
    while not stage.capture.requests:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_the_platform_s_words_are_kept_as_received(tmp_path: Path) -> None:
    """The first answer about the room lies beside the parts, byte for byte; later ones do not replace it."""
    stage = Stage(tmp_path)
    stage.api.script_room_info(ROOM, replace(room(), raw=b'{"first": 1}'), replace(room(), raw=b'{"second": 2}'))
    await stage.run(Take(), Take(), statuses=(LIVE, ENDED))
    assert (tmp_path / "room_info_a1.json").read_bytes() == b'{"first": 1}'


async def test_the_recording_never_waits_for_the_store(stage: Stage) -> None:
    """While the database answers nothing, a dropped stream is taken up again at once; the rows follow."""
    answering = asyncio.Event()

    class Stuck(FakeSessionStore):
        async def save_segment(self, segment: Segment) -> None:
            await answering.wait()
            await super().save_segment(segment)

    stage.store = Stuck()
    takes = Take(media_ms=1000), Take(media_ms=1000, meanwhile=answering.set)
    async with asyncio.timeout(10):
        await stage.run(*takes, statuses=(LIVE, ENDED))
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW)]


async def test_a_recording_begun_again_takes_a_new_part(stage: Stage) -> None:
    """After a break within one attempt, parts whose rows were never stored keep their names, and get their rows."""
    stage.folder.mkdir()
    (stage.folder / "part_001_a1.flv").write_bytes(b"from before the break")
    await stage.run(Take(media_ms=1000))
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW)]


async def test_a_restart_counts_from_the_newest_media_on_the_disk(stage: Stage) -> None:
    """A crash while the database was away: the time in between begins with the newest part, row or not."""
    await stage.open_session()
    first_at, last_at = stage.clock.now_ms(), stage.clock.now_ms() + 30_000
    crashed = Segment(
        session_id=1, number=1, attempt=1, part="part_001_a1.flv", state=SegmentState.RECORDING, protocol="flv",
        quality="hd", started_at=first_at,
    )  # fmt: skip
    await stage.store.save_segment(crashed)
    stage.folder.mkdir()
    (stage.folder / "part_002_a1.flv").write_bytes(b"of no row")
    append_samples(
        stage.folder / "part_002_a1.sync.jsonl",
        [SyncSample(2, media_ms, first_at + media_ms, media_ms) for media_ms in (10_000, 30_000)],
    )
    stage.clock.advance(60_000)
    await stage.store.adopt_session(1)
    await stage.run(Take(media_ms=1000))
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW), (3, SegmentState.RAW)]
    (gap,) = await stage.store.gaps(1)
    assert (gap.cause, gap.started_at, gap.ended_at) == (GapCause.RESTART, last_at, first_at + 60_000)


async def test_a_gap_that_an_end_has_closed_is_not_told_twice(stage: Stage) -> None:
    """The session was being finished in a gap when it went on after all: what is missing is missing once."""
    await stage.open_session()
    begun = stage.clock.now_ms()
    await stage.store.save_segment(
        Segment(
            session_id=1, number=1, attempt=1, part="part_001_a1.flv", state=SegmentState.RAW, protocol="flv",
            quality="hd", started_at=begun, ended_at=begun + 10_000,
        )
    )  # fmt: skip
    for started_ms, ended_ms, cause in ((2_000, 3_000, GapCause.STALL), (10_000, 40_000, GapCause.DISCONNECT)):
        await stage.store.save_gap(
            Gap(session_id=1, cause=cause, started_at=begun + started_ms, ended_at=begun + ended_ms)
        )
    stage.clock.advance(60_000)
    await stage.store.adopt_session(1)
    await stage.run(Take(media_ms=1000))
    assert await stage.gaps() == [(GapCause.STALL, 1_000), (GapCause.DISCONNECT, 30_000), (GapCause.RESTART, 20_000)]


async def test_a_folder_that_was_removed_comes_back(stage: Stage) -> None:
    """Somebody deletes the folder in mid-broadcast: the next part is recorded all the same."""
    remove = Take(media_ms=0, meanwhile=stage.folder.rmdir)
    await stage.run(remove, Take(media_ms=1000), statuses=(LIVE, ENDED))
    assert await stage.segments() == [(1, SegmentState.RAW)]


async def test_waits_grow_with_failures_in_a_row(stage: Stage) -> None:
    """The first try again is made at once, and so is the first after media has flowed for a while."""
    stage.monitor = monitor = ImpatientRoomMonitor()
    nothing, retry = Take(media_ms=0), RetryPolicy(waits_s=(0, 1, 2))
    takes = (nothing, nothing, nothing, Take(media_ms=retry.healthy_media_ms), nothing)
    await stage.run(*takes, Take(media_ms=1000), statuses=(LIVE,) * 5 + (ENDED,), retry=retry)
    assert monitor.waits == [0, 1, 2, 0, 1]


async def test_a_part_that_is_lost_keeps_its_row(stage: Stage) -> None:
    """Somebody deletes the running part, and the engine has it no more: the row says how much there was."""

    def remove(progress: CaptureProgress) -> None:
        if progress.media_ms == 3000:
            (stage.folder / "part_001_a1.flv").unlink()

    await stage.run(Take(media_ms=3000), Take(media_ms=1000), statuses=(LIVE, ENDED), on_progress=remove)
    assert [(s.number, s.state, s.bytes) for s in await stage.store.segments(1)] == [
        (1, SegmentState.RAW, 300_000), (2, SegmentState.RAW, 100_000),
    ]  # fmt: skip


async def test_a_platform_that_wants_fewer_requests_gets_them(stage: Stage) -> None:
    """After 429 the room is not asked about before the time that was named, five minutes at most."""
    stage.monitor = monitor = ImpatientRoomMonitor()
    limits = (RateLimitedError("Too many.", retry_after_s=40), RateLimitedError("Too many.", retry_after_s=1e9))
    stage.api.script_room_info(ROOM, *limits, room())
    await stage.run(Take(media_ms=1000), Take(media_ms=1000), statuses=(LIVE, LIVE, LIVE, ENDED))
    assert monitor.waits == [40, 300, 0]


async def test_a_change_in_mid_stream_is_another_segment_without_a_gap(stage: Stage) -> None:
    """One connection, two parts: each has its row, its samples and its length; nothing is missing between them."""
    change = Take(media_ms=3000, cut=CutCause.CONFIG, more_ms=2000)
    await stage.run(change, Take(media_ms=1000), statuses=(LIVE, ENDED))
    assert await stage.segments() == [(1, SegmentState.RAW), (2, SegmentState.RAW), (3, SegmentState.RAW)]
    segments = await stage.store.segments(1)
    assert [s.part for s in segments] == ["part_001_a1.flv", "part_002_a1.flv", "part_003_a1.flv"]
    assert [s.bytes for s in segments] == [300_000, 200_000, 100_000]
    assert segments[0].ended_at == segments[1].started_at
    assert [cause for cause, _ in await stage.gaps()] == [GapCause.START, GapCause.DISCONNECT]
    positions = [(s.segment, s.media_ms) for s in await stage.store.sync_samples(1)]
    assert positions == [(1, 1000), (1, 2000), (1, 3000), (2, 1000), (2, 2000), (3, 1000)]
    assert next(read_samples(stage.folder / "part_002_a1.sync.jsonl")).segment == 2


async def test_the_engine_and_the_limits_of_parts_reach_the_capture(stage: Stage) -> None:
    """What was asked for is in the request; the native engine records FLV only."""
    stage.api.script_room_info(ROOM, room(variant("hls", "origin", 10), variant("flv", "ld", 1)))
    wanted = StreamPreferences(engine=Engine.NATIVE, max_part_bytes=5_000_000, max_part_s=600)
    await stage.run(Take(media_ms=1000), preferences=wanted)
    (request,) = stage.capture.requests
    assert (request.protocol, request.engine) == ("flv", Engine.NATIVE)
    assert (request.max_part_bytes, request.max_part_s) == (5_000_000, 600)
