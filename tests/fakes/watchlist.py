"""A watchlist in memory, answers by handle, and a poller between the two."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from archiver.errors import (
    UsageError,
    UserNotFoundError,
)
from archiver.model.broadcast import LiveCheck, RoomStatus
from archiver.model.creator import CheckNote, Creator, WatchEntry
from archiver.watch.poller import Poller
from archiver.watch.schedule import HostPacer, SchedulePolicy
from tests.fakes.clock import FakeClock


class Watchlist:
    """Entries in memory; due when their instant has come."""

    def __init__(self, *handles: str) -> None:
        self.entries = {n: WatchEntry(id=n, unique_id=handle) for n, handle in enumerate(handles, start=1)}
        self.creators: list[Creator] = []

    async def due_entries(self, now: int, limit: int, *, resolve_every_ms: int = 0) -> Sequence[WatchEntry]:
        return [e for e in self._due(now) if not self._is_resolved(e, now, resolve_every_ms)][:limit]

    async def due_rooms(self, now: int, limit: int, *, resolve_every_ms: int) -> Sequence[WatchEntry]:
        return [e for e in self._due(now) if self._is_resolved(e, now, resolve_every_ms)][:limit]

    async def count_watched(self) -> int:
        return len(self.entries)

    async def record_checks(self, notes: Sequence[CheckNote]) -> None:
        for note in notes:
            entry = self.entries[note.entry_id]
            self.entries[entry.id] = replace(
                entry,
                last_check_at=note.checked_at,
                next_check_at=note.next_check_at,
                last_status=note.status,
                last_room_id=note.room_id or entry.last_room_id,
                resolved_at=note.resolved_at,
                failure_count=note.failure_count,
                last_error=note.error,
            )
            if note.creator:
                self.creators.append(note.creator)

    async def rename_watch_entry(self, entry_id: int, unique_id: str) -> None:
        if any(entry.unique_id == unique_id for entry in self.entries.values()):
            raise UsageError(f"@{unique_id} is on the watchlist already.")
        self.entries[entry_id] = replace(self.entries[entry_id], unique_id=unique_id)

    def _due(self, now: int) -> list[WatchEntry]:
        due = [e for e in self.entries.values() if e.next_check_at <= now and not e.is_paused]
        return sorted(due, key=lambda e: e.next_check_at)

    @staticmethod
    def _is_resolved(entry: WatchEntry, now: int, resolve_every_ms: int) -> bool:
        is_fresh = (entry.resolved_at or 0) > now - resolve_every_ms
        return is_fresh and entry.poll_interval_s is None and not entry.failure_count


class Answers:
    """A LiveApi whose answers are scripted by handle."""

    def __init__(self, **answers: LiveCheck | Exception) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.alive: dict[int, bool] = {}
        self.room_problem: Exception | None = None
        self.surveys: list[int] = []  #: how many rooms or creators each request asked about
        self.live_rooms: dict[int, int | None] = {}
        self.bulk_problem: Exception | None = None
        self.in_flight = self.most_in_flight = 0
        self.slow: dict[str, asyncio.Event] = {}  #: handle: when its answer comes
        self.slow_rooms: dict[int, asyncio.Event] = {}  #: room: when the answer comes to a survey that asks about it
        self.unique_ids: dict[int, str] = {}

    async def fetch_unique_id(self, user_id: int) -> str:
        if user_id not in self.unique_ids:
            raise UserNotFoundError(f"There is no user {user_id}.")
        return self.unique_ids[user_id]

    async def fetch_is_live_room_ids(self, *room_ids: int) -> Mapping[int, bool]:
        self.surveys.append(len(room_ids))
        if slow := next((self.slow_rooms[room] for room in room_ids if room in self.slow_rooms), None):
            await slow.wait()
        if self.room_problem:
            raise self.room_problem
        return {room: self.alive[room] for room in room_ids if room in self.alive}

    async def fetch_live_rooms(self, *user_ids: int) -> Mapping[int, int | None]:
        self.surveys.append(len(user_ids))
        if self.bulk_problem:
            raise self.bulk_problem
        return {user: self.live_rooms[user] for user in user_ids if user in self.live_rooms}

    async def fetch_is_live(self, target: str | int) -> LiveCheck:
        assert isinstance(target, str)
        self.asked.append(target)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        for _ in range(20):  # so that others can begin meanwhile
            await asyncio.sleep(0)
        if target in self.slow:
            await self.slow[target].wait()
        self.in_flight -= 1
        answer = self.answers[target]
        if isinstance(answer, Exception):
            raise answer
        return answer


def live(handle: str, status: RoomStatus = RoomStatus.LIVE) -> LiveCheck:
    """The answer for one who is live, in room 71."""
    return LiveCheck(unique_id=handle, room_id=71, status=status, creator=Creator(unique_id=handle, user_id=5))


def offline(handle: str) -> LiveCheck:
    """The answer for one whose last room, 70, is over."""
    return LiveCheck(unique_id=handle, room_id=70, status=RoomStatus.ENDED)


def make_poller(
    watchlist: Watchlist,
    api: Answers,
    clock: FakeClock,
    *,
    recording: set[str] | None = None,
    spacing_s: float = 0.0,
    at_once: int = 1,
    is_bulk: bool = False,
) -> tuple[Poller, list[str]]:
    """A poller between the two, and the handles it hands over as live."""
    found: list[str] = []
    poller = Poller(
        api=api,  # type: ignore[arg-type]
        store=watchlist,
        clock=clock,
        policy=SchedulePolicy(interval_s=60, jitter=0),
        pacer=HostPacer(spacing_s),
        at_once=at_once,
        bulk=api if is_bulk else None,
        on_live=lambda entry, _check: found.append(entry.unique_id),
        is_recording=(recording or set()).__contains__,
        roll=lambda: 0.5,
        look_s=0.001,
    )
    return poller, found
