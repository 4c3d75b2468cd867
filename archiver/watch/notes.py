"""What checks found, written down; and remembered here where the database takes no notes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import structlog

from archiver.errors import ArchiverError
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.creator import CheckNote, WatchEntry
from archiver.ports import Clock, WatchStore
from archiver.watch.schedule import SchedulePolicy, doublings, next_check_at

log = structlog.get_logger(__name__)


class CheckNotes:
    """Makes the notes of checks and keeps them."""

    def __init__(
        self, store: WatchStore, clock: Clock, policy: SchedulePolicy, roll: Callable[[], float] = random.random
    ) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy
        self._roll = roll
        self._problem = ""  #: why the last notes were not taken
        self._unrecorded: dict[int, int] = {}  #: entry: not before this monotonic instant; the database does not know

    def of(
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
        """The note of a check made now, with the instant of the next one."""
        now = self._clock.now_ms()
        failures = entry.failure_count + 1 if error else 0
        due = next_check_at(
            now,
            self._policy,
            interval_s=entry.poll_interval_s,
            failure_count=doublings(failures, error) if error else 0,
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

    async def keep(self, notes: Sequence[CheckNote]) -> None:
        """Write notes down; what the database does not take is remembered until the check after."""
        try:
            await self._store.record_checks(notes)
        except ArchiverError as refusal:
            # They stay due in the database: without notes of our own they would be asked about at every tick.
            if str(refusal) != self._problem:  # a database can be away for hours
                log.error("Checks could not be noted.", checks=len(notes), problem=str(refusal))
            self._problem = str(refusal)
            for note in notes:
                left_ms = note.next_check_at - note.checked_at
                self._unrecorded[note.entry_id] = self._clock.monotonic_ms() + left_ms
        else:
            self._problem = ""
            for note in notes:
                self._unrecorded.pop(note.entry_id, None)

    def are_unkept(self, entry: WatchEntry) -> bool:
        """Whether the entry only seems to be due, for the database took no note of its last check."""
        return self._unrecorded.get(entry.id, 0) > self._clock.monotonic_ms()


def status_word(check: LiveCheck) -> str:
    """How the watchlist calls what a check found."""
    if not check.is_live:
        return "offline"
    return "paused" if check.status is RoomStatus.PAUSED else "live"
