"""Lanes of a flying chat: which lane a message takes and when, so that none touches another.

Every message crosses the picture in the same time, so a broad one is faster. It may enter a lane when the one before
has come in whole, and when that one will be gone before the new one's front reaches the other edge: both move evenly,
so what is apart at both ends is apart all the way.
"""

from __future__ import annotations

MAX_WAIT_MS = 1000


class FlyingLanes:
    """The lanes of a picture ``width`` pixels wide that a message crosses in ``duration_ms``, ``gap`` pixels apart."""

    def __init__(self, count: int, width: int, duration_ms: int, gap: int) -> None:
        self._width = width
        self._duration_ms = duration_ms
        self._gap = gap
        self._is_in_ms = [0] * count  # when the last message has come in whole
        self._is_gone_ms = [0] * count  # when it has left

    def place(self, at_ms: int, breadth: int, *, may_wait: bool) -> tuple[int, int] | None:
        """``(lane, start_ms)`` for a message so many pixels broad, or None when there is no room for it in time."""
        way = self._width + breadth + self._gap
        crossing_ms = self._duration_ms * self._width // way  # until its front reaches the other edge
        best, best_ms = -1, at_ms + (MAX_WAIT_MS if may_wait else 0) + 1
        for lane, is_in_ms in enumerate(self._is_in_ms):
            start_ms = max(is_in_ms, self._is_gone_ms[lane] - crossing_ms)
            if start_ms < best_ms:
                best, best_ms = lane, start_ms
                if start_ms <= at_ms:
                    break
        if best < 0:
            return None
        start_ms = max(at_ms, best_ms)
        self._is_in_ms[best] = start_ms + -(-self._duration_ms * (breadth + self._gap) // way)
        self._is_gone_ms[best] = start_ms + self._duration_ms
        return best, start_ms


class StandingLanes:
    """Lanes in which a message stands still for ``duration_ms``."""

    def __init__(self, count: int, duration_ms: int) -> None:
        self._duration_ms = duration_ms
        self._is_gone_ms = [0] * count

    def place(self, at_ms: int, *, may_wait: bool) -> tuple[int, int] | None:
        """``(lane, start_ms)``, or None when there is no room for the message in time."""
        if not self._is_gone_ms:
            return None
        lane = next((lane for lane, gone_ms in enumerate(self._is_gone_ms) if gone_ms <= at_ms), None)
        if lane is None:
            lane = min(range(len(self._is_gone_ms)), key=self._is_gone_ms.__getitem__)
        start_ms = max(at_ms, self._is_gone_ms[lane])
        if start_ms > at_ms + (MAX_WAIT_MS if may_wait else 0):
            return None
        self._is_gone_ms[lane] = start_ms + self._duration_ms
        return lane, start_ms
