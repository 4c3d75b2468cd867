"""An HTTP proxy on loopback for one FFmpeg, which leads to a proxy of a kind that FFmpeg does not know.

FFmpeg sees only the bridge's address, with a password made for this recording: no other program on the machine can use
it, and the real proxy's password is not in FFmpeg's environment.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import h11
import structlog

from archiver.errors import CaptureError
from archiver.media.tunnel import open_tunnel

log = structlog.get_logger(__name__)

_MAX_HEAD_BYTES = 65_536
_CHUNK_BYTES = 65_536
_OPEN_TIMEOUT_S = 15.0
_USER = "archiver"


class _Wish(NamedTuple):
    """Where a request wants to go, and what the server there is to get first."""

    host: str
    port: int
    first: bytes
    is_tunnel: bool


class ProxyBridge:
    """Use as an async context manager; ``url`` is what FFmpeg gets as its proxy."""

    def __init__(self, proxy: str, tls: Callable[[], ssl.SSLContext]) -> None:
        self._proxy = proxy
        self._tls = tls
        self._password = secrets.token_urlsafe(24)
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MAX_HEAD_BYTES)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://{_USER}:{self._password}@127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            await self._lead(reader, writer)
        except asyncio.CancelledError:
            pass  # the recording is over
        except (OSError, EOFError, asyncio.LimitOverrunError):
            log.debug("A connection of FFmpeg through the proxy broke.")
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_OPEN_TIMEOUT_S):
            wish = self._wish(await reader.readuntil(b"\r\n\r\n"))
            if isinstance(wish, bytes):
                writer.write(wish)
                return await writer.drain()
            try:
                there, back = await open_tunnel(self._proxy, wish.host, wish.port, tls=self._tls)
            except CaptureError as error:
                log.warning("FFmpeg cannot reach a media server through the proxy.", problem=str(error))
                writer.write(_answer("502 Bad Gateway"))
                return await writer.drain()
        try:
            if wish.is_tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back.write(wish.first)
            await asyncio.gather(_pipe(reader, back), _pipe(there, writer))
        finally:
            back.transport.abort()

    def _wish(self, head: bytes) -> _Wish | bytes:
        """What a request asks for; or the answer to one that is refused."""
        connection = h11.Connection(h11.SERVER)
        try:
            connection.receive_data(head)
            request = connection.next_event()
        except h11.RemoteProtocolError:
            return _answer("400 Bad Request")
        if not isinstance(request, h11.Request):
            return _answer("400 Bad Request")
        login = dict(request.headers).get(b"proxy-authorization", b"")
        wanted = b"Basic " + base64.b64encode(f"{_USER}:{self._password}".encode())
        if not secrets.compare_digest(login, wanted):
            return _answer("407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="archiver"')
        try:
            return _read(request)
        except ValueError:
            return _answer("400 Bad Request")


def _read(request: h11.Request) -> _Wish:
    """Raises ValueError for an address that is none."""
    target = request.target.decode("latin-1")
    if request.method == b"CONNECT":
        parts = urlsplit(f"//{target}")
        if not parts.hostname or parts.port is None:
            raise ValueError(target)
        return _Wish(parts.hostname, parts.port, b"", is_tunnel=True)
    parts = urlsplit(target)
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # One request for each connection: the next one may want to go elsewhere.
    dropped = (b"proxy-authorization", b"proxy-connection", b"connection")
    kept = [f"{name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in request.headers
            if name not in dropped]  # fmt: skip
    lines = [f"{request.method.decode('latin-1')} {path} HTTP/1.1", *kept, "connection: close", "", ""]
    return _Wish(parts.hostname, parts.port or 80, "\r\n".join(lines).encode("latin-1"), is_tunnel=False)


def _answer(status: str, *fields: str) -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *fields, "Content-Length: 0", "Connection: close", "", "")).encode()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on until one end is closed; then the other is, too."""
    with suppress(OSError):
        while data := await reader.read(_CHUNK_BYTES):
            writer.write(data)
            await writer.drain()
    writer.close()
