"""The unattended service: adopt, poll, record, stop."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from archiver.errors import ArchiverError
from archiver.ports import BulkLiveApi, Clock, LiveApi, Store
from archiver.record.plan import StreamPreferences
from archiver.run.gifts import LOOK_S, GiftCatalogue
from archiver.run.jobs import Jobs
from archiver.run.recovery import Recovery
from archiver.run.session import SessionRunner
from archiver.run.supervisor import Supervisor
from archiver.watch.poller import Poller
from archiver.watch.schedule import HostPacer, SchedulePolicy

log = structlog.get_logger(__name__)

#: A stop has to be over within ten seconds; what is not finished then is finished by the next start.
STOP_BUDGET_S = 6.0
#: Open sessions that nobody works on are looked for this often: an outage of the database can leave some, too.
RECOVERY_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePolicy:
    """How the service works."""

    schedule: SchedulePolicy
    host_spacing_s: float = 0.125
    room_spacing_s: float = 0.25
    checks_at_once: int = 8
    tick_s: float = 1.0


class Service:
    """`archiver run` as a value: start it with a stop event."""

    def __init__(
        self,
        *,
        api: LiveApi,
        store: Store,
        clock: Clock,
        runner: SessionRunner,
        preferences: StreamPreferences,
        policy: ServicePolicy,
        gifts: GiftCatalogue | None = None,
        bulk: BulkLiveApi | None = None,
    ) -> None:
        """``bulk``: knows who of a long watchlist is live, many at once."""
        self._store = store
        self._clock = clock
        self._gifts = gifts
        self._policy = policy
        self._problems: dict[str, str] = {}  #: of the watchlist, by what is asked about
        self.supervisor = Supervisor(runner=runner, recovery=Recovery(api=api, runner=runner), preferences=preferences)
        self._poller = Poller(
            api=api,
            store=store,
            clock=clock,
            policy=policy.schedule,
            pacer=HostPacer(policy.host_spacing_s),
            room_pacer=HostPacer(policy.room_spacing_s),
            bulk=bulk,
            at_once=policy.checks_at_once,
            on_live=self.supervisor.start_live,
            is_recording=self.supervisor.is_recording,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop``; then end every session cleanly, within the budget of a stop."""
        await self._recover()
        jobs = Jobs(self._clock)
        jobs.every(self._policy.tick_s, "watchlist", lambda: self._poll("handles", self._poller.tick))
        jobs.every(self._policy.tick_s, "survey", lambda: self._poll("rooms", self._poller.survey))
        jobs.every(RECOVERY_S, "recovery", self._recover)
        if self._gifts is not None:
            jobs.every(LOOK_S, "gifts", self._gifts.refresh_if_due)
        jobs.start()
        log.info("Watching.", action="started")
        try:
            await stop.wait()
        finally:
            jobs.stop()
            await self._stop_sessions()
        log.info("Stopped.", action="stopped")

    async def _poll(self, what: str, work: Callable[[], Awaitable[int]]) -> None:
        """Say why the list cannot be polled, once for each new reason: a database can be away for hours."""
        try:
            await work()
        except ArchiverError as error:
            problem = re.sub(r"\d+", "#", str(error))
            if problem != self._problems.get(what):
                log.error("The watchlist could not be polled.", what=what, code=error.code, problem=str(error))
            self._problems[what] = problem
        else:
            if self._problems.pop(what, None) is not None:
                log.info("The watchlist is polled again.", what=what)

    async def _recover(self) -> None:
        """Take over every open session that nobody works on."""
        try:
            entries = {entry.unique_id.lower(): entry for entry in await self._store.watch_entries()}
            for session in await self._store.open_sessions():
                self.supervisor.take_over(session, entries.get(session.creator.unique_id.lower()))
        except ArchiverError as error:
            log.error("Open sessions could not be looked for.", code=error.code, problem=str(error))

    async def _stop_sessions(self) -> None:
        """End all sessions within the budget, or at once when this is cancelled; none outlives it."""
        try:
            async with asyncio.timeout(STOP_BUDGET_S):
                await self.supervisor.stop()
        except TimeoutError:
            log.warning("Sessions are still being finished; the next start finishes them.")
        finally:
            self.supervisor.abandon()
            await self.supervisor.wait_idle()
