"""Loopback servers, and the edge pointed at them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import stamina

from archiver.clock import SystemClock
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.options import HttpOptions
from tests.fakes.loopback_http import LoopbackHttp, loopback_http
from tests.fakes.loopback_room import LoopbackRoom, loopback_room


@pytest.fixture(autouse=True)
def _retries_without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def server() -> AsyncIterator[LoopbackHttp]:
    """TikTok, webcast host and sign server in one."""
    async with loopback_http() as running:
        yield running


@pytest.fixture
async def room() -> AsyncIterator[LoopbackRoom]:
    """The event socket's server."""
    async with loopback_room() as running:
        yield running


@pytest.fixture
async def silent_port() -> AsyncIterator[int]:
    """The port of a server that takes connections and says nothing."""

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await reader.read()
        writer.close()

    running = await asyncio.start_server(hold, "127.0.0.1", 0)
    async with running:
        yield running.sockets[0].getsockname()[1]


@pytest.fixture
async def edge(server: LoopbackHttp, room: LoopbackRoom) -> AsyncIterator[Callable[..., TikTokClient]]:
    """Builds clients of the loopback servers, with changed options; closes them at the end."""
    clients: list[TikTokClient] = []

    def build(
        *, strategies: tuple[str, ...] = ("direct",), silence_timeout_s: float = 30, **changes: Any
    ) -> TikTokClient:
        urls = dict.fromkeys(("tiktok_url", "webcast_url", "sign_url"), server.url)
        options = HttpOptions(**{**urls, "webcast_ws_url": room.url, "timeout_s": 5.0, **changes})
        client = TikTokClient(
            options, SystemClock(), strategies=strategies, silence_timeout_s=silence_timeout_s, ttwid_pause_s=0
        )
        clients.append(client)
        return client

    yield build
    for client in clients:
        await client.aclose()
