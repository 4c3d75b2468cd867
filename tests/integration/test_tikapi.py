"""TikAPI's live routes, over real sockets, with every answer they are known to give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from archiver.errors import (
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PlatformUnavailableError,
    RateLimitedError,
    RoomEndedError,
    TikApiError,
    TikApiKeyError,
    TikApiPlanError,
    UnexpectedPayloadError,
    UserNotFoundError,
)
from archiver.model.broadcast import RoomStatus
from archiver.rebroadcast.server import RebroadcastServer
from archiver.tiktok.client import TikTokClient
from tests.fakes.live_room import CREATOR, client_of, room_id

KEYS: dict[str, Any] = {"api_key": "k3yk3yk3yk3y", "account_key": "acc0untacc0unt"}


@pytest.fixture
async def client(server: RebroadcastServer) -> AsyncIterator[TikTokClient]:
    async with client_of(server, tikapi=KEYS | {"allow_actions": True}) as made:
        yield made


async def test_a_handle_has_a_room(server: RebroadcastServer, client: TikTokClient) -> None:
    """Who it is, and their room; the API key alone is sent."""
    found = await client.tikapi.check(CREATOR)
    seen = server.seen.last_tikapi_request

    assert (found.check.room_id, found.check.status, found.check.route) == (room_id(server), RoomStatus.LIVE, "tikapi")
    assert found.check.creator is not None
    assert found.check.creator.user_id == server.scenario.creator.user_id
    assert (seen["x-api-key"], seen["username"]) == (KEYS["api_key"], CREATOR)
    assert "x-account-key" not in seen
    with pytest.raises(UserNotFoundError, match="no such creator"):
        await client.tikapi.check("nobody")


async def test_a_creator_without_a_room_is_offline(server: RebroadcastServer, client: TikTokClient) -> None:
    """That is an answer, not an error."""
    assert server.room is not None
    server.room.set_status(RoomStatus.ENDED, server.room.started_at)
    check = (await client.tikapi.check(CREATOR)).check
    assert (check.room_id, check.status, check.is_live) == (None, RoomStatus.ENDED, False)
    with pytest.raises(RoomEndedError):
        await client.tikapi.fetch_room_info(room_id(server))


async def test_room_info_has_streams(server: RebroadcastServer, client: TikTokClient) -> None:
    """The platform's room info, by both keys."""
    info = await client.tikapi.fetch_room_info(room_id(server))
    assert (info.room_id, info.status, info.title) == (room_id(server), RoomStatus.LIVE, "Twelve seconds")
    assert [variant.quality for variant in info.variants] == ["ld"]
    assert server.seen.last_tikapi_request["x-account-key"] == KEYS["account_key"]
    with pytest.raises(RoomEndedError, match="no such room"):
        await client.tikapi.fetch_room_info(7140000000000000009)


async def test_what_accounts_and_keys_may_do(server: RebroadcastServer, client: TikTokClient) -> None:
    """Recommendations, permissions and the key, as TikAPI describes them; figures of a broadcast that is over."""
    assert (await client.tikapi.permissions())["live_status"] == 1
    assert (await client.tikapi.key_info())["subscription"] == "rebroadcast"
    rooms = (await client.tikapi.recommend(room_id(server)))["data"]
    assert rooms[0]["data"]["id_str"] == str(room_id(server))
    with pytest.raises(RoomEndedError):
        await client.tikapi.stats(room_id(server))

    assert server.room is not None
    ended_at = server.room.started_at + 9000
    server.room.set_status(RoomStatus.ENDED, ended_at)
    stats = await client.tikapi.stats(room_id(server))
    assert (stats.room_id, stats.started_at, stats.ended_at) == (room_id(server), server.room.started_at, ended_at)
    assert stats.paused_s == 0


async def test_actions_are_done_once_as_the_account(server: RebroadcastServer, client: TikTokClient) -> None:
    """Chat, start and stop."""
    await client.tikapi.send_chat(room_id(server), "hello 你好")
    started = await client.tikapi.start("My title", hashtag_id=5)
    await client.tikapi.stop()

    assert [(said.what, said.content) for said in server.seen.said] == [
        ("chat", "hello 你好"), ("start", "My title"), ("stop", ""),
    ]  # fmt: skip
    assert (started.room_id, started.push_server) == (server.seen.said[1].room_id, "rtmp://127.0.0.1/live")
    assert started.push_key
    assert started.push_key not in repr(started)


@pytest.mark.parametrize("text", ["", "  ", "a" * 151, "two\nlines"])
async def test_what_cannot_be_meant_is_not_sent(server: RebroadcastServer, client: TikTokClient, text: str) -> None:
    """Neither as a comment nor as a title."""
    before = server.seen.tikapi_requests
    with pytest.raises(InvalidRequestError):
        await client.tikapi.send_chat(room_id(server), text)
    with pytest.raises(InvalidRequestError):
        await client.tikapi.start(text * 2)
    assert server.seen.tikapi_requests == before


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({**KEYS}, LoginRequiredError),
        ({"api_key": KEYS["api_key"], "allow_actions": True}, TikApiKeyError),
        ({"allow_actions": True}, TikApiKeyError),
    ],
)
async def test_nothing_is_done_without_keys_and_word(
    server: RebroadcastServer, options: dict[str, Any], error: type[LiveApiError]
) -> None:
    """Refused before any request."""
    async with client_of(server, tikapi=options) as client:
        for act in (
            lambda: client.tikapi.send_chat(room_id(server), "hello"),
            lambda: client.tikapi.start("title"),
            client.tikapi.stop,
        ):
            with pytest.raises(error):
                await act()
    assert server.seen.tikapi_requests == 0


FAULTS = {
    "bad_request": InvalidRequestError,
    "unauthorized": TikApiKeyError,
    "payment": TikApiPlanError,
    "forbidden": TikApiPlanError,
    "rate_limited": RateLimitedError,
    "rate_limited_bare": RateLimitedError,
    "error": PlatformUnavailableError,
    "unavailable": PlatformUnavailableError,
    "error_status": TikApiError,
    "empty": UnexpectedPayloadError,
    "html": UnexpectedPayloadError,
    "not_json": UnexpectedPayloadError,
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_every_refusal_is_its_error_on_every_route(server: RebroadcastServer, fault: str) -> None:
    """One sentence each, which names the route and shows no key."""
    server.faults.tikapi = fault  # type: ignore[assignment]
    for name in ("check", "live", "chat", "recommend", "stats", "permissions", "key", "send", "start", "stop"):
        async with client_of(server, tikapi=KEYS | {"allow_actions": True}) as client:
            with pytest.raises(LiveApiError) as caught:
                await _routes(client, room_id(server))[name]()
        assert type(caught.value) is FAULTS[fault], name
        sentence = str(caught.value)
        assert sentence.startswith("TikAPI's ")
        assert sentence.endswith(".")
        assert not [key for key in KEYS.values() if key in sentence]


def _routes(client: TikTokClient, room: int) -> dict[str, Callable[[], Awaitable[object]]]:
    api = client.tikapi
    return {
        "check": lambda: api.check(CREATOR), "live": lambda: api.fetch_room_info(room), "chat": lambda: api.chat(room),
        "recommend": lambda: api.recommend(room), "stats": lambda: api.stats(room), "permissions": api.permissions,
        "key": api.key_info, "send": lambda: api.send_chat(room, "hello"), "start": lambda: api.start("title"),
        "stop": api.stop,
    }  # fmt: skip


async def test_its_limit_holds_for_everybody(server: RebroadcastServer, client: TikTokClient) -> None:
    """What it says of the time to wait is obeyed by all routes, without a request."""
    server.faults.tikapi = "rate_limited"
    with pytest.raises(RateLimitedError) as caught:
        await client.tikapi.key_info()
    assert caught.value.retry_after_s == 30
    server.faults.tikapi = ""
    before = server.seen.tikapi_requests
    for ask in _routes(client, room_id(server)).values():
        with pytest.raises(RateLimitedError, match="TikAPI is not asked"):
            await ask()
    assert server.seen.tikapi_requests == before


async def test_it_may_say_who_is_live(server: RebroadcastServer) -> None:
    """Only when it may, and only after the platform's own routes gave nothing."""
    server.faults.api_live = "forbidden"
    server.faults.page = "firewall"
    server.faults.room_info = "forbidden"
    async with client_of(server, tikapi=KEYS | {"fallback": True}) as client:
        check = await client.api.fetch_is_live(CREATOR)
        assert (check.route, check.room_id) == ("tikapi", room_id(server))
        assert (await client.api.fetch_room_info(room_id(server))).variants
        assert (await client.api.fetch_is_live(room_id(server))).is_live
    requests = server.seen.tikapi_requests
    async with client_of(server, tikapi=KEYS) as client:
        with pytest.raises(LiveApiError, match="No route"):
            await client.api.fetch_is_live(CREATOR)
        with pytest.raises(LiveApiError):
            await client.api.fetch_room_info(room_id(server))
    assert server.seen.tikapi_requests == requests
