"""How long to wait before the next try. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Waits between tries; the last one stays. A try that brought enough media starts the ladder anew."""

    waits_s: tuple[float, ...] = (0.0, 1.0, 2.0, 5.0, 10.0)
    healthy_media_ms: int = 30_000

    def failures_after(self, failures: int, media_ms: int) -> int:
        """The count of failures in a row after a try that ended with ``media_ms`` of media."""
        return 1 if media_ms >= self.healthy_media_ms else failures + 1

    def wait_s(self, failures: int) -> float:
        """Seconds to wait after the n-th failure in a row (from 1)."""
        return self.waits_s[min(failures, len(self.waits_s)) - 1]
