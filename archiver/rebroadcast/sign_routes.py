"""The sign server's routes that clients use to get a connection, and their failures."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.results import first_result
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.studio import Studio

_DAY_LIMIT = 100_000
_RESET_S = 30

_FAILURES: dict[str, tuple[int, str]] = {
    "payment": (402, "This endpoint is not part of your plan."),
    "forbidden": (403, "The API key is not valid."),
    "not_found": (404, "No such room."),
    "rate_limited": (429, "Too many requests."),
    "rate_limited_bare": (429, "Too many requests."),
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
            Route("/webcast/rate_limits", self.rate_limits),
        ]

    async def fetch(self, request: Request) -> Response:
        """The first fetch result of a room, with the way to its event socket."""
        self._studio.seen.sign_requests += 1
        fault = self._studio.faults.sign
        if fault in _FAILURES:
            return self._failure(fault)
        if fault == "empty":
            return Response(b"")
        room = self._requested_room(request)
        if room is None:
            return self._failure("not_found")
        result = first_result(self._studio, room)
        return Response(
            result.SerializeToString(),
            media_type="application/protobuf",
            headers=self._headers(room, with_cookie=fault != "no_cookie"),
        )

    async def room_id(self, request: Request) -> Response:
        """A handle's room."""
        creator = self._studio.scenario.creator.unique_id
        if request.query_params.get("uniqueId", request.query_params.get("unique_id", "")).lower() != creator:
            return JSONResponse({"code": 404, "message": "User not found", "ok": False}, status_code=404)
        is_live = self._studio.status.is_on
        return JSONResponse(
            {
                "code": 200, "message": "ok", "ok": True, "is_live": is_live, "room_id": str(self._studio.room_id),
                "routes_attempted": [],
            }
        )  # fmt: skip

    async def rate_limits(self, request: Request) -> Response:
        """The limits, counting down."""
        del request
        limit = {"max": _DAY_LIMIT, "remaining": self._remaining, "reset_at": self._reset_at_s}
        return JSONResponse({"code": 200, "message": "ok", "day": limit, "hour": limit, "minute": limit})

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
        creator = self._studio.scenario.creator.unique_id
        if request.query_params.get("unique_id", "").lower() == creator:
            return self._studio.live_room(self._studio.room_id)
        return self._studio.live_room(read_number(request.query_params.get("room_id", "")) or 0)
