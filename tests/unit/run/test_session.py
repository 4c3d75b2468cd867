"""One session from its opening to its end, with every edge scripted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from archiver.errors import SessionConflictError, StoreLockedError
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import journal_path
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.session import EndCause, Gap, GapCause, Session, SessionState
from archiver.model.timeline import SyncSample
from archiver.record.plan import StreamPreferences
from archiver.run.lock import session_lock
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.clock import FakeClock
from tests.fakes.live_api import FakeLiveApi
from tests.fakes.media_capture import FakeMediaCapture, Take
from tests.fakes.raw_frames import push_frame, raw
from tests.fakes.session_stage import FakeStore, Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "archive")


async def test_a_broadcast_becomes_an_ended_session(stage: Stage) -> None:
    """Video and events of a room that ends by its own word: the session is ended, with its file and no problem."""
    stage.end()
    ended = await stage.run(await stage.opened())
    assert (ended.state, ended.end_cause, ended.error) == (SessionState.ENDED, EndCause.CONTROL_ENDED, None)
    assert stage.store.sessions[1] == ended
    assert {row.msg_id for row in stage.store.events.values()} >= {1, 900}


async def test_a_running_session_has_offsets(stage: Stage) -> None:
    """A provisional timeline is kept while the broadcast goes on, by the clock the status checks have measured."""
    stage.align_interval_s = 0.01
    # A clock of its own: by the session's, media that moves it would look like a timeline that takes long to build.
    stage.capture = FakeMediaCapture(FakeClock(), Take(media_ms=2000, then=None))
    live = LiveCheck(unique_id="", room_id=77, status=RoomStatus.LIVE, server_now_ms=stage.clock.now_ms() + 40_000)
    stage.api.script_is_live(77, live)
    running = asyncio.create_task(stage.run(await stage.opened()))
    await _until(lambda: any(not piece.in_gap for piece in stage.store.timelines.get(1, ())))
    assert not running.done()
    assert {piece.kind for piece in stage.store.timelines[1]} == {"arrival"}
    stage.end()
    await running
    assert {skew.source for skew in await stage.store.skews(1)} >= {"http"}


async def test_a_timeline_that_must_wait_for_hours_is_told_once(stage: Stage) -> None:
    """While the database is away each try is one more line of the same, for each session."""

    class Away(FakeStore):
        tries = 0

        async def sync_samples(self, session_id: int) -> Sequence[SyncSample]:
            if self.tries < 6:
                self.tries += 1
                raise StoreLockedError("The database is locked.")
            return await super().sync_samples(session_id)

    stage.store, stage.align_interval_s = Away(), 0.001
    stage.capture = FakeMediaCapture(FakeClock(), Take(media_ms=2000, then=None))
    with capture_logs() as lines:
        running = asyncio.create_task(stage.run(await stage.opened()))
        await _until(lambda: bool(stage.store.timelines.get(1)))
        stage.end()
        await running
    assert [line["event"] for line in lines].count("The provisional timeline must wait.") == 1


async def test_a_dead_event_log_does_not_stop_the_video(stage: Stage) -> None:
    """A journal that cannot be used costs the events, never the recording; the session's row says so."""
    session = await stage.opened()
    journal_path(stage.runner().folder(session), 1).write_bytes(b"something else entirely")
    running = asyncio.create_task(stage.run(session))
    await _until(lambda: bool(stage.capture.requests) and stage.clock.monotonic_ms() >= 1_002_000)
    assert not running.done()
    stage.room_is(RoomStatus.ENDED)
    ended = await running
    assert (ended.end_cause, ended.duration_ms) == (EndCause.STATUS_ENDED, 2000)
    assert "The event log broke" in str(ended.error)


async def test_a_dead_recording_does_not_stop_the_events(stage: Stage) -> None:
    """A recorder that breaks is begun again, and the event log takes no notice; the session's row says so."""

    class Breaking(FakeStore):
        breaks = 2

        async def segments(self, session_id: int) -> Any:
            self.breaks -= 1
            if self.breaks >= 0:
                raise ZeroDivisionError("nobody thought of this")
            return await super().segments(session_id)

    stage.store = Breaking()
    running = asyncio.create_task(stage.run(await stage.opened()))
    await _until(lambda: bool(stage.capture.requests))
    stage.end()
    ended = await running
    assert (ended.end_cause, ended.duration_ms) == (EndCause.CONTROL_ENDED, 2000)
    assert {row.msg_id for row in stage.store.events.values()} >= {1, 900}
    assert "The recording broke and was begun again (ZeroDivisionError" in str(ended.error)
    assert len(stage.connector.calls) == 1


async def test_an_answer_nobody_thought_of_ends_nothing(stage: Stage) -> None:
    """A status check that fails in an unforeseen way is an unknown status."""

    class Odd(FakeLiveApi):
        async def fetch_is_live(self, target: str | int) -> LiveCheck:
            if ("fetch_is_live", target) in self.calls:
                stage.end()
            self.calls.append(("fetch_is_live", target))
            raise KeyError("data")

    odd = Odd()
    odd._scripts = stage.api._scripts  # the same room, another way to ask
    stage.api = odd
    ended = await stage.run(await stage.opened())
    assert (ended.end_cause, ended.error) == (EndCause.CONTROL_ENDED, None)


async def test_a_session_that_cannot_be_opened_leaves_no_folder(stage: Stage) -> None:
    """Months of a broken database do not fill the archive with empty folders."""

    class Locked(FakeStore):
        async def open_session(self, **_values: Any) -> Session:
            raise StoreLockedError("The database is locked.")

    stage.store = Locked()
    with pytest.raises(StoreLockedError):
        await stage.opened()
    assert list((stage.archive / "someone").iterdir()) == []


async def test_two_processes_that_find_a_room_in_one_second(stage: Stage) -> None:
    """The second one to open a session sees that the first works on it, although the folder is the same."""
    first = await stage.opened()
    with session_lock(stage.runner().folder(first)), pytest.raises(SessionConflictError):
        await stage.opened()
    assert stage.store.sessions[1].attempt == 1


async def test_a_room_that_is_being_recorded_is_refused_whatever_the_database(stage: Stage) -> None:
    """A second recording into the same folder begins nothing, in the same process too; the first is seen as live."""
    session = await stage.opened()
    assert not stage.runner().is_recording(session)
    running = asyncio.create_task(stage.run(session))
    await _until(lambda: stage.runner().is_recording(session))
    first, stage.store = stage.store, FakeStore()
    with pytest.raises(SessionConflictError, match="is being recorded into"):
        await stage.opened()
    assert stage.store.sessions == {}
    stage.store = first
    stage.end()
    ended = await running
    assert not stage.runner().is_recording(ended)


async def test_what_another_process_has_ended_stays_ended(stage: Stage) -> None:
    """A session that ended after the list of open ones was read is neither adopted, nor run, nor finished again."""
    stale = await stage.opened()
    stage.end()
    ended = await stage.run(stale)
    runner = stage.runner()
    for work in (
        runner.adopt(stale),
        runner.finish(stale, EndCause.RECOVERED),
        runner.run(stale, stage.stop, StreamPreferences()),
    ):
        with pytest.raises(SessionConflictError, match="ended"):
            await work
    assert stage.store.sessions[1] == ended


async def test_no_gap_stays_open_in_an_ended_session(stage: Stage) -> None:
    """A gap that a crash left open ends with the session that is finished after it."""
    session = await stage.opened()
    await stage.store.save_gap(Gap(session_id=1, cause=GapCause.STALL, started_at=session.started_at))
    stage.clock.advance(5000)
    await stage.runner().finish(session, EndCause.RECOVERED)
    assert [gap.ended_at for gap in await stage.store.gaps(1)] == [session.started_at + 5000]


async def test_a_crash_leaves_no_lock_of_its_room_behind(stage: Stage) -> None:
    """The room is over and will not be recorded again: who finishes its session removes the file."""
    session = await stage.opened()
    left = stage.archive / f".room_{session.room_id}.lock"
    left.touch()
    await stage.runner().finish(session, EndCause.RECOVERED)
    assert not left.exists()


@pytest.mark.parametrize(("action", "cause"), [(3, EndCause.CONTROL_ENDED), (4, EndCause.SUSPENDED)])
async def test_a_crash_does_not_hide_how_the_broadcast_ended(stage: Stage, action: int, cause: EndCause) -> None:
    """What the room said of its end is in the journal: a session that is finished a day later ended then."""
    session = await stage.opened()
    said = pb.Message(
        method="WebcastControlMessage", msg_id=5, payload=pb.ControlMessage(action=action).SerializeToString()
    )
    with JournalWriter(stage.runner().folder(session), 1) as writer:
        writer.append(raw(push_frame([said]), at=session.started_at + 60_000))
    await stage.store.save_gap(Gap(session_id=1, cause=GapCause.STALL, started_at=session.started_at + 50_000))
    stage.clock.advance(86_400_000)
    ended = await stage.runner().finish(session, EndCause.RECOVERED)
    assert (ended.end_cause, ended.ended_at) == (cause, session.started_at + 60_000)
    assert stage.store.sessions[1] == ended
    assert [gap.ended_at for gap in await stage.store.gaps(1)] == [session.started_at + 60_000]


async def _until(is_true: Any) -> None:
    """Let the session work until something is so."""
    async with asyncio.timeout(20):
        while not is_true():
            await asyncio.sleep(0)
