"""What every LiveApi does: the scripted fake and the real one over a loopback platform."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import stamina

from archiver.clock import SystemClock
from archiver.errors import BlockedError, RoomEndedError, UserNotFoundError, UserOfflineError
from archiver.model.broadcast import RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.ports import LiveApi
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.options import HttpOptions
from tests.fakes.live_api import FakeLiveApi, live_check
from tests.fakes.loopback_http import Reply, json_reply, loopback_http

LIVE, PAUSED, ENDED = 7140000000000000001, 7140000000000000002, 7140000000000000003
URL = "https://media.example/stream-1.flv"


def fake_api() -> FakeLiveApi:
    """A platform with @live, @paused and @offline, in the rooms above."""
    api = FakeLiveApi()
    for name, room_id, status in (
        ("live", LIVE, RoomStatus.LIVE),
        ("paused", PAUSED, RoomStatus.PAUSED),
        ("offline", ENDED, RoomStatus.ENDED),
    ):
        api.script_is_live(name, live_check(name, room_id, status))
        api.script_is_live(room_id, live_check(name, room_id, status))
    variant = StreamVariant(protocol="flv", quality="origin", level=10, url=URL)
    for room_id, status, name in ((LIVE, RoomStatus.LIVE, "live"), (PAUSED, RoomStatus.PAUSED, "paused")):
        creator = Creator(unique_id=name)
        api.script_room_info(room_id, RoomInfo(room_id=room_id, status=status, creator=creator, variants=(variant,)))
    api.script_room_info(ENDED, RoomEndedError("The room's broadcast is over."))
    api.script_is_live("blocked", BlockedError("Blocked."), live_check("blocked", LIVE))
    api.unique_ids = {1: "live"}
    api.alive = {LIVE: True, PAUSED: True, ENDED: False}
    return api


class _Platform:
    """The same platform as HTTP answers."""

    def __init__(self) -> None:
        self.names = {"live": (LIVE, 2), "paused": (PAUSED, 3), "offline": (ENDED, 4)}
        self.blocks_once = True

    def answer(self, path: str, query: dict[str, list[str]]) -> Reply:
        if path == "/api-live/user/room/":
            return self._api_live(query["uniqueId"][0])
        if path == "/webcast/room/info/":
            return self._info(int(query["room_id"][0]))
        if path == "/webcast/room/check_alive/":
            asked = query["room_ids"][0].split(",")
            known = {str(room): status != 4 for room, status in self.names.values()}
            return json_reply({"data": [{"room_id_str": r, "alive": known[r]} for r in asked if r in known]})
        if path in {"/@1", "/@2"}:  # the second is a handle of digits, of another user
            user = {"id": "1" if path == "/@1" else "77", "uniqueId": "live" if path == "/@1" else "2"}
            detail = {"statusCode": 0, "userInfo": {"user": user}}
            page = json.dumps({"__DEFAULT_SCOPE__": {"webapp.user-detail": detail}})
            return Reply(f'<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__">{page}</script>'.encode())
        if path == "/@blocked/live":
            return Reply(b"")
        return Reply(b'<script id="SIGI_STATE">{}</script>')

    def _api_live(self, name: str) -> Reply:
        if name == "blocked":
            blocks, self.blocks_once = self.blocks_once, False
            return Reply(b"") if blocks else self._user(name, LIVE, 2)
        if name not in self.names:
            return json_reply({"statusCode": 19881007, "message": "user_not_found", "data": None})
        return self._user(name, *self.names[name])

    def _user(self, name: str, room_id: int, status: int) -> Reply:
        user = {"id": "1", "uniqueId": name, "roomId": str(room_id), "status": status}
        return json_reply({"statusCode": 0, "data": {"user": user, "liveRoom": {"status": status}}})

    def _info(self, room_id: int) -> Reply:
        for name, (room, status) in self.names.items():
            if room == room_id:
                owner = {"display_id": name}
                stream_url = {"rtmp_pull_url": URL}
                data = {"id_str": str(room), "status": status, "owner": owner, "stream_url": stream_url}
                return json_reply({"status_code": 0, "data": data})
        return json_reply({"status_code": 30003, "data": {}})


@pytest.fixture(params=["fake", "real", "impersonating"])
async def api(request: pytest.FixtureRequest) -> AsyncIterator[LiveApi]:
    """Each implementation, in the same world."""
    if request.param == "fake":
        yield fake_api()
        return
    with stamina.set_testing(True, attempts=1):
        async with loopback_http() as server:
            server.answer = _Platform().answer
            urls = dict.fromkeys(("tiktok_url", "webcast_url", "sign_url"), server.url)
            browser = "chrome" if request.param == "impersonating" else ""
            client = TikTokClient(HttpOptions(**urls, timeout_s=5.0, impersonate=browser), SystemClock())
            yield client.api
            await client.aclose()


async def test_a_live_creator_has_a_room(api: LiveApi) -> None:
    """A live creator's check names the room, and so does fetch_room_id."""
    check = await api.fetch_is_live("live")

    assert (check.is_live, check.status, check.room_id, check.unique_id) == (True, RoomStatus.LIVE, LIVE, "live")
    assert await api.fetch_room_id("live") == LIVE


async def test_a_paused_creator_is_still_live(api: LiveApi) -> None:
    """A pause is not an end: the broadcast goes on."""
    check = await api.fetch_is_live("paused")

    assert (check.is_live, check.status) == (True, RoomStatus.PAUSED)
    assert await api.fetch_room_id("paused") == PAUSED


async def test_offline_is_an_answer_to_a_check(api: LiveApi) -> None:
    """An offline creator is no error, except for who asks for the room."""
    check = await api.fetch_is_live("offline")

    assert (check.is_live, check.status) == (False, RoomStatus.ENDED)
    with pytest.raises(UserOfflineError):
        await api.fetch_room_id("offline")


async def test_an_unknown_creator_is_an_error(api: LiveApi) -> None:
    """A handle nobody has raises UserNotFoundError."""
    with pytest.raises(UserNotFoundError):
        await api.fetch_is_live("nobody")
    with pytest.raises(UserNotFoundError):
        await api.fetch_room_id("nobody")


async def test_a_user_id_has_a_handle(api: LiveApi) -> None:
    """The one it has now; a page of somebody whose handle is that number is not taken for it."""
    assert await api.fetch_unique_id(1) == "live"
    with pytest.raises(UserNotFoundError):
        await api.fetch_unique_id(2)


@pytest.mark.parametrize(
    ("room_id", "status"), [(LIVE, RoomStatus.LIVE), (PAUSED, RoomStatus.PAUSED), (ENDED, RoomStatus.ENDED)]
)
async def test_a_room_can_be_checked_by_its_id(api: LiveApi, room_id: int, status: RoomStatus) -> None:
    """By room id a check tells live, paused and over apart."""
    check = await api.fetch_is_live(room_id)

    assert (check.room_id, check.status) == (room_id, status)


async def test_many_rooms_are_checked_at_once(api: LiveApi) -> None:
    """Rooms the platform does not know are absent, which is not the same as over."""
    found = await api.fetch_is_live_room_ids(LIVE, PAUSED, ENDED, 1)

    assert dict(found) == {LIVE: True, PAUSED: True, ENDED: False}


async def test_room_info_offers_streams(api: LiveApi) -> None:
    """A room that is on has its creator and variants."""
    info = await api.fetch_room_info(LIVE)

    assert (info.room_id, info.status, info.creator.unique_id) == (LIVE, RoomStatus.LIVE, "live")
    assert [(v.protocol, v.quality, v.url) for v in info.variants] == [("flv", "origin", URL)]


async def test_an_ended_room_has_no_info(api: LiveApi) -> None:
    """The info of a room that is over raises RoomEndedError."""
    with pytest.raises(RoomEndedError):
        await api.fetch_room_info(ENDED)


async def test_a_block_passes(api: LiveApi) -> None:
    """A blocked check raises BlockedError; the next one may be answered."""
    with pytest.raises(BlockedError):
        await api.fetch_is_live("blocked")
    assert (await api.fetch_is_live("blocked")).is_live
