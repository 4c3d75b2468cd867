"""A proxy on loopback: HTTP CONNECT or SOCKS5, whichever the first byte asks for."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Leads every connection to ``target``, whatever host it names. ``asked`` lists "scheme host:port"."""

    def __init__(self, target: int) -> None:
        self._target = target
        self.asked: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
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
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            first = await reader.readexactly(1)
            await (self._socks(reader, writer) if first == b"\5" else self._connect(reader, writer))
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            await asyncio.gather(_pipe(reader, back), _pipe(there, writer))
        writer.close()
        self._tasks.discard(task)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.asked.append(f"http {head.split()[1].decode()}")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly((await reader.readexactly(1))[0])
        writer.write(b"\5\0")
        kind = (await reader.readexactly(4))[3]
        host = (
            (await reader.readexactly((await reader.readexactly(1))[0])).decode()
            if kind == 3
            else socket.inet_ntoa(await reader.readexactly(4))
        )
        self.asked.append(f"socks5 {host}:{int.from_bytes(await reader.readexactly(2), 'big')}")
        writer.write(b"\5\0\0\1\0\0\0\0\0\0")


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
        writer.close()
