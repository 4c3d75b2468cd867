"""A clock that moves when it is told to."""

from __future__ import annotations


class FakeClock:
    """Wall and monotonic time under the test's control; both advance together unless ``step_wall`` says otherwise."""

    def __init__(self, now_ms: int = 1_790_000_000_000) -> None:
        self._wall = now_ms
        self._monotonic = 1_000_000

    def now_ms(self) -> int:
        return self._wall

    def monotonic_ms(self) -> int:
        return self._monotonic

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self._wall += ms
        self._monotonic += ms

    def step_wall(self, ms: int) -> None:
        """Set the wall clock as NTP or a person would: the monotonic clock knows nothing of it."""
        self._wall += ms
