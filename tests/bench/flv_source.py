"""A media server in a process of its own: FLV to any number of clients, one picture a delivery, at the clip's pace, for
ever: behind its end the clip begins again, with later time stamps.

`python -m tests.bench.flv_source CLIP [CERTIFICATE]` prints its port and serves until its input ends.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
import ssl
import sys
from pathlib import Path

from archiver.flv.tags import HEADER, Tag, TagReader, make_tag

FPS = 25
PHASES = 10  # streams do not fire together
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n"


class Clip:
    """Deliveries of a clip, each up to and with a picture."""

    def __init__(self, data: bytes) -> None:
        self._deliveries: list[list[Tag]] = [[]]
        for tag in TagReader().feed(data):
            self._deliveries[-1].append(tag)
            if tag.is_video and tag.video.is_frame:
                self._deliveries.append([])
        self._deliveries.pop()
        self._length_ms = len(self._deliveries) * 1000 // FPS
        self.delivery = functools.lru_cache(maxsize=2 * PHASES)(self._delivery)

    def _delivery(self, number: int) -> bytes:
        """The bytes of the ``number``-th delivery of a stream."""
        lap, index = divmod(number, len(self._deliveries))
        tags = self._deliveries[index]
        if not lap:
            return (HEADER if not index else b"") + b"".join(tag.data for tag in tags)
        media = [tag for tag in tags if not tag.is_metadata and not tag.is_sequence_header]
        return b"".join(make_tag(tag.kind, tag.time_ms + lap * self._length_ms, tag.body) for tag in media)


class _Stream(asyncio.Protocol):
    """One client; asks for anything, gets the clip from its beginning."""

    streams: list[set[_Stream]] = [set() for _ in range(PHASES)]  # noqa: RUF012 - one server a process
    numbers = itertools.count()
    clip: Clip

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
        self.transport.write(self.clip.delivery(self.next))
        self.next += 1


async def _serve(clip: Path, certificate: str | None) -> None:
    _Stream.clip = Clip(clip.read_bytes())
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
