"""The watchdog counts what it sees, not the time."""

from __future__ import annotations

import asyncio
import time

import pytest

from archiver.errors import DiskError
from archiver.media.watchdog import Watchdog


async def test_it_ends_when_nothing_comes() -> None:
    """Each look that brings something new begins the waiting anew."""
    come = [1, 2, 2, 3, 3, 3, 3, 3, 3, 3]
    looks: list[int] = []

    def look() -> int:
        looks.append(come[len(looks)])
        return looks[-1]

    watchdog = Watchdog(look, 0.04)
    async with asyncio.timeout(20):
        await watchdog.over
    assert looks == [1, 2, 2, 3, 3, 3, 3, 3]  # four looks without news behind the last


async def test_a_frozen_process_wakes_up_patient() -> None:
    """Time in which nobody looked does not count."""
    looks: list[int] = []

    def look() -> int:
        looks.append(0)
        if len(looks) == 2:
            time.sleep(0.3)  # nothing of this process runs meanwhile
        return 0

    watchdog = Watchdog(look, 0.04)
    async with asyncio.timeout(20):
        await watchdog.over
    assert len(looks) == 4


async def test_what_a_look_raises_ends_it() -> None:
    """And closing it is the end of looking."""

    def look() -> int:
        raise DiskError("gone")

    watchdog = Watchdog(look, 0.04)
    with pytest.raises(DiskError):
        await watchdog.over
    watchdog.close()
    closed = Watchdog(look, 0.04)
    closed.close()
    with pytest.raises(asyncio.CancelledError):
        await closed.over
