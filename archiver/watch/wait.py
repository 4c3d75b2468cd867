"""Waits for one creator."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import structlog

from archiver.errors import (
    BlockedError,
    PlatformUnavailableError,
    RateLimitedError,
    UnexpectedPayloadError,
)
from archiver.model.broadcast import LiveCheck
from archiver.ports import LiveApi
from archiver.watch.schedule import SchedulePolicy, doublings, next_check_at

log = structlog.get_logger(__name__)

#: What may be otherwise next time; anything else ends the waiting.
_PASSING = (BlockedError, PlatformUnavailableError, RateLimitedError, UnexpectedPayloadError)


async def wait_until_live(
    api: LiveApi,
    unique_id: str,
    *,
    policy: SchedulePolicy,
    stop: asyncio.Event,
    roll: Callable[[], float] = random.random,
) -> LiveCheck | None:
    """The check that found the creator live; None when ``stop`` was set before.

    Asks as often as the service would, and less often while the platform gives no answer.

    Raises:
        LiveApiError: an answer that waiting does not change: no such creator, a wrong parameter.
    """
    failures, problem = 0, None
    while not stop.is_set():
        retry_after_s = None
        try:
            check = await api.fetch_is_live(unique_id)
            if check.is_live:
                return check
            failures, problem = 0, None
        except _PASSING as error:
            failures, problem = failures + 1, error
            retry_after_s = getattr(error, "retry_after_s", None)
            log.warning("A check failed; it is made again.", unique_id=unique_id, code=error.code, problem=str(error))
        times = doublings(failures, problem) if problem else 0
        wait_ms = next_check_at(0, policy, failure_count=times, retry_after_s=retry_after_s, roll=roll())
        try:
            async with asyncio.timeout(wait_ms / 1000):
                await stop.wait()
        except TimeoutError:
            continue
    return None
