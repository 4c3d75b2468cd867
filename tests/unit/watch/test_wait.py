"""Waiting for one creator."""

from __future__ import annotations

import asyncio

import pytest

from archiver.errors import BlockedError, UserNotFoundError
from archiver.model.broadcast import RoomStatus
from archiver.watch import wait as wait_module
from archiver.watch.schedule import SchedulePolicy
from archiver.watch.wait import wait_until_live
from tests.fakes.live_api import FakeLiveApi, live_check

SOON = SchedulePolicy(interval_s=0.001, jitter=0, max_backoff_s=0.001)


async def test_it_ends_when_the_creator_is_live() -> None:
    """Offline and blocked answers are waited through."""
    api = FakeLiveApi()
    offline = live_check("ann", 1, RoomStatus.ENDED)
    api.script_is_live("ann", offline, BlockedError("A firewall page."), offline, live_check("ann", 2))
    check = await wait_until_live(api, "ann", policy=SOON, stop=asyncio.Event())
    assert check is not None
    assert (check.room_id, len(api.calls)) == (2, 4)


async def test_only_failures_in_a_row_make_it_ask_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer ends the row, and before the first check there was none."""
    told: list[int] = []

    def soon(*_: object, failure_count: int, **__: object) -> int:
        told.append(failure_count)
        return 1

    monkeypatch.setattr(wait_module, "next_check_at", soon)
    api = FakeLiveApi()
    offline, blocked = live_check("ann", 1, RoomStatus.ENDED), BlockedError("A firewall page.")
    api.script_is_live("ann", blocked, blocked, offline, blocked, live_check("ann", 2))
    assert await wait_until_live(api, "ann", policy=SOON, stop=asyncio.Event())
    assert told == [1, 2, 0, 1]


async def test_it_can_be_given_up() -> None:
    """A stop ends the waiting without an answer."""
    api, stop = FakeLiveApi(), asyncio.Event()
    api.script_is_live("ann", live_check("ann", 1, RoomStatus.ENDED))
    waiting = asyncio.create_task(wait_until_live(api, "ann", policy=SchedulePolicy(interval_s=3600), stop=stop))
    while not api.calls:
        await asyncio.sleep(0)
    stop.set()
    assert await asyncio.wait_for(waiting, 10) is None


async def test_nobody_is_not_waited_for() -> None:
    """A handle that does not exist is an error at once."""
    with pytest.raises(UserNotFoundError):
        await wait_until_live(FakeLiveApi(), "nobody", policy=SOON, stop=asyncio.Event())
