"""One encoder's FLV to any number of viewers, as a media server does it: with a cache of the running GOP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from archiver.flv.tags import HEADER, Tag, TagReader

MAX_WAITING_TAGS = 2000  # a viewer this far behind is dropped
MAX_GOP_TAGS = 5000


class FlvFanout:
    """A stream that viewers may join at any time. A new encoder run needs a new one."""

    def __init__(self) -> None:
        self._reader = TagReader()
        self._setup: dict[str, Tag] = {}
        self._gop: list[Tag] = []
        self._viewers: set[asyncio.Queue[Tag | None]] = set()
        self._is_closed = False

    @property
    def viewer_count(self) -> int:
        """How many are watching."""
        return len(self._viewers)

    def feed(self, data: bytes) -> None:
        """Take what the encoder wrote and hand it on."""
        for tag in self._reader.feed(data):
            self._remember(tag)
            for queue in tuple(self._viewers):
                self._hand_on(queue, tag)

    def close(self) -> None:
        """End the stream for everybody, now."""
        self._is_closed = True
        for queue in self._viewers:
            _drop_all(queue)
            queue.put_nowait(None)

    async def watch(self) -> AsyncIterator[bytes]:
        """The stream from the last key frame on, beginning with header, metadata and sequence headers."""
        queue: asyncio.Queue[Tag | None] = asyncio.Queue(MAX_WAITING_TAGS + MAX_GOP_TAGS + 10)
        for tag in (*self._setup.values(), *self._gop):
            queue.put_nowait(tag)
        if self._is_closed:
            return
        self._viewers.add(queue)
        try:
            yield HEADER
            while (tag := await queue.get()) is not None:  # type: ignore[assignment] # None ends it
                yield tag.data
        finally:
            self._viewers.discard(queue)

    def _remember(self, tag: Tag) -> None:
        if tag.is_metadata:
            self._setup["metadata"] = tag
        elif tag.is_sequence_header:
            self._setup["video" if tag.is_video else "audio"] = tag
        else:
            if tag.is_key_frame or len(self._gop) >= MAX_GOP_TAGS:
                self._gop.clear()
            self._gop.append(tag)

    def _hand_on(self, queue: asyncio.Queue[Tag | None], tag: Tag) -> None:
        if queue.qsize() < MAX_WAITING_TAGS:
            queue.put_nowait(tag)
        else:
            self._viewers.discard(queue)
            _drop_all(queue)
            queue.put_nowait(None)


def _drop_all(queue: asyncio.Queue[Tag | None]) -> None:
    while not queue.empty():
        queue.get_nowait()
