"""How far the server's clock is ahead of ours, from the instants it states, pure."""

from __future__ import annotations

#: A statement further off than this says nothing about the clocks.
PLAUSIBLE_MS = 86_400_000
#: Samples are kept for one to two of these.
_WINDOW_MS = 300_000


class SkewEstimator:
    """Server clock minus ours.

    A sample is the server's clock as stated in a frame, minus our clock when the frame arrived. The way here makes it
    too small, never too large, so the largest sample of the last minutes is nearest to the truth.
    """

    def __init__(self, skew_ms: int = 0) -> None:
        self.skew_ms = skew_ms  #: the present estimate; 0 at the beginning: not known yet
        self._window_from: int | None = None
        self._newest = skew_ms or None  #: largest sample of the window that is filling
        self._before: int | None = None  #: largest sample of the one before

    def add(self, server_now_ms: int, received_at: int) -> None:
        """Take a sample: the server's clock, and ours at the receipt (both epoch ms)."""
        sample = server_now_ms - received_at
        if abs(sample) > PLAUSIBLE_MS:
            return
        if self._window_from is None or not 0 <= received_at - self._window_from < _WINDOW_MS:
            self._window_from, self._before, self._newest = received_at, self._newest, None
        self._newest = sample if self._newest is None else max(self._newest, sample)
        self.skew_ms = self._newest if self._before is None else max(self._newest, self._before)
