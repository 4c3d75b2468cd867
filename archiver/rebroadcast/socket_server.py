"""The event socket: handshake, enter, heartbeats, acks, and the room's messages as gzip push frames."""

from __future__ import annotations

import asyncio
import http
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.frames import Opcode
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.socket_session import SocketSession
from archiver.rebroadcast.studio import Studio

SOCKET_PATH = "/webcast/im/ws_proxy/ws_reuse_supplement/"


_WAIT = "reconnect-interval=7"
#: Status and headers of each refusal that can be switched on.
_REFUSALS: dict[str, tuple[int, dict[str, str]]] = {
    "device_blocked": (200, {"Handshake-Msg": "DEVICE_BLOCKED", "Handshake-Status": "415"}),
    "device_blocked_415": (415, {"Handshake-Msg": "DEVICE_BLOCKED"}),
    "bad_request": (400, {"Handshake-Msg": "bad query"}),
    "illegal_secret_key": (200, {"Handshake-Msg": "illegal secret key"}),
    "illegal_app_id": (200, {"Handshake-Msg": "illegal app_id", "Handshake-Status": "417"}),
    **{f"wait_{code}": (200, {"Handshake-Status": code, "Handshake-Options": _WAIT}) for code in ("414", "511", "512")},
}


class SilentConnection(ServerConnection):
    """A connection that, like the platform, never answers a ping."""

    def __init__(self, protocol: ServerProtocol, *args: object, **options: object) -> None:
        send_frame = protocol.send_frame

        def send_all_but_pongs(frame: object) -> None:
            if getattr(frame, "opcode", None) is not Opcode.PONG:
                send_frame(frame)  # type: ignore[arg-type] # passed through

        protocol.send_frame = send_all_but_pongs  # type: ignore[method-assign]
        super().__init__(protocol, *args, **options)  # type: ignore[arg-type] # passed through


class SocketServer:
    """The two hooks that ``websockets.serve`` calls."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    async def check_handshake(self, connection: ServerConnection, request: Request) -> Response | None:
        """None to accept; refusals are plain HTTP answers, as on the platform."""
        del connection
        headers = {name.lower(): value for name, value in request.headers.raw_items()}
        self._studio.seen.last_handshake = headers | _query(request)
        refusal = self._refusal(request)
        if refusal is not None:
            self._studio.seen.refused += 1
        return refusal

    def add_options(self, connection: ServerConnection, request: Request, response: Response) -> None:
        """Tell the heartbeat interval in the answer to the handshake."""
        del connection, request
        interval_s = self._studio.rules.ping_interval_s
        if interval_s is not None and response.status_code == http.HTTPStatus.SWITCHING_PROTOCOLS:
            response.headers["Handshake-Options"] = f"ping-interval={interval_s};reconnect-interval=5"

    async def serve(self, connection: ServerConnection) -> None:
        """One accepted connection, to its end."""
        assert connection.request is not None
        if self._studio.faults.handshake == "dropped":
            connection.transport.abort()
            return
        query = _query(connection.request)
        room = self._studio.live_room(read_number(query["room_id"]) or 0)
        if room is None:  # it ended during the handshake
            return
        self._studio.seen.connections += 1
        number = self._studio.seen.connections
        try:
            await SocketSession(self._studio, room, connection, number=number, query=query).run()
        except asyncio.CancelledError:
            await connection.close(1001)
            raise

    def _refusal(self, request: Request) -> Response | None:
        fault = self._studio.faults.handshake
        if fault in _REFUSALS:
            return _refuse(*_REFUSALS[fault])
        has_device = bool(_cookie(request, "ttwid")) and bool(request.headers.get("User-Agent"))
        if not has_device:
            return _refuse(*_REFUSALS["device_blocked"])
        if urlsplit(request.path).path != SOCKET_PATH:
            return _refuse(404, {})
        return self._query_refusal(_query(request))

    def _query_refusal(self, query: Mapping[str, str]) -> Response | None:
        if query.get("aid") != "1988":
            return _refuse(*_REFUSALS["illegal_app_id"])
        if self._studio.live_room(read_number(query.get("room_id", "")) or 0) is None:
            return _refuse(400, {"Handshake-Msg": "invalid room_id"})
        return None


def _query(request: Request) -> dict[str, str]:
    """The query; of a repeated parameter the first value, of which clients send the right one first."""
    pairs = parse_qsl(urlsplit(request.path).query, keep_blank_values=True, max_num_fields=200)
    return dict(reversed(pairs))


def _cookie(request: Request, name: str) -> str:
    try:
        cookie = SimpleCookie("; ".join(request.headers.get_all("Cookie")))
    except CookieError:
        return ""
    return cookie[name].value if name in cookie else ""


def _refuse(status: int, headers: Mapping[str, str]) -> Response:
    all_headers = Headers({**headers, "Content-Length": "0", "Connection": "close"})
    return Response(status, http.HTTPStatus(status).phrase, all_headers, b"")
