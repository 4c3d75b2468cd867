"""TikTok's own routes over real sockets: every question, and every answer of the platform."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from archiver.clock import SystemClock
from archiver.errors import (
    AgeRestrictedError,
    BlockedError,
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PrivateRoomError,
    RateLimitedError,
    RegionError,
    RoomEndedError,
    UnexpectedPayloadError,
    UserNotFoundError,
    UserOfflineError,
)
from archiver.model.broadcast import RoomStatus
from archiver.model.gift import GiftOffer
from archiver.rebroadcast.server import RebroadcastServer
from archiver.tiktok.client import TikTokClient
from tests.fakes.live_room import CREATOR, client_of, live_room, long_scenario, room_id

SESSION = {"session_id": "s3ss10n", "tt_target_idc": "useast1a", "allow_actions": True}


@pytest.fixture
async def client(server: RebroadcastServer) -> AsyncIterator[TikTokClient]:
    async with client_of(server) as made:
        yield made


async def test_the_room_id_by_each_route(server: RebroadcastServer, client: TikTokClient) -> None:
    """By api-live, by the LIVE page, and by whichever answers first."""
    api = client.api
    for route in (api.fetch_room_id, api.fetch_room_id_by_api, api.fetch_room_id_by_html):
        assert await route(CREATOR) == room_id(server)
        with pytest.raises(UserNotFoundError):
            await route("nobody")


async def test_who_is_not_live_has_no_room() -> None:
    """The platform hands out the last room of a creator who is offline: it is not taken for a live one."""
    scenario = long_scenario(after_s=3600)
    async with RebroadcastServer(scenario, with_video=False) as server, client_of(server) as client:
        api = client.api
        for route in (api.fetch_room_id, api.fetch_room_id_by_api, api.fetch_room_id_by_html):
            with pytest.raises(UserOfflineError):
                await route(CREATOR)
        with pytest.raises(RoomEndedError):
            await api.fetch_room_info_by_unique_id(CREATOR)


async def test_room_info_by_room_and_by_handle(server: RebroadcastServer, client: TikTokClient) -> None:
    """Both give the same room: figures, streams, pictures."""
    by_room = await client.api.fetch_room_info(room_id(server))
    by_handle = await client.api.fetch_room_info_by_unique_id(CREATOR)

    assert by_room.room_id == by_handle.room_id == room_id(server)
    assert by_room.variants == by_handle.variants
    assert set(by_room.picture_urls) == {"cover", "avatar"}


async def test_is_live_by_handle_room_and_many_rooms(server: RebroadcastServer, client: TikTokClient) -> None:
    """One question for each kind of target; many rooms are asked fifty at a time."""
    assert (await client.api.fetch_is_live(CREATOR)).is_live
    assert (await client.api.fetch_is_live(room_id(server))).status is RoomStatus.LIVE
    before = server.seen.check_alive_requests
    many = await client.api.fetch_is_live_room_ids(room_id(server), *range(1, 120))
    assert dict(many) == {room_id(server): True}
    assert server.seen.check_alive_requests - before == 3


async def test_the_gift_list(client: TikTokClient) -> None:
    """Each gift with its price, and whether it streaks."""
    gifts = {gift.gift_id: gift for gift in await client.api.fetch_gifts()}

    assert set(gifts) == {5655, 5658}
    rose = gifts[5655]
    assert (rose.name, rose.diamond_count, rose.is_streakable) == ("Rose", 1, True)
    assert isinstance(rose, GiftOffer)
    assert rose.image_url.endswith("/images/gift-5655.png")


async def test_a_user_id_has_a_handle(server: RebroadcastServer, client: TikTokClient) -> None:
    """By the profile page."""
    user_id = server.scenario.creator.user_id
    assert await client.api.fetch_unique_id(user_id) == CREATOR
    with pytest.raises(UserNotFoundError):
        await client.api.fetch_unique_id(1)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("not_found", UserNotFoundError),
        ("private", PrivateRoomError),
        ("firewall", BlockedError),
        ("broken_json", UnexpectedPayloadError),
    ],
)
async def test_a_profile_can_be_refused(
    server: RebroadcastServer, client: TikTokClient, fault: str, error: type[LiveApiError]
) -> None:
    """Each answer of the page is its own error."""
    server.faults.profile = fault  # type: ignore[assignment]
    with pytest.raises(error):
        await client.api.fetch_unique_id(server.scenario.creator.user_id)


async def test_pictures_are_bounded_and_are_pictures(server: RebroadcastServer, client: TikTokClient) -> None:
    """What is too large, no picture, gone, or in a place the platform has no business with, is refused."""
    url = (await client.api.fetch_room_info(room_id(server))).picture_urls["cover"]
    assert (await client.api.fetch_picture(url)).suffix == ".png"
    for fault, error in (
        ("not_found", InvalidRequestError),
        ("html", UnexpectedPayloadError),
        ("huge", UnexpectedPayloadError),
    ):
        server.faults.image = fault  # type: ignore[assignment]
        with pytest.raises(error):
            await client.api.fetch_picture(url)
    with pytest.raises(InvalidRequestError):
        await client.api.fetch_picture("file:///etc/passwd")


async def test_a_public_platform_leads_to_no_private_picture() -> None:
    """An answer from the internet does not make us ask a machine of our own network."""
    async with (
        live_room() as server,
        client_of(server, webcast_url="https://webcast.tiktok.com") as client,
    ):
        with pytest.raises(InvalidRequestError, match="public"):
            await client.api.fetch_picture(f"{server.base_url}/images/cover.png")


_ASK: dict[str, Callable[[TikTokClient, int], Awaitable[object]]] = {
    "room_info": lambda c, room: c.api.fetch_room_info(room),
    "check_alive": lambda c, room: c.api.fetch_is_live_room_ids(room),
    "api_live": lambda c, _: c.api.fetch_room_id_by_api(CREATOR),
    "page": lambda c, _: c.api.fetch_room_id_by_html(CREATOR),
    "gift_list": lambda c, _: c.api.fetch_gifts(),
}


@pytest.mark.parametrize(
    ("route", "fault", "error"),
    [
        ("room_info", "restricted", AgeRestrictedError),
        ("room_info", "params_error", InvalidRequestError),
        ("room_info", "login_required", LoginRequiredError),
        ("room_info", "finished", RoomEndedError),
        ("room_info", "private", PrivateRoomError),
        ("room_info", "empty", BlockedError),
        ("room_info", "html", BlockedError),
        ("room_info", "forbidden", BlockedError),
        ("room_info", "rate_limited", RateLimitedError),
        ("check_alive", "empty_body", BlockedError),
        ("check_alive", "html", BlockedError),
        ("check_alive", "forbidden", BlockedError),
        ("check_alive", "rate_limited", RateLimitedError),
        ("api_live", "user_not_found", UserNotFoundError),
        ("api_live", "params_error", InvalidRequestError),
        ("api_live", "forbidden", BlockedError),
        ("api_live", "rate_limited", RateLimitedError),
        ("api_live", "empty", BlockedError),
        ("api_live", "html", BlockedError),
        ("api_live", "no_room_id", UnexpectedPayloadError),
        ("api_live", "zero_room_id", UnexpectedPayloadError),
        ("page", "no_tag", BlockedError),
        ("page", "broken_json", BlockedError),
        ("page", "firewall", BlockedError),
        ("page", "redirect", RegionError),
        ("page", "never_live", UserNotFoundError),
        ("gift_list", "empty", BlockedError),
        ("gift_list", "html", BlockedError),
        ("gift_list", "forbidden", BlockedError),
        ("gift_list", "rate_limited", RateLimitedError),
    ],
)
async def test_every_answer_has_its_error(
    server: RebroadcastServer, client: TikTokClient, route: str, fault: str, error: type[LiveApiError]
) -> None:
    """Each state and refusal of PROTOCOL's checklist, as the error a caller can act on; the next answer is fine."""
    setattr(server.faults, route, fault)
    with pytest.raises(LiveApiError) as caught:
        await _ASK[route](client, room_id(server))
    assert type(caught.value) is error
    setattr(server.faults, route, "")
    if error is not RateLimitedError:
        await _ASK[route](client, room_id(server))


async def test_a_host_that_wants_fewer_requests_gets_none(server: RebroadcastServer, client: TikTokClient) -> None:
    """After a 429 nothing more is sent there, whoever asks, until the time it named; other hosts are asked on."""
    server.faults.check_alive = "rate_limited"
    with pytest.raises(RateLimitedError):
        await client.api.fetch_is_live_room_ids(room_id(server))
    server.faults.check_alive = ""
    for ask in (client.api.fetch_is_live_room_ids(room_id(server)), client.api.fetch_room_info(room_id(server))):
        with pytest.raises(RateLimitedError) as caught:
            await ask
        assert 0 < (caught.value.retry_after_s or 0) <= 7
    assert server.seen.check_alive_requests == 1
    assert await client.api.fetch_room_id_by_html(CREATOR) == room_id(server)


async def test_an_empty_check_says_nothing(server: RebroadcastServer, client: TikTokClient) -> None:
    """Rooms the platform does not answer for are absent, which is not the same as over."""
    server.faults.check_alive = "empty"
    assert dict(await client.api.fetch_is_live_room_ids(room_id(server))) == {}


async def test_actions_are_done_once_as_the_session(server: RebroadcastServer) -> None:
    """Chat, likes and gifts, each asked for by a person, with the session's cookie."""
    async with client_of(server, **SESSION) as client:
        await client.actions.chat(room_id(server), "hello 👋 & more")
        await client.actions.like(room_id(server), 5)
        await client.actions.gift(room_id(server), 5655)
    assert [(each.what, each.content) for each in server.seen.said] == [
        ("chat", "hello 👋 & more"),
        ("like", "5"),
        ("gift", "5655"),
    ]
    gift = server.seen.last_action
    assert (gift["to_user_id"], gift["count"]) == (str(server.scenario.creator.user_id), "1")
    assert abs(int(gift["send_gift_req_start_ms"]) - SystemClock().now_ms()) < 60_000
    assert server.seen.sign_requests == 0  # the session may not go to a third party, so nothing is signed there


async def test_actions_are_signed_where_the_session_may_be_sent(server: RebroadcastServer) -> None:
    """With the user's word the address carries a signature; without a sign server it goes as it is."""
    async with client_of(server, **SESSION, send_session_to_sign_server=True) as client:
        await client.actions.like(room_id(server))
        assert server.seen.sign_requests == 1
        server.faults.sign = "unavailable"
        await client.actions.like(room_id(server))
    assert len(server.seen.said) == 2


@pytest.mark.parametrize("missing", ["session_id", "allow_actions"])
async def test_nothing_is_done_without_session_and_word(server: RebroadcastServer, missing: str) -> None:
    """Both are needed; without either no request is made."""
    options = {name: value for name, value in SESSION.items() if name != missing}
    async with client_of(server, **options) as client:
        with pytest.raises(LoginRequiredError, match="allow_actions"):
            await client.actions.chat(room_id(server), "hello")
    assert not server.seen.said


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("login_required", LoginRequiredError),
        ("finished", RoomEndedError),
        ("private", PrivateRoomError),
        ("empty", BlockedError),
        ("html", BlockedError),
        ("forbidden", BlockedError),
        ("rate_limited", RateLimitedError),
    ],
)
async def test_an_action_can_be_refused(server: RebroadcastServer, fault: str, error: type[LiveApiError]) -> None:
    """Each refusal is its own error, and nothing is tried twice."""
    server.faults.action = fault  # type: ignore[assignment]
    async with client_of(server, **SESSION) as client:
        with pytest.raises(error):
            await client.actions.chat(room_id(server), "hello")
    assert not server.seen.said


async def test_impossible_actions_are_not_sent(server: RebroadcastServer) -> None:
    """An empty or endless comment, no likes, no gift."""
    async with client_of(server, **SESSION) as client:
        for attempt in (
            client.actions.chat(room_id(server), " "),
            client.actions.chat(room_id(server), "x" * 151),
            client.actions.chat(room_id(server), "two\nlines"),
            client.actions.like(room_id(server), 0),
            client.actions.gift(room_id(server), 5655, 0),
        ):
            with pytest.raises(InvalidRequestError):
                await attempt
    assert not server.seen.said
