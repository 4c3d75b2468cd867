"""The record stage over the real media edge: a broadcast that breaks off, goes on, and becomes one video."""

from __future__ import annotations

import asyncio
from pathlib import Path

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.remux import FFmpegFinisher
from archiver.media.version import find_ffmpeg
from archiver.model.broadcast import RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.model.media import Label
from archiver.model.session import GapCause, SegmentState
from archiver.record.finish import FinishPolicy, finish_segments
from archiver.record.plan import StreamPreferences
from archiver.record.recorder import Recorder
from archiver.record.retry import RetryPolicy
from archiver.record.video import make_video
from tests.fakes.live_api import FakeLiveApi
from tests.fakes.media_files import FPS, MediaFiles
from tests.fakes.media_server import MediaServer, live, status
from tests.fakes.room_monitor import FakeRoomMonitor
from tests.fakes.session_store import FakeSessionStore


async def test_a_broken_broadcast_becomes_one_video(media_files: MediaFiles, tmp_path: Path) -> None:
    """Reset, refusal, new connection, end: two segments, their gaps and samples, one video with all pictures."""
    ffmpeg, clock, store = await find_ffmpeg(), SystemClock(), FakeSessionStore()
    creator, api = Creator(unique_id="someone"), FakeLiveApi()
    session = await store.open_session(
        room_id=7, creator=creator, title="", started_at=clock.now_ms(), folder="f", broadcast_started_at=None
    )
    connections = [live(media_files.flv(), "reset", seconds=1), status(404), live(media_files.flv(seconds=2), "close")]

    async def answer(writer: asyncio.StreamWriter) -> None:
        await connections.pop(0)(writer)

    async with MediaServer() as server:
        server.answers["/live.flv"] = answer
        variant = StreamVariant(protocol="flv", quality="hd", level=3, url=server.url("/live.flv?sign=secret"))
        api.script_room_info(7, RoomInfo(room_id=7, status=RoomStatus.LIVE, creator=creator, variants=(variant,)))
        recorder = Recorder(
            session=session, folder=tmp_path, api=api, capture=FFmpegCapture(ffmpeg, clock), store=store, clock=clock,
            monitor=FakeRoomMonitor(RoomStatus.LIVE, RoomStatus.LIVE, RoomStatus.ENDED),
            preferences=StreamPreferences(stall_timeout_s=60), retry=RetryPolicy(waits_s=(0,)),
        )  # fmt: skip
        await recorder.run(asyncio.Event())
    finisher, policy = FFmpegFinisher(ffmpeg), FinishPolicy()
    finished = await finish_segments(session=session, folder=tmp_path, store=store, finisher=finisher, policy=policy)
    media = await make_video(
        session=session,
        folder=tmp_path,
        segments=finished,
        label=Label(),
        store=store,
        finisher=finisher,
        policy=policy,
    )
    segments = await store.segments(session.id)
    assert [(s.number, s.state) for s in segments] == [(1, SegmentState.FINISHED), (2, SegmentState.FINISHED)]
    assert [g.cause for g in await store.gaps(session.id)] == [GapCause.START, GapCause.DISCONNECT]
    assert all(g.ended_at is not None for g in await store.gaps(session.id))
    assert {sample.segment for sample in await store.sync_samples(session.id)} == {1, 2}
    assert (finished.problems, media.problem) == ((), None)
    assert media.file is not None
    info = await finisher.probe(str(tmp_path / media.file))
    assert info.video_packets == sum(s.video_packets or 0 for s in segments) >= 6 * FPS
