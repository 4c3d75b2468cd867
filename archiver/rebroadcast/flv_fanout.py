"""One encoder's FLV to any number of viewers, as a media server does it: from a cache of GOPs, some way off."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from archiver.flv.tags import HEADER, Tag, TagReader, make_tag
from archiver.rebroadcast.hevc import to_codec_12
from archiver.rebroadcast.sei import presentation_ms, stamped

MAX_WAITING_TAGS = 2000  # a viewer this far behind is dropped
MAX_GOP_TAGS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How the stream reaches its viewers."""

    delay_s: float = 0.0
    jitter_s: float = 0.0  #: up to so much more, unevenly, never out of order
    gop_cache: int = 1  #: GOPs that a newcomer gets at once, the running one included
    #: epoch ms at which the picture with this presentation time was captured; None: not known, or not to be told
    captured_at: Callable[[int], int | None] = lambda _: None


class FlvFanout:
    """A stream that viewers may join at any time. Another encoder may go on in it, see ``resume``."""

    def __init__(self, delivery: Delivery | None = None) -> None:
        self._delivery = delivery or Delivery()
        self._reader = TagReader()
        self._setup: dict[str, Tag] = {}
        self._gops: deque[list[Tag]] = deque(maxlen=max(self._delivery.gop_cache, 1))
        self._viewers: set[asyncio.Queue[Tag | None]] = set()
        self._waiting: deque[asyncio.TimerHandle] = deque()
        self._due_s = 0.0
        self._is_closed = False
        self._is_fresh = True  # nothing of this encoder has come yet
        self._begun_s: float | None = None  # when the stream's time was zero
        self._shift_ms = 0

    @property
    def viewer_count(self) -> int:
        """How many are watching."""
        return len(self._viewers)

    def feed(self, data: bytes) -> None:
        """Take what the encoder wrote and hand it on, now or when it is due."""
        for tag in self._reader.feed(data):
            if self._is_fresh:
                self._begin()
            captured_at = self._delivery.captured_at(presentation_ms(tag)) if tag.is_key_frame else None
            made = to_codec_12(tag if captured_at is None else stamped(tag, captured_at))
            self._later(self._publish, _shifted(made, self._shift_ms))

    def resume(self, delivery: Delivery, *, keeps_time: bool) -> None:
        """Take what follows from another encoder, whose sequence headers come into the running stream.

        ``keeps_time``: its time stamps, which begin at zero, are made to go on from where the stream is.
        """
        self._delivery = delivery
        self._reader = TagReader()
        self._is_fresh = True
        if not keeps_time:
            self._begun_s = None

    def _begin(self) -> None:
        now_s = asyncio.get_running_loop().time()
        self._is_fresh = False
        self._gops.clear()  # what a newcomer gets begins with the new sequence headers
        self._begun_s = now_s if self._begun_s is None else self._begun_s
        self._shift_ms = round((now_s - self._begun_s) * 1000)

    def close(self) -> None:
        """End the stream for everybody, once what is on its way has arrived."""
        self._later(self._end)

    def abort(self) -> None:
        """End the stream for everybody, now."""
        for handle in self._waiting:
            handle.cancel()
        self._end()

    async def watch(self) -> AsyncIterator[bytes]:
        """The stream from the oldest cached key frame on, beginning with header, metadata and sequence headers."""
        queue: asyncio.Queue[Tag | None] = asyncio.Queue(MAX_WAITING_TAGS + 3 * MAX_GOP_TAGS + 10)
        cached = [tag for gop in self._gops for tag in gop] if self._delivery.gop_cache else []
        for tag in (*self._setup.values(), *cached):
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

    def _later(self, act: Callable[..., None], *args: Tag) -> None:
        delay_s = self._delivery.delay_s + self._delivery.jitter_s * random.random()  # noqa: S311 - not a secret
        if not delay_s:
            act(*args)
            return
        loop = asyncio.get_running_loop()
        self._due_s = max(self._due_s, loop.time() + delay_s)
        while self._waiting and self._waiting[0].when() < loop.time() - 1:
            self._waiting.popleft()
        # Timers of one moment run in any order, so each is a little later than the one before it.
        self._due_s += 1e-6
        self._waiting.append(loop.call_at(self._due_s, act, *args))

    def _publish(self, tag: Tag) -> None:
        self._remember(tag)
        for queue in tuple(self._viewers):
            self._hand_on(queue, tag)

    def _end(self) -> None:
        self._is_closed = True
        for queue in self._viewers:
            _drop_all(queue)
            queue.put_nowait(None)

    def _remember(self, tag: Tag) -> None:
        if tag.is_metadata:
            self._setup["metadata"] = tag
        elif tag.is_sequence_header:
            self._setup["video" if tag.is_video else "audio"] = tag
        else:
            if tag.is_key_frame or not self._gops or len(self._gops[-1]) >= MAX_GOP_TAGS:
                self._gops.append([])
            self._gops[-1].append(tag)

    def _hand_on(self, queue: asyncio.Queue[Tag | None], tag: Tag) -> None:
        if queue.qsize() < MAX_WAITING_TAGS:
            queue.put_nowait(tag)
        else:
            self._viewers.discard(queue)
            _drop_all(queue)
            queue.put_nowait(None)


def _shifted(tag: Tag, by_ms: int) -> Tag:
    return Tag(tag.kind, make_tag(tag.kind, tag.time_ms + by_ms, tag.body)) if by_ms else tag


def _drop_all(queue: asyncio.Queue[Tag | None]) -> None:
    while not queue.empty():
        queue.get_nowait()
