"""Interval jobs."""

from __future__ import annotations

import asyncio
import logging

import pytest

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

    jobs = Jobs()
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


async def test_a_job_that_breaks_runs_again() -> None:
    """A mistake in one run does not end the job."""
    runs, again = 0, asyncio.Event()

    async def breaking() -> None:
        nonlocal runs
        runs += 1
        if runs == 3:
            again.set()
        raise ZeroDivisionError

    jobs = Jobs()
    jobs.every(0.01, "breaking", breaking)
    jobs.start()
    async with asyncio.timeout(20):
        await again.wait()
    jobs.stop()
