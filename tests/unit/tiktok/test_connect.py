"""Ways to the event socket: order, fallback, and a second try as another device."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from archiver.errors import DeviceBlockedError, HandshakeRefusedError, SignPaymentError, SocketError
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.device import Device
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.loopback_http import LoopbackHttp, Reply
from tests.fakes.loopback_room import LoopbackRoom

ROOM = 7140000000000000001
FETCH = "/webcast/fetch"
PAGE = "/@abc/live"
BLOCKED = (200, {"Handshake-Msg": "DEVICE_BLOCKED", "Handshake-Status": "415"})

Edge = Callable[..., TikTokClient]


def signed(room: LoopbackRoom) -> Reply:
    """A sign server's answer that leads to the loopback room."""
    body = pb.FetchResult(cursor="c", push_server=room.url + "/signed", route_params={"wrss": "a b"}, is_first=True)
    return Reply(body.SerializeToString(), headers={"X-Set-TT-Cookie": "ttwid=signed; Path=/"})


def page(ttwid: str) -> Reply:
    """A page that gives a device cookie, or none."""
    return Reply(b"<html>", headers={"Set-Cookie": f"ttwid={ttwid}; Path=/"} if ttwid else {})


def cookies(room: LoopbackRoom) -> list[str]:
    """The cookies of every handshake so far."""
    return [request.headers.get("Cookie", "") for request in room.requests]


async def test_the_sign_server_leads_to_a_socket(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """Address, route parameters and cookie come from the sign server, and its result is the first frame."""
    server.script(FETCH, signed(room))

    socket = await edge(strategies=("sign_server",)).connector.connect(ROOM, "abc")
    first = await socket.receive()
    await socket.close()

    parts = urlsplit(room.requests[0].path)
    assert socket.strategy == "sign_server"
    assert parts.path == "/signed"
    assert parse_qs(parts.query)["wrss"] == ["a b"]
    assert parse_qs(parts.query)["room_id"] == [str(ROOM)]
    assert cookies(room) == ["ttwid=signed"]
    assert first.data == signed(room).body
    assert room.requests[0].headers["User-Agent"] == server.requests[0].query["user_agent"][0]


async def test_the_direct_way_needs_only_a_device_cookie(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """The page is asked, without login, until an answer carries ttwid; later connections reuse it."""
    server.script(PAGE, page(""), Reply(status=403), page("tw"))
    connector = edge(session_id="s3ss", tt_target_idc="x").connector

    for _ in range(2):
        socket = await connector.connect(ROOM, "abc")
        await socket.close()

    assert socket.strategy == "direct"
    assert server.paths() == [PAGE] * 3
    assert not any("s3ss" in request.headers.get("cookie", "") for request in server.requests)
    assert cookies(room) == ["ttwid=tw", "ttwid=tw"]


async def test_without_a_device_cookie_there_is_no_direct_way(edge: Edge, server: LoopbackHttp) -> None:
    """After a few answers without ttwid the reason is told; the tries are bounded."""
    server.script(PAGE, page(""))

    with pytest.raises(SocketError, match="ttwid"):
        await edge().connector.connect(ROOM, "abc")
    assert len(server.requests) < 10


async def test_a_platform_that_gives_no_device_cookie_is_not_besieged(edge: Edge, server: LoopbackHttp) -> None:
    """Each room tries again every half minute: that is one request each time, until an answer carries the cookie."""
    server.script(PAGE, *[page("")] * 8, page("tw"))
    connector, asked = edge().connector, list[int]()
    for _ in range(3):
        with pytest.raises(SocketError, match="ttwid"):
            await connector.connect(ROOM, "abc")
        asked.append(len(server.requests))
    await (await connector.connect(ROOM, "abc")).close()
    assert asked == [6, 7, 8]


@pytest.mark.parametrize(("replies", "asked"), [(["tw"], 1), (["", "tw"], 2), ([""], 6)])
async def test_rooms_that_connect_at_once_ask_together_for_the_cookie(
    edge: Edge, server: LoopbackHttp, replies: list[str], asked: int
) -> None:
    """Fifty rooms after an outage: the platform is asked as for one, and what it says is said to each."""
    server.script(PAGE, *map(page, replies))
    connector = edge().connector

    found = await asyncio.gather(*(connector.connect(ROOM + n, "abc") for n in range(5)), return_exceptions=True)
    for socket in found:
        if not isinstance(socket, BaseException):
            await socket.close()

    assert len(server.requests) == asked
    assert [isinstance(each, SocketError) for each in found] == [replies[-1] == ""] * 5


async def test_who_gives_up_waiting_for_the_cookie_takes_it_from_nobody(edge: Edge, server: LoopbackHttp) -> None:
    """The room that asked first is stopped; the others go on waiting for the same answer."""
    server.script(PAGE, page("tw"))
    connector = edge().connector
    first, second = (asyncio.create_task(connector.connect(ROOM + n, "abc")) for n in range(2))
    await asyncio.sleep(0)
    first.cancel()
    async with asyncio.timeout(20):
        await (await second).close()
    assert first.cancelled()
    assert len(server.requests) == 1


async def test_a_flagged_device_is_replaced_once(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """After DEVICE_BLOCKED the client comes back with another ttwid and user agent."""
    server.script(PAGE, page("first"), page("second"))
    room.refusals.append(BLOCKED)

    socket = await edge().connector.connect(ROOM, "abc")
    await socket.close()

    assert cookies(room) == ["ttwid=first", "ttwid=second"]
    assert room.requests[0].headers["User-Agent"] != room.requests[1].headers["User-Agent"]


async def test_a_signed_connection_is_signed_anew_for_another_device(
    edge: Edge, server: LoopbackHttp, room: LoopbackRoom
) -> None:
    """A refused device gets a new signature, since a signed address is good for one attempt."""
    server.script(FETCH, signed(room))
    room.refusals.append(BLOCKED)

    socket = await edge(strategies=("sign_server",)).connector.connect(ROOM, "abc")
    await socket.close()

    assert server.paths() == [FETCH, FETCH]


async def test_a_flagged_device_is_replaced_once_for_all_rooms(
    edge: Edge, server: LoopbackHttp, room: LoopbackRoom
) -> None:
    """Who is refused as a device that another room has replaced already takes the new one, and leaves it as it is."""
    server.script(PAGE, page("first"), page("second"))
    room.refusals += [BLOCKED, BLOCKED]
    client, expected = edge(), Device()
    expected.renew()

    sockets = await asyncio.gather(client.connector.connect(ROOM, "abc"), client.connector.connect(ROOM + 1, "abc"))
    for socket in sockets:
        await socket.close()

    assert len(room.requests) == 4
    assert client.device.user_agent == expected.user_agent
    assert {request.headers["User-Agent"] for request in room.requests[2:]} == {expected.user_agent}


async def test_a_late_answer_gives_the_new_device_no_cookie(
    edge: Edge, server: LoopbackHttp, room: LoopbackRoom
) -> None:
    """The socket takes a cookie only with the user agent it was given to: one for the flagged device is of no use."""
    client = edge()

    def renewed_meanwhile(_path: str, _query: object) -> Reply:
        if len(server.requests) == 1:
            client.device.renew()
            return page("flagged")
        return page("new")

    server.answer = renewed_meanwhile

    socket = await client.connector.connect(ROOM, "abc")
    await socket.close()

    assert cookies(room) == ["ttwid=new"]
    assert room.requests[0].headers["User-Agent"] == server.requests[1].headers["user-agent"]


async def test_two_blocks_are_told(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """A device is replaced once, not for ever."""
    server.script(PAGE, page("a"), page("b"), page("c"))
    room.refusals += [BLOCKED, BLOCKED, BLOCKED]

    with pytest.raises(DeviceBlockedError):
        await edge().connector.connect(ROOM, "abc")
    assert len(room.requests) == 2


@pytest.mark.parametrize(
    "reply", [Reply(status=402), Reply(status=429), Reply(status=503), Reply(b""), Reply(status=0)]
)
async def test_the_next_way_is_tried(edge: Edge, server: LoopbackHttp, room: LoopbackRoom, reply: Reply) -> None:
    """Whatever is wrong with the sign server, the direct way is tried."""
    server.script(FETCH, reply)
    server.script(PAGE, page("tw"))

    socket = await edge(strategies=("sign_server", "direct")).connector.connect(ROOM, "abc")
    await socket.close()

    assert socket.strategy == "direct"


async def test_the_order_is_configured(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """With "direct" first the sign server is asked only when that fails."""
    server.script(PAGE, page("tw"))
    server.script(FETCH, signed(room))
    room.refusals.append((400, {}))

    socket = await edge(strategies=("direct", "sign_server")).connector.connect(ROOM, "abc")
    await socket.close()

    assert socket.strategy == "sign_server"
    assert server.paths() == [PAGE, FETCH]


async def test_when_all_ways_fail_every_reason_is_told(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """One error names each way with its reason and the wait that was asked for."""
    server.script(FETCH, Reply(status=429, headers={"Retry-After": "60"}))
    server.script(PAGE, page("tw"))
    room.refusals.append((400, {"Handshake-Msg": "bad query"}))

    with pytest.raises(SocketError, match=r"sign_server: .*limit.* direct: .*bad query") as caught:
        await edge(strategies=("sign_server", "direct")).connector.connect(ROOM, "abc")
    assert caught.value.retry_after_s == 60


@pytest.mark.parametrize(("refusal", "wait_s"), [({}, 60), ({"Handshake-Options": "reconnect-interval=1800"}, 1800)])
async def test_the_wait_of_one_way_is_not_that_of_another(
    edge: Edge, server: LoopbackHttp, room: LoopbackRoom, refusal: dict[str, str], wait_s: float
) -> None:
    """The sign server's hour is its own: a way that named no time, as after a lost network, is tried again soon."""
    server.script(FETCH, Reply(status=429, headers={"Retry-After": "3600"}))
    server.script(PAGE, page("tw"))
    room.refusals.append((400, refusal))

    with pytest.raises(SocketError) as caught:
        await edge(strategies=("sign_server", "direct")).connector.connect(ROOM, "abc")
    assert caught.value.retry_after_s == wait_s


async def test_the_only_ways_error_stays_what_it_is(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """With one strategy its own error reaches the caller."""
    server.script(FETCH, Reply(status=402))
    server.script(PAGE, page("tw"))
    room.refusals.append((400, {}))

    with pytest.raises(SignPaymentError):
        await edge(strategies=("sign_server",)).connector.connect(ROOM, "abc")
    with pytest.raises(HandshakeRefusedError):
        await edge(strategies=("direct",)).connector.connect(ROOM, "abc")


async def test_the_session_goes_to_the_socket_only_when_switched_on(
    edge: Edge, server: LoopbackHttp, room: LoopbackRoom
) -> None:
    """A configured login is kept from the socket by default."""
    server.script(PAGE, page("tw"))

    for send in (False, True):
        socket = await edge(session_id="s3ss", tt_target_idc="x", send_session_to_socket=send).connector.connect(
            ROOM, "abc"
        )
        await socket.close()

    assert ["s3ss" in text for text in cookies(room)] == [False, True]


@pytest.mark.parametrize(
    ("is_enabled", "hosts", "goes"),
    [
        (True, ("127.0.0.1",), True),
        (True, ("other.example",), False),
        (True, (), False),
        (False, ("127.0.0.1",), False),
    ],
)
async def test_a_session_goes_to_further_hosts_only_when_they_are_named(
    edge: Edge, server: LoopbackHttp, room: LoopbackRoom, is_enabled: bool, hosts: tuple[str, ...], goes: bool
) -> None:
    """An authenticated websocket needs both: the switch, and the host among those it may go to."""
    server.script(FETCH, signed(room))
    client = edge(
        strategies=("sign_server",), webcast_ws_url="ws://localhost:1", session_id="s3ss", tt_target_idc="x",
        send_session_to_socket=is_enabled, session_hosts=hosts,
    )  # fmt: skip
    socket = await client.connector.connect(ROOM, "abc")
    await socket.close()
    assert ("s3ss" in cookies(room)[0]) is goes


async def test_a_socket_that_does_not_open_is_waited_for_only_so_long(
    edge: Edge, server: LoopbackHttp, silent_port: int
) -> None:
    """The limit is the configured one."""
    server.script(PAGE, page("tw"))
    client = edge(webcast_ws_url=f"ws://127.0.0.1:{silent_port}", socket_timeout_s=0.1)
    with pytest.raises(SocketError, match="TimeoutError"):
        await client.connector.connect(ROOM, "abc")


async def test_a_signed_address_elsewhere_gets_no_session(edge: Edge, server: LoopbackHttp, room: LoopbackRoom) -> None:
    """Even switched on, the login is not sent to a host that is not the platform's."""
    server.script(FETCH, signed(room))
    client = edge(
        strategies=("sign_server",),
        webcast_ws_url="ws://localhost:1",
        session_id="s3ss",
        tt_target_idc="x",
        send_session_to_socket=True,
    )

    socket = await client.connector.connect(ROOM, "abc")
    await socket.close()

    assert cookies(room) == ["ttwid=signed"]
