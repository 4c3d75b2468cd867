"""Finds a recording that gets nothing any more."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

#: How often it looks. It counts its looks, not the time, so that a process that was frozen wakes up patient.
LOOK_S = 1.0


class Watchdog:
    """Looks once a second; ``over`` is done when nothing has come for too long, or when looking raised."""

    def __init__(self, look: Callable[[], int], patience_s: float) -> None:
        """``look`` tells how much has come so far, in any unit; what it raises is what ``over`` raises."""
        self._look = look
        self._loop = asyncio.get_running_loop()
        self._pause_s = min(LOOK_S, patience_s / 4)
        self._patience = math.ceil(patience_s / self._pause_s)  # in looks
        self._idle, self._seen = 0, 0
        self.over: asyncio.Future[None] = self._loop.create_future()
        self._timer = self._loop.call_later(self._pause_s, self._wake)

    def close(self) -> None:
        """Look no more."""
        self._timer.cancel()
        if not self.over.cancel():
            self.over.exception()  # it may have come together with another end

    def _wake(self) -> None:
        try:
            seen = self._look()
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            self.over.set_exception(error)
            return
        self._idle = self._idle + 1 if seen == self._seen else 0
        self._seen = seen
        if self._idle >= self._patience:
            self.over.set_result(None)
        else:
            self._timer = self._loop.call_later(self._pause_s, self._wake)
