"""What is known of one room's status: control messages, status checks and signs of life in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog

from archiver.align.skew import round_trip
from archiver.errors import ArchiverError, RoomEndedError
from archiver.model.broadcast import ControlSignal, RoomStatus
from archiver.model.session import EndCause
from archiver.model.timeline import SkewSample
from archiver.ports import Clock, LiveApi

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorPolicy:
    """How the room is asked about, and how long silence is borne."""

    interval_s: float = 30.0  #: between checks while all is well
    anxious_interval_s: float = 5.0  #: between checks while the room is paused or gives no sign
    grace_s: float = 180.0  #: without any sign of life for this long, the broadcast counts as over
    share_s: float = 1.0  #: checks closer together than this share one answer
    patience_s: float = 10.0  #: an answer that takes longer is none: recorder and event log wait for it


class RoomWatch:
    """Implements ``ports.RoomMonitor`` for one session.

    Only an authoritative word ends a broadcast: a control message, room status 4, or a grace window without any sign of
    life. A drop, a pause or an unreadable answer never does.
    """

    def __init__(
        self,
        room_id: int,
        *,
        api: LiveApi,
        clock: Clock,
        policy: MonitorPolicy,
        on_skew: Callable[[SkewSample], None] = lambda _: None,
    ) -> None:
        """``on_skew`` is told what an answer says about the platform's clock."""
        self._on_skew = on_skew
        self._room_id = room_id
        self._api = api
        self._clock = clock
        self._policy = policy
        self._status = RoomStatus.LIVE
        self._alive_at = clock.monotonic_ms()
        self._checked_at: int | None = None
        self._problem = ""  #: why the last check had no answer
        self._dates_mark = 0
        self._checking = asyncio.Lock()
        self._changed = asyncio.Event()
        self.over = asyncio.Event()
        self.cause: EndCause | None = None

    @property
    def status(self) -> RoomStatus:
        """The latest word on the room."""
        return self._status

    def note_alive(self) -> None:
        """Media or events arrived: the grace window starts anew."""
        self._alive_at = self._clock.monotonic_ms()

    def signal(self, signal: ControlSignal) -> None:
        """Note what the event stream said."""
        log.info("The room said something about its broadcast.", room_id=self._room_id, signal=signal.name.lower())
        self.note_alive()
        match signal:
            case ControlSignal.PAUSED:
                self._set(RoomStatus.PAUSED)
            case ControlSignal.RESUMED:
                self._set(RoomStatus.LIVE)
            case ControlSignal.ENDED:
                self._end(EndCause.CONTROL_ENDED)
            case ControlSignal.SUSPENDED:
                self._end(EndCause.SUSPENDED)

    async def check(self) -> RoomStatus:
        """Ask the platform, or share an answer that is fresh; UNKNOWN when it gave none."""
        async with self._checking:
            now = self._clock.monotonic_ms()
            if self.over.is_set() or (
                self._checked_at is not None and now - self._checked_at < self._policy.share_s * 1000
            ):
                return self._status
            try:
                self._note(await self._ask())
            finally:
                self._checked_at = self._clock.monotonic_ms()
                self._take_dates()
            return self._status

    async def wait_unless_over(self, seconds: float) -> bool:
        """Wait so long; True then, False as soon as the broadcast is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.over.wait()
        return not self.over.is_set()

    async def wait_until_live(self) -> bool:
        """True as soon as the room is not known to be paused any more, False as soon as the broadcast is over.

        A room that gives no answer may be live again: then only trying tells.
        """
        while self._status is RoomStatus.PAUSED and not self.over.is_set():
            self._changed.clear()
            await self._changed.wait()
        return not self.over.is_set()

    async def next_status(self, known: RoomStatus) -> RoomStatus:
        """Wait until the status is another one than ``known``."""
        while self._status is known:
            self._changed.clear()
            await self._changed.wait()
        return self._status

    async def run(self) -> None:
        """Check at the policy's rhythm until the broadcast is over."""
        while not self.over.is_set():
            try:
                async with asyncio.timeout(self._wait_s()):
                    await self.over.wait()
            except TimeoutError:
                await self.check()

    def _wait_s(self) -> float:
        """Until the next check. Without an answer, but with media or events, there is no hurry to ask again."""
        policy, silent_ms = self._policy, self._clock.monotonic_ms() - self._alive_at
        is_alive = self._status is RoomStatus.UNKNOWN and silent_ms < policy.anxious_interval_s * 1000
        if self._status is RoomStatus.LIVE or is_alive:
            return policy.interval_s
        return min(policy.anxious_interval_s, policy.interval_s)

    async def _ask(self) -> RoomStatus:
        try:
            async with asyncio.timeout(self._policy.patience_s):
                sent_at = self._clock.now_ms()
                answer = await self._api.fetch_is_live(self._room_id)
        except RoomEndedError:
            return RoomStatus.ENDED
        except TimeoutError:
            self._report(f"no answer within {self._policy.patience_s:.0f} s")
        except ArchiverError as error:
            self._report(str(error))
        except Exception as error:  # noqa: BLE001 - an answer nobody thought of must not cost a recording
            self._report(f"a mistake in the archiver itself ({type(error).__name__})")
        else:
            self._problem = ""
            if answer.server_now_ms is not None:
                trip = round_trip(answer.server_now_ms, sent_at, self._clock.now_ms())
                if trip is not None:
                    self._on_skew(trip)
            return answer.status
        return RoomStatus.UNKNOWN

    def _take_dates(self) -> None:
        """Tell what the dates of answers say about the platform's clock, whoever was asked for."""
        self._dates_mark, samples = self._api.dates_since(self._dates_mark)
        for sample in samples:
            self._on_skew(sample)

    def _report(self, problem: str) -> None:
        """Say why there is no answer, once for each new reason: this can go on for hours."""
        if problem != self._problem:
            log.warning("The room's status could not be read.", room_id=self._room_id, problem=problem)
        self._problem = problem

    def _note(self, status: RoomStatus) -> None:
        if self.over.is_set():
            return
        if status is RoomStatus.ENDED:
            self._end(EndCause.STATUS_ENDED)
        elif status.is_on:
            self.note_alive()
            self._set(status)
        elif self._clock.monotonic_ms() - self._alive_at > self._policy.grace_s * 1000:
            self._end(EndCause.GRACE_EXPIRED)
        else:
            self._set(RoomStatus.UNKNOWN)

    def _end(self, cause: EndCause) -> None:
        if not self.over.is_set():
            self.cause = cause
            self._set(RoomStatus.ENDED)
            self.over.set()

    def _set(self, status: RoomStatus) -> None:
        if status is not self._status:
            log.info("The room's status changed.", room_id=self._room_id, status=status.name.lower())
        self._status = status
        self._changed.set()
