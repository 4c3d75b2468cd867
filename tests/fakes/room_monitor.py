"""A RoomMonitor whose answers a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from archiver.model.broadcast import ControlSignal, RoomStatus


class FakeRoomMonitor:
    """Answers checks with the scripted statuses, one each; the last one stays. ``set`` changes the status at once."""

    def __init__(self, *answers: RoomStatus) -> None:
        self._answers = list(answers)
        self._status = RoomStatus.LIVE
        self._changed = asyncio.Event()
        self.checks = 0
        self.signals: list[ControlSignal] = []
        self.signs_of_life = 0

    @property
    def status(self) -> RoomStatus:
        """See RoomMonitor."""
        return self._status

    def script(self, answers: Iterable[RoomStatus]) -> None:
        """Answers of the next checks."""
        self._answers = list(answers)

    def set(self, status: RoomStatus) -> None:
        """What the room is from now on."""
        self._answers.clear()
        self._note(status)

    def signal(self, signal: ControlSignal) -> None:
        """See RoomMonitor."""
        self.signals.append(signal)
        self._note(
            {ControlSignal.PAUSED: RoomStatus.PAUSED, ControlSignal.RESUMED: RoomStatus.LIVE}.get(
                signal, RoomStatus.ENDED
            )
        )

    def note_alive(self) -> None:
        """See RoomMonitor."""
        self.signs_of_life += 1

    async def check(self) -> RoomStatus:
        """See RoomMonitor."""
        self.checks += 1
        if self._answers:
            self._note(self._answers.pop(0))
        return self._status

    async def wait_unless_over(self, seconds: float) -> bool:
        """See RoomMonitor."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._status is not RoomStatus.ENDED:
                    self._changed.clear()
                    await self._changed.wait()
        return self._status is not RoomStatus.ENDED

    async def wait_until_live(self) -> bool:
        """See RoomMonitor; takes the next scripted answer as the news it waits for."""
        while self._status not in (RoomStatus.LIVE, RoomStatus.ENDED):
            if self._answers:
                self._note(self._answers.pop(0))
                continue
            self._changed.clear()
            await self._changed.wait()
        return self._status is RoomStatus.LIVE

    def _note(self, status: RoomStatus) -> None:
        self._status = status
        self._changed.set()


class ImpatientRoomMonitor(FakeRoomMonitor):
    """Waits for nothing, and tells how long it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    async def wait_unless_over(self, seconds: float) -> bool:
        """See RoomMonitor."""
        self.waits.append(seconds)
        return await super().wait_unless_over(0)
