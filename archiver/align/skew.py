"""How far the server's clock is ahead of ours, from the instants it states, pure."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.model.timeline import SkewSample

#: A statement further off than this says nothing about the clocks.
PLAUSIBLE_MS = 86_400_000
#: Samples are kept for one to two of these.
_WINDOW_MS = 300_000
#: A round trip says something for so long; after that a slower one is better than none.
ROUND_TRIP_MS = 600_000


def skew_history(samples: Sequence[SkewSample]) -> list[tuple[int, int]]:
    """The skew over time, as (instant of our clock from which it holds, skew), from measurements in order.

    A frame's way here makes its measurement too small; a round trip gives bounds on both sides, and the shortest of
    the last minutes the narrowest. The truth lies between the larger of the lower bounds and the upper one.
    """
    history: list[tuple[int, int]] = []
    least: int | None = None
    trips: list[SkewSample] = []
    for sample in samples:
        if sample.error_ms is None:
            least = sample.skew_ms
        else:
            trips = [trip for trip in trips if 0 <= sample.at - trip.at < ROUND_TRIP_MS] + [sample]
        skew_ms = _between(least, min(trips, key=_error_ms, default=None), is_trip_newer=sample.error_ms is not None)
        if not history or history[-1][1] != skew_ms:
            history.append((sample.at, skew_ms))
    return history


def round_trip(server_now_ms: int, sent_at: int, received_at: int) -> SkewSample | None:
    """The skew by an answer that states the time; None for one that says nothing about the clocks."""
    skew_ms = server_now_ms - (sent_at + received_at) // 2
    is_told = received_at >= sent_at and abs(skew_ms) <= PLAUSIBLE_MS
    return SkewSample("http", received_at, skew_ms, (received_at - sent_at + 1) // 2) if is_told else None


class RoundTrips:
    """Of all round trips those worth keeping: the shortest of the last minutes."""

    def __init__(self) -> None:
        self._best: SkewSample | None = None

    def is_news(self, trip: SkewSample) -> bool:
        """Whether this one tells more than the last that did."""
        best = self._best
        if best is None or _error_ms(trip) < _error_ms(best) or not 0 <= trip.at - best.at < ROUND_TRIP_MS:
            self._best = trip
            return True
        return False


def _between(least: int | None, trip: SkewSample | None, *, is_trip_newer: bool) -> int:
    """The middle of what both measurements allow; when they contradict each other, a clock was set: the newer one."""
    if trip is None:
        return least or 0
    low, high = trip.skew_ms - _error_ms(trip), trip.skew_ms + _error_ms(trip)
    if least is None or least < low:
        return trip.skew_ms
    if least > high:
        return trip.skew_ms if is_trip_newer else least
    return (least + high) // 2


def _error_ms(sample: SkewSample) -> int:
    return sample.error_ms or 0


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
