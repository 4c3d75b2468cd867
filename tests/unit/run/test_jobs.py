"""Interval jobs."""

from __future__ import annotations

import asyncio
import logging

import pytest
from structlog.testing import capture_logs

from archiver.clock import SystemClock
from archiver.run.jobs import Jobs


async def test_a_long_run_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    """A pass over the watchlist may take longer than its interval: it is not begun twice, and a stop is no failure."""
    begun, others, many = 0, 0, asyncio.Event()

    async def long_run() -> None:
        nonlocal begun
        begun += 1
        await asyncio.Event().wait()

    async def short_run() -> None:
        nonlocal others
        others += 1
        if others == 20:
            many.set()

    jobs = Jobs(SystemClock())
    jobs.every(0.01, "long", long_run)
    jobs.every(0.01, "short", short_run)
    with caplog.at_level(logging.WARNING):
        jobs.start()
        async with asyncio.timeout(20):
            await many.wait()
        jobs.stop()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert begun == 1
    assert caplog.records == []


@pytest.mark.parametrize("mistake", [ZeroDivisionError, asyncio.CancelledError])
async def test_a_job_that_breaks_runs_again(mistake: type[BaseException]) -> None:
    """A mistake in one run does not end the job, nor does something that was cancelled within it."""
    runs, again = 0, asyncio.Event()

    async def breaking() -> None:
        nonlocal runs
        runs += 1
        if runs == 3:
            again.set()
        raise mistake

    jobs = Jobs(SystemClock())
    jobs.every(0.01, "breaking", breaking)
    with capture_logs() as lines:
        jobs.start()
        async with asyncio.timeout(20):
            await again.wait()
        jobs.stop()
    assert len(lines) == (mistake is ZeroDivisionError)  # what goes on for hours is one line, not one a second


class SetClock:
    """A clock whose date can be set."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self.set_back_ms = 0

    def now_ms(self) -> int:
        return self._real.now_ms() - self.set_back_ms

    def monotonic_ms(self) -> int:
        return self._real.monotonic_ms()


async def test_jobs_go_on_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that is due in an hour by the date would wait for two when that is set back by one: it runs at once."""
    monkeypatch.setattr("archiver.run.jobs.LOOK_S", 0.01)
    ran, clock = asyncio.Event(), SetClock()

    async def hourly() -> None:
        ran.set()

    jobs = Jobs(clock)
    jobs.every(3600, "hourly", hourly)
    jobs.start()
    try:
        for set_back_ms in (3_600_000, 7_200_000):
            clock.set_back_ms = set_back_ms
            async with asyncio.timeout(20):
                await ran.wait()
            ran.clear()
    finally:
        jobs.stop()
