"""What every EventConnector and EventSocket does: the scripted fakes and the real ones over loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from archiver.clock import SystemClock
from archiver.errors import SocketClosedError, SocketError
from archiver.model.broadcast import ControlSignal
from archiver.model.frame import FrameKind, FrameNotice
from archiver.ports import EventConnector
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.options import HttpOptions
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.event_socket import FakeEventConnector, FakeEventSocket
from tests.fakes.loopback_http import Reply, loopback_http
from tests.fakes.loopback_room import loopback_room, message_frame, playing, result

ROOM = 7140000000000000001
FIRST = message_frame(result("WebcastChatMessage", need_ack=True), log_id=1)
BROKEN = b"\xff\xff\xff"
ENDED = message_frame(
    pb.FetchResult(
        cursor="c",
        now=1786367257452,
        messages=[
            pb.Message(
                method="WebcastControlMessage", msg_id=9, payload=pb.ControlMessage(action=3).SerializeToString()
            )
        ],
    ).SerializeToString()
)
FRAMES = (FIRST, BROKEN, ENDED)

Build = Callable[[int | None], EventConnector]  #: close code after FRAMES; None: the connection stays open


def fake_connector(code: int | None) -> FakeEventConnector:
    """A connector whose one connection plays FRAMES, and whose second try is refused."""
    end = () if code is None else (SocketClosedError("Closed.", close_code=code, reason="over"),)
    notices = {
        FIRST: FrameNotice(messages=1, server_now_ms=1786367257452),
        BROKEN: FrameNotice(problem="not protobuf"),
        ENDED: FrameNotice(messages=1, signals=(ControlSignal.ENDED,), server_now_ms=1786367257452),
    }
    return FakeEventConnector(FakeEventSocket([*FRAMES, *end], notices=notices), SocketError("Refused."))


@pytest.fixture(params=["fake", "real"])
async def build(request: pytest.FixtureRequest) -> AsyncIterator[Build]:
    """Each implementation."""
    if request.param == "fake":
        yield fake_connector
        return
    async with loopback_http() as server, loopback_room() as room:
        server.script("/@abc/live", Reply(b"<html>", headers={"Set-Cookie": "ttwid=tw"}))
        urls = dict.fromkeys(("tiktok_url", "webcast_url", "sign_url"), server.url)
        options = HttpOptions(**urls, webcast_ws_url=room.url, timeout_s=5.0)
        client = TikTokClient(options, SystemClock(), strategies=("direct",), ttwid_pause_s=0)

        def real_connector(code: int | None) -> EventConnector:
            room.play = playing(*FRAMES, code=code, reason="over" if code else "")
            room.accepts = 1
            return client.connector

        yield real_connector
        await client.aclose()


async def test_frames_come_in_order_with_their_instants(build: Build) -> None:
    """Bytes unchanged, kind PUSH, instants that do not go back."""
    socket = await build(None).connect(ROOM, "abc")

    frames = [await socket.receive() for _ in FRAMES]
    await socket.close()

    assert [frame.data for frame in frames] == list(FRAMES)
    assert {frame.kind for frame in frames} == {FrameKind.PUSH}
    assert frames == sorted(frames, key=lambda frame: (frame.received_at, frame.monotonic_ms))
    assert socket.strategy == "direct"


async def test_confirm_tells_what_a_frame_says(build: Build) -> None:
    """Signals, counts and the server's clock; bytes that cannot be read are a problem and do not raise."""
    socket = await build(None).connect(ROOM, "abc")

    notices = [await socket.confirm(await socket.receive()) for _ in FRAMES]
    await socket.close()

    assert [notice.messages for notice in notices] == [1, 0, 1]
    assert [notice.problem is not None for notice in notices] == [False, True, False]
    assert notices[2].signals == (ControlSignal.ENDED,)
    assert notices[0].server_now_ms == 1786367257452


async def test_the_end_is_raised_again_and_again(build: Build) -> None:
    """After the last frame receive raises how the connection ended, as often as it is asked."""
    socket = await build(4555).connect(ROOM, "abc")
    for _ in FRAMES:
        await socket.receive()

    for _ in range(2):
        with pytest.raises(SocketClosedError) as caught:
            await socket.receive()
        assert (caught.value.close_code, caught.value.reason) == (4555, "over")
    await socket.close()


async def test_close_wakes_a_waiting_receive(build: Build) -> None:
    """Closing, even twice, ends a receive that waits for a frame."""
    socket = await build(None).connect(ROOM, "abc")
    for _ in FRAMES:
        await socket.receive()
    waiting = asyncio.create_task(socket.receive())
    await asyncio.sleep(0)

    await socket.close()
    await socket.close()

    with pytest.raises(SocketClosedError):
        await waiting


async def test_a_refused_connection_raises(build: Build) -> None:
    """A connection that cannot be opened is a SocketError; nothing is retried inside."""
    connector = build(None)
    socket = await connector.connect(ROOM, "abc")
    await socket.close()

    with pytest.raises(SocketError):
        await connector.connect(ROOM, "abc")
