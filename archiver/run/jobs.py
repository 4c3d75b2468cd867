"""APScheduler behind a typed face: jobs only start things; recorders never live inside one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from archiver.ports import Clock

log = structlog.get_logger(__name__)

#: How often the date is held against the time that has passed.
LOOK_S = 5.0
#: A clock that is set back by less delays the jobs by no more.
SET_BACK_MS = 1_000


class Jobs:
    """Interval jobs on the running event loop. While a run takes longer than its interval, ticks are passed over.

    APScheduler goes by the date: a clock that is set back by hours would stop the jobs for hours. So it is watched, and
    every job has a turn when that has happened.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._watching: asyncio.Task[None] | None = None
        # Which ticks are passed over is decided here: APScheduler would log a warning for each.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1 << 30, "misfire_grace_time": None}
        )
        self._running: set[str] = set()
        self._broken: dict[str, str] = {}  #: job: what it broke by at its last turn

    def every(self, seconds: float, name: str, function: Callable[[], Awaitable[object]]) -> None:
        """Run ``function`` every ``seconds``, under a name that logs and tests can see."""

        async def run() -> None:
            if name in self._running:
                return
            self._running.add(name)
            try:
                await function()
            except asyncio.CancelledError:
                return  # by ``stop``; APScheduler would take it for a failure and log where
            except Exception as error:
                if repr(error) != self._broken.get(name):  # the same again is no news: it can be so for hours
                    log.exception("A job broke; it runs again at its next turn.", job=name)
                self._broken[name] = repr(error)
            else:
                self._broken.pop(name, None)
            finally:
                self._running.discard(name)

        self._scheduler.add_job(run, IntervalTrigger(seconds=seconds, timezone="UTC"), id=name, name=name)

    def start(self) -> None:
        """Start ticking."""
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch_clock(self._ahead_ms()))

    def stop(self) -> None:
        """Stop ticking at once; a running job is cancelled."""
        if self._watching is not None:
            self._watching.cancel()
        self._scheduler.shutdown(wait=False)

    async def _watch_clock(self, ahead_ms: int) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            before_ms, ahead_ms = ahead_ms, self._ahead_ms()
            if ahead_ms < before_ms - SET_BACK_MS:
                log.warning("The clock was set back; all jobs have their turn now.", by_ms=before_ms - ahead_ms)
                now = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC)
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)

    def _ahead_ms(self) -> int:
        """The date minus the time that has passed, from whenever it counts."""
        return self._clock.now_ms() - self._clock.monotonic_ms()
