"""An EventSocket and an EventConnector that play a script."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from archiver.errors import SocketClosedError, SocketError
from archiver.model.frame import FrameKind, FrameNotice, RawFrame


class FakeEventSocket:
    """Delivers the scripted frames in order; an exception in the script is raised by ``receive``.

    Frames may be RawFrame or bytes (a push frame, received one second after the one before it, from ``first_at`` on).
    After the script ``receive`` waits for ``push`` or ``close``. ``confirm`` gives the notice scripted for those bytes.
    """

    def __init__(
        self,
        script: Iterable[RawFrame | bytes | Exception] = (),
        *,
        notices: dict[bytes, FrameNotice] | None = None,
        strategy: str = "direct",
        first_at: int = 1_786_367_257_000,
    ) -> None:
        self.strategy = strategy
        self.notices = notices or {}
        self.confirmed: list[RawFrame] = []
        self.is_closed = False
        self._next_at = first_at
        self._queue: asyncio.Queue[RawFrame | Exception] = asyncio.Queue()
        self._end: Exception | None = None
        for item in script:
            self.push(item)

    def push(self, item: RawFrame | bytes | Exception) -> None:
        """Let ``receive`` deliver (or raise) this next."""
        self._queue.put_nowait(self._frame(item) if isinstance(item, bytes) else item)

    async def receive(self) -> RawFrame:
        """See EventSocket."""
        if self._end is None:
            item = await self._queue.get()
            if isinstance(item, RawFrame):
                return item
            self._end = item
        raise self._end

    async def confirm(self, frame: RawFrame) -> FrameNotice:
        """See EventSocket."""
        self.confirmed.append(frame)
        return self.notices.get(frame.data, FrameNotice())

    async def close(self) -> None:
        """See EventSocket."""
        if not self.is_closed:
            self.is_closed = True
            self.push(SocketClosedError("The connection was closed by us.", close_code=1000))

    def _frame(self, data: bytes) -> RawFrame:
        at = self._next_at
        self._next_at += 1000
        return RawFrame(FrameKind.PUSH, data, received_at=at, monotonic_ms=at)


class FakeEventConnector:
    """Hands out the scripted sockets in order, or raises the scripted error. ``calls`` lists (room_id, unique_id)."""

    def __init__(self, *script: FakeEventSocket | Exception) -> None:
        self.script = list(script)
        self.calls: list[tuple[int, str]] = []

    async def connect(self, room_id: int, unique_id: str) -> FakeEventSocket:
        """See EventConnector. Raises SocketError when the script is used up."""
        self.calls.append((room_id, unique_id))
        if not self.script:
            raise SocketError("The script has no further connection.")
        item = self.script.pop(0)
        if isinstance(item, Exception):
            raise item
        return item
