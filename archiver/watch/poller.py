"""Asks about the creators whose check is due and hands over those who are live."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import structlog

from archiver.errors import (
    ArchiverError,
    BlockedError,
    PlatformUnavailableError,
    RateLimitedError,
    UserNotFoundError,
)
from archiver.model.broadcast import LiveCheck
from archiver.model.creator import WatchEntry
from archiver.ports import BulkLiveApi, Clock, LiveApi, WatchStore
from archiver.watch.lane import Due, Lane
from archiver.watch.notes import CheckNotes, status_word
from archiver.watch.schedule import HostPacer, SchedulePolicy, turn_ms
from archiver.watch.survey import Survey

log = structlog.get_logger(__name__)

#: Entries taken at a time: what changes in the list is seen after so many checks.
_PASS_SIZE = 128
#: Handles that a survey makes needless are asked about all the same, this often: for name and title.
_REFRESH_MS = 86_400_000


class Poller:
    """One pass per call of ``tick`` and of ``survey``; the caller decides the rhythm.

    A creator who goes live does so in a new room, so handles are asked about, ``pacer`` apart. A list too long for that
    in one interval is also surveyed, fifty creators in one request, and each handle is asked about in its turn.

    Args:
        bulk: knows whether creators are live, many at once; handles are then asked about only where it does not.
        room_pacer: keeps the requests of a survey apart.
        at_once: how many answers, of either kind, may be waited for at the same time.
        on_live: gets the entry and the check of a creator who is live; must return at once.
        is_recording: whether a creator (by handle) is being recorded already: then no request is spent.
        look_s: the list is looked at this often while answers are waited for.
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
        bulk: BulkLiveApi | None = None,
        at_once: int = 1,
        on_live: Callable[[WatchEntry, LiveCheck], None],
        is_recording: Callable[[str], bool],
        roll: Callable[[], float] = random.random,
        look_s: float = 1.0,
    ) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._policy = policy
        self._on_live = on_live
        self._is_recording = is_recording
        self._look_s = look_s
        self._asking: set[int] = set()  #: entries whose answer is waited for
        self._outage = ""  #: why nobody answered last
        self._notes = CheckNotes(store, clock, policy, roll)
        self._lane = Lane(clock, pacer, at_once=at_once)
        self._survey = Survey(
            api=api,
            bulk=bulk,
            store=store,
            clock=clock,
            notes=self._notes,
            lane=Lane(clock, room_pacer or HostPacer(0.0), at_once=at_once),
            interval_s=policy.interval_s,
            on_live=on_live,
            is_recording=is_recording,
            look_s=look_s,
        )

    async def tick(self) -> int:
        """Ask about handles that are due now, and about those that become due before all answers are here.

        Returns how many were asked.
        """
        every_ms = await self._resolve_every_ms()
        return await self._lane.work_off(partial(self._due, every_ms), self._ask_about, look_s=self._look_s)

    async def _due(self, every_ms: int) -> Due[WatchEntry]:
        """Those who are neither being asked about nor recorded."""
        due = await self._store.due_entries(self._clock.now_ms(), _PASS_SIZE, resolve_every_ms=every_ms)
        entries = [entry for entry in due if entry.id not in self._asking and not self._notes.are_unkept(entry)]
        waiting = [entry for entry in entries if not self._is_recording(entry.unique_id)]
        if recorded := [entry for entry in entries if entry not in waiting]:
            notes = [self._notes.of(each, status="recording", room_id=each.last_room_id) for each in recorded]
            await self._notes.keep(notes)
        return Due(waiting, are_more=len(due) == _PASS_SIZE)

    async def survey(self) -> int:
        """Ask about all others that are due, many at once; returns about how many there was an answer."""
        every_ms = await self._resolve_every_ms()
        return await self._survey.run(every_ms) if every_ms else 0

    async def _resolve_every_ms(self) -> int:
        """How old the word on a handle may become: 0 while all of them can be asked about in each interval."""
        turn = turn_ms(await self._store.count_watched(), self._lane.spacing_ms, self._policy.interval_s)
        return max(turn, _REFRESH_MS) if turn and self._survey.finds_new_rooms else turn

    def _ask_about(self, entry: WatchEntry) -> Awaitable[None]:
        self._asking.add(entry.id)
        return self._check(entry)

    async def _check(self, entry: WatchEntry) -> None:
        try:
            await self._find_out(entry)
        finally:
            self._asking.discard(entry.id)

    async def _find_out(self, entry: WatchEntry) -> None:
        try:
            found, check = await self._ask(entry)
        except ArchiverError as error:
            await self._failed(entry, error)
            return
        except Exception as error:
            # This entry would stay the oldest one due, and keep every other one from being checked.
            log.exception("A check broke.", unique_id=entry.unique_id)
            await self._failed(entry, ArchiverError(f"A mistake in the archiver itself ({type(error).__name__})."))
            return
        if self._outage:
            log.info("The platform answers again.")
            self._outage = ""
        log.debug("Checked a creator.", unique_id=entry.unique_id, status=check.status.name, route=check.route)
        if check.is_live:  # before the note: a database that takes no notes must not cost a broadcast
            self._on_live(found, check)
        if found is not entry:
            try:
                await self._store.rename_watch_entry(entry.id, found.unique_id)
            except ArchiverError as error:
                await self._failed(entry, error)
                return
            log.info("A creator has another handle.", unique_id=found.unique_id, before=entry.unique_id)
        resolved_at = self._clock.now_ms()
        await self._notes.keep([self._notes.of(entry, status=status_word(check), resolved_at=resolved_at, check=check)])

    async def _ask(self, entry: WatchEntry) -> tuple[WatchEntry, LiveCheck]:
        """The check, and the entry with the handle it was asked by.

        Whose handle is gone, or leads to another account, may have a new one.
        """
        found: LiveCheck | UserNotFoundError
        try:
            found = await self._api.fetch_is_live(entry.unique_id)
            if not _is_of_another(entry, found):
                return entry, found
        except UserNotFoundError as error:
            found = error
        unique_id = await self._new_handle(entry)
        if unique_id is not None:
            return replace(entry, unique_id=unique_id), await self._api.fetch_is_live(unique_id)
        if isinstance(found, UserNotFoundError):
            raise found
        log.warning("A handle belongs to another account now.", unique_id=entry.unique_id, user_id=entry.user_id)
        return entry, found

    async def _new_handle(self, entry: WatchEntry) -> str | None:
        """The handle of the account that was watched; None when it has the same still, or is not known or not there."""
        if entry.user_id is None:
            return None
        try:
            unique_id = await self._api.fetch_unique_id(entry.user_id)
        except UserNotFoundError:
            return None
        return None if unique_id == entry.unique_id else unique_id

    async def _failed(self, entry: WatchEntry, error: ArchiverError) -> None:
        retry_after_s: float | None = None
        if isinstance(error, RateLimitedError | BlockedError):
            # Not this creator's fault: the host wants fewer requests, whoever they are about.
            asked_s = getattr(error, "retry_after_s", None)
            retry_after_s = asked_s if asked_s is not None else self._policy.interval_s
            self._lane.leave_alone(retry_after_s)
        self._report(entry, error)
        await self._notes.keep([self._notes.of(entry, status=error.code, error=error, retry_after_s=retry_after_s)])

    def _report(self, entry: WatchEntry, error: ArchiverError) -> None:
        """Say why a check failed; while nobody answers, for each new reason once, and not for each creator."""
        is_outage = isinstance(error, PlatformUnavailableError)
        reason = re.sub(r"\d+", "#", str(error).replace(entry.unique_id, "")) if is_outage else ""
        tell = log.debug if is_outage and reason == self._outage else log.warning
        tell("A check failed.", unique_id=entry.unique_id, code=error.code, problem=str(error))
        self._outage = reason or self._outage


def _is_of_another(entry: WatchEntry, check: LiveCheck) -> bool:
    """Whether the handle led to another account than before: one that is given up can be taken by anybody."""
    user_id = check.creator.user_id if check.creator else None
    return user_id is not None and entry.user_id not in {None, user_id}
