"""The event socket over a real connection: frames in order, acks after confirm, heartbeats, and every way to end."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from websockets.asyncio.server import ServerConnection

from archiver.clock import SystemClock
from archiver.errors import DeviceBlockedError, HandshakeRefusedError, SocketClosedError, SocketError
from archiver.model.broadcast import ControlSignal
from archiver.model.frame import FrameKind, RawFrame
from archiver.tiktok.socket import WebcastSocket, open_socket
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.loopback_room import LoopbackRoom, message_frame, playing, result

ROOM = 7140000000000000001
Open = Callable[..., Awaitable[WebcastSocket]]


@pytest.fixture
async def connect(room: LoopbackRoom) -> AsyncIterator[Open]:
    """Opens sockets to the loopback room; closes them at the end."""
    opened: list[WebcastSocket] = []

    async def open_one(silence_limit_ms: int = 30_000, fetch_body: bytes | None = None, url: str = "") -> WebcastSocket:
        socket = await open_socket(
            url or room.url + "/path?room_id=1",
            room_id=ROOM,
            headers={"Cookie": "ttwid=tw", "Referer": "https://www.tiktok.com/"},
            user_agent="Mozilla/5.0 (test)",
            origin="https://www.tiktok.com",
            proxy=None,
            clock=SystemClock(),
            strategy="direct",
            silence_limit_ms=silence_limit_ms,
            fetch_body=fetch_body,
        )
        opened.append(socket)
        return socket

    yield open_one
    for socket in opened:
        await socket.close()


def control(action: int) -> bytes:
    """A result with one control message."""
    payload = pb.ControlMessage(action=action).SerializeToString()
    message = pb.Message(method="WebcastControlMessage", payload=payload, msg_id=1)
    return pb.FetchResult(messages=[message], cursor="c").SerializeToString()


async def test_the_room_is_entered_before_the_first_heartbeat(room: LoopbackRoom, connect: Open) -> None:
    """The client's first frame enters the room, the second is a heartbeat; the handshake is a browser's."""
    await connect()

    enter = await asyncio.wait_for(room.received.get(), 10)
    heartbeat = await asyncio.wait_for(room.received.get(), 10)

    assert (enter.payload_type, pb.EnterRoom.FromString(enter.payload).room_id) == ("im_enter_room", ROOM)
    assert (heartbeat.payload_type, pb.Heartbeat.FromString(heartbeat.payload).send_packet_seq_id) == ("hb", 1)
    headers = room.requests[0].headers
    assert headers["Cookie"] == "ttwid=tw"
    assert headers["User-Agent"] == "Mozilla/5.0 (test)"
    assert headers["Origin"] == "https://www.tiktok.com"


async def test_heartbeats_follow_the_interval_the_server_asks_for(room: LoopbackRoom, connect: Open) -> None:
    """With ping-interval=1 heartbeats keep coming, numbered, without anybody receiving."""
    room.handshake_options = "ping-interval=1; reconnect-interval=5"
    await connect()

    numbers = [pb.Heartbeat.FromString((await room.next_of("hb")).payload).send_packet_seq_id for _ in range(3)]

    assert numbers == [1, 2, 3]


async def test_a_server_that_closes_on_missing_heartbeats_stays(room: LoopbackRoom, connect: Open) -> None:
    """A server that hangs up on clients without heartbeats keeps ours and goes on to deliver."""
    room.handshake_options = "ping-interval=1"
    frame = message_frame(result("WebcastLikeMessage"))

    async def demanding(connection: ServerConnection) -> None:
        for _ in range(2):
            try:
                await asyncio.wait_for(room.next_of("hb"), 5)
            except TimeoutError:
                await connection.close(1000, "no heartbeat")
        await connection.send(frame)
        await connection.wait_closed()

    room.play = demanding
    socket = await connect()

    assert (await socket.receive()).data == frame


async def test_frames_arrive_unchanged_and_in_order(room: LoopbackRoom, connect: Open) -> None:
    """Every binary frame is handed on as received with its instants; text frames are passed over."""
    frames = [message_frame(result(f"M{number}"), log_id=number) for number in range(3)]
    room.play = playing(frames[0], "text", frames[1], "", frames[2])
    socket = await connect()

    received = [await socket.receive() for _ in range(3)]

    assert [f.data for f in received] == frames
    assert {f.kind for f in received} == {FrameKind.PUSH}
    assert received[0].received_at <= received[2].received_at
    assert received[0].monotonic_ms <= received[2].monotonic_ms


async def test_acks_are_sent_by_confirm_and_not_before(room: LoopbackRoom, connect: Open) -> None:
    """A frame is acknowledged with its log_id and the result's internal_ext, once it is confirmed."""
    frames = [message_frame(result("A", need_ack=True, ext=b"\xff1"), log_id=11),
              message_frame(result("B", need_ack=True, ext=b"two"), log_id=22)]  # fmt: skip
    room.play = playing(*frames)
    socket = await connect()

    first = await socket.receive()
    second = await socket.receive()
    await socket.confirm(second)
    ack = await room.next_of("ack")
    await socket.confirm(first)
    later = await room.next_of("ack")

    # Both were received before either was confirmed: had receiving acknowledged, 11 would have come first.
    assert (ack.log_id, ack.payload) == (22, b"two")
    assert (later.log_id, later.payload) == (11, b"\xff1")


@pytest.mark.parametrize("headers", [{}, {"compress_type": "gzip"}])
async def test_gzip_is_read_with_and_without_its_header(
    room: LoopbackRoom, connect: Open, headers: dict[str, str]
) -> None:
    """A compressed result is understood by header and by its first bytes."""
    room.play = playing(message_frame(gzip.compress(control(3)), headers=headers))
    socket = await connect()

    notice = await socket.confirm(await socket.receive())

    assert notice.signals == (ControlSignal.ENDED,)
    assert notice.messages == 1


async def test_a_broken_frame_is_a_problem_and_not_an_end(room: LoopbackRoom, connect: Open) -> None:
    """Truncated frames, nonsense and gzip bombs are reported by confirm; the frames after them arrive."""
    whole = message_frame(control(1))
    bomb = message_frame(gzip.compress(b"\0" * (64 << 20)))
    room.play = playing(whole[:-5], b"\xff\xff\xff", bomb, whole)
    socket = await connect()

    notices = [await socket.confirm(await socket.receive()) for _ in range(4)]

    assert [notice.problem is not None for notice in notices] == [True, True, True, False]
    assert notices[3].signals == (ControlSignal.PAUSED,)


async def test_frames_beyond_a_mebibyte_arrive(room: LoopbackRoom, connect: Open) -> None:
    """A 3 MiB frame does not close the connection."""
    frame = message_frame(result("Big") + b"\x12" + b"\x80\x80\xc0\x01" + b"x" * (3 << 20))
    room.play = playing(frame)
    socket = await connect()

    assert (await socket.receive()).data == frame


async def test_frames_beyond_the_bound_end_the_connection(room: LoopbackRoom, connect: Open) -> None:
    """What exceeds the bound is refused with 1009, not swallowed."""
    room.play = playing(b"x" * ((16 << 20) + 1))
    socket = await connect()

    with pytest.raises(SocketClosedError) as caught:
        await socket.receive()
    assert caught.value.close_code == 1009


async def test_the_sign_servers_result_comes_first(room: LoopbackRoom, connect: Open) -> None:
    """The fetch body is the first frame, read on confirm and never acknowledged."""
    frame = message_frame(result("After", need_ack=True), log_id=5)
    room.play = playing(frame)
    socket = await connect(fetch_body=control(4))

    first = await socket.receive()
    notice = await socket.confirm(first)
    await socket.confirm(await socket.receive())

    assert (first.kind, first.data) == (FrameKind.FETCH_RESULT, control(4))
    assert notice.signals == (ControlSignal.SUSPENDED,)
    assert (await room.next_of("ack")).log_id == 5


async def test_a_broken_fetch_body_is_a_problem(connect: Open) -> None:
    """Bytes that are no fetch result do not stop anything."""
    socket = await connect(fetch_body=b"\xff\xff")

    assert (await socket.confirm(await socket.receive())).problem


async def test_notes_of_the_journal_need_no_answer(connect: Open) -> None:
    """A record that never came over the wire is confirmed without doing anything."""
    socket = await connect()

    notice = await socket.confirm(RawFrame(FrameKind.CONNECTED, b"{}", 1, 1))

    assert (notice.messages, notice.problem) == (0, None)


@pytest.mark.parametrize(("code", "reason"), [(1000, "bye"), (1001, ""), (4555, "payload_handler_hb")])
async def test_a_close_carries_code_and_reason(room: LoopbackRoom, connect: Open, code: int, reason: str) -> None:
    """How the server closed is told, each time somebody asks."""
    room.play = playing(code=code, reason=reason)
    socket = await connect()

    for _ in range(2):
        with pytest.raises(SocketClosedError) as caught:
            await socket.receive()
        assert (caught.value.close_code, caught.value.reason) == (code, reason)


async def test_a_lost_connection_is_1006(room: LoopbackRoom, connect: Open) -> None:
    """A connection cut without a close frame has code 1006."""

    async def cut(connection: ServerConnection) -> None:
        await room.next_of("hb")
        connection.transport.abort()

    room.play = cut
    socket = await connect()

    with pytest.raises(SocketClosedError) as caught:
        await socket.receive()
    assert caught.value.close_code == 1006


async def test_silence_counts_as_lost(connect: Open) -> None:
    """A connection on which nothing arrives for the limit ends with 1006."""
    socket = await connect(silence_limit_ms=100)

    with pytest.raises(SocketClosedError, match="silent") as caught:
        await socket.receive()
    assert caught.value.close_code == 1006


async def test_confirming_on_a_dead_connection_does_not_raise(room: LoopbackRoom, connect: Open) -> None:
    """An ack that cannot be sent any more is no error: the frame is stored, receive tells of the end."""
    room.play = playing(message_frame(result("A", need_ack=True)), code=1000)
    socket = await connect()
    frame = await socket.receive()
    with pytest.raises(SocketClosedError):
        await socket.receive()

    assert (await socket.confirm(frame)).messages == 1


async def test_closing_ends_a_waiting_receive(room: LoopbackRoom, connect: Open) -> None:
    """close() may be called twice, tells the server, and wakes whoever waits for a frame."""
    ended = asyncio.Event()

    async def watch(connection: ServerConnection) -> None:
        await connection.wait_closed()
        ended.set()

    room.play = watch
    socket = await connect()
    waiting = asyncio.create_task(socket.receive())
    await room.next_of("hb")

    await socket.close()
    await socket.close()

    with pytest.raises(SocketClosedError) as caught:
        await waiting
    assert caught.value.close_code == 1000
    await asyncio.wait_for(ended.wait(), 10)


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [
        (200, {"Handshake-Msg": "DEVICE_BLOCKED", "Handshake-Status": "415"}, DeviceBlockedError),
        (415, {"Handshake-Msg": "DEVICE_BLOCKED"}, DeviceBlockedError),
        (200, {"Handshake-Msg": "illegal secret key"}, HandshakeRefusedError),
        (200, {"Handshake-Status": "417", "Handshake-Msg": "illegal app_id"}, HandshakeRefusedError),
        (400, {"Handshake-Msg": "bad query"}, HandshakeRefusedError),
        (503, {}, HandshakeRefusedError),
    ],
)
async def test_refused_handshakes_are_typed(
    room: LoopbackRoom, connect: Open, status: int, headers: dict[str, str], error: type[SocketError]
) -> None:
    """An HTTP answer instead of a socket has its error."""
    room.refusals.append((status, headers))

    with pytest.raises(error):
        await connect()


@pytest.mark.parametrize("url", ["ws://127.0.0.1:1/?secret=s3cret", "nonsense://s3cret", "ws://:s3cret@/"])
async def test_sockets_that_cannot_be_opened_say_so(connect: Open, url: str) -> None:
    """An unreachable server and an impossible address are one error, without the address."""
    with pytest.raises(SocketError) as caught:
        await connect(url=url)

    assert "s3cret" not in str(caught.value)


async def test_a_hang_up_during_the_handshake_is_an_error(connect: Open) -> None:
    """The platform drops clients without ttwid without a word."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        with pytest.raises(SocketError):
            await connect(url=f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/")


async def test_the_environments_proxy_is_not_used(
    connect: Open, monkeypatch: pytest.MonkeyPatch, room: LoopbackRoom
) -> None:
    """Only the configured proxy counts for sockets too."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")

    await connect()
    await room.next_of("im_enter_room")


async def test_repeated_headers_of_a_refusal_are_survived(room: LoopbackRoom, connect: Open) -> None:
    """A refusal that repeats a header is still that refusal."""
    room.refusals = [(400, [("Handshake-Msg", "one"), ("Handshake-Msg", "two"), ("Handshake-Options", "a")] * 2)]

    with pytest.raises(HandshakeRefusedError, match="'one'"):
        await connect()


@pytest.mark.parametrize("status", [301, 302, 307])
async def test_redirects_are_not_followed(room: LoopbackRoom, connect: Open, status: int) -> None:
    """The address was checked before it was used; where it leads was not, so nothing is asked there."""
    room.refusals = [(status, {"Location": room.url + "/elsewhere"})]

    with pytest.raises(HandshakeRefusedError) as caught:
        await connect()

    assert caught.value.status == status
    assert len(room.requests) == 1
