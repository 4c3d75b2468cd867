"""Asks about the creators whose check is due and hands over those who are live."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import structlog

from archiver.errors import ArchiverError, BlockedError, RateLimitedError
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.creator import CheckNote, WatchEntry
from archiver.ports import Clock, LiveApi, WatchStore
from archiver.watch.schedule import HostPacer, SchedulePolicy, next_check_at

log = structlog.get_logger(__name__)

#: Entries taken per pass: small, so that a stop is never far away.
_PASS_SIZE = 32
#: Rooms asked about in one request, and requests of one pass.
_ROOMS = 50
_ROOM_REQUESTS = 20


class Poller:
    """One pass per call of ``tick`` and of ``survey``; the caller decides the rhythm.

    A creator who goes live does so in a new room, so handles are asked about, one by one and ``pacer`` apart. A list
    too long for that in one interval is also surveyed: fifty last rooms in one request, which finds broadcasts that
    go on, and each handle is asked about as often as its turn comes.

    Args:
        room_pacer: keeps the requests of a survey apart.
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
        room_pacer: HostPacer | None = None,
        on_live: Callable[[WatchEntry, LiveCheck], None],
        is_recording: Callable[[str], bool],
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._policy = policy
        self._pacer = pacer
        self._room_pacer = room_pacer or HostPacer(0.0)
        self._on_live = on_live
        self._is_recording = is_recording
        self._roll = roll
        self._unrecorded: dict[int, int] = {}  #: entry: not before this monotonic instant; the database does not know

    async def tick(self) -> int:
        """Ask about handles that are due now; returns how many."""
        asked = 0
        every_ms = await self._resolve_every_ms()
        for entry in await self._store.due_entries(self._clock.now_ms(), _PASS_SIZE, resolve_every_ms=every_ms):
            if self._is_unrecorded(entry):
                continue
            if self._is_recording(entry.unique_id):
                await self._record([self._note(entry, status="recording", room_id=entry.last_room_id)])
                continue
            if self._pacer.is_silent(self._clock.monotonic_ms()):
                break
            await asyncio.sleep(self._pacer.wait_ms(self._clock.monotonic_ms()) / 1000)
            await self._check(entry)
            asked += 1
        return asked

    async def survey(self) -> int:
        """Ask about the last rooms of all others that are due, many at once; returns how many."""
        asked = 0
        every_ms = await self._resolve_every_ms()
        for _ in range(_ROOM_REQUESTS if every_ms else 0):
            due = await self._store.due_rooms(self._clock.now_ms(), _ROOMS, resolve_every_ms=every_ms)
            entries = [entry for entry in due if not self._is_unrecorded(entry)]
            if not entries or self._room_pacer.is_silent(self._clock.monotonic_ms()):
                break
            await asyncio.sleep(self._room_pacer.wait_ms(self._clock.monotonic_ms()) / 1000)
            if not await self._check_rooms(entries):
                break
            asked += len(entries)
        return asked

    async def _resolve_every_ms(self) -> int:
        """How old the word on a handle may become: 0 while all of them can be asked about in each interval."""
        turn_ms = await self._store.count_watched() * self._pacer.spacing_ms
        return turn_ms if turn_ms > self._policy.interval_s * 1000 else 0

    def _is_unrecorded(self, entry: WatchEntry) -> bool:
        return self._unrecorded.get(entry.id, 0) > self._clock.monotonic_ms()

    async def _check_rooms(self, entries: Sequence[WatchEntry]) -> bool:
        """Ask about the entries' rooms; false when the platform did not answer and wants to be left alone."""
        rooms = {entry.last_room_id for entry in entries if not self._is_recording(entry.unique_id)}
        try:
            alive = await self._api.fetch_is_live_room_ids(*(room for room in rooms if room is not None))
        except ArchiverError as error:
            asked_s = getattr(error, "retry_after_s", None)
            self._room_pacer.leave_alone(
                self._clock.monotonic_ms(), asked_s if asked_s is not None else self._policy.interval_s
            )
            log.warning("A survey failed.", creators=len(entries), code=error.code, problem=str(error))
            return False
        await self._record([self._surveyed(entry, alive) for entry in entries])
        return True

    def _surveyed(self, entry: WatchEntry, alive: Mapping[int, bool]) -> CheckNote:
        room_id = entry.last_room_id
        if self._is_recording(entry.unique_id):
            return self._note(entry, status="recording", resolved_at=entry.resolved_at)
        is_alive = alive.get(room_id) if room_id is not None else None
        if is_alive is None:  # a room the platform says nothing of: ask about the handle
            return replace(self._note(entry, status=entry.last_status or "offline"), next_check_at=self._clock.now_ms())
        if is_alive:
            check = LiveCheck(unique_id=entry.unique_id, room_id=room_id, status=RoomStatus.LIVE, route="check_alive")
            self._on_live(entry, check)
        return self._note(entry, status="live" if is_alive else "offline", resolved_at=entry.resolved_at)

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
        resolved_at = self._clock.now_ms()
        await self._record([self._note(entry, status=_word(check), resolved_at=resolved_at, check=check)])

    async def _failed(self, entry: WatchEntry, error: ArchiverError) -> None:
        retry_after_s: float | None = None
        if isinstance(error, RateLimitedError | BlockedError):
            # Not this creator's fault: the host wants fewer requests, whoever they are about.
            asked_s = getattr(error, "retry_after_s", None)
            retry_after_s = asked_s if asked_s is not None else self._policy.interval_s
            self._pacer.leave_alone(self._clock.monotonic_ms(), retry_after_s)
        log.warning("A check failed.", unique_id=entry.unique_id, code=error.code, problem=str(error))
        await self._record([self._note(entry, status=error.code, error=error, retry_after_s=retry_after_s)])

    def _note(
        self,
        entry: WatchEntry,
        *,
        status: str,
        room_id: int | None = None,
        resolved_at: int | None = None,
        check: LiveCheck | None = None,
        error: ArchiverError | None = None,
        retry_after_s: float | None = None,
    ) -> CheckNote:
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
        return CheckNote(
            entry_id=entry.id,
            checked_at=now,
            next_check_at=due,
            status=status,
            room_id=check.room_id if check else room_id,
            resolved_at=resolved_at,
            failure_count=failures,
            error=str(error) if error else None,
            creator=check.creator if check else None,
        )

    async def _record(self, notes: Sequence[CheckNote]) -> None:
        try:
            await self._store.record_checks(notes)
        except ArchiverError as refusal:
            # They stay due in the database: without notes of our own they would be asked about at every tick.
            log.error("Checks could not be noted.", checks=len(notes), problem=str(refusal))
            for note in notes:
                left_ms = note.next_check_at - note.checked_at
                self._unrecorded[note.entry_id] = self._clock.monotonic_ms() + left_ms
        else:
            for note in notes:
                self._unrecorded.pop(note.entry_id, None)


def _word(check: LiveCheck) -> str:
    if not check.is_live:
        return "offline"
    return "paused" if check.status is RoomStatus.PAUSED else "live"
