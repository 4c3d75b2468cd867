"""Runs the clients of other projects against a room and returns what they heard.

``await run_tiktoklive(endpoints, unique_id)`` and ``await run_connector(endpoints, unique_id)`` stay until the client
ends by itself (both do on the control message that ends a broadcast). They skip the test where a client is missing.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from archiver.rebroadcast.director import Director
from archiver.rebroadcast.server import RebroadcastServer

FOLDER = Path(__file__).resolve().parent
PYTHON = FOLDER.parent.parent / ".venv-interop" / "bin" / "python"
NODE = PYTHON.with_name("node")
CONNECTOR = FOLDER / "node_modules" / "tiktok-live-connector"


class Urls(Protocol):
    """Where the room is; ``RebroadcastServer.endpoints()`` gives one."""

    @property
    def tiktok_url(self) -> str: ...
    @property
    def webcast_url(self) -> str: ...
    @property
    def sign_url(self) -> str: ...


class HeardChat(NamedTuple):
    """A comment as a client understood it."""

    msg_id: int
    unique_id: str
    text: str


class HeardGift(NamedTuple):
    """A gift message as a client understood it."""

    msg_id: int
    unique_id: str
    gift_name: str
    diamond_count: int
    repeat_count: int
    is_streak_end: bool
    group_id: int


@dataclass(slots=True)
class Heard:
    """Everything a client heard, each message once and in its order; history comes first."""

    room_id: int = 0
    chats: list[HeardChat] = field(default_factory=list)
    gifts: list[HeardGift] = field(default_factory=list)
    likes: list[tuple[int, int]] = field(default_factory=list)  #: count and total
    follows: list[str] = field(default_factory=list)
    shares: list[str] = field(default_factory=list)
    is_ended: bool = False  #: it understood that the broadcast is over
    errors: list[str] = field(default_factory=list)


def hold_until_entered(
    monkeypatch: pytest.MonkeyPatch, server: RebroadcastServer, *, clients: int, from_s: float
) -> None:
    """Let a broadcast stand still ``from_s`` after its beginning until so many clients are in the room.

    Then it catches up: clients that are slow to start miss nothing. What fell due before is history to them.
    """
    sleep_until, begun_at_s = Director._sleep_until, list[float]()

    async def sleep(at_s: float) -> None:
        begun_at_s.append(at_s)
        await sleep_until(at_s)
        while at_s - begun_at_s[0] > from_s and len(set(server.seen.entered)) < clients:
            await asyncio.sleep(0.01)

    monkeypatch.setattr(Director, "_sleep_until", staticmethod(sleep))


async def run_tiktoklive(urls: Urls, unique_id: str, *, timeout_s: float = 120.0) -> Heard:
    """TikTokLive 6.6.5 in the creator's room, to the end of the broadcast."""
    if not PYTHON.exists():
        pytest.skip(
            "TikTokLive is not installed: python3 -m venv .venv-interop && "
            ".venv-interop/bin/pip install -r tests/interop/requirements.txt"
        )
    return await _run([str(PYTHON), str(FOLDER / "tiktoklive_client.py")], urls, unique_id, timeout_s)


async def run_connector(urls: Urls, unique_id: str, *, timeout_s: float = 120.0) -> Heard:
    """tiktok-live-connector 2.1.0 in the creator's room, to the end of the broadcast."""
    if not NODE.exists() or not CONNECTOR.exists():
        pytest.skip("tiktok-live-connector is not installed: `make test` does, or see tests/interop/requirements.txt")
    return await _run([str(NODE), str(FOLDER / "connector_client.js")], urls, unique_id, timeout_s)


async def _run(argv: list[str], urls: Urls, unique_id: str, timeout_s: float) -> Heard:
    process = await asyncio.create_subprocess_exec(
        *argv, urls.tiktok_url, urls.webcast_url, urls.sign_url, unique_id,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"},
    )  # fmt: skip
    try:
        async with asyncio.timeout(timeout_s):
            output, complaints = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    heard = _collect(output.decode())
    if process.returncode:
        heard.errors.append(f"exit code {process.returncode}: {complaints.decode()[-2000:]}")
    return heard


def _collect(output: str) -> Heard:
    heard, seen = Heard(), set[str]()
    for line in output.splitlines():
        fact = json.loads(line)
        msg_id = fact.get("msg_id", "")
        if msg_id in seen:
            continue
        if msg_id:
            seen.add(msg_id)
        _take(heard, fact)
    return heard


def _take(heard: Heard, fact: dict[str, Any]) -> None:
    match fact["event"]:
        case "connected":
            heard.room_id = int(fact["room_id"])
        case "chat":
            heard.chats.append(HeardChat(int(fact["msg_id"]), fact["viewer"], fact["text"]))
        case "gift":
            heard.gifts.append(
                HeardGift(
                    int(fact["msg_id"]), fact["viewer"], fact["gift"], fact["diamonds"], fact["count"], fact["is_end"],
                    int(fact["group"]),
                )
            )  # fmt: skip
        case "like":
            heard.likes.append((fact["count"], fact["total"]))
        case "follow":
            heard.follows.append(fact["viewer"])
        case "share":
            heard.shares.append(fact["viewer"])
        case "end":
            heard.is_ended = True
        case "error":
            heard.errors.append(fact["info"])
