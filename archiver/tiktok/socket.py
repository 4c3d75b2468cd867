"""One connection to a room's event stream: websockets outside, ``wire.protocol`` inside."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
import ssl
from collections import deque
from functools import cache
from typing import Any

import certifi
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Origin, Subprotocol

from archiver.errors import FrameError, SocketClosedError, SocketError
from archiver.model.frame import FrameKind, FrameNotice, RawFrame
from archiver.ports import Clock
from archiver.tiktok.handshake import handshake_error, read_headers
from archiver.wire.frames import MAX_FRAME_BYTES, parse_fetch_result
from archiver.wire.protocol import WebcastProtocol, heartbeat_interval_ms, read_result

_CLOSE_TIMEOUT_S = 2.0
_SEND_TIMEOUT_S = 10.0


class WebcastSocket:
    """See ``ports.EventSocket``. Heartbeats run in the background from ``open_socket`` until ``close``."""

    def __init__(
        self,
        connection: ClientConnection,
        protocol: WebcastProtocol,
        clock: Clock,
        *,
        strategy: str,
        fetch_body: bytes | None = None,
    ) -> None:
        self.strategy = strategy
        self._connection = connection
        self._protocol = protocol
        self._clock = clock
        self._first = deque([] if fetch_body is None else [self._raw_frame(FrameKind.FETCH_RESULT, fetch_body)])
        self._is_receiving = False
        self._end: SocketClosedError | None = None
        self._heartbeats: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Enter the room and begin to send heartbeats."""
        self._protocol.connected(self._clock.monotonic_ms())
        await self._flush()
        self._heartbeats = asyncio.create_task(self._keep_alive(), name="event socket heartbeats")

    async def receive(self) -> RawFrame:
        """The next frame: first the sign server's result, if there is one. Text frames are passed over.

        Raises:
            SocketClosedError: the connection ended, or was silent for too long (1006).
        """
        if self._first and self._end is None:
            return self._first.popleft()
        self._is_receiving = True
        try:
            while True:
                data = await self._connection.recv()
                self._protocol.heard(self._clock.monotonic_ms())
                if isinstance(data, bytes):
                    return self._raw_frame(FrameKind.PUSH, data)
        except ConnectionClosed as error:
            self._end = self._end or _closed(error)
            raise self._end from None
        finally:
            self._is_receiving = False

    async def confirm(self, frame: RawFrame) -> FrameNotice:
        """Read the frame and send its ack. Never raises: bad bytes are the notice's ``problem``."""
        if frame.kind is FrameKind.FETCH_RESULT:
            try:
                return read_result(parse_fetch_result(frame.data))
            except FrameError as error:
                return FrameNotice(problem=str(error))
        if frame.kind is not FrameKind.PUSH:
            return FrameNotice()
        notice = self._protocol.receive(frame.data, frame.monotonic_ms)
        await self._flush()
        return notice

    async def close(self) -> None:
        """Stop the heartbeats and close; safe to call twice."""
        self._end = self._end or SocketClosedError("The event socket was closed by us.", close_code=1000)
        if self._heartbeats is not None:
            self._heartbeats.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._heartbeats
        await self._connection.close()

    async def _keep_alive(self) -> None:
        """Do what the protocol says is due, until it finds the connection dead."""
        while (deadline_ms := self._protocol.next_deadline_ms) is not None:
            await asyncio.sleep(max(0, deadline_ms - self._clock.monotonic_ms()) / 1000)
            now_ms = self._clock.monotonic_ms()
            if not self._is_receiving:
                self._protocol.heard(now_ms)  # silence is the server's only while somebody listens
            self._protocol.tick(now_ms)
            await self._flush()
        self._end = SocketClosedError("The event socket was silent for too long; the connection counts as lost.")
        self._connection.transport.abort()

    async def _flush(self) -> None:
        try:
            async with asyncio.timeout(_SEND_TIMEOUT_S):
                for data in self._protocol.data_to_send():
                    await self._connection.send(data)
        except ConnectionClosed:
            return  # receive tells
        except TimeoutError:
            self._connection.transport.abort()

    def _raw_frame(self, kind: FrameKind, data: bytes) -> RawFrame:
        return RawFrame(kind, data, received_at=self._clock.now_ms(), monotonic_ms=self._clock.monotonic_ms())


class _Connect(connect):
    """Connects where it was told to: a redirect is a refusal, for addresses are checked before they are used."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """Follow none."""
        return exc


async def open_socket(
    url: str,
    *,
    room_id: int,
    headers: dict[str, str],
    user_agent: str,
    origin: str,
    proxy: str | None,
    clock: Clock,
    strategy: str,
    silence_limit_ms: int,
    fetch_body: bytes | None = None,
    open_timeout_s: float = 20.0,
) -> WebcastSocket:
    """Open one connection and enter the room. The URL is good for this attempt only, so nothing is retried here.

    Raises:
        DeviceBlockedError, HandshakeRefusedError: the server refused, and said why.
        SocketError: no connection.
    """
    try:
        connection = await _Connect(
            url,
            additional_headers=headers,
            user_agent_header=user_agent,
            origin=Origin(origin),
            subprotocols=[Subprotocol("echo-protocol")],  # the server may take it or leave it
            **_through(proxy),
            ssl=_tls() if url.startswith("wss:") else None,
            open_timeout=open_timeout_s,
            close_timeout=_CLOSE_TIMEOUT_S,
            ping_interval=None,  # the server never answers pings
            ping_timeout=None,
            max_size=(MAX_FRAME_BYTES, MAX_FRAME_BYTES),
        )
    except InvalidStatus as error:
        headers = read_headers(error.response.headers.raw_items())
        raise handshake_error(error.response.status_code, headers) from None
    except (OSError, WebSocketException, ValueError, EOFError) as error:
        reason = type(error).__name__
        raise SocketError(
            f"The event socket could not be opened ({reason}); check the network and the proxy, or try again later."
        ) from None
    response = read_headers(connection.response.headers.raw_items() if connection.response else ())
    protocol = WebcastProtocol(
        room_id,
        enter_unique_id=1 + secrets.randbelow(2**62),
        heartbeat_interval_ms=heartbeat_interval_ms(response.get("handshake-options")),
        silence_limit_ms=silence_limit_ms,
    )
    socket = WebcastSocket(connection, protocol, clock, strategy=strategy, fetch_body=fetch_body)
    try:
        await socket.start()
    except BaseException:
        await socket.close()
        raise
    return socket


def _through(proxy: str | None) -> dict[str, Any]:
    """How to connect by a proxy. It does the looking up of names, as it does for requests."""
    if proxy is None:
        return {"proxy": None}
    tls = {"proxy_ssl": _tls()} if proxy.startswith("https:") else {}
    return {"proxy": re.sub("^socks5:", "socks5h:", proxy), **tls}


@cache
def _tls() -> ssl.SSLContext:
    """The same authorities as HTTP uses, also where the system has none (slim containers)."""
    return ssl.create_default_context(cafile=certifi.where())


def _closed(error: ConnectionClosed) -> SocketClosedError:
    close = error.rcvd or error.sent
    if close is None:
        return SocketClosedError("The event socket was lost without a goodbye.")
    said = f" ({close.reason[:120]!r})" if close.reason else ""
    return SocketClosedError(
        f"The event socket was closed with code {close.code}{said}.",
        close_code=int(close.code),
        reason=close.reason[:120],
    )
