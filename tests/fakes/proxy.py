"""A proxy on loopback: HTTP, HTTPS or SOCKS5, whichever the first byte asks for."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Leads every connection to ``target``, whatever host it names.

    ``asked`` lists "scheme host:port", or the address where a request is passed on without CONNECT; ``logins`` lists
    "user:password" of those who name themselves. With ``tls`` it is an HTTPS proxy, and with ``login`` it wants one.
    """

    def __init__(self, target: int, *, tls: ssl.SSLContext | None = None, login: str = "") -> None:
        self._target = target
        self._tls = tls
        self._login = login
        self.asked: list[str] = []
        self.logins: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
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
        ends = [writer]
        try:
            first = await reader.readexactly(1)
            passed_on = await (self._socks(reader, writer) if first == b"\5" else self._http(first, reader, writer))
            if passed_on is None:
                return
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            ends.append(back)
            back.write(passed_on)
            await asyncio.gather(_pipe(reader, back), _pipe(there, writer))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # whoever cancels it waits for its end, and nothing else is done in it
        finally:
            for end in ends:
                end.transport.abort()
            self._tasks.discard(task)

    async def _http(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes | None:
        head = first + await reader.readuntil(b"\r\n\r\n")
        found = ""
        for line in head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "proxy-authorization":
                self.logins.append(base64.b64decode(value.removeprefix("Basic ")).decode())
                found = self.logins[-1]
        if self._login and found != self._login:
            words = "407 Who are you\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\nConnection: close"
            writer.write(f"HTTP/1.1 {words}\r\n\r\n".encode())
            await writer.drain()
            return None
        method, target = head.decode("latin-1").split()[:2]
        self.asked.append(f"{'https' if self._tls else 'http'} {target}")
        if method != "CONNECT":
            return head
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        return b""

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        if 2 in await _counted(reader):
            writer.write(b"\5\2")
            await reader.readexactly(1)
            self.logins.append(f"{(await _counted(reader)).decode()}:{(await _counted(reader)).decode()}")
            writer.write(b"\1\0")
        else:
            writer.write(b"\5\0")
        kind = (await reader.readexactly(4))[3]
        host = (await _counted(reader)).decode() if kind == 3 else socket.inet_ntoa(await reader.readexactly(4))
        self.asked.append(f"socks5 {host}:{int.from_bytes(await reader.readexactly(2), 'big')}")
        writer.write(b"\5\0\0\1\0\0\0\0\0\0")
        return b""


async def _counted(reader: asyncio.StreamReader) -> bytes:
    """As many bytes as the first one says."""
    return await reader.readexactly((await reader.readexactly(1))[0])


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
        writer.close()
