"""The ways to a room's event stream, over real sockets."""

from __future__ import annotations

from typing import Any

import pytest

from archiver.errors import ConfigError, RateLimitedError, SocketClosedError, SocketError
from archiver.model.frame import FrameKind
from archiver.ports import EventSocket
from archiver.rebroadcast.server import RebroadcastServer
from archiver.tiktok.provider import SocketOffer, load_provider
from archiver.tiktok.socket_url import direct_url
from archiver.wire.frames import parse_fetch_result
from tests.fakes.live_room import CREATOR, client_of, room_id

SESSION = {"session_id": "s3ss10n", "tt_target_idc": "useast1a"}


async def messages(socket: EventSocket, count: int) -> list[str]:
    """Methods of the next messages of a source that answers with whole results."""
    found: list[str] = []
    while len(found) < count:
        frame = await socket.receive()
        assert frame.kind is FrameKind.FETCH_RESULT
        notice = await socket.confirm(frame)
        assert notice.problem is None
        found += [message.method for message in parse_fetch_result(frame.data).messages]
    return found


async def test_polling_reads_on_where_it_was(server: RebroadcastServer) -> None:
    """The first answer has history and state, the next ones what was said since, each message once."""
    async with client_of(server, strategies=("polling",), polling_interval_s=0.05) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert socket.strategy == "polling"
        first = parse_fetch_result((await socket.receive()).data)
        assert first.is_first
        assert "RoomMessage" in [message.method for message in first.messages]
        later = await messages(socket, 3)
        assert "WebcastMemberMessage" in later or "WebcastLikeMessage" in later
        await socket.close()
        with pytest.raises(SocketClosedError):
            await socket.receive()


@pytest.mark.parametrize("fault", ["empty", "html", "forbidden", "rate_limited"])
async def test_polling_can_be_refused(server: RebroadcastServer, fault: str) -> None:
    """At the beginning that is a refusal, later an end."""
    async with client_of(server, strategies=("polling",), polling_interval_s=0.01) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await socket.receive()
        server.faults.poll = fault  # type: ignore[assignment]
        with pytest.raises(SocketClosedError, match="ended"):
            await socket.receive()
        with pytest.raises(SocketError, match="Polling"):
            await client.connector.connect(room_id(server), CREATOR)


async def test_the_next_way_is_taken(server: RebroadcastServer) -> None:
    """What fails is skipped, and the connection says which way it came."""
    server.faults.sign = "payment"
    server.faults.handshake = "bad_request"
    async with client_of(server, strategies=("sign_server", "direct", "polling")) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert socket.strategy == "polling"
        await socket.close()
        server.faults.handshake = ""
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert socket.strategy == "direct"
        await socket.close()


async def test_a_provider_of_ones_own(server: RebroadcastServer) -> None:
    """Its address is used as it is, with its cookies; it is told the room, the handle and the browser."""
    asked: list[tuple[int, str]] = []

    async with client_of(server) as other:

        async def provider(room: int, unique_id: str, user_agent: str) -> SocketOffer:
            asked.append((room, unique_id))
            assert user_agent
            url = direct_url(server.endpoints().webcast_ws_url, room, other.device)
            return SocketOffer(url=url, cookies={"ttwid": server.ttwid})

        async with client_of(server, strategies=("provider",), provider=provider) as client:
            socket = await client.connector.connect(room_id(server), CREATOR)
            assert socket.strategy == "provider"
            assert (await socket.receive()).kind is FrameKind.PUSH
            await socket.close()
    assert asked == [(room_id(server), CREATOR)]


@pytest.mark.parametrize("given", [RuntimeError("key k3y"), None, SocketOffer(url="file:///etc/passwd")])
async def test_a_provider_can_fail(server: RebroadcastServer, given: Any) -> None:
    """Whatever it does is one error, which does not repeat its words."""

    async def provider(room: int, unique_id: str, user_agent: str) -> Any:
        if isinstance(given, Exception):
            raise given
        return given

    async with client_of(server, strategies=("provider",), provider=provider) as client:
        with pytest.raises(SocketError) as caught:
            await client.connector.connect(room_id(server), CREATOR)
    assert "k3y" not in str(caught.value)


@pytest.mark.parametrize("name", ["no_such_module:f", "json:no_such_function", "json:__name__"])
def test_a_provider_that_is_none(name: str) -> None:
    """The configuration names a function that can be imported."""
    with pytest.raises(ConfigError, match="socket_provider"):
        load_provider(name)


async def test_by_handle_and_without_history(server: RebroadcastServer) -> None:
    """The sign server is told the handle, and what was said before is neither taken nor asked for."""
    async with client_of(
        server, strategies=("sign_server",), connect_by_unique_id=True, initial_messages=False
    ) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert (await socket.receive()).kind is FrameKind.PUSH
        await socket.close()
    assert server.seen.last_sign_request["unique_id"] == CREATOR
    assert "room_id" not in server.seen.last_sign_request


async def test_polling_without_history(server: RebroadcastServer) -> None:
    """What the first answer holds was said before: it is not taken in."""
    async with client_of(server, strategies=("polling",), polling_interval_s=0.05, initial_messages=False) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        assert "RoomMessage" not in await messages(socket, 1)
        await socket.close()


async def test_own_headers_and_parameters(server: RebroadcastServer) -> None:
    """They go to the platform's routes and to the socket, each to its own."""
    options: dict[str, Any] = {
        "headers": {"X-Own": "http"}, "params": {"region": "DE"},
        "socket_headers": {"X-Own": "socket"}, "socket_params": {"app_language": "de", "own": "1"},
    }  # fmt: skip
    async with client_of(server, strategies=("direct",), **options) as client:
        await client.api.fetch_gifts()
        seen = server.seen.last_request
        assert (seen["x-own"], seen["region"]) == ("http", "DE")
        socket = await client.connector.connect(room_id(server), CREATOR)
        await socket.close()
    handshake = server.seen.last_handshake
    assert (handshake["x-own"], handshake["app_language"], handshake["own"]) == ("socket", "de", "1")


@pytest.mark.parametrize("is_sent", [False, True])
async def test_a_session_goes_to_the_socket_only_when_allowed(server: RebroadcastServer, is_sent: bool) -> None:
    """Off by default; and then only to the platform's own hosts and those that were named."""
    async with client_of(server, strategies=("direct",), **SESSION, send_session_to_socket=is_sent) as client:
        socket = await client.connector.connect(room_id(server), CREATOR)
        await socket.close()
    assert ("s3ss10n" in server.seen.last_handshake.get("cookie", "")) is is_sent


async def test_the_sign_server_may_say_who_is_live(server: RebroadcastServer) -> None:
    """Only when it may, and only after the platform's own routes gave nothing."""
    server.faults.api_live = "forbidden"
    server.faults.page = "firewall"
    async with client_of(server, sign_server_fallback=True) as client:
        check = await client.api.fetch_is_live(CREATOR)
        assert (check.route, check.room_id) == ("sign_server", room_id(server))
    requests = server.seen.sign_requests
    async with client_of(server) as client:
        with pytest.raises(Exception, match="No route"):
            await client.api.fetch_is_live(CREATOR)
    assert server.seen.sign_requests == requests


async def test_what_the_budget_refuses_is_not_asked(server: RebroadcastServer) -> None:
    """A silence of the webcast host holds for polling too."""
    server.faults.gift_list = "rate_limited"
    async with client_of(server, strategies=("polling",)) as client:
        with pytest.raises(RateLimitedError):
            await client.api.fetch_gifts()
        with pytest.raises(SocketError) as caught:
            await client.connector.connect(room_id(server), CREATOR)
        assert caught.value.retry_after_s
