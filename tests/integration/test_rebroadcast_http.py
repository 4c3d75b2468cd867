"""The HTTP routes of a rebroadcast room."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from archiver.errors import UsageError
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.wire.pb import webcast_pb2 as pb

_SIGI = re.compile(r'<script id="SIGI_STATE" type="application/json">(.*?)</script>')


def _short(*, after_s: float = 0.0) -> Scenario:
    """The short script, beginning when the test says."""
    scenario = builtin_scenario("short")
    return scenario.model_copy(update={"broadcast": (scenario.broadcast[0].model_copy(update={"after_s": after_s}),)})


@pytest.fixture
async def server() -> AsyncIterator[RebroadcastServer]:
    """The short script's room, live, without video."""
    async with RebroadcastServer(_short(), with_video=False) as running:
        while running.room is None:
            await asyncio.sleep(0)
        yield running


@pytest.fixture
async def http(server: RebroadcastServer) -> AsyncIterator[httpx.AsyncClient]:
    """A plain client of it."""
    async with httpx.AsyncClient(base_url=server.base_url, trust_env=False) as client:
        yield client


def _sigi(page: str) -> Any:
    match = _SIGI.search(page)
    assert match is not None
    return json.loads(match.group(1))


async def test_the_live_page_and_api_live_tell_the_same(server: RebroadcastServer, http: httpx.AsyncClient) -> None:
    """Both name the room, its status and its streams; the page also gives a device cookie."""
    page = await http.get("/@short_show/live")
    assert page.cookies["ttwid"] == server.ttwid
    info = _sigi(page.text)["LiveRoom"]["liveRoomUserInfo"]
    assert (info["user"]["roomId"], info["user"]["status"], info["liveRoom"]["status"]) == (
        str(server.room.room_id),
        2,
        2,
    )  # type: ignore[union-attr]
    answer = (await http.get("/api-live/user/room/", params={"uniqueId": "short_show"})).json()
    assert answer["statusCode"] == 0
    assert answer["data"] == info
    streams = json.loads(info["liveRoom"]["streamData"]["pull_data"]["stream_data"])
    assert f"/media/{info['user']['roomId']}/ld.flv?" in streams["data"]["ld"]["main"]["flv"]


async def test_other_handles_are_unknown(http: httpx.AsyncClient) -> None:
    """A handle that is not the creator's has no room on any route."""
    assert "LiveRoom" not in _sigi((await http.get("/@nobody/live")).text)
    assert (await http.get("/api-live/user/room/", params={"uniqueId": "nobody"})).json()["statusCode"] == 19881007
    assert (await http.get("/webcast/room_id", params={"uniqueId": "nobody"})).status_code == 404
    assert "10221" in (await http.get("/@nobody")).text


async def test_check_alive_answers_in_the_order_of_the_request(
    server: RebroadcastServer, http: httpx.AsyncClient
) -> None:
    """The live room is alive, an id that never was has no entry."""
    room_id = server.room.room_id  # type: ignore[union-attr]
    answer = (await http.get("/webcast/room/check_alive/", params={"room_ids": f"17,{room_id}"})).json()
    assert answer["data"] == [{"alive": True, "room_id": room_id, "room_id_str": str(room_id)}]
    posted = await http.post("/webcast/room/check_alive/", data={"room_ids": str(room_id)})
    assert posted.json()["data"] == answer["data"]


async def test_room_info_offers_the_ladder_in_both_layers(server: RebroadcastServer, http: httpx.AsyncClient) -> None:
    """The legacy layer and the current one give the same FLV URL; HLS is not offered by this script."""
    answer = (await http.get("/webcast/room/info/", params={"room_id": server.room.room_id})).json()  # type: ignore[union-attr]
    assert (answer["status_code"], answer["data"]["status"]) == (0, 2)
    urls = answer["data"]["stream_url"]
    current = json.loads(urls["live_core_sdk_data"]["pull_data"]["stream_data"])["data"]["ld"]["main"]
    assert urls["flv_pull_url"]["SD1"] == urls["rtmp_pull_url"] == current["flv"]
    assert (urls["hls_pull_url"], current["hls"]) == ("", "")
    assert json.loads(current["sdk_params"])["resolution"] == "270x480"


async def test_the_gift_list_holds_the_scripts_gifts(http: httpx.AsyncClient) -> None:
    """Ids, values and which of them streak."""
    gifts = (await http.get("/webcast/gift/list/")).json()["data"]["gifts"]
    assert [(gift["id"], gift["diamond_count"], gift["type"]) for gift in gifts] == [(5655, 1, 1), (5658, 20, 2)]


async def test_the_sign_server_hands_out_a_connection(server: RebroadcastServer, http: httpx.AsyncClient) -> None:
    """With slash and without: a first result with cookie, socket address and route parameters."""
    for path in ("/webcast/fetch", "/webcast/fetch/"):
        answer = await http.get(path, params={"room_id": server.room.room_id})  # type: ignore[union-attr]
        result = pb.FetchResult.FromString(answer.content)
        assert answer.headers["X-Set-TT-Cookie"].startswith(f"ttwid={server.ttwid};")
        assert (result.push_server, result.is_first) == (server.ws_url, True)
        assert result.cursor
        assert result.internal_ext
        assert all(result.route_params.values())
    limits = (await http.get("/webcast/rate_limits")).json()
    assert limits["day"]["max"] - limits["day"]["remaining"] == 2


async def test_before_the_first_broadcast_an_old_room_is_handed_out() -> None:
    """The creator is offline, and the room of an earlier broadcast is still named, as the platform does."""
    async with (
        RebroadcastServer(_short(after_s=600), with_video=False) as server,
        httpx.AsyncClient(base_url=server.base_url, trust_env=False) as http,
    ):
        user = (await http.get("/api-live/user/room/", params={"uniqueId": "short_show"})).json()["data"]["user"]
        assert user["status"] == 4
        alive = (await http.get("/webcast/room/check_alive/", params={"room_ids": user["roomId"]})).json()["data"]
        assert alive[0]["alive"] is False
        info = (await http.get("/webcast/room/info/", params={"room_id": user["roomId"]})).json()
        assert info["status_code"] == 30003
        assert (await http.get("/webcast/fetch", params={"room_id": user["roomId"]})).status_code == 404


async def test_statuses_go_from_live_over_paused_to_ended() -> None:
    """2, 3, 2, 4; when it is over the old room id stays and room info says so."""
    script = _short().model_dump()
    script["broadcast"][0]["pauses"] = [{"at_s": 4, "for_s": 4}]
    scenario = Scenario.model_validate(script)
    statuses: list[int] = []
    async with (
        RebroadcastServer(scenario, with_video=False, speed=10) as server,
        httpx.AsyncClient(base_url=server.base_url, trust_env=False) as http,
    ):
        while not statuses or statuses[-1] != 4:
            user = (await http.get("/api-live/user/room/", params={"uniqueId": "short_show"})).json()["data"]["user"]
            if server.room is not None and (not statuses or statuses[-1] != user["status"]):
                statuses.append(user["status"])
        await server.done.wait()
        info = await http.get("/webcast/room/info/", params={"room_id": user["roomId"]})
        assert info.json()["status_code"] == 30003
    assert statuses == [2, 3, 2, 4]


@pytest.mark.parametrize(
    ("route", "fault", "status", "expected"),
    [
        ("page", "no_tag", 200, "TikTok"),
        ("page", "broken_json", 200, '{"LiveRoom":{"liveRoomUserInfo":<'),
        ("page", "firewall", 200, "SlardarWAF"),
        ("page", "redirect", 302, ""),
        ("page", "never_live", 200, "AppContext"),
        ("page", "no_room_id", 200, '"roomId": ""'),
        ("page", "zero_room_id", 200, '"roomId": "0"'),
        ("api_live", "user_not_found", 200, "19881007"),
        ("api_live", "params_error", 200, "19881005"),
        ("api_live", "forbidden", 403, "Denied"),
        ("api_live", "rate_limited", 429, ""),
        ("api_live", "empty", 200, ""),
        ("api_live", "html", 200, "Please wait..."),
        ("api_live", "no_room_id", 200, '"roomId":""'),
        ("api_live", "zero_room_id", 200, '"roomId":"0"'),
        ("check_alive", "empty", 200, '"data":[]'),
        ("check_alive", "rate_limited", 429, ""),
        ("room_info", "restricted", 200, "4003110"),
        ("room_info", "params_error", 200, "10011"),
        ("room_info", "login_required", 200, "20003"),
        ("room_info", "finished", 200, "30003"),
        ("room_info", "private", 200, "This account is private"),
        ("room_info", "empty", 200, ""),
        ("room_info", "html", 200, "Please wait..."),
        ("sign", "payment", 402, "plan"),
        ("sign", "forbidden", 403, "API key"),
        ("sign", "not_found", 404, "No such room"),
        ("sign", "rate_limited", 429, "Too many"),
        ("sign", "rate_limited_bare", 429, "Too many"),
        ("sign", "error", 500, "Empty response payload"),
        ("sign", "unavailable", 503, "No agents"),
        ("sign", "empty", 200, ""),
        ("sign", "unauthorized", 401, "API key"),
        ("sign", "code_forbidden", 200, '"code":403'),
    ],
)
async def test_routes_fail_as_told(
    server: RebroadcastServer, http: httpx.AsyncClient, route: str, fault: str, status: int, expected: str
) -> None:
    """Each fault gives the platform's answer, and clearing it heals the route."""
    paths = {
        "page": "/@short_show/live", "api_live": "/api-live/user/room/?uniqueId=short_show",
        "check_alive": f"/webcast/room/check_alive/?room_ids={server.room.room_id}",  # type: ignore[union-attr]
        "room_info": f"/webcast/room/info/?room_id={server.room.room_id}",  # type: ignore[union-attr]
        "sign": f"/webcast/fetch?room_id={server.room.room_id}",  # type: ignore[union-attr]
    }  # fmt: skip
    setattr(server.faults, route, fault)
    answer = await http.get(paths[route])
    assert answer.status_code == status
    assert expected in answer.text
    assert bool(answer.text) is bool(expected)
    assert ("RateLimit-Reset" in answer.headers) is (fault == "rate_limited" and route == "sign")
    setattr(server.faults, route, "")
    healed = await http.get(paths[route])
    assert healed.status_code == 200
    assert str(server.room.room_id) in healed.text or route == "sign"  # type: ignore[union-attr]


async def test_a_fault_nobody_knows_is_refused(server: RebroadcastServer) -> None:
    """A misspelt switch is an error where it is set, not a healthy route."""
    with pytest.raises(ValueError, match="sign"):
        server.faults.sign = "paymnt"  # type: ignore[assignment]


async def test_the_sign_server_can_forget_its_cookie(server: RebroadcastServer, http: httpx.AsyncClient) -> None:
    """``no_cookie`` gives a result without X-Set-TT-Cookie."""
    server.faults.sign = "no_cookie"
    answer = await http.get("/webcast/fetch", params={"room_id": server.room.room_id})  # type: ignore[union-attr]
    assert "X-Set-TT-Cookie" not in answer.headers
    assert answer.content


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.com"])
def test_only_loopback_is_served(host: str) -> None:
    """Any other address is refused before a socket is opened."""
    with pytest.raises(UsageError, match="this machine only"):
        RebroadcastServer(builtin_scenario("short"), host=host, with_video=False)


def test_the_pace_is_bounded() -> None:
    """Nothing plays backwards, not at all or at a pace no encoder keeps."""
    for speed in (0, -1, 21, float("nan")):
        with pytest.raises(UsageError, match=r"0\.1 to 20"):
            RebroadcastServer(builtin_scenario("short"), speed=speed, with_video=False)


async def test_a_taken_port_is_named(server: RebroadcastServer) -> None:
    """The second server on a port says which port it is."""
    port = int(server.base_url.rpartition(":")[2])
    with pytest.raises(UsageError, match=f"Port {port} on 127.0.0.1"):
        async with RebroadcastServer(builtin_scenario("short"), http_port=port, with_video=False):
            pass


@pytest.mark.parametrize("digits", [20, 5_000])
async def test_endless_numbers_are_no_rooms(server: RebroadcastServer, http: httpx.AsyncClient, digits: int) -> None:
    """An id that no integer type holds is a room nobody knows, on every route, and never a server error."""
    number = "9" * digits
    assert (await http.get("/webcast/room/info/", params={"room_id": number})).json()["status_code"] == 10011
    assert (await http.get("/webcast/room/check_alive/", params={"room_ids": f"{number},{number}"})).json()[
        "data"
    ] == []
    assert (await http.get("/webcast/fetch", params={"room_id": number})).status_code == 404
    for path in ("ld.flv", "ld/index.m3u8", "ld/segment-00001.ts"):
        assert (await http.get(f"/media/{number}/{path}")).status_code == 404
    headers = {"Cookie": "ttwid=x", "User-Agent": "Mozilla/5.0"}
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"{server.ws_url}?aid=1988&room_id={number}", additional_headers=headers, proxy=None)
    assert refused.value.response.status_code == 400


async def test_of_a_form_only_the_beginning_is_kept(server: RebroadcastServer, http: httpx.AsyncClient) -> None:
    """A body without end is read and forgotten."""
    assert server.room is not None
    form = f"room_ids={server.room.room_id}&filler=" + "x" * 3_000_000
    answer = await http.post("/webcast/room/check_alive/", content=form)
    assert [room["alive"] for room in answer.json()["data"]] == [True]
