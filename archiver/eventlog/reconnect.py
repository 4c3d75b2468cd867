"""How long to wait before the next connection, pure."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

#: However long a server asks us to wait, ask again after this.
MAX_RETRY_AFTER_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconnectPolicy:
    """The rhythm of reconnection."""

    max_delay_s: float = 30.0
    reset_after_s: float = 30.0  #: a connection that lived this long starts the count anew
    jitter: float = 0.25  #: part of the delay that is left to chance


class Backoff:
    """min(2^n, 30) seconds, a little less by chance, where n counts the short connections in a row."""

    def __init__(self, policy: ReconnectPolicy, *, chance: Callable[[], float] = random.random) -> None:
        self._policy = policy
        self._chance = chance
        self._failures = 0

    def next_delay_s(self, *, connected_s: float = 0.0, retry_after_s: float | None = None) -> float:
        """The wait after a connection that lived ``connected_s`` (0: it was not made).

        Args:
            connected_s: how long the connection lived.
            retry_after_s: the least wait, when the server named one.
        """
        if connected_s >= self._policy.reset_after_s:
            self._failures = 0
        delay_s = min(2.0 ** min(self._failures, 30), self._policy.max_delay_s)
        self._failures += 1
        delay_s *= 1 - self._policy.jitter * self._chance()
        return max(delay_s, min(retry_after_s or 0.0, MAX_RETRY_AFTER_S))
