"""The platform's im/fetch, asked again and again: where to go on."""

from __future__ import annotations

from typing import cast

import pytest

from archiver.errors import ArchiverError, FrameError, InvalidRequestError, RateLimitedError
from archiver.newest import Newest
from archiver.tiktok.platform import Platform
from archiver.tiktok.polling import Place, PlatformPoll
from archiver.wire.pb import webcast_pb2 as pb

ROOM = 7140000000000000001


class _Platform:
    """Answers with a cursor; has an answer of its own for a cursor of another day."""

    def __init__(self, to_an_old_one: bytes | ArchiverError = b"") -> None:
        self.asked: list[tuple[str, str, str]] = []
        self._to_an_old_one = to_an_old_one

    async def get_webcast(self, _path: str, params: dict[str, str], *, source: str) -> bytes:
        self.asked.append((params["cursor"], params["internal_ext"], params["last_rtt"]))
        if params["cursor"] == "old":
            if isinstance(self._to_an_old_one, ArchiverError):
                raise self._to_an_old_one
            return self._to_an_old_one
        number = len(self.asked)
        return pb.FetchResult(cursor=f"c{number}", internal_ext=f"e{number}".encode()).SerializeToString()


def poll(platform: _Platform, places: Newest[int, Place]) -> PlatformPoll:
    return PlatformPoll(cast("Platform", platform), ROOM, places, interval_s=1.0)


async def test_the_next_connection_goes_on_where_the_last_one_was_left() -> None:
    """Nothing that was said between two connections is missed: the place is that of the last answer written down."""
    platform, places = _Platform(), Newest[int, Place](10)
    first = poll(platform, places)
    assert not first.is_resumed
    first.read(await first.fetch())
    await first.fetch()  # never written down
    second = poll(platform, places)
    assert second.is_resumed
    await second.fetch()
    assert platform.asked == [("", "", "-1"), ("c1", "e1", "100"), ("c1", "e1", "100")]


@pytest.mark.parametrize("answer", [b"", InvalidRequestError("The cursor is old.")])
async def test_a_place_that_is_not_known_any_more_is_given_up(answer: bytes | ArchiverError) -> None:
    """The room is polled from its newest messages on, which is no resumption."""
    platform, places = _Platform(answer), Newest[int, Place](10)
    places.put(ROOM, Place("old", b""))
    source = poll(platform, places)
    await source.fetch()
    assert [cursor for cursor, _, _ in platform.asked] == ["old", ""]
    assert not source.is_resumed
    assert ROOM not in places


async def test_a_refusal_that_is_not_the_place_s_keeps_it() -> None:
    """A platform that wants fewer requests is not asked at once again; nor is one that refuses in mid-stream."""
    platform, places = _Platform(RateLimitedError("Fewer, please.")), Newest[int, Place](10)
    places.put(ROOM, Place("old", b""))
    with pytest.raises(RateLimitedError):
        await poll(platform, places).fetch()
    assert ROOM in places
    running = poll(_Platform(b""), Newest[int, Place](10))
    await running.fetch()
    running._place = Place("old", b"")
    with pytest.raises(FrameError):
        await running.fetch()
