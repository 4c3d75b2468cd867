"""When to check a creator next. Pure: the instant and the die roll are arguments."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.errors import ArchiverError, PlatformUnavailableError

#: Doublings after which back-off stops growing (the cap usually comes first).
_MAX_DOUBLINGS = 16
#: The same while there is no answer from anybody.
_OUTAGE_DOUBLINGS = 2
#: However long a server asks us to wait, ask again after this.
MAX_RETRY_AFTER_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePolicy:
    """How often creators are checked."""

    interval_s: float = 60.0
    jitter: float = 0.1  #: share of the interval by which a check may come early or late
    max_backoff_s: float = 1800.0


def next_check_at(
    now: int,
    policy: SchedulePolicy,
    *,
    interval_s: float | None = None,
    failure_count: int = 0,
    retry_after_s: float | None = None,
    roll: float,
) -> int:
    """Instant (epoch ms) of the next check after one made at ``now``.

    Args:
        now: epoch ms.
        policy: the configured rhythm.
        interval_s: the entry's own interval, if it has one.
        failure_count: failed checks in a row; each doubles the interval up to ``max_backoff_s``.
        retry_after_s: what the server asked for; not undercut up to an hour.
        roll: a random number in [0, 1).
    """
    base_s = interval_s or policy.interval_s
    if failure_count:
        base_s = max(base_s, min(base_s * 2.0 ** min(failure_count, _MAX_DOUBLINGS), policy.max_backoff_s))
    wait_s = base_s * (1 + policy.jitter * (2 * roll - 1))
    return now + round(1000 * max(wait_s, min(retry_after_s or 0.0, MAX_RETRY_AFTER_S)))


def turn_ms(count: int, spacing_ms: int, interval_s: float) -> int:
    """How long it takes to ask about each of ``count`` handles once; 0 when an interval is long enough for all."""
    turn = count * spacing_ms
    return turn if turn > interval_s * 1000 else 0


def doublings(failure_count: int, error: ArchiverError) -> int:
    """How often so many failures in a row double the interval; ``error`` is the newest.

    Where nobody answered at all it is not the creator's fault: who goes live when the network is back is found soon.
    """
    return min(failure_count, _OUTAGE_DOUBLINGS) if isinstance(error, PlatformUnavailableError) else failure_count


class HostPacer:
    """Keeps checks of one host apart and silent while the host wants to be left alone."""

    def __init__(self, spacing_s: float) -> None:
        self.spacing_ms = round(spacing_s * 1000)
        self._free_at = 0
        self._silent_until = 0

    def wait_ms(self, now: int) -> int:
        """Milliseconds to wait at ``now`` (monotonic) before the next request; reserves the turn after it."""
        start = max(now, self._free_at, self._silent_until)
        self._free_at = start + self.spacing_ms
        return start - now

    def leave_alone(self, now: int, seconds: float) -> None:
        """No request before ``seconds``, at most an hour, from ``now`` (monotonic ms)."""
        self._silent_until = max(self._silent_until, now + round(min(seconds, MAX_RETRY_AFTER_S) * 1000))

    def is_silent(self, now: int) -> bool:
        """Whether the host is to be left alone."""
        return now < self._silent_until
