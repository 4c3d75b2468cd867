"""TikAPI's chat route, asked again and again: pace, and where to go on."""

from __future__ import annotations

import json
from typing import cast

import pytest

from archiver.errors import InvalidRequestError
from archiver.newest import Newest
from archiver.tiktok.tikapi import TikApi
from archiver.tiktok.tikapi_poll import TikApiPoll

ROOM = 7140000000000000001


class _TikApi:
    """Answers with a cursor and a pace; refuses a cursor of another day."""

    def __init__(self, interval_ms: int = 0) -> None:
        self.asked: list[str] = []
        self._interval_ms = interval_ms

    async def chat(self, room_id: int, next_cursor: str = "") -> bytes:
        self.asked.append(next_cursor)
        if next_cursor == "old":
            raise InvalidRequestError("The cursor is old.")
        answer = {"messagesList": [], "nextCursor": f"c{len(self.asked)}", "fetchInterval": self._interval_ms}
        return json.dumps(answer).encode()


def poll(tikapi: _TikApi, cursors: Newest[int, str] | None = None, *, interval_s: float = 2.0) -> TikApiPoll:
    cursors = Newest[int, str](10) if cursors is None else cursors
    return TikApiPoll(cast("TikApi", tikapi), ROOM, cursors, interval_s=interval_s)


@pytest.mark.parametrize(
    ("configured_s", "asked_ms", "waits_s"), [(2.0, 0, 2.0), (2.0, 5000, 5.0), (2.0, 90_000, 10.0), (60.0, 0, 60.0)]
)
async def test_the_longer_pause_holds(configured_s: float, asked_ms: int, waits_s: float) -> None:
    """Ours, or what TikAPI asks for, within reason."""
    source = poll(_TikApi(asked_ms), interval_s=configured_s)
    await source.fetch()
    assert source.interval_s == waits_s


async def test_a_cursor_counts_when_its_answer_is_written_down() -> None:
    """Each request names the last answer's; the next connection begins at the last one that was read."""
    tikapi, cursors = _TikApi(), Newest[int, str](10)
    source = poll(tikapi, cursors)
    source.read(await source.fetch())
    await source.fetch()
    assert tikapi.asked == ["", "c1"]
    assert poll(tikapi, cursors).is_resumed
    assert cursors.get(ROOM) == "c1"


async def test_a_refused_cursor_is_no_resumption() -> None:
    """What comes then was said before."""
    tikapi, cursors = _TikApi(), Newest[int, str](10)
    cursors.put(ROOM, "old")
    source = poll(tikapi, cursors)
    assert source.is_resumed
    await source.fetch()
    assert tikapi.asked == ["old", ""]
    assert not source.is_resumed
    assert ROOM not in cursors
