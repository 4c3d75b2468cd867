"""Asks about the creators whose check is due and hands over those who are live."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import structlog

from archiver.errors import ArchiverError, BlockedError, RateLimitedError
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.creator import WatchEntry
from archiver.ports import Clock, LiveApi, WatchStore
from archiver.watch.schedule import HostPacer, SchedulePolicy, next_check_at

log = structlog.get_logger(__name__)

#: Entries taken per pass: small, so that a stop is never far away.
_PASS_SIZE = 32


class Poller:
    """One pass per call of ``tick``; the caller decides the rhythm.

    Args:
        on_live: gets the entry and the check of a creator who is live; must return at once.
        is_recording: whether a creator (by handle) is being recorded already: then no request is spent.
    """

    def __init__(
        self,
        *,
        api: LiveApi,
        store: WatchStore,
        clock: Clock,
        policy: SchedulePolicy,
        pacer: HostPacer,
        on_live: Callable[[WatchEntry, LiveCheck], None],
        is_recording: Callable[[str], bool],
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._policy = policy
        self._pacer = pacer
        self._on_live = on_live
        self._is_recording = is_recording
        self._roll = roll
        self._unrecorded: dict[int, int] = {}  #: entry: not before this monotonic instant; the database does not know

    async def tick(self) -> int:
        """Check what is due now; returns how many creators were asked about."""
        asked = 0
        for entry in await self._store.due_entries(self._clock.now_ms(), _PASS_SIZE):
            if self._unrecorded.get(entry.id, 0) > self._clock.monotonic_ms():
                continue
            if self._is_recording(entry.unique_id):
                await self._record(entry, status="recording", room_id=entry.last_room_id)
                continue
            if self._pacer.is_silent(self._clock.monotonic_ms()):
                break
            await asyncio.sleep(self._pacer.wait_ms(self._clock.monotonic_ms()) / 1000)
            await self._check(entry)
            asked += 1
        return asked

    async def _check(self, entry: WatchEntry) -> None:
        try:
            check = await self._api.fetch_is_live(entry.unique_id)
        except ArchiverError as error:
            await self._failed(entry, error)
            return
        except Exception as error:
            # This entry would stay the oldest one due, and keep every other one from being checked.
            log.exception("A check broke.", unique_id=entry.unique_id)
            await self._failed(entry, ArchiverError(f"A mistake in the archiver itself ({type(error).__name__})."))
            return
        log.debug("Checked a creator.", unique_id=entry.unique_id, status=check.status.name, route=check.route)
        if check.is_live:  # before the note: a database that takes no notes must not cost a broadcast
            self._on_live(entry, check)
        await self._record(entry, status=_word(check), room_id=check.room_id, check=check)

    async def _failed(self, entry: WatchEntry, error: ArchiverError) -> None:
        retry_after_s: float | None = None
        if isinstance(error, RateLimitedError | BlockedError):
            # Not this creator's fault: the host wants fewer requests, whoever they are about.
            asked_s = getattr(error, "retry_after_s", None)
            retry_after_s = asked_s if asked_s is not None else self._policy.interval_s
            self._pacer.leave_alone(self._clock.monotonic_ms(), retry_after_s)
        log.warning("A check failed.", unique_id=entry.unique_id, code=error.code, problem=str(error))
        await self._record(entry, status=error.code, room_id=None, error=error, retry_after_s=retry_after_s)

    async def _record(
        self,
        entry: WatchEntry,
        *,
        status: str,
        room_id: int | None,
        check: LiveCheck | None = None,
        error: ArchiverError | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        now = self._clock.now_ms()
        failures = entry.failure_count + 1 if error else 0
        due = next_check_at(
            now,
            self._policy,
            interval_s=entry.poll_interval_s,
            failure_count=failures,
            retry_after_s=retry_after_s,
            roll=self._roll(),
        )
        try:
            await self._store.record_check(
                entry.id,
                checked_at=now,
                next_check_at=due,
                status=status,
                room_id=room_id,
                failure_count=failures,
                error=str(error) if error else None,
                creator=check.creator if check else None,
            )
        except ArchiverError as refusal:
            # It stays due in the database: without a note of our own it would be asked about at every tick.
            log.error("A check could not be noted.", unique_id=entry.unique_id, problem=str(refusal))
            self._unrecorded[entry.id] = self._clock.monotonic_ms() + due - now
        else:
            self._unrecorded.pop(entry.id, None)


def _word(check: LiveCheck) -> str:
    if not check.is_live:
        return "offline"
    return "paused" if check.status is RoomStatus.PAUSED else "live"
