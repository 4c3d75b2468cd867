"""The capture of one session: recorder and event log side by side, until the broadcast is over or it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from archiver.align.skew import RoundTrips
from archiver.errors import ArchiverError
from archiver.eventlog.collector import Collector
from archiver.model.broadcast import RoomStatus
from archiver.model.media import CaptureProgress
from archiver.model.session import EndCause, Session, SessionState
from archiver.model.timeline import SkewSample
from archiver.ports import Clock, EventConnector, LiveApi, MediaCapture, MediaFinisher, Store
from archiver.record.finish import FinishPolicy
from archiver.record.plan import StreamPreferences
from archiver.record.recorder import Recorder
from archiver.run.halves import Half
from archiver.run.monitor import MonitorPolicy, RoomWatch
from archiver.run.timeline import rebuild_timeline

_STATES = {
    RoomStatus.LIVE: SessionState.RECORDING,
    RoomStatus.PAUSED: SessionState.PAUSED,
    RoomStatus.UNKNOWN: SessionState.GRACE,
}
#: Aligning a running session may take this share of the time: a session of days has hundreds of thousands of samples.
_ALIGN_SHARE = 0.02
_FIRST_ALIGN_S = 3.0  #: the first provisional timeline comes sooner: there is little to align, and none to show

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Everything outside that a session needs."""

    api: LiveApi
    connector: EventConnector
    capture: MediaCapture
    finisher: MediaFinisher
    store: Store
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPolicy:
    """How a session behaves."""

    monitor: MonitorPolicy = field(default_factory=MonitorPolicy)
    drain_s: float = 8.0  #: after the end was announced, media already on its way is still taken
    drain_events_s: float = 1.0  #: and after that, events: a status check may know of the end before the stream tells
    poll_pause_s: float = 0.0  #: longer, by so much: events that are asked for come with the next request only
    align_interval_s: float = 10.0  #: between provisional timelines of a running session
    repair_s: float = 5.0  #: a half that broke is begun again after this
    finish: FinishPolicy = field(default_factory=FinishPolicy)


class Capture:
    """Runs once. Neither half ends the session or the other half: only the room's word and ``stop`` do."""

    def __init__(
        self,
        session: Session,
        *,
        folder: Path,
        edges: Edges,
        policy: SessionPolicy,
        preferences: StreamPreferences,
        on_progress: Callable[[int, CaptureProgress], None] | None = None,
    ) -> None:
        self._session = session
        self._folder = folder
        self._edges = edges
        self._policy = policy
        self._preferences = preferences
        self._on_progress = on_progress
        self._room = RoomWatch(
            session.room_id, api=edges.api, clock=edges.clock, policy=policy.monitor, on_skew=self._note_skew
        )
        self._trips = RoundTrips()
        self._skews: list[SkewSample] = []  # on their way to the store
        self._recording = self._half("recording", lambda: self._recorder().run(self._halt))
        self._logging = self._half("event log", lambda: self._collector().run(self._halt))
        self._halt = asyncio.Event()

    @property
    def problems(self) -> list[str]:
        """Sentences about what broke on the way."""
        return [half.problem for half in (self._recording, self._logging) if half.problem]

    async def run(self, stop: asyncio.Event) -> EndCause | None:
        """Record and log until the end; the cause when the broadcast ended by itself, None when it was stopped."""
        room, halt = self._room, self._halt
        aside = (
            self._half("monitor", room.run),
            self._half("status", self._follow_status),
            self._half("provisional timeline", self._align_while_running),
        )
        async with asyncio.TaskGroup() as group:
            recording = group.create_task(self._recording.run(halt), name=f"session-{self._session.id}-recorder")
            logging = group.create_task(self._logging.run(halt), name=f"session-{self._session.id}-collector")
            others = [group.create_task(half.run(halt)) for half in aside]
            await self._until_over(stop, recording, logging)
            halt.set()
            await asyncio.wait({recording, logging})
            for task in others:
                task.cancel()
        with suppress(ArchiverError):  # the next best that is known has to do
            await self._store_skews()
        return None if stop.is_set() and not room.over.is_set() else room.cause

    async def _until_over(
        self, stop: asyncio.Event, recording: asyncio.Task[None], logging: asyncio.Task[None]
    ) -> None:
        """Return at once on ``stop``; after the end of the broadcast, when media and events have drained."""
        stopped = asyncio.ensure_future(stop.wait())
        over = asyncio.ensure_future(self._room.over.wait())
        try:
            await asyncio.wait({stopped, over}, return_when=asyncio.FIRST_COMPLETED)
            policy = self._policy
            drains = ((recording, policy.drain_s), (logging, policy.drain_events_s + policy.poll_pause_s))
            for half, patience_s in drains:
                if not stop.is_set():
                    await asyncio.wait({stopped, half}, timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            over.cancel()

    def _half(self, name: str, work: Callable[[], Awaitable[None]]) -> Half:
        return Half(name, self._session.id, work, pause_s=self._policy.repair_s)

    def _recorder(self) -> Recorder:
        edges = self._edges
        return Recorder(
            session=self._session, folder=self._folder, api=edges.api, capture=edges.capture, store=edges.store,
            clock=edges.clock, monitor=self._room, preferences=self._preferences, on_progress=self._progressed,
        )  # fmt: skip

    def _collector(self) -> Collector:
        edges = self._edges
        return Collector(
            session=self._session, folder=self._folder, connector=edges.connector, store=edges.store,
            clock=edges.clock, monitor=self._room,
        )  # fmt: skip

    def _note_skew(self, trip: SkewSample) -> None:
        if self._trips.is_news(trip):
            self._skews.append(trip)

    async def _store_skews(self) -> None:
        while self._skews:
            await self._edges.store.add_skew(self._session.id, self._skews[0])
            del self._skews[0]

    def _progressed(self, progress: CaptureProgress) -> None:
        self._room.note_alive()
        if self._on_progress:
            self._on_progress(self._session.id, progress)

    async def _follow_status(self) -> None:
        """Show in the session's row whether the room is live, paused or silent."""
        status = RoomStatus.LIVE
        while True:
            status = await self._room.next_status(status)
            if (state := _STATES.get(status)) is None:
                continue
            try:
                await self._edges.store.set_session_state(self._session.id, state)
            except ArchiverError as error:
                log.warning("The session's state could not be stored.", session_id=self._session.id, problem=str(error))

    async def _align_while_running(self) -> None:
        """Keep a provisional timeline, so that queries of a running session have offsets too."""
        store, clock = self._edges.store, self._edges.clock
        wait_s, problem = min(_FIRST_ALIGN_S, self._policy.align_interval_s), ""
        while True:
            await asyncio.sleep(wait_s)
            began_at = clock.monotonic_ms()
            try:
                await self._store_skews()
                await rebuild_timeline(await store.session(self._session.id), store)
            except ArchiverError as error:
                if problem != str(error):  # the same again is no news: a database can be away for hours
                    log.warning("The provisional timeline must wait.", session_id=self._session.id, problem=str(error))
                problem = str(error)
            else:
                problem = ""
            took_s = (clock.monotonic_ms() - began_at) / 1000
            wait_s = max(self._policy.align_interval_s, took_s / _ALIGN_SHARE)
