"""How far the server's clock is ahead of ours, from the instants it states, pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from archiver.model.timeline import SkewSample, SyncSample

#: A statement further off than this says nothing about the clocks.
PLAUSIBLE_MS = 86_400_000
#: Samples are kept for one to two of these.
_WINDOW_MS = 300_000
#: A round trip says something for so long; after that a slower one is better than none.
ROUND_TRIP_MS = 600_000
#: The source of samples that the ``Date`` of an answer makes, which is cut to so much.
DATE, DATE_STEP_MS = "date", 1_000
#: Round trips that are further apart than this, beyond what each allows, are of a clock that was set between them.
SET_MS = 300
#: A date that narrows what is known by less is not worth a row.
LEAST_NEWS_MS = 20
#: No frame is longer on its way, and no server writes a date for longer: what tells more is of a clock that was set.
_LATEST_MS = 10_000


class _Bounds(NamedTuple):
    """What the skew is at least and at most."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How much is not known."""
        return self.high - self.low

    def allows(self, skew_ms: int) -> bool:
        """Whether the skew may be this."""
        return self.low <= skew_ms <= self.high

    def within(self, other: _Bounds) -> _Bounds | None:
        """What both allow; None when they contradict each other."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return _Bounds(low, high) if low <= high else None


class _Known(NamedTuple):
    """What was known of the skew from an instant of our clock on."""

    at: int
    skew_ms: int
    bounds: _Bounds


def skew_history(samples: Sequence[SkewSample]) -> list[tuple[int, int]]:
    """The skew over time, as (instant of our clock from which it holds, skew), from measurements in order.

    A frame's way here makes its measurement too small; a round trip gives bounds on both sides, and the shortest of
    the last minutes the narrowest. The dates of answers, each right to a second, narrow them by what all allow. The
    truth lies between the larger of the lower bounds and the upper one. Clocks keep their pace, so what is learned
    within minutes holds for the time before it, too, unless a clock was set in between.
    """
    history: list[tuple[int, int]] = []
    for known in _looked_back(_learned(samples)):
        if not history or history[-1][1] != known.skew_ms:
            history.append((known.at, known.skew_ms))
    return history


def _learned(samples: Sequence[SkewSample]) -> list[_Known]:
    """What each measurement adds to those before it."""
    found: list[_Known] = []
    least: int | None = None
    trips: list[SkewSample] = []
    dates: list[SkewSample] = []
    for sample in samples:
        if sample.error_ms is None:
            least = sample.skew_ms
        else:
            recent = dates if sample.source == DATE else trips
            recent[:] = [one for one in recent if 0 <= sample.at - one.at < ROUND_TRIP_MS] + [sample]
            if recent is trips:
                trips[:] = [one for one in trips if not _is_set(one, sample)]
        bounds = _narrowest(trips, dates)
        skew_ms = _between(least, bounds, is_newer=sample.error_ms is not None)
        if bounds is None or not bounds.allows(skew_ms):
            bounds = _Bounds(skew_ms, skew_ms + _LATEST_MS)
        elif not trips:  # dates may be late, as frames may
            low = bounds.low if least is None else min(max(bounds.low, least), skew_ms)
            bounds = _Bounds(low, low + _LATEST_MS)
        found.append(_Known(sample.at, skew_ms, bounds))
    return found


def _looked_back(learned: Sequence[_Known]) -> list[_Known]:
    """The same, where what was learned soon after counts if it is narrower and nothing speaks against it."""
    found: list[_Known] = []
    better: _Known | None = None
    for known in reversed(learned):
        if (
            better is None
            or not 0 <= better.at - known.at < ROUND_TRIP_MS
            or better.bounds.width > known.bounds.width
            or not known.bounds.allows(better.skew_ms)
        ):
            better = known
        found.append(better._replace(at=known.at))
    return found[::-1]


def set_forward(history: Sequence[tuple[int, int]], samples: Sequence[SyncSample]) -> list[tuple[int, int]]:
    """A skew history in which a clock of ours that was set ahead counts from then on, and not from when it was noticed.

    Media that arrives is noted by two clocks, one of which nobody sets. A machine that slept looks the same, but there
    the skew stays as it was.
    """
    noted = sorted(
        (s.segment, s.monotonic_ms, s.wall_ms) for s in samples if s.monotonic_ms is not None and s.wall_ms is not None
    )
    found = list(history)
    for (segment, began_ms, wall_ms), (same, ended_ms, set_at) in pairwise(noted):
        step_ms = (set_at - wall_ms) - (ended_ms - began_ms)
        if segment != same or step_ms <= SET_MS:
            continue
        before = [skew for at, skew in found if at <= wall_ms][-1:]
        news = [
            (at, skew)
            for at, skew in found
            if before and set_at < at <= set_at + ROUND_TRIP_MS
            and abs(skew - before[0] + step_ms) < abs(skew - before[0])
        ]  # fmt: skip
        if news:
            noticed_at, skew_ms = news[0]
            kept = [(at, skew) for at, skew in found if not wall_ms < at <= noticed_at]
            found = sorted([*kept, (set_at, skew_ms)])
    return found


def round_trip(server_now_ms: int, sent_at: int, received_at: int) -> SkewSample | None:
    """The skew by an answer that states the time; None for one that says nothing about the clocks."""
    skew_ms = server_now_ms - (sent_at + received_at) // 2
    is_told = received_at >= sent_at and abs(skew_ms) <= PLAUSIBLE_MS
    return SkewSample("http", received_at, skew_ms, (received_at - sent_at + 1) // 2) if is_told else None


def dated(date_at: int, sent_at: int, received_at: int) -> SkewSample | None:
    """The skew by an answer's date, which leaves out what is less than a second; None as for ``round_trip``."""
    low, high = date_at - received_at, date_at + DATE_STEP_MS - sent_at
    is_told = received_at >= sent_at and max(abs(low), abs(high)) <= PLAUSIBLE_MS
    return SkewSample(DATE, received_at, (low + high) // 2, (high - low + 1) // 2) if is_told else None


class RoundTrips:
    """Of all answers those worth keeping: the shortest round trip of the last minutes, and dates that say more."""

    def __init__(self) -> None:
        self._best: SkewSample | None = None
        self._dates: list[SkewSample] = []

    def is_news(self, trip: SkewSample) -> bool:
        """Whether this one tells more than those before it."""
        return self._narrows(trip) if trip.source == DATE else self._is_better(trip)

    def _is_better(self, trip: SkewSample) -> bool:
        best = self._best
        is_old = best is not None and not 0 <= trip.at - best.at < ROUND_TRIP_MS
        if best is None or is_old or _is_set(best, trip) or _error_ms(trip) < _error_ms(best):
            self._best = trip
            return True
        return False

    def _narrows(self, date: SkewSample) -> bool:
        kept = [one for one in self._dates if 0 <= date.at - one.at < ROUND_TRIP_MS]
        before = _common(kept)
        both = before and before.within(_bounds(date))
        if before and both and before.width - both.width < LEAST_NEWS_MS:
            return False
        self._dates = [*kept, date]
        return True


def _narrowest(trips: Sequence[SkewSample], dates: Sequence[SkewSample]) -> _Bounds | None:
    """What the shortest round trip allows, and of that what dates do, unless they contradict it: another clock."""
    by_trip = _bounds(min(trips, key=_error_ms)) if trips else None
    by_date = _common(dates)
    if by_trip is None or by_date is None:
        return by_trip or by_date
    return by_trip.within(by_date) or by_trip


def _common(dates: Sequence[SkewSample]) -> _Bounds | None:
    """What all dates allow; where they contradict each other, a clock was set, and only the newer ones count."""
    common: _Bounds | None = None
    for date in dates:
        bounds = _bounds(date)
        common = (bounds.within(common) if common else None) or bounds
    return common


def _bounds(sample: SkewSample) -> _Bounds:
    return _Bounds(sample.skew_ms - _error_ms(sample), sample.skew_ms + _error_ms(sample))


def _is_set(before: SkewSample, behind: SkewSample) -> bool:
    """Whether a clock was set between two round trips."""
    return abs(before.skew_ms - behind.skew_ms) > _error_ms(before) + _error_ms(behind) + SET_MS


def _between(least: int | None, bounds: _Bounds | None, *, is_newer: bool) -> int:
    """The middle of what both allow; when they contradict each other, a clock was set: the newer one.

    ``is_newer``: the bounds are, not the least.
    """
    if bounds is None:
        return least or 0
    middle = (bounds.low + bounds.high) // 2
    if least is None or least < bounds.low:
        return middle
    if least > bounds.high:
        return middle if is_newer else least
    return (least + bounds.high) // 2


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
