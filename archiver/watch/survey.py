"""Asks about fifty creators in one request, where a list is too long for each handle in each interval."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import structlog

from archiver.errors import ArchiverError
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.creator import CheckNote, WatchEntry
from archiver.ports import BulkLiveApi, Clock, LiveApi, WatchStore
from archiver.watch.lane import Due, Lane
from archiver.watch.notes import CheckNotes, status_word

log = structlog.get_logger(__name__)

#: Creators in one request, and requests between two looks at the list.
BATCH = 50
BATCHES = 20


class Survey:
    """Asks about the last room of each creator, or about the creator where the sign server may be asked.

    A creator who goes live does so in a new room: by rooms a survey finds broadcasts that go on, by creators all.
    Of whom the answer is silent, the handle is asked about next; also of whose room it calls alive, for the platform
    has said that of every room there is.

    Args:
        bulk: asked instead of ``api``, about creators whose user id is known.
        look_s: the list is looked at this often while answers are waited for.
    """

    def __init__(
        self,
        *,
        api: LiveApi,
        bulk: BulkLiveApi | None,
        store: WatchStore,
        clock: Clock,
        notes: CheckNotes,
        lane: Lane,
        interval_s: float,
        on_live: Callable[[WatchEntry, LiveCheck], None],
        is_recording: Callable[[str], bool],
        look_s: float,
    ) -> None:
        self._api = api
        self._bulk = bulk
        self._store = store
        self._clock = clock
        self._notes = notes
        self._lane = lane
        self._interval_s = interval_s
        self._on_live = on_live
        self._is_recording = is_recording
        self._look_s = look_s
        self._asking: set[int] = set()  #: entries whose answer is waited for

    @property
    def finds_new_rooms(self) -> bool:
        """Whether handles need not be asked about as well."""
        return self._bulk is not None and not self._lane.is_silent

    async def run(self, resolve_every_ms: int) -> int:
        """Ask about all that are due; returns about how many there was an answer."""
        answered = 0

        async def ask(entries: Sequence[WatchEntry]) -> None:
            nonlocal answered
            try:
                count = await self._ask(entries)
                answered += count  # not in one line: others answer during the wait
            finally:
                self._asking.difference_update(entry.id for entry in entries)

        def begin(entries: Sequence[WatchEntry]) -> Awaitable[None]:
            self._asking.update(entry.id for entry in entries)
            return ask(entries)

        await self._lane.work_off(partial(self._due, resolve_every_ms), begin, look_s=self._look_s)
        return answered

    async def _due(self, resolve_every_ms: int) -> Due[Sequence[WatchEntry]]:
        """Those who are not being asked about, as many in a request as may be."""
        at_once = BATCH * BATCHES
        due = await self._store.due_rooms(self._clock.now_ms(), at_once, resolve_every_ms=resolve_every_ms)
        entries = [entry for entry in due if entry.id not in self._asking and not self._notes.are_unkept(entry)]
        batches = [entries[start : start + BATCH] for start in range(0, len(entries), BATCH)]
        return Due(batches, are_more=len(due) == at_once)

    async def _ask(self, entries: Sequence[WatchEntry]) -> int:
        wanted = [entry for entry in entries if not self._is_recording(entry.unique_id)]
        try:
            checks = await (self._creators(wanted) if self._bulk else self._rooms(wanted))
        except ArchiverError as error:
            asked_s = getattr(error, "retry_after_s", None)
            self._lane.leave_alone(asked_s if asked_s is not None else self._interval_s)
            log.warning("A survey failed.", creators=len(entries), code=error.code, problem=str(error))
            return 0
        except Exception:
            # These creators would stay due, and break every survey from then on at every tick.
            self._lane.leave_alone(self._interval_s)
            log.exception("A survey broke.", creators=len(entries))
            return 0
        await self._notes.keep([self._note(entry, checks.get(entry.id)) for entry in entries])
        return len(entries)

    async def _rooms(self, entries: Sequence[WatchEntry]) -> Mapping[int, LiveCheck]:
        rooms = {entry.last_room_id for entry in entries if entry.last_room_id is not None}
        alive = await self._api.fetch_is_live_room_ids(*rooms) if rooms else {}
        checks: dict[int, LiveCheck] = {}
        for entry in entries:
            room_id = entry.last_room_id
            if room_id is None:  # never live, as far as the handle's own turn has shown
                checks[entry.id] = _check(entry, None, route="api_live")
            elif alive.get(room_id) is False:
                checks[entry.id] = _check(entry, None, route="check_alive")
        return checks

    async def _creators(self, entries: Sequence[WatchEntry]) -> Mapping[int, LiveCheck]:
        assert self._bulk is not None
        users = {entry.user_id for entry in entries if entry.user_id is not None}
        rooms = await self._bulk.fetch_live_rooms(*users) if users else {}
        return {
            entry.id: _check(entry, rooms[entry.user_id], route="bulk_live_check")
            for entry in entries
            if entry.user_id is not None and entry.user_id in rooms
        }

    def _note(self, entry: WatchEntry, check: LiveCheck | None) -> CheckNote:
        if self._is_recording(entry.unique_id):
            return self._notes.of(entry, status="recording", resolved_at=entry.resolved_at)
        if check is None:
            return replace(
                self._notes.of(entry, status=entry.last_status or "offline"), next_check_at=self._clock.now_ms()
            )
        if check.is_live:
            self._on_live(entry, check)
        return self._notes.of(entry, status=status_word(check), room_id=check.room_id, resolved_at=entry.resolved_at)


def _check(entry: WatchEntry, live_room_id: int | None, *, route: str) -> LiveCheck:
    status = RoomStatus.ENDED if live_room_id is None else RoomStatus.LIVE
    return LiveCheck(unique_id=entry.unique_id, room_id=live_room_id, status=status, route=route)
