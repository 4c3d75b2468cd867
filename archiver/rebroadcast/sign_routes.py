"""The sign server's nine routes, its live check of many creators, and their failures."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from archiver.rebroadcast import payloads
from archiver.rebroadcast.bodies import read_object
from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.results import first_result
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.studio import Said, Studio

_DAY_LIMIT = 100_000
_MAX_TEXT = 500
_BULK = 50
_RESET_S = 30

_FAILURES: dict[str, tuple[int, str]] = {
    "payment": (402, "This endpoint is not part of your plan."),
    "forbidden": (403, "The API key is not valid."),
    "not_found": (404, "No such room."),
    "rate_limited": (429, "Too many requests."),
    "rate_limited_bare": (429, "Too many requests."),
    "unauthorized": (401, "An API key is required."),
    "error": (500, "Empty response payload received."),
    "unavailable": (503, "No agents are free."),
}


class SignRoutes:
    """Answers for one studio."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """Paths as on the sign server; clients disagree about the slash at the end."""
        return [
            Route("/webcast/fetch", self.fetch),
            Route("/webcast/fetch/", self.fetch),
            Route("/webcast/room_id", self.room_id),
            Route("/webcast/room_info", self.room_info),
            Route("/webcast/room_cover", self.room_cover),
            Route("/webcast/room_video", self.room_video),
            Route("/webcast/rate_limits", self.rate_limits),
            Route("/webcast/websockets/{account_id}", self.sockets),
            Route("/webcast/websockets/{account_id}/{socket_id}", self.socket),
            Route("/webcast/chat", self.chat, methods=["POST"]),
            Route("/webcast/sign_url", self.sign_url, methods=["POST"]),
            Route("/webcast/bulk_live_check", self.bulk_live_check, methods=["POST"]),
        ]

    async def fetch(self, request: Request) -> Response:
        """The first fetch result of a room, with the way to its event socket."""
        if (refusal := self._refusal(request)) is not None:
            return refusal
        room = self._requested_room(request)
        if room is None:
            return self._failure("not_found")
        result = first_result(self._studio, room)
        return Response(
            result.SerializeToString(),
            media_type="application/protobuf",
            headers=self._headers(room, with_cookie=self._studio.faults.sign != "no_cookie"),
        )

    async def room_id(self, request: Request) -> Response:
        """A handle's room."""
        if (refusal := self._refusal(request, by_handle=True)) is not None:
            return refusal
        is_live = self._studio.status.is_on
        return _document(ok=True, is_live=is_live, room_id=str(self._studio.room_id), routes_attempted=[])

    async def room_info(self, request: Request) -> Response:
        """A handle's room with its figures and its lowest and highest streams."""
        if (refusal := self._refusal(request, by_handle=True)) is not None:
            return refusal
        return _document(ok=True, routes_attempted=[], data=payloads.sign_room_info_json(self._studio))

    async def bulk_live_check(self, request: Request) -> Response:
        """Who of up to fifty users is live; whom it does not know it leaves out."""
        body = await read_object(request)
        if (refusal := self._refusal(request)) is not None:
            return refusal
        if not {"x-cookie-header", "x-oauth-token"} & set(request.headers):
            return self._failure("unauthorized")
        asked = body.get("user_numeric_ids")
        creator = str(self._studio.creator.user_id)
        room = {"room_id": str(self._studio.room_id), "is_live": self._studio.status.is_on}
        known = isinstance(asked, list) and creator in asked[:_BULK]
        return _document(response={"data": {creator: room} if known else {}})

    async def room_cover(self, request: Request) -> Response:
        """A redirect to the cover picture."""
        return self._refusal(request, by_handle=True) or RedirectResponse(payloads.cover_url(self._studio))

    async def room_video(self, request: Request) -> Response:
        """A redirect to a stream, while the room is live."""
        if (refusal := self._refusal(request, by_handle=True)) is not None:
            return refusal
        room = self._studio.live_room(self._studio.room_id)
        media_format, _, size = request.query_params.get("streamType", "hls_sd").partition("_")
        if room is None or media_format not in ("flv", "hls"):
            return self._failure("not_found")
        rung = room.broadcast.qualities[-1 if size == "ld" else 0]
        url = payloads.media_url(self._studio, room, rung, media_format)
        return RedirectResponse(url) if url else self._failure("not_found")

    async def rate_limits(self, request: Request) -> Response:
        """The limits, counting down."""
        del request
        limit = {"max": _DAY_LIMIT, "remaining": self._remaining, "reset_at": self._reset_at_s}
        return _document(day=limit, hour=limit, minute=limit)

    async def sockets(self, request: Request) -> Response:
        """The account's sockets: those that are open here."""
        ids = [f"ws-{number}" for number in range(1, self._studio.seen.connections + 1)]
        return self._refusal(request) or _document(webSocketIds=ids, connections=len(ids))

    async def socket(self, request: Request) -> Response:
        """One of them."""
        number = read_number(request.path_params["socket_id"].removeprefix("ws-")) or 0
        if not 1 <= number <= self._studio.seen.connections:
            return self._failure("not_found")
        creator = self._studio.creator.unique_id
        state = {"wsId": f"ws-{number}", "uniqueId": creator, "accountId": request.path_params["account_id"],
                 "deployment": "rebroadcast", "createdAt": self._studio.clock.now_ms()}  # fmt: skip
        return self._refusal(request) or _document(state=state)

    async def chat(self, request: Request) -> Response:
        """Say something in the room as the session that comes with the request."""
        body = await read_object(request)
        if (refusal := self._refusal(request)) is not None:
            return refusal
        if "sessionid=" not in request.headers.get("x-cookie-header", "") and not body.get("sessionId"):
            return JSONResponse({"code": 20003, "message": "User doesn't login"}, status_code=401)
        by_name = str(body.get("targetUniqueId", "")).lower() == self._studio.creator.unique_id
        room_id = self._studio.room_id if by_name else read_number(str(body.get("targetRoomId", ""))) or 0
        if self._studio.live_room(room_id) is None:
            return self._failure("not_found")
        self._studio.seen.said.append(Said("chat", room_id, str(body.get("content", ""))[:_MAX_TEXT]))
        return _document(data={})

    async def sign_url(self, request: Request) -> Response:
        """The address with a signature that nobody checks."""
        body = await read_object(request)
        if (refusal := self._refusal(request)) is not None:
            return refusal
        url = str(body.get("url", ""))
        signed = f"{url}{'&' if '?' in url else '?'}X-Bogus=rebroadcast&X-Gnarly=rebroadcast"
        return _document(
            response={
                "signedUrl": signed, "userAgent": str(body.get("userAgent", "")), "browserName": "Mozilla",
                "browserVersion": "5.0", "tokens": {}, "requestHeaders": {}, "cookies": "",
            }
        )  # fmt: skip

    def _refusal(self, request: Request, *, by_handle: bool = False) -> Response | None:
        """What the scripted fault answers, or 404 for a handle nobody has. Counts the request and keeps its words."""
        self._studio.seen.sign_requests += 1
        self._studio.seen.last_sign_request = {**request.headers, **request.query_params}
        fault = self._studio.faults.sign
        if fault in _FAILURES:
            return self._failure(fault)
        if fault == "code_forbidden":  # the HTTP status says nothing of it
            return JSONResponse({"code": 403, "message": _FAILURES["forbidden"][1]})
        if fault == "empty":
            return Response(b"")
        if not by_handle:
            return None
        name = request.query_params.get("uniqueId", request.query_params.get("unique_id", "")).lower()
        return None if name == self._studio.creator.unique_id else self._failure("not_found")

    @property
    def _remaining(self) -> int:
        return max(0, _DAY_LIMIT - self._studio.seen.sign_requests)

    @property
    def _reset_at_s(self) -> int:
        return self._studio.clock.now_ms() // 1000 + _RESET_S

    def _failure(self, fault: str) -> Response:
        status, message = _FAILURES[fault]
        headers = {}
        if fault == "rate_limited":
            headers = {
                "Retry-After": str(_RESET_S), "RateLimit-Remaining": "0", "RateLimit-Reset": str(self._reset_at_s),
                "X-RateLimit-Reset": str(self._reset_at_s),
            }  # fmt: skip
        return JSONResponse({"code": status, "message": message}, status_code=status, headers=headers)

    def _headers(self, room: Room, *, with_cookie: bool) -> dict[str, str]:
        headers = {
            "X-Room-Id": str(room.room_id), "X-Agent-Id": "rebroadcast",
            "X-Request-Id": str(self._studio.seen.sign_requests), "RateLimit-Remaining": str(self._remaining),
        }  # fmt: skip
        if with_cookie:
            # Clients read the first cookie only.
            headers["X-Set-TT-Cookie"] = f"ttwid={self._studio.ttwid}; Path=/; Domain=127.0.0.1"
        return headers

    def _requested_room(self, request: Request) -> Room | None:
        creator = self._studio.creator.unique_id
        if request.query_params.get("unique_id", "").lower() == creator:
            return self._studio.live_room(self._studio.room_id)
        return self._studio.live_room(read_number(request.query_params.get("room_id", "")) or 0)


def _document(**fields: Any) -> JSONResponse:
    return JSONResponse({"code": 200, "message": "ok", **fields})
