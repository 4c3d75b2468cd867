"""APScheduler behind a typed face: jobs only start things; recorders never live inside one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = structlog.get_logger(__name__)


class Jobs:
    """Interval jobs on the running event loop. While a run takes longer than its interval, ticks are passed over."""

    def __init__(self) -> None:
        # Which ticks are passed over is decided here: APScheduler would log a warning for each.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1 << 30, "misfire_grace_time": None}
        )
        self._running: set[str] = set()

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
            except Exception:
                log.exception("A job broke; it runs again at its next turn.", job=name)
            finally:
                self._running.discard(name)

        self._scheduler.add_job(run, IntervalTrigger(seconds=seconds, timezone="UTC"), id=name, name=name)

    def start(self) -> None:
        """Start ticking."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking at once; a running job is cancelled."""
        self._scheduler.shutdown(wait=False)
