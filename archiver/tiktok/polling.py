"""The event stream by HTTP requests: one loop, whoever is asked (``Poll``).

``PlatformPoll`` asks the platform itself, its old transport, for where no socket can be opened.
"""

from __future__ import annotations

import asyncio
from typing import NamedTuple, Protocol

from archiver.errors import (
    FrameError,
    InvalidRequestError,
    LiveApiError,
    PlatformUnavailableError,
    SocketClosedError,
    SocketError,
)
from archiver.model.frame import FrameKind, FrameNotice, RawFrame
from archiver.newest import Newest
from archiver.ports import Clock
from archiver.tiktok.platform import Platform
from archiver.wire.frames import parse_fetch_result
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.protocol import read_result

_SOURCE = "The im/fetch route"
MAX_ASKED_INTERVAL_S = 10.0  #: a server that wants longer pauses gets none so long
_MAX_FAILURES = 5  #: of the network, in a row; a refusal ends the connection at once


class Poll(Protocol):
    """A room asked again and again, each time from where the last answer ended."""

    @property
    def strategy(self) -> str:
        """The name of this way."""

    @property
    def kind(self) -> FrameKind:
        """What its answers are in the journal."""

    @property
    def is_resumed(self) -> bool:
        """Whether it goes on from an earlier connection, so that no message of its first answer is an old one."""

    @property
    def interval_s(self) -> float:
        """How long to wait before the next request."""

    async def fetch(self) -> bytes:
        """The next answer. Raises LiveApiError and its children, FrameError, SocketClosedError at the end."""

    def read(self, body: bytes) -> FrameNotice:
        """What an answer says, once it is in the journal. Raises FrameError."""


class PollingSource:
    """See ``ports.EventSocket``. Each answer is a frame.

    Args:
        poll: who is asked.
        clock: for the frames' instants.
        silence_limit_ms: so long without any usable answer is an end.
        initial_messages: whether the answer from before the connection is taken in.
    """

    def __init__(self, poll: Poll, clock: Clock, *, silence_limit_ms: int, initial_messages: bool = True) -> None:
        self.strategy = poll.strategy
        self._poll = poll
        self._clock = clock
        self._silence_limit_ms = silence_limit_ms
        self._initial_messages = initial_messages
        self._first: RawFrame | None = None
        self._closed = asyncio.Event()

    async def open(self) -> None:
        """Ask once, so that a refusal is known before anything is built on this.

        Raises:
            SocketError: no usable answer.
        """
        try:
            first = await self._fetch()
        except (LiveApiError, FrameError) as error:
            retry_after_s = getattr(error, "retry_after_s", None)
            raise SocketError(f"Polling is not possible: {error}", retry_after_s=retry_after_s) from None
        self._first = first if self._initial_messages or self._poll.is_resumed else None

    async def receive(self) -> RawFrame:
        """The next answer. Raises SocketClosedError when refused, after failures in a row, or when closed."""
        if self._first is not None:
            first, self._first = self._first, None
            return first
        failures, since_ms = 0, self._clock.monotonic_ms()
        while True:
            await self._wait(self._poll.interval_s * (failures + 1))
            try:
                return await self._fetch()
            except (LiveApiError, FrameError) as error:
                failures += 1
                silent_ms = self._clock.monotonic_ms() - since_ms
                is_passing = isinstance(error, PlatformUnavailableError) and failures < _MAX_FAILURES
                if not is_passing or silent_ms > self._silence_limit_ms:
                    raise SocketClosedError(f"Polling has ended: {error}") from None

    async def confirm(self, frame: RawFrame) -> FrameNotice:
        """Read the answer; nothing is owed for it. Never raises."""
        if frame.kind is not self._poll.kind:
            return FrameNotice()
        try:
            return self._poll.read(frame.data)
        except FrameError as error:
            return FrameNotice(problem=str(error))

    async def close(self) -> None:
        """Ask no more; safe to call twice."""
        self._closed.set()

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closed.wait()
        except TimeoutError:
            return
        raise SocketClosedError("The event source was closed by us.", close_code=1000)

    async def _fetch(self) -> RawFrame:
        body = await self._poll.fetch()
        return RawFrame(self._poll.kind, body, self._clock.now_ms(), self._clock.monotonic_ms())


class Place(NamedTuple):
    """Where an answer of the platform ended."""

    cursor: str
    internal_ext: bytes


_BEGINNING = Place("", b"")


class PlatformPoll:
    """See ``Poll``: the platform's im/fetch; cursor and internal_ext go back with the next request.

    Args:
        platform: whom to ask.
        room_id: the room.
        places: where each room's stream was left; of what is in a journal only.
        interval_s: the least time between two requests; the platform may ask for more.
    """

    strategy = "polling"
    kind = FrameKind.FETCH_RESULT

    def __init__(self, platform: Platform, room_id: int, places: Newest[int, Place], *, interval_s: float) -> None:
        self.interval_s = interval_s
        self._platform = platform
        self._room_id = room_id
        self._places = places
        self._least_s = interval_s
        self._place = places.get(room_id, _BEGINNING)
        self._has_answered = False
        self.is_resumed = self._place is not _BEGINNING

    async def fetch(self) -> bytes:
        """See ``Poll``."""
        try:
            return await self._ask()
        except (FrameError, InvalidRequestError):
            if self._has_answered or not self.is_resumed:
                raise
        # A place that is no longer known: what it would have led to is lost, the room is not.
        self._places.pop(self._room_id, None)
        self._place, self.is_resumed = _BEGINNING, False
        return await self._ask()

    async def _ask(self) -> bytes:
        cursor, internal_ext = self._place
        params = {
            "room_id": str(self._room_id), "cursor": cursor, "last_rtt": "100" if cursor else "-1",
            "internal_ext": internal_ext.decode("utf-8", "replace"), "resp_content_type": "protobuf",
            "identity": "audience", "live_id": "12", "did_rule": "3", "fetch_rule": "1",
        }  # fmt: skip
        body = await self._platform.get_webcast("/webcast/im/fetch/", params, source=_SOURCE)
        result = parse_fetch_result(body)
        if not result.cursor:
            raise FrameError(f"{_SOURCE} answered without a cursor, as it does to blocked clients.")
        self._place, self._has_answered = _place(result), True
        self.interval_s = max(self._least_s, min(result.fetch_interval / 1000, MAX_ASKED_INTERVAL_S))
        return body

    def read(self, body: bytes) -> FrameNotice:
        """See ``Poll``."""
        result = parse_fetch_result(body)
        self._places.put(self._room_id, _place(result))
        return read_result(result)


def _place(result: pb.FetchResult) -> Place:
    return Place(str(result.cursor), bytes(result.internal_ext))
