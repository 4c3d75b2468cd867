"""A real HTTP server on loopback that answers by script."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    """One scripted answer. ``status`` 0 drops the connection without an answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Request:
    """What a client asked."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]  #: names in lower case


def json_reply(value: Any, status: int = 200, **headers: str) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json", **headers})


class LoopbackHttp:
    """Paths with their scripted answers; the last answer of a path stays. Other paths are 404."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.url = ""
        self.answer: Callable[[str, dict[str, list[str]]], Reply] = self._from_script  #: may be replaced
        self._scripts: dict[str, list[Reply]] = {}

    def script(self, path: str, *replies: Reply) -> None:
        """Answers of a path, in order."""
        self._scripts[path] = list(replies)

    def paths(self) -> list[str]:
        """The paths asked so far."""
        return [request.path for request in self.requests]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            target = urlsplit(head[0].split(" ")[1])
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
            self.requests.append(Request(target.path, parse_qs(target.query, keep_blank_values=True), headers))
            reply = self.answer(target.path, self.requests[-1].query)
            if reply.status:
                writer.write(_encoded(reply))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _from_script(self, path: str, query: dict[str, list[str]]) -> Reply:
        del query
        replies = self._scripts.get(path) or [Reply(status=404)]
        return replies.pop(0) if len(replies) > 1 else replies[0]


@asynccontextmanager
async def loopback_http() -> AsyncIterator[LoopbackHttp]:
    """A running server on a free port of 127.0.0.1."""
    http = LoopbackHttp()
    server = await asyncio.start_server(http.handle, "127.0.0.1", 0)
    http.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield http
    finally:
        server.close()
        await server.wait_closed()


def _encoded(reply: Reply) -> bytes:
    headers = {"Content-Length": str(len(reply.body)), "Connection": "close", **reply.headers}
    lines = [f"HTTP/1.1 {reply.status} Scripted", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + reply.body
