"""What ends a broadcast, and what does not."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from archiver.errors import BlockedError, RoomEndedError
from archiver.model.broadcast import ControlSignal, LiveCheck, RoomStatus
from archiver.model.session import EndCause
from archiver.model.timeline import SkewSample
from archiver.run.monitor import MonitorPolicy, RoomWatch
from tests.fakes.clock import FakeClock

POLICY = MonitorPolicy(grace_s=100, share_s=1)


class Room:
    """A LiveApi for one room, with a settable answer."""

    def __init__(self) -> None:
        self.answer: RoomStatus | Exception = RoomStatus.LIVE
        self.asked = 0
        self.dates: list[SkewSample] = []

    def dates_since(self, mark: int) -> tuple[int, Sequence[SkewSample]]:
        return len(self.dates), self.dates[mark:]

    async def fetch_is_live(self, target: str | int) -> LiveCheck:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return LiveCheck(unique_id="", room_id=int(target), status=self.answer)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def watch(room: Room, clock: FakeClock) -> RoomWatch:
    return RoomWatch(71, api=room, clock=clock, policy=POLICY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signal", "cause"),
    [(ControlSignal.ENDED, EndCause.CONTROL_ENDED), (ControlSignal.SUSPENDED, EndCause.SUSPENDED)],
)
def test_the_room_s_own_word_ends_it(watch: RoomWatch, signal: ControlSignal, cause: EndCause) -> None:
    """Control messages "ended" and "suspended" end the broadcast at once, each with its cause."""
    watch.signal(signal)
    assert watch.over.is_set()
    assert (watch.status, watch.cause) == (RoomStatus.ENDED, cause)


async def test_room_status_four_ends_it(watch: RoomWatch, room: Room) -> None:
    """The platform's status "ended" is authoritative."""
    room.answer = RoomStatus.ENDED
    assert await watch.check() is RoomStatus.ENDED
    assert watch.cause is EndCause.STATUS_ENDED


async def test_an_ended_room_error_ends_it(watch: RoomWatch, room: Room) -> None:
    """The room route's own "finished" answer counts as status ended."""
    room.answer = RoomEndedError("The broadcast is over.")
    await watch.check()
    assert watch.cause is EndCause.STATUS_ENDED


async def test_a_pause_does_not_end_it_however_long(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """A paused room stays a session, also beyond the grace window."""
    room.answer = RoomStatus.PAUSED
    for _ in range(5):
        clock.advance(90_000)
        assert await watch.check() is RoomStatus.PAUSED
    assert not watch.over.is_set()


async def test_silence_ends_it_only_after_the_grace_window(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """An unreadable room is unknown; without any sign of life the grace window ends it."""
    room.answer = BlockedError("A firewall page.")
    clock.advance(99_000)
    assert await watch.check() is RoomStatus.UNKNOWN
    watch.note_alive()
    clock.advance(99_000)
    assert await watch.check() is RoomStatus.UNKNOWN
    clock.advance(2_000)
    assert await watch.check() is RoomStatus.ENDED
    assert watch.cause is EndCause.GRACE_EXPIRED


async def test_checks_close_together_share_one_answer(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """Recorder and event log asking at once cost one request."""
    assert await asyncio.gather(watch.check(), watch.check()) == [RoomStatus.LIVE, RoomStatus.LIVE]
    assert room.asked == 1
    clock.advance(1_000)
    await watch.check()
    assert room.asked == 2


async def test_waiting_ends_with_the_pause(watch: RoomWatch) -> None:
    """A recorder waiting in a pause goes on when the room resumes, and gives up when it ends."""
    watch.signal(ControlSignal.PAUSED)
    waiting = asyncio.create_task(watch.wait_until_live())
    await asyncio.sleep(0)
    assert not waiting.done()
    watch.signal(ControlSignal.RESUMED)
    assert await waiting
    watch.signal(ControlSignal.PAUSED)
    waiting = asyncio.create_task(watch.wait_until_live())
    await asyncio.sleep(0)
    watch.signal(ControlSignal.ENDED)
    assert not await waiting


async def test_a_pause_without_further_answers_is_tried(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """When the platform stops answering during a pause, only trying tells whether the stream is back."""
    watch.signal(ControlSignal.PAUSED)
    waiting = asyncio.create_task(watch.wait_until_live())
    await asyncio.sleep(0)
    room.answer = BlockedError("A firewall page.")
    clock.advance(2_000)
    await watch.check()
    assert await waiting


async def test_an_answer_that_never_comes_is_none(clock: FakeClock) -> None:
    """A request that hangs blocks nobody: recorder and event log, which wait for the same check, go on."""

    class Hanging(Room):
        async def fetch_is_live(self, target: str | int) -> LiveCheck:
            await asyncio.Event().wait()
            raise AssertionError

    watch = RoomWatch(71, api=Hanging(), clock=clock, policy=MonitorPolicy(patience_s=0.01))  # type: ignore[arg-type]
    async with asyncio.timeout(10):
        assert await asyncio.gather(watch.check(), watch.check()) == [RoomStatus.UNKNOWN, RoomStatus.UNKNOWN]


async def test_an_answer_nobody_thought_of_is_none(watch: RoomWatch, room: Room) -> None:
    """An unforeseen failure of the check is an unknown status, not the end of a recording."""
    room.answer = KeyError("data")
    assert await watch.check() is RoomStatus.UNKNOWN


async def test_hours_without_an_answer_are_one_line(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """The same reason is logged once, also beside a stream that flows; another one is logged again."""
    room.answer = BlockedError("A firewall page.")
    with capture_logs() as lines:
        for _ in range(100):
            clock.advance(2_000)
            watch.note_alive()
            await watch.check()
        room.answer = BlockedError("A captcha.")
        clock.advance(2_000)
        await watch.check()
    assert [line["problem"] for line in lines if line["log_level"] == "warning"] == ["A firewall page.", "A captcha."]


async def test_status_changes_can_be_followed(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """Each new status is told once: live, paused, unknown, live."""
    told = []

    async def follow() -> None:
        status = watch.status
        while True:
            status = await watch.next_status(status)
            told.append(status)

    following = asyncio.create_task(follow())
    await asyncio.sleep(0)
    for answer in (RoomStatus.PAUSED, BlockedError("A firewall page."), RoomStatus.LIVE):
        room.answer = answer
        clock.advance(2_000)
        await watch.check()
        await asyncio.sleep(0)
    following.cancel()
    assert told == [RoomStatus.PAUSED, RoomStatus.UNKNOWN, RoomStatus.LIVE]


async def test_after_the_end_nothing_brings_it_back(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """A late "live" answer does not revive a broadcast that said it was over."""
    watch.signal(ControlSignal.ENDED)
    clock.advance(5_000)
    assert await watch.check() is RoomStatus.ENDED
    assert room.asked == 0


async def test_answers_tell_the_skew(clock: FakeClock) -> None:
    """The platform's clock was read between question and answer; an answer without it says nothing."""

    class Slow(Room):
        async def fetch_is_live(self, target: str | int) -> LiveCheck:
            check = await super().fetch_is_live(target)
            clock.advance(40)
            now_ms = clock.now_ms() + 2_500 if self.asked == 1 else None
            clock.advance(40)
            return replace(check, server_now_ms=now_ms)

    told: list[SkewSample] = []
    watch = RoomWatch(71, api=Slow(), clock=clock, policy=POLICY, on_skew=told.append)  # type: ignore[arg-type]
    for _ in range(2):
        await watch.check()
        clock.advance(5_000)
    assert [(trip.source, trip.skew_ms, trip.error_ms) for trip in told] == [("http", 2_500, 40)]


async def test_dates_of_answers_tell_the_skew(watch: RoomWatch, room: Room, clock: FakeClock) -> None:
    """Each date is told once, whatever became of the question."""
    told: list[SkewSample] = []
    watch = RoomWatch(71, api=room, clock=clock, policy=POLICY, on_skew=told.append)  # type: ignore[arg-type]
    for number, answer in enumerate((RoomStatus.LIVE, BlockedError("Blocked."), RoomStatus.LIVE)):
        room.answer = answer
        room.dates.append(SkewSample("date", number, 700, 540))
        await watch.check()
        clock.advance(5_000)
    assert told == room.dates
