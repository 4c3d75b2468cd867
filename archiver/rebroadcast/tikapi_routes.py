"""TikAPI's live routes, and their failures. Shapes that its documentation leaves open are our assumption."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from archiver.rebroadcast import payloads
from archiver.rebroadcast.bodies import read_object
from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.results import first_result
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.studio import Said, Studio
from archiver.rebroadcast.tikapi_json import message_json
from archiver.wire.pb import webcast_pb2 as pb

_MAX_TEXT = 500
_RETRY_AFTER_S = 30
_FAILURES: dict[str, tuple[int, str]] = {
    "bad_request": (400, "Invalid parameters."),
    "unauthorized": (401, "The API Key is invalid."),
    "payment": (402, "Your subscription has ended."),
    "forbidden": (403, "Your subscription can't access this endpoint."),
    "not_found": (404, "Not found."),
    "rate_limited": (429, "Rate limit exceeded."),
    "rate_limited_bare": (429, "Rate limit exceeded."),
    "error": (500, "Internal error."),
    "unavailable": (502, "Bad gateway."),
}
_Answer = Callable[[Request], Awaitable[Response]]


class TikApiRoutes:
    """Answers for one studio. Its creator's account is the one behind every account key."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """Paths as on api.tikapi.io."""
        return [
            Route("/public/check", self._guarded(self.check, needs_account=False)),
            Route("/key/info", self._guarded(self.key_info, needs_account=False)),
            Route("/user/live/check", self._guarded(self.live)),
            Route("/user/live/chat", self._guarded(self.chat)),
            Route("/user/live/recommend", self._guarded(self.recommend)),
            Route("/user/live/stats", self._guarded(self.stats)),
            Route("/user/live/info", self._guarded(self.permissions)),
            Route("/user/live/chat/send", self._guarded(self.send_chat), methods=["POST"]),
            Route("/user/live/start", self._guarded(self.start), methods=["POST"]),
            Route("/user/live/stop", self._guarded(self.stop), methods=["POST"]),
        ]

    async def check(self, request: Request) -> Response:
        """A profile, with a room while its creator is live."""
        if request.query_params.get("username", "").lower() != self._studio.creator.unique_id:
            return _failure("not_found")
        user = payloads.user_json(self._studio)
        if not self._studio.status.is_on:
            user["roomId"] = ""
        return _success(statusCode=0, userInfo={"user": user, "stats": {}})

    async def key_info(self, request: Request) -> Response:
        """What the key may do."""
        del request
        return _success(data={"subscription": "rebroadcast", "requests": self._studio.seen.tikapi_requests})

    async def live(self, request: Request) -> Response:
        """The platform's room info."""
        room = self._room(request)
        if room is None:
            return _failure("not_found")
        if room.is_over:
            return _success(data={"message": "room has finished", "prompts": "LIVE has ended"}, status_code=30003)
        return _success(
            data=payloads.room_info_json(self._studio, room), extra=payloads.extra_json(self._studio), status_code=0
        )

    async def chat(self, request: Request) -> Response:
        """The room's messages since a cursor."""
        room, cursor = self._room(request), request.query_params.get("nextCursor", "")
        position = read_number(cursor.rpartition("_")[2])
        fault = self._studio.faults.tikapi
        if room is None:
            return _failure("not_found")
        if cursor and (position is None or fault == "old_cursor"):
            return _failure("bad_request")
        if fault == "no_messages":
            return _success()
        entries = first_result(self._studio, room).messages if position is None else room.since(position)
        messages = [message_json(entry) for entry in entries if isinstance(entry, pb.Message)]
        now_ms = self._studio.clock.now_ms()
        following = {} if fault == "no_cursor" else {"nextCursor": f"{now_ms}_{room.position}"}
        return _success(messagesList=messages, now=str(now_ms), fetchInterval=0, **following)

    async def recommend(self, request: Request) -> Response:
        """Rooms like this one: itself."""
        room = self._room(request)
        if room is None:
            return _failure("not_found")
        return _success(
            data=[{"data": payloads.room_info_json(self._studio, room)}],
            extra=payloads.extra_json(self._studio),
            status_code=0,
        )

    async def stats(self, request: Request) -> Response:
        """The figures of a broadcast that is over."""
        room = self._room(request)
        if room is None or not room.is_over:
            return _failure("not_found")
        figures = {
            "room_id": str(room.room_id), "live_start_time": room.started_at / 1000,
            "live_end_time": (room.ended_at or 0) / 1000, "live_pause_duration": 0, "live_like_cnt": room.likes,
            "live_watch_ucnt": room.total_viewers, "live_new_fans_ucnt": room.follows, "live_comment_ucnt": 0,
            "live_consume_ucnt": 0, "total_score": 0,
        }  # fmt: skip
        return _success(data={"room_stats": figures}, extra=payloads.extra_json(self._studio), status_code=0)

    async def permissions(self, request: Request) -> Response:
        """The account may broadcast."""
        del request
        return _success(data={"live_status": 1, "third_party": True})

    async def send_chat(self, request: Request) -> Response:
        """Say something in a room that is live."""
        body = await read_object(request)
        room_id = read_number(str(body.get("room_id", ""))) or 0
        if self._studio.live_room(room_id) is None:
            return _failure("not_found")
        return self._done("chat", room_id, str(body.get("text", "")))

    async def start(self, request: Request) -> Response:
        """A room that waits for pictures, which nobody will take."""
        title = str((await read_object(request)).get("title", ""))
        if not title:
            return _failure("bad_request")
        room_id = self._studio.ids.next(self._studio.clock.now_ms())
        self._studio.seen.said.append(Said("start", room_id, title[:_MAX_TEXT]))
        push = {"server": "rtmp://127.0.0.1/live", "key": f"stream-{room_id}?sign=rebroadcast"}
        url = f"{self._studio.base_url}/@{self._studio.creator.unique_id}/live"
        room = {"id": str(room_id), "share_url": url, "status": 1}
        return _success(room=room, stream={"id": str(room_id), "push": push})

    async def stop(self, request: Request) -> Response:
        """The end of it."""
        del request
        return self._done("stop", self._studio.room_id, "")

    def _done(self, what: str, room_id: int, content: str) -> Response:
        self._studio.seen.said.append(Said(what, room_id, content[:_MAX_TEXT]))
        return _success(message="")

    def _guarded(self, answer: _Answer, *, needs_account: bool = True) -> _Answer:
        """A route that wants its keys, and fails as scripted. Counts the request and keeps its words."""

        async def guard(request: Request) -> Response:
            self._studio.seen.tikapi_requests += 1
            self._studio.seen.last_tikapi_request = {**request.headers, **request.query_params}
            if (refusal := _scripted(self._studio.faults.tikapi)) is not None:
                return refusal
            if not request.headers.get("x-api-key"):
                return _failure("unauthorized")
            if needs_account and not request.headers.get("x-account-key"):
                return JSONResponse({"status": "error", "message": "The Account Key is required."}, status_code=401)
            return await answer(request)

        return guard

    def _room(self, request: Request) -> Room | None:
        return self._studio.rooms.get(read_number(request.query_params.get("room_id", "")) or 0)


def _scripted(fault: str) -> Response | None:
    if fault in _FAILURES:
        return _failure(fault)
    match fault:
        case "error_status":  # the HTTP status says nothing of it
            return JSONResponse({"status": "error", "message": "Something went wrong."})
        case "empty":
            return Response(b"")
        case "html":
            return HTMLResponse("<html><body>Just a moment...</body></html>")
        case "not_json":
            return PlainTextResponse('{"status": "success", "messagesList": [')
        case _:
            return None


def _failure(fault: str) -> Response:
    status, message = _FAILURES[fault]
    headers = {"Retry-After": str(_RETRY_AFTER_S)} if fault == "rate_limited" else {}
    return JSONResponse({"status": "error", "message": message}, status_code=status, headers=headers)


def _success(**content: Any) -> Response:
    return JSONResponse({"status": "success", **content})
