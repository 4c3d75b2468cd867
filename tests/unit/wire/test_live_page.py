"""The LIVE page: the decision table of its states."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archiver.errors import BlockedError, LiveApiError, RegionError, UnexpectedPayloadError, UserNotFoundError
from archiver.model.broadcast import RoomStatus
from archiver.wire.live_page import read_live_page

ROOM = 7140000000000000001


def page(state: object, tag: str = "SIGI_STATE") -> bytes:
    """A page with ``state`` in its script."""
    text = state if isinstance(state, str) else json.dumps(state)
    return f'<html><script id="{tag}" type="application/json">{text}</script></html>'.encode()


def state(user: dict[str, Any], live_room: dict[str, Any] | None = None) -> dict[str, Any]:
    """SIGI_STATE of a creator."""
    return {"LiveRoom": {"liveRoomUserInfo": {"user": user, "liveRoom": live_room}}, "AppContext": {}}


@pytest.mark.parametrize("tag", ["SIGI_STATE", "sigi-persisted-data"])
def test_a_live_page_gives_the_room(tag: str) -> None:
    """A live creator's page is read from the script of today's and of older pages."""
    html = page(state({"roomId": str(ROOM), "status": 2, "uniqueId": "abc"}, {"status": 2, "title": "t"}), tag)

    check = read_live_page(html, "abc").check

    assert (check.room_id, check.status, check.route, check.title) == (ROOM, RoomStatus.LIVE, "html", "t")


def test_a_page_of_openings_is_read_once() -> None:
    """A page full of openings without an end costs one look at it, not one for each opening."""
    with pytest.raises(BlockedError):
        read_live_page(b'<script id="SIGI_STATE">' * 300_000, "abc")


def test_an_ended_user_outweighs_a_stale_room() -> None:
    """On the page, user status 4 means offline even where the room still shows as live."""
    html = page(state({"roomId": str(ROOM), "status": 4}, {"status": 2}))

    assert read_live_page(html, "abc").check.status is RoomStatus.ENDED


def test_the_streams_of_the_page_are_read() -> None:
    """Both ladders of the page are offered: H.264 and H.265."""

    def ladder(url: str) -> dict[str, Any]:
        return {"pull_data": {"stream_data": json.dumps({"data": {"hd": {"main": {"flv": url}}}})}}

    live_room = {
        "status": 2,
        "streamData": ladder("https://media.example/stream-1_hd.flv"),
        "hevcStreamData": ladder("https://media.example/stream-1_hd5.flv"),
    }
    variants = read_live_page(page(state({"roomId": str(ROOM), "status": 2}, live_room)), "abc").variants

    assert [(v.quality, v.codec) for v in variants] == [("hd", "h264"), ("hd", "h265")]


def test_a_broken_stream_description_does_not_hide_the_broadcast() -> None:
    """A live page whose streams cannot be read is still live."""
    html = page(state({"roomId": str(ROOM), "status": 2}, {"status": 2, "streamData": "?"}))

    found = read_live_page(html, "abc")

    assert found.check.is_live
    assert found.variants == ()


@pytest.mark.parametrize(
    ("html", "error"),
    [
        (page({"AppContext": {}}), UserNotFoundError),
        (page("{broken"), BlockedError),
        (page("[1]"), UnexpectedPayloadError),
        (page({"LiveRoom": 7}), UnexpectedPayloadError),
        (page(state({"roomId": "", "status": 2})), UnexpectedPayloadError),
        (page(state({"status": 1})), UnexpectedPayloadError),
        (b"", BlockedError),
        (b"<html><title>Please wait...</title></html>", BlockedError),
        (b'<p id="wci" class="_wafchallengeid"></p>', BlockedError),
        (b"<html>TikTok has discontinued operating here</html>", RegionError),
    ],
)
def test_every_other_page_has_its_error(html: bytes, error: type[LiveApiError]) -> None:
    """Unknown creators, captchas, firewalls and regions are told apart."""
    with pytest.raises(error) as caught:
        read_live_page(html, "abc")

    assert type(caught.value) is error
