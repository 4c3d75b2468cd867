"""A rebroadcast room without video that is live from its first moment, and the edge pointed at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import stamina

from archiver.clock import SystemClock
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.options import HttpOptions, TikApiOptions

CREATOR = "short_show"


def long_scenario(*, after_s: float = 0.0) -> Scenario:
    """The short script, made so long that it does not end during a test."""
    scenario = builtin_scenario("short")
    broadcast = scenario.broadcast[0].model_copy(update={"after_s": after_s, "duration_s": 600.0})
    return scenario.model_copy(update={"broadcast": (broadcast,)})


@asynccontextmanager
async def live_room(scenario: Scenario | None = None) -> AsyncIterator[RebroadcastServer]:
    """The room, live."""
    async with RebroadcastServer(scenario or long_scenario(), with_video=False) as server:
        while server.room is None:
            await asyncio.sleep(0.001)
        yield server


def room_id(server: RebroadcastServer) -> int:
    """Of the room that is live."""
    assert server.room is not None
    return server.room.room_id


@asynccontextmanager
async def client_of(server: RebroadcastServer, **options: Any) -> AsyncIterator[TikTokClient]:
    """The edge, looking at the room instead of the platform; nothing is waited for between tries."""
    parts = {name: options.pop(name) for name in ("strategies", "provider", "budget") if name in options}
    if "tikapi" in options:
        parts["tikapi"] = TikApiOptions(base_url=server.base_url, poll_interval_s=0.02, **options.pop("tikapi"))
    with stamina.set_testing(True, attempts=1):
        made = HttpOptions(**{**server.endpoints()._asdict(), "timeout_s": 5.0, **options})
        client = TikTokClient(made, SystemClock(), ttwid_pause_s=0, **parts)
        try:
            yield client
        finally:
            await client.aclose()
