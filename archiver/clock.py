"""The only module that reads time. Everything else takes instants as arguments, or a Clock."""

from __future__ import annotations

import time


class SystemClock:
    """The real clock: UTC wall time and a monotonic one, both in milliseconds."""

    def now_ms(self) -> int:
        """UTC now, epoch milliseconds."""
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        """Milliseconds on a clock that never steps; only differences mean something."""
        return time.monotonic_ns() // 1_000_000
