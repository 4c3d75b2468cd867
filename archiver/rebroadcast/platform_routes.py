"""The platform's own HTTP routes: pages, api-live, check_alive, room info, gift list; and their failures."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from archiver.rebroadcast import payloads
from archiver.rebroadcast.bodies import read_form
from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.results import first_result, next_result
from archiver.rebroadcast.studio import Said, Studio

FIREWALL_PAGE = (
    '<!DOCTYPE html><html><head><title>Please wait...</title><script src="slardar-config.js"></script></head>'
    '<body><p id="wci" class="_wafchallengeid"></p><p id="cs" class="e30="></p>SlardarWAF</body></html>'
)
_MAX_ROOM_IDS = 50
_MAX_TEXT = 500
_HUGE_BYTES = 9 << 20  # more than a client of ours takes
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360606000000004000160a6"
    "7d2b0000000049454e44ae426082"
)

# room/info answers its errors with HTTP 200.
_ROOM_INFO_ERRORS: dict[str, tuple[int, dict[str, Any]]] = {
    "restricted": (4003110, {"prompts": ""}),
    "params_error": (10011, {"message": "Request params error", "prompts": "Request params error"}),
    "login_required": (20003, {"message": "User doesn't login", "prompts": "Please login first"}),
    "finished": (30003, {"message": "room has finished", "prompts": "LIVE has ended"}),
    "private": (4003001, {"message": "This account is private", "prompts": "This account is private"}),
}


class PlatformRoutes:
    """Answers for one studio."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """Paths as on www.tiktok.com and webcast.tiktok.com."""
        return [
            Route("/@{unique_id}/live", self.live_page),
            Route("/@{unique_id}", self.profile_page),
            Route("/api-live/user/room/", self.api_live),
            Route("/webcast/room/check_alive/", self.check_alive, methods=["GET", "POST"]),
            Route("/webcast/room/info/", self.room_info),
            Route("/webcast/room/info_by_user/", self.room_info),
            Route("/webcast/gift/list/", self.gift_list),
            Route("/webcast/room/chat/", self.act("chat", "content"), methods=["POST"]),
            Route("/webcast/room/like/", self.act("like", "count"), methods=["POST"]),
            Route("/webcast/gift/send/", self.act("gift", "gift_id"), methods=["POST"]),
            Route("/webcast/im/fetch/", self.poll),
            Route("/images/{name}", self.image),
        ]

    async def live_page(self, request: Request) -> Response:
        """The LIVE page with SIGI_STATE."""
        fault = self._studio.faults.page
        if fault == "firewall":
            return HTMLResponse(FIREWALL_PAGE, headers={"X-TT-System-Error": "3"})
        if fault == "redirect":
            return RedirectResponse("/hk/notfound", status_code=302)
        if fault == "no_tag":
            return self._page("<html><body>TikTok</body></html>")
        if fault == "broken_json":
            return self._page(_script("SIGI_STATE", '{"LiveRoom":{"liveRoomUserInfo":'))
        state: dict[str, Any] = {"AppContext": {"appContext": {"language": "en"}}}
        if fault != "never_live" and self._is_creator(request.path_params["unique_id"]):
            state["LiveRoom"] = {"liveRoomUserInfo": self._user_info(fault)}
        return self._page(_script("SIGI_STATE", _json_text(state)))

    async def profile_page(self, request: Request) -> Response:
        """The profile page, by handle or user id."""
        fault = self._studio.faults.profile
        if fault == "firewall":
            return HTMLResponse(FIREWALL_PAGE, headers={"X-TT-System-Error": "3"})
        if fault == "broken_json":
            return self._page(_script("__UNIVERSAL_DATA_FOR_REHYDRATION__", '{"__DEFAULT_SCOPE__":'))
        detail: dict[str, Any] = {"statusCode": 10222 if fault == "private" else 10221}
        name = request.path_params["unique_id"]
        if not fault and (self._is_creator(name) or name == str(self._studio.creator.user_id)):
            user = payloads.user_json(self._studio)
            if self._studio.room is None or self._studio.room.is_over:
                user["roomId"] = ""
            detail = {"statusCode": 0, "userInfo": {"user": user, "stats": {}}}
        scope = {"__DEFAULT_SCOPE__": {"webapp.user-detail": detail}}
        return self._page(_script("__UNIVERSAL_DATA_FOR_REHYDRATION__", _json_text(scope)))

    async def api_live(self, request: Request) -> Response:
        """api-live: who is behind a handle, and whether they are live."""
        fault = self._studio.faults.api_live
        blocked = _blocked(fault)
        if blocked is not None:
            return blocked
        if fault == "params_error":
            return JSONResponse({"statusCode": 19881005, "message": "params_error", "data": None})
        if fault == "user_not_found" or not self._is_creator(request.query_params.get("uniqueId", "")):
            return JSONResponse({"statusCode": 19881007, "message": "user_not_found", "data": None})
        return JSONResponse(
            {"statusCode": 0, "message": "", "data": self._user_info(fault), "extra": payloads.extra_json(self._studio)}
        )

    async def check_alive(self, request: Request) -> Response:
        """check_alive for up to 50 room ids."""
        self._studio.seen.check_alive_requests += 1
        fault = self._studio.faults.check_alive
        if (blocked := _blocked(fault if fault != "empty" else "")) is not None:
            return blocked
        text = request.query_params.get("room_ids", "")
        if request.method == "POST":
            text = (await read_form(request)).get("room_ids", text)
        numbers = [read_number(part) for part in text.split(",", _MAX_ROOM_IDS)[:_MAX_ROOM_IDS]]
        room_ids = [number for number in numbers if number is not None]
        if fault == "empty_body":
            return PlainTextResponse("")
        data = [] if fault == "empty" else payloads.check_alive_json(self._studio, room_ids)
        return JSONResponse({"data": data, "extra": payloads.extra_json(self._studio), "status_code": 0})

    async def room_info(self, request: Request) -> Response:
        """Room info by room id or by handle."""
        fault = self._studio.faults.room_info
        blocked = _blocked(fault)
        if blocked is not None:
            return blocked
        room_id = self._requested_room_id(request)
        room = self._studio.rooms.get(room_id)
        if not fault and (room_id == self._studio.earlier_room_id or (room is not None and room.is_over)):
            fault = "finished"
        elif not fault and room is None:
            fault = "params_error"
        if fault or room is None:
            status_code, data = _ROOM_INFO_ERRORS[fault]
        else:
            status_code, data = 0, payloads.room_info_json(self._studio, room)
        return JSONResponse({"data": data, "extra": payloads.extra_json(self._studio), "status_code": status_code})

    async def gift_list(self, request: Request) -> Response:
        """The gifts of the script."""
        self._studio.seen.last_request = {**request.headers, **request.query_params}
        if (blocked := _blocked(self._studio.faults.gift_list)) is not None:
            return blocked
        data = payloads.gift_list_json(self._studio)
        return JSONResponse({"data": data, "extra": {}, "status_code": 0})

    async def poll(self, request: Request) -> Response:
        """The room's messages since a cursor, for clients that poll; a guest without ttwid gets an empty body."""
        if (blocked := _blocked(self._studio.faults.poll)) is not None:
            return blocked
        room = self._studio.rooms.get(read_number(request.query_params.get("room_id", "")) or 0)
        if room is None or not request.cookies.get("ttwid"):
            return PlainTextResponse("")
        position = read_number(request.query_params.get("cursor", "").rpartition("_")[2])
        if position is None:
            result = first_result(self._studio, room)
        else:
            entries = [entry for entry in room.since(position) if not isinstance(entry, str)]
            result = next_result(self._studio, room, entries)
        return Response(result.SerializeToString(), media_type="application/x-protobuf")

    async def image(self, request: Request) -> Response:
        """A picture of one pixel, whatever its name."""
        del request
        match self._studio.faults.image:
            case "not_found":
                return PlainTextResponse("", status_code=404)
            case "html":
                return HTMLResponse(FIREWALL_PAGE)
            case "huge":
                return Response(_PIXEL + bytes(_HUGE_BYTES), media_type="image/png")
            case _:
                return Response(_PIXEL, media_type="image/png")

    def act(self, what: str, field: str) -> Callable[[Request], Awaitable[Response]]:
        """A route that does something as the session of the request; without one the answer is 20003."""

        async def answer(request: Request) -> Response:
            sent = {**request.query_params, **await read_form(request)}
            room_id = read_number(sent.get("room_id", "")) or 0
            fault = self._studio.faults.action
            if (blocked := _blocked(fault)) is not None:
                return blocked
            if not fault and not request.cookies.get("sessionid"):
                fault = "login_required"
            if not fault and self._studio.live_room(room_id) is None:
                fault = "finished"
            if fault:
                status_code, data = _ROOM_INFO_ERRORS[fault]
                return JSONResponse(
                    {"data": data, "extra": payloads.extra_json(self._studio), "status_code": status_code}
                )
            self._studio.seen.said.append(Said(what, room_id, sent.get(field, "")[:_MAX_TEXT]))
            self._studio.seen.last_action = sent
            return JSONResponse({"data": {}, "extra": payloads.extra_json(self._studio), "status_code": 0})

        return answer

    def _user_info(self, fault: str) -> dict[str, Any]:
        """Creator and room as page and api-live tell them; the fault may be that the room has no number."""
        data = payloads.user_info_json(self._studio)
        if fault in ("no_room_id", "zero_room_id"):
            data["user"]["roomId"] = "" if fault == "no_room_id" else "0"
        return data

    def _requested_room_id(self, request: Request) -> int:
        if "unique_id" in request.query_params:
            return self._studio.room_id if self._is_creator(request.query_params["unique_id"]) else 0
        return read_number(request.query_params.get("room_id", "")) or 0

    def _is_creator(self, unique_id: str) -> bool:
        return unique_id.lower() == self._studio.creator.unique_id

    def _page(self, html: str) -> HTMLResponse:
        response = HTMLResponse(html)
        response.set_cookie("ttwid", self._studio.ttwid, max_age=31_536_000, path="/", httponly=True)
        return response


def _blocked(fault: str) -> Response | None:
    """The answers of a firewall, which look the same on all JSON routes."""
    match fault:
        case "forbidden":
            return PlainTextResponse("Access Denied", status_code=403)
        case "rate_limited":
            return PlainTextResponse("", status_code=429, headers={"Retry-After": "7"})
        case "empty":
            return PlainTextResponse("")
        case "html":
            return HTMLResponse(FIREWALL_PAGE)
        case _:
            return None


def _json_text(value: Any) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _script(element_id: str, text: str) -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>LIVE</title></head><body>'
        f'<script id="{element_id}" type="application/json">{text}</script></body></html>'
    )
