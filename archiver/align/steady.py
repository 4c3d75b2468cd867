"""Our clock as it would be had nobody set it back, pure.

A clock that is set back shows the same instants twice: what was noted with it can be put in order no more, and says
nothing about which skew holds. Media that arrives is noted by a second clock, which nobody sets: it tells when ours was
set back, and how far. What is put ahead by as much follows in order again, and the skew stays what it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from statistics import median_low
from typing import NamedTuple

from archiver.align.skew import SET_MS
from archiver.model.timeline import SkewSample, SyncSample

#: Media comes about once a second: what was noted further from any is placed by what it says, not by when.
_NEAR_MS = 10_000


class _Span(NamedTuple):
    """What arrived between two times that our clock was set back."""

    back_ms: int  #: how far it had been, all together
    walls: list[int]  #: instants by our clock, in order


class SteadyClock:
    """Puts ahead what was noted when our clock had been set back."""

    def __init__(self, samples: Sequence[SyncSample], attempts: Mapping[int, int]) -> None:
        """``attempts``: by segment number, the process that recorded it: the second clock of another one is another."""
        self.samples = list(samples)  #: with instants that only go ahead
        self._spans = [_Span(0, [])]
        noted = sorted(
            (one.segment, one.monotonic_ms, one.wall_ms, index)
            for index, one in enumerate(samples)
            if one.monotonic_ms is not None and one.wall_ms is not None
        )
        last: tuple[int | None, int, int] = (None, 0, 0)
        for segment, monotonic_ms, wall_ms, index in noted:
            attempt, (attempt_before, monotonic_before_ms, wall_before_ms) = attempts.get(segment), last
            passed_ms = monotonic_ms - monotonic_before_ms
            step_ms = wall_ms - wall_before_ms - passed_ms
            if attempt == attempt_before is not None and passed_ms >= 0 and step_ms < -SET_MS:
                self._spans.append(_Span(self._spans[-1].back_ms - step_ms, []))
            last = attempt, monotonic_ms, wall_ms
            self._spans[-1].walls.append(wall_ms)
            if back_ms := self._spans[-1].back_ms:
                self.samples[index] = samples[index]._replace(wall_ms=wall_ms + back_ms)

    def at(self, wall_ms: int) -> int:
        """What this clock showed at an instant by ours: the one nearest to media, where ours showed it twice."""
        return wall_ms + min(self._spans, key=lambda span: _distance_ms(span.walls, wall_ms)).back_ms

    def skews(self, skews: Sequence[SkewSample]) -> list[SkewSample]:
        """Measurements of the skew as this clock would have made them, in order.

        Where our clock was set back within what it shows twice, a measurement belongs where it says the same as others.
        """
        if len(self._spans) == 1 or not skews:
            return list(skews)
        choices = [(one, self._near(one.at)) for one in skews]
        sure = [_ahead(one, spans[0]) for one, spans in choices if len(spans) == 1]
        usual_ms = median_low([one.skew_ms for one in sure or skews])
        moved = [
            min((_ahead(one, span) for span in spans), key=lambda seen: abs(seen.skew_ms - usual_ms))
            for one, spans in choices
        ]
        return sorted(moved, key=lambda one: (one.at, one.source))

    def _near(self, at: int) -> list[_Span]:
        """The spans in which an instant by our clock may have been: media came about then."""
        far = [_distance_ms(span.walls, at) for span in self._spans]
        most_ms = max(_NEAR_MS, min(far))
        return [span for span, far_ms in zip(self._spans, far, strict=True) if far_ms <= most_ms]


def _ahead(one: SkewSample, span: _Span) -> SkewSample:
    return one._replace(at=one.at + span.back_ms, skew_ms=one.skew_ms - span.back_ms)


def _distance_ms(walls: Sequence[int], at: int) -> int:
    index = bisect_left(walls, at)
    return min((abs(wall - at) for wall in walls[max(0, index - 1) : index + 1]), default=0)
