"""The nine routes of a sign server, over real sockets, with every answer it is known to give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from archiver.clock import SystemClock
from archiver.errors import (
    LoginRequiredError,
    SignError,
    SignForbiddenError,
    SignNotFoundError,
    SignPaymentError,
    SignRateLimitedError,
    SignUnavailableError,
)
from archiver.model.broadcast import RoomStatus
from archiver.rebroadcast.server import RebroadcastServer
from archiver.tiktok.budget import RateBudget
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.euler import unsigned
from tests.fakes.live_room import CREATOR, client_of, room_id

SESSION = {"session_id": "s3ss10n", "tt_target_idc": "useast1a", "send_session_to_sign_server": True}


@pytest.fixture
async def client(server: RebroadcastServer) -> AsyncIterator[TikTokClient]:
    async with client_of(server, sign_api_key="k3y", **SESSION) as made:
        yield made


async def test_fetch_signs_a_connection(server: RebroadcastServer, client: TikTokClient) -> None:
    """By room id, and by handle where the plan allows it."""
    for unique_id in ("", CREATOR):
        signed = await client.sign_server.fetch(room_id(server), client.device, unique_id=unique_id)
        assert signed.push_server == server.ws_url
        assert signed.cookies["ttwid"] == server.ttwid


async def test_room_id_and_info_by_handle(server: RebroadcastServer, client: TikTokClient) -> None:
    """The sign server's own word on a room: id, status, figures, two rungs of each protocol."""
    found = await client.sign_server.room_id(CREATOR)
    info = await client.sign_server.room_info(CREATOR)

    assert (found.room_id, found.is_live) == (room_id(server), True)
    assert (info.room_id, info.status, info.creator.unique_id) == (room_id(server), RoomStatus.LIVE, CREATOR)
    assert info.creator.user_id == server.scenario.creator.user_id
    assert [(v.protocol, v.quality) for v in info.variants] == [("flv", "hd"), ("flv", "ld")]


async def test_cover_and_video_are_addresses(server: RebroadcastServer, client: TikTokClient) -> None:
    """Both answer with a redirect; the address is given, not followed."""
    assert (await client.sign_server.room_cover(CREATOR)).startswith(server.base_url + "/images/")
    video = await client.sign_server.room_video(CREATOR, "flv_ld")
    assert video.startswith(f"{server.base_url}/media/{room_id(server)}/ld.flv?")
    with pytest.raises(SignNotFoundError):
        await client.sign_server.room_video(CREATOR, "hls_sd")  # the script offers FLV only


async def test_rate_limits_count_down(client: TikTokClient) -> None:
    """Minute, hour and day, each with what is left and when it begins anew."""
    before = await client.sign_server.rate_limits()
    await client.sign_server.room_id(CREATOR)
    after = await client.sign_server.rate_limits()

    assert before.minute is not None
    assert after.minute is not None
    assert before.minute.remaining - after.minute.remaining == 1
    assert after.minute.reset_at is not None
    assert after.day is not None


async def test_the_accounts_sockets(server: RebroadcastServer, client: TikTokClient) -> None:
    """The list names each open socket, and each can be asked about."""
    assert await client.sign_server.socket_ids("acc-1") == ()
    socket = await client.connector.connect(room_id(server), CREATOR)
    try:
        (only,) = await client.sign_server.socket_ids("acc-1")
        state = await client.sign_server.socket_state("acc-1", only)
    finally:
        await socket.close()

    assert (state.socket_id, state.unique_id) == (only, CREATOR)
    with pytest.raises(SignNotFoundError):
        await client.sign_server.socket_state("acc-1", "ws-99")


async def test_chat_is_said_once(server: RebroadcastServer, client: TikTokClient) -> None:
    """By room id or handle, with the session; without one nothing is even sent."""
    await client.sign_server.chat("hello", room_id=room_id(server))
    await client.sign_server.chat("again", unique_id=CREATOR)

    assert [(said.what, said.content) for said in server.seen.said] == [("chat", "hello"), ("chat", "again")]
    async with client_of(server) as anonymous:
        with pytest.raises(LoginRequiredError, match="send_session_to_sign_server"):
            await anonymous.sign_server.chat("no", room_id=room_id(server))
    assert len(server.seen.said) == 2


async def test_an_address_is_signed_anew(client: TikTokClient) -> None:
    """The old signature goes, the new one comes, everything else stays."""
    signed = await client.sign_server.sign_url("https://webcast.tiktok.com/x/?a=1&X-Bogus=old&msToken=m", client.device)

    assert signed.url == "https://webcast.tiktok.com/x/?a=1&X-Bogus=rebroadcast&X-Gnarly=rebroadcast"
    assert signed.user_agent == client.device.user_agent
    assert unsigned("https://h/?X-Gnarly=1&b=%20") == "https://h/?b=%20"


_ROUTES: dict[str, Callable[[TikTokClient, int], Awaitable[object]]] = {
    "fetch": lambda c, room: c.sign_server.fetch(room, c.device),
    "room_id": lambda c, _: c.sign_server.room_id(CREATOR),
    "room_info": lambda c, _: c.sign_server.room_info(CREATOR),
    "room_cover": lambda c, _: c.sign_server.room_cover(CREATOR),
    "room_video": lambda c, _: c.sign_server.room_video(CREATOR, "flv_ld"),
    "websockets": lambda c, _: c.sign_server.socket_ids("1"),
    "chat": lambda c, room: c.sign_server.chat("x", room_id=room),
    "sign_url": lambda c, _: c.sign_server.sign_url("https://webcast.tiktok.com/", c.device),
}


@pytest.mark.parametrize("route", list(_ROUTES))
async def test_every_refusal_is_its_error_on_every_route(
    server: RebroadcastServer, client: TikTokClient, route: str
) -> None:
    """By HTTP status, by the code in a body that comes with 200, and by an empty body."""
    expected: dict[str, type[SignError]] = {
        "payment": SignPaymentError, "forbidden": SignForbiddenError, "unauthorized": SignForbiddenError,
        "code_forbidden": SignForbiddenError, "not_found": SignNotFoundError, "error": SignUnavailableError,
        "unavailable": SignUnavailableError, "empty": SignUnavailableError,
    }  # fmt: skip
    for fault, kind in expected.items():
        server.faults.sign = fault  # type: ignore[assignment]
        with pytest.raises(SignError) as caught:
            await _ROUTES[route](client, room_id(server))
        assert type(caught.value) is kind, fault


async def test_a_handle_nobody_has(client: TikTokClient) -> None:
    """404 on the routes that go by handle."""
    for ask in (client.sign_server.room_id, client.sign_server.room_info, client.sign_server.room_cover):
        with pytest.raises(SignNotFoundError):
            await ask("nobody")


@pytest.mark.parametrize(("fault", "waits"), [("rate_limited", True), ("rate_limited_bare", False)])
async def test_a_limit_says_how_long_when_the_server_does(
    server: RebroadcastServer, client: TikTokClient, fault: str, waits: bool
) -> None:
    """With and without headers."""
    server.faults.sign = fault  # type: ignore[assignment]
    with pytest.raises(SignRateLimitedError) as caught:
        await client.sign_server.fetch(room_id(server), client.device)
    assert (caught.value.retry_after_s is not None) is waits


@pytest.mark.parametrize(("auth", "place"), [("header", "x-api-key"), ("jwt", "x-jwt-key"), ("query", "apiKey")])
async def test_the_key_travels_three_ways(server: RebroadcastServer, auth: str, place: str) -> None:
    """As a header, as a token's header, or in the query, for servers that know only that."""
    async with client_of(server, sign_api_key="k3y", sign_auth=auth, sign_headers={"X-Own": "mine"}) as client:
        await client.sign_server.room_id(CREATOR)
    request = server.seen.last_sign_request
    assert request["x-own"] == "mine"
    assert [name for name, value in request.items() if value == "k3y"] == [place]


async def test_preferred_agents_are_named(server: RebroadcastServer) -> None:
    """The sign server is told which of its agents shall fetch, and what else its operator wants to know."""
    async with client_of(server, preferred_agents=("a1", "b2"), sign_params={"country": "DE"}) as client:
        await client.sign_server.fetch(room_id(server), client.device)
    request = server.seen.last_sign_request
    assert (request["preferred_agent_ids"], request["country"]) == ("a1,b2", "DE")


async def test_many_creators_are_checked_at_once(server: RebroadcastServer, client: TikTokClient) -> None:
    """By user id: the room of who is live, and no word on whom the server does not know."""
    creator = server.scenario.creator.user_id
    assert await client.sign_server.fetch_live_rooms(creator, 1, 2) == {creator: room_id(server)}
    server.faults.sign = "payment"
    with pytest.raises(SignPaymentError):
        await client.sign_server.fetch_live_rooms(creator)


async def test_what_can_wait_leaves_requests_for_signing(server: RebroadcastServer) -> None:
    """A live check of many is not made when most of a window is spent; a signature still is."""
    budget = RateBudget(SystemClock(), limits={"sign": {"hour": 10}})
    async with client_of(server, budget=budget, **SESSION) as client:
        for _ in range(8):
            await client.sign_server.fetch_live_rooms(1)
        with pytest.raises(SignRateLimitedError, match="kept for signing") as caught:
            await client.sign_server.fetch_live_rooms(1)
        assert 3500 < (caught.value.retry_after_s or 0) <= 3600
        await client.sign_server.fetch(room_id(server), client.device)
    assert server.seen.sign_requests == 9
