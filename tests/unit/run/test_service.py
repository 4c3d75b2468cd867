"""The unattended service: what it takes over, what it starts, and how it stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from archiver.errors import BlockedError, SocketError, StoreLockedError, StoreUnavailableError
from archiver.model.broadcast import RoomStatus
from archiver.model.creator import Creator, WatchEntry
from archiver.model.media import Engine, MediaInfo
from archiver.model.session import EndCause, GapCause, Session, SessionState
from archiver.ports import Describe
from archiver.record.plan import StreamPreferences
from archiver.run.recovery import Recovery
from archiver.run.service import Service, ServicePolicy
from archiver.run.supervisor import Supervisor
from archiver.watch.schedule import SchedulePolicy
from tests.fakes.event_socket import FakeEventSocket
from tests.fakes.live_api import live_check
from tests.fakes.media_finisher import FakeMediaFinisher
from tests.fakes.session_stage import ENDED, ROOM, FakeStore, Stage

ENTRY = WatchEntry(id=1, unique_id="someone", quality="sd", protocol="hls", engine="ffmpeg")
PLAIN = WatchEntry(id=2, unique_id="someone")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "archive")


def supervisor(stage: Stage, doubt_s: float = 0.0) -> Supervisor:
    runner = stage.runner()
    return Supervisor(
        runner=runner, recovery=Recovery(api=stage.api, runner=runner), preferences=StreamPreferences(), doubt_s=doubt_s
    )  # fmt: skip


@asynccontextmanager
async def serving(stage: Stage) -> AsyncIterator[Service]:
    """The service over the stage, stopped at the end of the block."""
    service = Service(
        api=stage.api, store=stage.store, clock=stage.clock, runner=stage.runner(), preferences=StreamPreferences(),
        policy=ServicePolicy(schedule=SchedulePolicy(), tick_s=0.1),
    )  # fmt: skip
    running = asyncio.create_task(service.run(stage.stop))
    try:
        yield service
    finally:
        stage.stop.set()
        async with asyncio.timeout(20):
            await running


async def until(is_true: Callable[[], object]) -> None:
    """Let everything work until something is so."""
    async with asyncio.timeout(20):
        while not is_true():
            await asyncio.sleep(0.001)


async def test_a_session_that_cannot_be_adopted_does_not_stop_the_service(stage: Stage) -> None:
    """An open session that fails in an unforeseen way is passed over; the others are finished."""

    class Odd(FakeStore):
        async def adopt_session(self, session_id: int) -> Session:
            if session_id == 1:
                raise PermissionError("nobody thought of this")
            return await super().adopt_session(session_id)

    stage.store = Odd()
    await stage.opened()
    other = await stage.runner().open(room_id=78, creator=Creator(unique_id="other"), title="")
    stage.api.script_is_live(78, live_check("other", 78, RoomStatus.ENDED))
    async with serving(stage):
        await until(lambda: stage.store.sessions[other.id].state is SessionState.ENDED)
    assert stage.store.sessions[other.id].end_cause is EndCause.RECOVERED


class Endless(FakeMediaFinisher):
    """A finish that takes longer than any test."""

    def __init__(self, infos: Mapping[str, MediaInfo | Exception]) -> None:
        super().__init__(dict(infos))
        self.begun = asyncio.Event()

    async def finish_part(self, part: str, target: str, describe: Describe | None = None) -> MediaInfo:
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_long_finish_delays_neither_watching_nor_the_stop(stage: Stage) -> None:
    """While an old session is being finished the watchlist is checked, and a stop does not wait for it."""
    session = await stage.opened()
    stage.finisher = finisher = Endless(stage.finisher.infos)
    first = asyncio.create_task(stage.run(session))
    await until(lambda: list(stage.archive.rglob("*.flv")))  # an end before that leaves nothing to finish
    stage.end()
    await asyncio.wait_for(finisher.begun.wait(), 20)
    first.cancel()
    await asyncio.wait({first})
    finisher.begun.clear()
    stage.room_is(RoomStatus.ENDED)
    boss = supervisor(stage)
    boss.take_over(session, ENTRY)
    await asyncio.wait_for(finisher.begun.wait(), 20)
    assert not boss.is_recording("someone")
    boss.abandon()
    async with asyncio.timeout(20):
        await boss.wait_idle()
    assert stage.store.sessions[1].state is SessionState.FINISHING


async def test_a_resumed_session_keeps_the_wishes_of_its_watch_entry(stage: Stage) -> None:
    """After a restart the broadcast is recorded in the quality, by the protocol and engine its watch entry asks for."""
    stage.store.entries = [ENTRY]
    await stage.opened()
    info = stage.api._scripts["room_info", ROOM][0]
    wished = replace(info.variants[0], protocol="hls", quality="sd", url="http://media/sd.m3u8")
    stage.api.script_room_info(ROOM, replace(info, variants=(*info.variants, wished)))
    async with serving(stage) as service:
        await until(lambda: stage.capture.requests)
        assert service.supervisor.is_recording("SomeOne")
    (request,) = stage.capture.requests[:1]
    assert (request.url, request.engine) == (wished.url, Engine.FFMPEG)


async def test_an_unclear_answer_is_no_end(stage: Stage) -> None:
    """At a restart only "ended" finishes a session: an unknown status, or no answer, goes on with it."""
    boss = supervisor(stage)
    session = await stage.opened()
    recovery = Recovery(api=stage.api, runner=stage.runner())
    stage.room_is(RoomStatus.UNKNOWN)
    assert await recovery.take_over(session, stage.stop) is not None
    stage.api.script_is_live(ROOM, BlockedError("A firewall page."))
    assert await recovery.take_over(session, stage.stop) is not None
    assert not boss.is_recording("someone")


async def test_a_room_that_only_check_alive_calls_alive_is_looked_for_at_its_creator(stage: Stage) -> None:
    """Of a restricted room a restart knows no more than that, and the platform has said it of every room."""
    session = await stage.opened()
    recovery = Recovery(api=stage.api, runner=stage.runner())
    stage.api.script_is_live(ROOM, live_check("", ROOM, route="check_alive"))
    assert not await recovery.is_over(ROOM, "someone")
    stage.api.script_is_live("someone", live_check("someone", ROOM + 1))
    assert await recovery.take_over(session, stage.stop) is None
    assert stage.store.sessions[1].end_cause is EndCause.RECOVERED


async def test_a_session_is_recorded_once(stage: Stage) -> None:
    """A room found live while its session is being adopted, by whatever spelling of the handle, gets no second one."""
    boss = supervisor(stage)
    session = await stage.opened()
    boss.take_over(session, None)
    boss.start_live(replace(ENTRY, unique_id="Someone"), live_check("someone", ROOM))
    boss.start_live(replace(ENTRY, id=2, unique_id="renamed"), live_check("someone", ROOM))
    await until(lambda: boss.is_recording("someone"))
    await boss.stop()
    assert [(s.id, s.state, s.attempt) for s in stage.store.sessions.values()] == [(1, SessionState.ENDED, 2)]


async def test_no_session_outlives_a_service_that_is_stopped_at_once(stage: Stage) -> None:
    """A second signal cancels the service: its sessions are gone before the database is closed behind them."""
    service = Service(
        api=stage.api, store=stage.store, clock=stage.clock, runner=stage.runner(), preferences=StreamPreferences(),
        policy=ServicePolicy(schedule=SchedulePolicy(), tick_s=0.1),
    )  # fmt: skip
    await stage.opened()
    running = asyncio.create_task(service.run(stage.stop))
    await until(lambda: stage.capture.requests)
    stage.stop.set()
    await asyncio.sleep(0)
    running.cancel()
    async with asyncio.timeout(20):
        await asyncio.wait({running})
    assert [task for task in asyncio.all_tasks() if task.get_name().startswith(("room-", "session-"))] == []


async def test_a_room_that_is_over_is_no_new_session_at_each_check(stage: Stage) -> None:
    """The watchlist's route calls it live still, the room's own says that it is over: one session, not one a minute."""
    boss, check = supervisor(stage), live_check("someone", ROOM)
    boss.start_live(PLAIN, check)
    await until(lambda: list(stage.archive.rglob("*.flv")))
    stage.end()
    async with asyncio.timeout(20):
        await boss.wait_idle()
        stage.room_is(RoomStatus.ENDED)
        for _ in range(3):
            boss.start_live(PLAIN, check)
            await boss.wait_idle()
    assert list(stage.store.sessions) == [1]


async def test_a_room_that_goes_on_after_its_session_has_ended_is_recorded_again(stage: Stage) -> None:
    """The end was none: the room says so itself, or says nothing."""
    boss, check = supervisor(stage), live_check("someone", ROOM)
    known: list[Path] = []

    def has_parts(count: int) -> bool:
        return len(list(stage.archive.rglob("*.flv"))) >= count

    for answer in (check, live_check("", ROOM), BlockedError("no answer")):
        stage.socket = FakeEventSocket(notices=ENDED)
        stage.connector.script = [stage.socket]
        stage.api.script_is_live(ROOM, answer)
        boss.start_live(PLAIN, check)
        await until(partial(has_parts, len(known) + 1))
        known = list(stage.archive.rglob("*.flv"))
        stage.end()
        async with asyncio.timeout(20):
            await boss.wait_idle()
    assert list(stage.store.sessions) == [1, 2, 3]


async def being_finished(stage: Stage, *, is_recovered: bool = False) -> Supervisor:
    """The room's end was announced, and the finish of its session takes long; of one that a crash left open, too."""
    stage.finisher = finisher = Endless(stage.finisher.infos)
    boss = supervisor(stage)
    boss.start_live(PLAIN, live_check("someone", ROOM))
    await until(lambda: list(stage.archive.rglob("*.flv")))
    stage.end()
    await asyncio.wait_for(finisher.begun.wait(), 20)
    if is_recovered:
        boss.abandon()
        await boss.wait_idle()
        finisher.begun.clear()
        stage.room_is(RoomStatus.ENDED)
        boss = supervisor(stage)
        boss.take_over(stage.store.sessions[1], PLAIN)
        await asyncio.wait_for(finisher.begun.wait(), 20)
    return boss


@pytest.mark.parametrize("is_recovered", [False, True])
async def test_a_session_whose_room_is_live_while_it_is_finished_goes_on(stage: Stage, is_recovered: bool) -> None:
    """The end was none: nothing waits for files to be made; what was missed meanwhile is a gap."""
    boss = await being_finished(stage, is_recovered=is_recovered)
    stage.socket = FakeEventSocket(notices=ENDED)
    stage.connector.script = [stage.socket]
    stage.clock.advance(60_000)
    stage.room_is(RoomStatus.LIVE)
    boss.start_live(PLAIN, live_check("someone", ROOM))
    attempt = 3 if is_recovered else 2
    await until(lambda: list(stage.archive.rglob(f"*_a{attempt}.flv")))
    assert boss.is_recording("someone")
    boss.abandon()
    await boss.wait_idle()
    assert [(s.id, s.attempt) for s in stage.store.sessions.values()] == [(1, attempt)]
    assert [gap.cause for gap in await stage.store.gaps(1) if gap.ended_at != gap.started_at][-1] is GapCause.RESTART


async def test_a_platform_that_is_slow_to_say_that_a_room_is_over_is_not_believed(stage: Stage) -> None:
    """The room announced its end: neither its finish gives way nor does a session begin while the routes lag behind."""
    boss, live = supervisor(stage), live_check("someone", ROOM)
    boss.start_live(PLAIN, live)
    await until(lambda: list(stage.archive.rglob("*.flv")))
    stage.end()
    async with asyncio.timeout(20):
        await boss.wait_idle()
        stage.api.script_is_live(ROOM, live, live_check("", ROOM, RoomStatus.ENDED))
        boss.start_live(PLAIN, live)
        await boss.wait_idle()
    assert list(stage.store.sessions) == [1]


async def test_a_finish_gives_way_only_to_a_room_that_stays_live(stage: Stage) -> None:
    """Asked again after a while, the platform has taken in what the room announced."""
    boss = await being_finished(stage)
    stage.api.script_is_live(ROOM, live_check("", ROOM), live_check("", ROOM, RoomStatus.ENDED))
    boss.start_live(PLAIN, live_check("someone", ROOM))
    async with asyncio.timeout(20):
        await asyncio.wait(set(boss._returns.values()))
    assert (boss.is_recording("someone"), stage.store.sessions[1].attempt) == (False, 1)
    assert not boss._tasks[ROOM].done()
    boss.abandon()
    await boss.wait_idle()


@pytest.mark.parametrize("answer", [live_check("", ROOM, RoomStatus.ENDED), BlockedError("no answer")])
async def test_a_finish_is_only_given_up_for_a_room_that_says_it_is_live(stage: Stage, answer: Any) -> None:
    """The watchlist's route calls a room live for a while after its end."""
    boss = await being_finished(stage)
    stage.api.script_is_live(ROOM, answer)
    asked = len(stage.api.calls)
    boss.start_live(PLAIN, live_check("someone", ROOM))
    await until(lambda: len(stage.api.calls) > asked)
    for _ in range(20):
        await asyncio.sleep(0)
    assert not boss.is_recording("someone")
    assert stage.store.sessions[1].state is SessionState.FINISHING
    boss.abandon()
    async with asyncio.timeout(20):
        await boss.wait_idle()
    assert [(s.id, s.attempt) for s in stage.store.sessions.values()] == [(1, 1)]


async def test_each_line_of_a_log_says_which_session_it_is_about(stage: Stage) -> None:
    """Many rooms log at once: each line has the ids of its session, whichever stage writes it."""
    stage.connector.script = [SocketError("refused"), stage.socket]
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        boss = supervisor(stage)
        boss.start_live(PLAIN, live_check("someone", ROOM))
        await until(lambda: list(stage.archive.rglob("*.flv")))
        stage.room_is(RoomStatus.PAUSED)
        await until(lambda: any("status changed" in line["event"] for line in lines))
        stage.room_is(RoomStatus.ENDED)
        async with asyncio.timeout(20):
            await boss.wait_idle()
    ids = [(line.get("session_id"), line.get("room_id"), line.get("unique_id")) for line in lines]
    assert {line["event"] for line in lines} >= {"The room's status changed.", "Recording.", "A session ended."}
    assert set(ids) == {(1, ROOM, "someone")}


async def test_what_goes_wrong_before_a_session_says_whom_it_is_about(stage: Stage) -> None:
    """A session that cannot be opened has no id, but a creator and a room."""

    class Away(FakeStore):
        async def open_session(self, **_row: Any) -> Session:
            raise StoreLockedError("The database is locked.")

    stage.store = Away()
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        boss = supervisor(stage)
        boss.start_live(PLAIN, live_check("someone", ROOM))
        await boss.wait_idle()
    assert [(line["room_id"], line["unique_id"]) for line in lines] == [(ROOM, "someone")]


async def test_a_database_that_is_away_for_hours_is_told_once(stage: Stage) -> None:
    """The list is tried at each tick, and a line for each would bury all others; the way back is told as well."""

    class Away(FakeStore):
        is_away, calls = True, 0

        async def count_watched(self) -> int:
            self.calls += 1
            if self.is_away:
                raise StoreUnavailableError(f"The database cannot be reached (try {self.calls}).")
            return 0

        async def due_entries(self, _now: int, _limit: int, **_options: int) -> list[WatchEntry]:
            return []

    stage.store = store = Away()
    with capture_logs() as lines:
        async with serving(stage):
            for is_away in (True, False, True):
                store.is_away, calls = is_away, store.calls
                await until(lambda: store.calls > calls + 6)  # noqa: B023
    told = [line["event"] for line in lines if "watchlist" in line["event"] and line["what"] == "handles"]
    assert told == [
        "The watchlist could not be polled.", "The watchlist is polled again.", "The watchlist could not be polled.",
    ]  # fmt: skip
