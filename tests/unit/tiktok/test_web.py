"""TikTok's routes as a LiveApi, over a real loopback server."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from archiver.errors import (
    AgeRestrictedError,
    BlockedError,
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PlatformUnavailableError,
    RateLimitedError,
    RegionError,
    RoomEndedError,
    UnexpectedPayloadError,
    UserNotFoundError,
    UserOfflineError,
)
from archiver.model.broadcast import RoomStatus
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.hosts import may_lead_to
from tests.fakes.loopback_http import LoopbackHttp, Reply, json_reply

API_LIVE = "/api-live/user/room/"
PAGE = "/@abc/live"
ALIVE = "/webcast/room/check_alive/"
INFO = "/webcast/room/info/"
ROOM = 7140000000000000001
NOT_FOUND = json_reply({"statusCode": 19881007, "message": "user_not_found", "data": None})
FIREWALL = Reply(b"<html><title>Please wait...</title>")

Edge = Callable[..., TikTokClient]


def user_room(status: int = 2, flv: str = "") -> dict[str, Any]:
    """What api-live and the page say about @abc."""
    stream_data = json.dumps({"data": {"hd": {"main": {"flv": flv}}}})
    live_room = {"status": status, "title": "t", "streamData": {"pull_data": {"stream_data": stream_data}}}
    return {"user": {"id": "5", "uniqueId": "abc", "roomId": str(ROOM), "status": status}, "liveRoom": live_room}


def api_live(status: int = 2, flv: str = "") -> Reply:
    return json_reply({"statusCode": 0, "data": user_room(status, flv)})


def page(state: Any) -> Reply:
    return Reply(f'<script id="SIGI_STATE">{json.dumps(state)}</script>'.encode())


def live_page(status: int = 2) -> Reply:
    return page({"LiveRoom": {"liveRoomUserInfo": user_room(status)}})


def room_info(status: int = 2, room_id: int = ROOM) -> Reply:
    data = {"id_str": str(room_id), "status": status, "owner": {"id_str": "5", "display_id": "abc"}}
    return json_reply({"status_code": 0, "data": data, "extra": {"now": 1786367257452}})


def alive(**rooms: bool) -> Reply:
    data = [{"room_id_str": name.removeprefix("r"), "alive": value} for name, value in rooms.items()]
    return json_reply({"status_code": 0, "data": data})


async def test_a_handle_is_asked_at_api_live_like_a_browser(edge: Edge, server: LoopbackHttp) -> None:
    """One request with the browser's parameters and headers answers for a live creator."""
    server.script(API_LIVE, api_live())

    check = await edge().api.fetch_is_live("abc")

    assert (check.is_live, check.room_id, check.route) == (True, ROOM, "api_live")
    (request,) = server.requests
    assert request.query["uniqueId"] == ["abc"]
    assert request.query["aid"] == ["1988"]
    assert request.headers["user-agent"].startswith("Mozilla/5.0")
    assert request.headers["referer"] == "https://www.tiktok.com/"
    assert "cookie" not in request.headers


async def test_offline_is_an_answer(edge: Edge, server: LoopbackHttp) -> None:
    """An offline creator is a check, and an error only for who wants the room."""
    server.script(API_LIVE, api_live(status=4))
    api = edge().api

    assert not (await api.fetch_is_live("abc")).is_live
    with pytest.raises(UserOfflineError, match="@abc is not live"):
        await api.fetch_room_id("abc")


@pytest.mark.parametrize(
    "first",
    [
        NOT_FOUND,
        FIREWALL,
        Reply(b""),
        Reply(status=403),
        Reply(status=500),
        Reply(status=0),
        json_reply({"statusCode": 19881005, "message": "params_error"}),
        json_reply({"statusCode": 404000}),
        Reply(b"{", headers={"X-TT-System-Error": "3"}),
    ],
)
async def test_the_page_answers_where_api_live_does_not(edge: Edge, server: LoopbackHttp, first: Reply) -> None:
    """Whatever is wrong with the first route, the second is asked; a live creator is never "not found" by one route."""
    server.script(API_LIVE, first)
    server.script(PAGE, live_page())

    assert await edge().api.fetch_room_id("abc") == ROOM


async def test_unknown_creators_are_believed_when_two_routes_say_so(edge: Edge, server: LoopbackHttp) -> None:
    """No such creator by api-live and no room on the page: there is none."""
    server.script(API_LIVE, NOT_FOUND)
    server.script(PAGE, page({}))

    with pytest.raises(UserNotFoundError):
        await edge().api.fetch_is_live("abc")
    assert server.paths() == [API_LIVE, PAGE]


async def test_every_routes_failure_is_told(edge: Edge, server: LoopbackHttp) -> None:
    """One "not found" and one block are a block, with both reasons in the sentence."""
    server.script(API_LIVE, NOT_FOUND)
    server.script(PAGE, FIREWALL)

    with pytest.raises(BlockedError, match=r"knows no creator.*firewall"):
        await edge().api.fetch_is_live("abc")


async def test_a_rate_limit_stops_the_asking(edge: Edge, server: LoopbackHttp) -> None:
    """After 429 no other route of the same site is tried, and the wait is handed on."""
    server.script(API_LIVE, Reply(status=429, headers={"Retry-After": "90"}))

    with pytest.raises(RateLimitedError) as caught:
        await edge().api.fetch_is_live("abc")

    assert caught.value.retry_after_s == 90
    assert server.paths() == [API_LIVE]


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("https://www.tiktok.com/hk/notfound", RegionError),
        ("/", RegionError),
        ("/login?redirect=x", LoginRequiredError),
        ("", RegionError),
        (PAGE, RegionError),
        ("http://127.0.0.1:1/@abc/live", RegionError),
        ("http://[", RegionError),
    ],
)
async def test_redirects_away_from_the_page_are_told(
    edge: Edge, server: LoopbackHttp, location: str, error: type[LiveApiError]
) -> None:
    """A redirect elsewhere means the country or a login, which says more than the other route's block."""
    server.script(API_LIVE, Reply(b""))
    server.script(PAGE, Reply(status=302, headers={"Location": location}))

    with pytest.raises(LiveApiError) as caught:
        await edge().api.fetch_is_live("abc")

    assert type(caught.value) is error


async def test_another_spelling_of_the_page_is_followed(edge: Edge, server: LoopbackHttp) -> None:
    """A redirect to the same page with another case or slash leads to its answer."""
    server.script(API_LIVE, NOT_FOUND)
    server.script("/@Abc/live", Reply(status=301, headers={"Location": "/@abc/live/?x=1"}))
    server.script("/@abc/live/", live_page())

    assert (await edge().api.fetch_is_live("Abc")).is_live


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(b""), BlockedError),
        (FIREWALL, BlockedError),
        (Reply(status=403), BlockedError),
        (Reply(status=302, headers={"Location": "https://elsewhere.invalid/"}), RegionError),
        (Reply(status=400), InvalidRequestError),
        (Reply(status=502), PlatformUnavailableError),
        (Reply(status=429), RateLimitedError),
        (Reply(b"{"), UnexpectedPayloadError),
        (json_reply({"status_code": 20003, "data": {"message": "login"}}), LoginRequiredError),
        (json_reply({"status_code": 30003, "data": {}}), RoomEndedError),
        (json_reply({"status_code": 4003110, "data": {"prompts": ""}}), AgeRestrictedError),
        (room_info(room_id=ROOM + 1), UnexpectedPayloadError),
        (room_info(status=4), RoomEndedError),
    ],
)
async def test_room_info_failures_are_typed(
    edge: Edge, server: LoopbackHttp, reply: Reply, error: type[LiveApiError]
) -> None:
    """Each way room info can fail has its error."""
    server.script(INFO, reply)

    with pytest.raises(LiveApiError) as caught:
        await edge().api.fetch_room_info(ROOM)

    assert type(caught.value) is error


async def test_a_restricted_room_is_recorded_from_its_page(edge: Edge, server: LoopbackHttp) -> None:
    """Where room info wants a login, the creator's own route can still carry the streams."""
    server.script(API_LIVE, api_live(flv="https://media.example/s_hd.flv"))
    server.script(INFO, json_reply({"status_code": 4003110, "data": {"prompts": ""}}))
    api = edge().api

    await api.fetch_is_live("abc")
    info = await api.fetch_room_info(ROOM)

    assert [v.quality for v in info.variants] == ["hd"]
    assert info.status is RoomStatus.LIVE
    assert info.creator.unique_id == "abc"


async def test_a_restricted_room_without_streams_stays_restricted(edge: Edge, server: LoopbackHttp) -> None:
    """If the page has no streams either, the refusal is the answer."""
    server.script(API_LIVE, api_live())
    server.script(INFO, json_reply({"status_code": 4003110, "data": {"prompts": ""}}))
    api = edge().api

    await api.fetch_is_live("abc")
    with pytest.raises(AgeRestrictedError):
        await api.fetch_room_info(ROOM)


@pytest.mark.parametrize("status", [2, 3, 4])
async def test_a_rooms_status_comes_from_room_info(edge: Edge, server: LoopbackHttp, status: int) -> None:
    """Asked by room id, a pause is told from an end."""
    server.script(INFO, room_info(status=status))

    check = await edge().api.fetch_is_live(ROOM)

    assert (check.status, check.unique_id, check.server_now_ms) == (RoomStatus(status), "abc", 1786367257452)


async def test_an_ended_room_is_an_answer(edge: Edge, server: LoopbackHttp) -> None:
    """The error body of a finished room means that it is over."""
    server.script(INFO, json_reply({"status_code": 30003, "data": {}}))

    assert (await edge().api.fetch_is_live(ROOM)).status is RoomStatus.ENDED


@pytest.mark.parametrize(("is_alive", "status"), [(True, RoomStatus.LIVE), (False, RoomStatus.ENDED)])
async def test_check_alive_answers_for_rooms_that_refuse(
    edge: Edge, server: LoopbackHttp, is_alive: bool, status: RoomStatus
) -> None:
    """A restricted room's status comes from check_alive."""
    server.script(INFO, json_reply({"status_code": 4003110, "data": {"prompts": ""}}))
    server.script(ALIVE, alive(**{f"r{ROOM}": is_alive}))

    check = await edge().api.fetch_is_live(ROOM)

    assert (check.status, check.route) == (status, "check_alive")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (api_live(2), RoomStatus.LIVE),
        (api_live(3), RoomStatus.PAUSED),
        (api_live(4), RoomStatus.ENDED),
        (Reply(b""), RoomStatus.LIVE),
    ],
)
async def test_a_room_that_is_called_alive_is_looked_for_at_its_creator(
    edge: Edge, server: LoopbackHttp, said: Reply, status: RoomStatus
) -> None:
    """check_alive has called every room alive: a restricted room's session must end all the same."""
    server.script(API_LIVE, api_live(2), said)
    server.script(PAGE, Reply(b""))
    server.script(INFO, json_reply({"status_code": 4003110, "data": {"prompts": ""}}))
    server.script(ALIVE, alive(**{f"r{ROOM}": True}))
    api = edge().api
    await api.fetch_is_live("abc")

    assert (await api.fetch_is_live(ROOM)).status is status


async def test_a_room_nobody_answers_for_is_not_called_ended(edge: Edge, server: LoopbackHttp) -> None:
    """A block and an empty check_alive are a block, not an end."""
    server.script(INFO, Reply(b""))
    server.script(ALIVE, alive())

    with pytest.raises(BlockedError):
        await edge().api.fetch_is_live(ROOM)


async def test_rooms_are_checked_fifty_at_a_time(edge: Edge, server: LoopbackHttp) -> None:
    """120 rooms take three requests; rooms without an answer are absent; strangers in the answer are ignored."""
    server.script(ALIVE, alive(r1=True, r2=False, r999=True), alive(), alive(r101=True))

    found = await edge().api.fetch_is_live_room_ids(*range(1, 121))

    assert found == {1: True, 2: False, 101: True}
    assert [len(r.query["room_ids"][0].split(",")) for r in server.requests] == [50, 50, 20]


async def test_a_failed_batch_leaves_the_answers_before_it(edge: Edge, server: LoopbackHttp) -> None:
    """What was answered before a block is kept; a block from the start is an error."""
    server.script(ALIVE, alive(r1=True), Reply(b""))
    api = edge().api

    assert await api.fetch_is_live_room_ids(*range(1, 101)) == {1: True}
    with pytest.raises(BlockedError):
        await api.fetch_is_live_room_ids(1)


async def test_a_rate_limit_between_batches_is_told(edge: Edge, server: LoopbackHttp) -> None:
    """429 in any batch reaches the caller, who must slow down."""
    server.script(ALIVE, alive(r1=True), Reply(status=429))

    with pytest.raises(RateLimitedError):
        await edge().api.fetch_is_live_room_ids(*range(1, 101))


async def test_no_rooms_need_no_request(edge: Edge, server: LoopbackHttp) -> None:
    """Asking about nothing asks nothing."""
    assert await edge().api.fetch_is_live_room_ids() == {}
    assert server.requests == []


async def test_the_session_goes_to_the_platform(edge: Edge, server: LoopbackHttp) -> None:
    """A configured login is sent to the platform's own routes, with its region."""
    server.script(API_LIVE, api_live())

    await edge(session_id="s3ss", tt_target_idc="useast1a").api.fetch_is_live("abc")

    (request,) = server.requests
    assert "sessionid=s3ss" in request.headers["cookie"]
    assert "tt-target-idc=useast1a" in request.headers["cookie"]
    assert request.query["user_is_login"] == ["true"]


async def test_the_device_cookie_is_kept_for_later_requests(edge: Edge, server: LoopbackHttp) -> None:
    """A ttwid in any answer is sent from then on."""
    server.script(API_LIVE, Reply(api_live().body, headers={"Set-Cookie": "ttwid=tw1; Path=/; Secure"}))
    api = edge().api

    await api.fetch_is_live("abc")
    await api.fetch_is_live("abc")

    assert [r.headers.get("cookie") for r in server.requests] == [None, "ttwid=tw1"]


async def test_streams_in_a_private_network_are_not_offered(edge: Edge, server: LoopbackHttp) -> None:
    """What the platform calls a stream is not opened in our own network, unless the platform is there itself."""
    data = {"id_str": str(ROOM), "status": 2, "owner": {"id_str": "5", "display_id": "abc"}}
    urls = {"HD1": "http://10.0.0.1/secret.flv", "SD1": "https://pull.example/stream.flv"}
    server.script(INFO, json_reply({"data": data | {"stream_url": {"flv_pull_url": urls}}, "status_code": 0}))
    client = edge()
    assert len((await client.api.fetch_room_info(ROOM)).variants) == 2

    client.api._platform.may_lead_to = lambda url: may_lead_to(url, base_url="https://webcast.tiktok.com")

    (left,) = (await client.api.fetch_room_info(ROOM)).variants
    assert left.url == urls["SD1"]
