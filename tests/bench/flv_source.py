"""A media server in a process of its own: FLV to any number of clients, one picture a delivery, at the clip's pace.

`python -m tests.bench.flv_source CLIP [CERTIFICATE]` prints its port and serves until its input ends.
"""

from __future__ import annotations

import asyncio
import itertools
import ssl
import sys
from pathlib import Path

from archiver.flv.tags import HEADER, TagReader

FPS = 25
PHASES = 10  # streams do not fire together
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n"


def deliveries_of(clip: bytes) -> list[bytes]:
    """The clip, cut behind each picture; the first delivery has the headers, too."""
    deliveries, waiting = [], HEADER
    for tag in TagReader().feed(clip):
        waiting += tag.data
        if tag.is_video and tag.video.is_frame:
            deliveries.append(waiting)
            waiting = b""
    return deliveries


class _Stream(asyncio.Protocol):
    """One client; asks for anything, gets the clip from its beginning."""

    streams: list[set[_Stream]] = [set() for _ in range(PHASES)]  # noqa: RUF012 - one server a process
    numbers = itertools.count()
    deliveries: list[bytes]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.phase = next(self.numbers) % PHASES
        self.next = 0

    def data_received(self, data: bytes) -> None:
        if self not in self.streams[self.phase]:
            self.transport.write(_ANSWER)
            self.streams[self.phase].add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self.streams[self.phase].discard(self)

    def send(self) -> None:
        if self.next == len(self.deliveries):
            self.transport.close()
            return
        self.transport.write(self.deliveries[self.next])
        self.next += 1


async def _serve(clip: Path, certificate: str | None) -> None:
    _Stream.deliveries = deliveries_of(clip.read_bytes())
    tls = None
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Stream, "127.0.0.1", 0, ssl=tls, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    over = loop.run_in_executor(None, sys.stdin.read)
    began = loop.time()
    for tick in itertools.count():
        for stream in tuple(_Stream.streams[tick % PHASES]):
            stream.send()
        await asyncio.sleep(max(0.0, began + (tick + 1) / (FPS * PHASES) - loop.time()))
        if over.done():
            return


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
