"""A real event socket server on loopback that plays a script, for the edge that connects to it."""

from __future__ import annotations

import asyncio
import contextlib
import http
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from websockets.asyncio.server import Request, Response, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed

from archiver.wire.pb import webcast_pb2 as pb

Play = Callable[[ServerConnection], Awaitable[None]]


def result(*methods: str, need_ack: bool = False, ext: bytes = b"ext", now: int = 1786367257452) -> bytes:
    """A fetch result with one empty message per method."""
    messages = [pb.Message(method=method, msg_id=number) for number, method in enumerate(methods, start=1)]
    return pb.FetchResult(
        messages=messages, cursor="c", internal_ext=ext, now=now, need_ack=need_ack
    ).SerializeToString()


def message_frame(payload: bytes, *, log_id: int = 1, headers: dict[str, str] | None = None) -> bytes:
    """A push frame with a fetch result."""
    pairs = [pb.PushFrame.Header(key=key, value=value) for key, value in (headers or {}).items()]
    return pb.PushFrame(
        log_id=log_id, payload_encoding="pb", payload_type="msg", payload=payload, headers=pairs
    ).SerializeToString()


class LoopbackRoom:
    """Refuses handshakes as scripted, then plays ``play`` on each connection while collecting what the client sends."""

    def __init__(self) -> None:
        self.url = ""
        #: (status, headers) of the next handshakes; headers as pairs where one is repeated
        self.refusals: list[tuple[int, dict[str, str] | list[tuple[str, str]]]] = []
        self.accepts = 1000  #: how many handshakes are answered before all others are refused with 503
        self.handshake_options = ""
        self.play: Play = _wait
        self.requests: list[Request] = []
        self.received: asyncio.Queue[pb.PushFrame] = asyncio.Queue()

    def respond(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse the handshake when a refusal is scripted."""
        self.requests.append(request)
        if not self.refusals and len(self.requests) <= self.accepts:
            return None
        status, headers = self.refusals.pop(0) if self.refusals else (503, {})
        fields = Headers(headers)
        fields["Content-Length"], fields["Connection"] = "0", "close"
        return Response(status, http.HTTPStatus(status).phrase, fields, b"")

    def extend(self, connection: ServerConnection, request: Request, response: Response) -> Response:
        """Add Handshake-Options to an accepted handshake."""
        if self.handshake_options:
            response.headers["Handshake-Options"] = self.handshake_options
        return response

    async def serve(self, connection: ServerConnection) -> None:
        """One connection."""
        collector = asyncio.create_task(self._collect(connection))
        try:
            await self.play(connection)
        except ConnectionClosed:
            pass
        finally:
            collector.cancel()

    async def next_of(self, payload_type: str) -> pb.PushFrame:
        """The next frame of this type that the client sends."""
        while True:
            frame = await asyncio.wait_for(self.received.get(), 10)
            if frame.payload_type == payload_type:
                return frame

    async def _collect(self, connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for data in connection:
                assert isinstance(data, bytes)
                self.received.put_nowait(pb.PushFrame.FromString(data))


async def _wait(connection: ServerConnection) -> None:
    await connection.wait_closed()


def playing(*items: bytes | str, code: int | None = None, reason: str = "") -> Play:
    """Send the items, then close with ``code``, or stay open without one."""

    async def play(connection: ServerConnection) -> None:
        for item in items:
            await connection.send(item)
        if code is None:
            await connection.wait_closed()
        else:
            await connection.close(code, reason)

    return play


@asynccontextmanager
async def loopback_room() -> AsyncIterator[LoopbackRoom]:
    """A running room on a free port of 127.0.0.1."""
    room = LoopbackRoom()
    server = await serve(
        room.serve, "127.0.0.1", 0, process_request=room.respond, process_response=room.extend, max_size=None
    )
    room.url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield room
    finally:
        server.close()
        await server.wait_closed()
