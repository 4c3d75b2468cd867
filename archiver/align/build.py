"""Samples, segments and gaps of a session to its timeline, pure. See docs/topics/time.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from archiver.align.part import Knowledge, part_runs
from archiver.align.runs import Run
from archiver.model.session import Gap, Segment, SegmentState
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, SyncSample, TimelinePiece

#: A part that is being recorded is taken to run on for so long: the next provisional timeline knows better.
AHEAD_MS = 60_000


class _Place(NamedTuple):
    """A segment and where its media lies in the session's video."""

    segment: Segment
    offset_ms: int
    duration_ms: int


def build_timeline(
    *, samples: Sequence[SyncSample], segments: Sequence[Segment], gaps: Sequence[Gap], knowledge: Knowledge
) -> tuple[TimelinePiece, ...]:
    """The session's timeline: pieces that follow each other from MIN_INSTANT to MAX_INSTANT without hole or overlap.

    Offsets never go back: of media that arrived twice (a reconnection repeats the last seconds) the first one counts.
    Works for a running session too, whose last segment goes on for a while behind its newest sample.

    Args:
        samples: sync samples of all segments, in any order.
        segments: the segments; those without media, and those that could not be finished, are left out.
        gaps: known holes, used where there are no samples to tell.
        knowledge: the skew, since instants of the timeline are the server's, and latencies learned elsewhere.
    """
    by_segment: dict[int, list[SyncSample]] = defaultdict(list)
    for sample in samples:
        by_segment[sample.segment].append(sample)
    timeline = _Builder()
    for place in _places(segments, by_segment):
        own = by_segment[place.segment.number]
        for run in part_runs(own, place.segment, gaps, place.duration_ms, knowledge):
            timeline.add(run, place)
    return timeline.finish()


def _places(segments: Sequence[Segment], samples: dict[int, list[SyncSample]]) -> list[_Place]:
    """The segments with media in order, each ending at the latest where the next begins."""
    places: list[_Place] = []
    for segment in sorted(segments, key=lambda s: s.number):
        duration_ms = segment.duration_ms if segment.shown_ms is None else segment.shown_ms
        if duration_ms is None:
            duration_ms = max((s.media_ms for s in samples.get(segment.number, ())), default=0)
        if duration_ms <= 0 or segment.state is SegmentState.FAILED:
            continue  # of the latter nothing is in the video
        end_ms = places[-1].offset_ms + places[-1].duration_ms if places else 0
        offset_ms = end_ms if segment.offset_ms is None else segment.offset_ms
        if offset_ms < end_ms:
            places = [p._replace(duration_ms=min(p.duration_ms, max(offset_ms - p.offset_ms, 0))) for p in places]
        places.append(_Place(segment, offset_ms, duration_ms))
    if places and places[-1].segment.state is SegmentState.RECORDING:
        places[-1] = places[-1]._replace(duration_ms=places[-1].duration_ms + AHEAD_MS)
    return places


class _Builder:
    """Strings runs together; fills what lies between them with the next media instant."""

    def __init__(self) -> None:
        self._pieces: list[TimelinePiece] = []
        self._until = MIN_INSTANT  #: end of the last piece

    def add(self, run: Run, place: _Place) -> None:
        start = run.at
        end = min(start + run.length_ms, MAX_INSTANT - 1)
        begin = max(start, self._until)
        if begin >= end:
            return  # all of it was received before, by an earlier connection
        position_ms = run.position_ms + begin - start
        if begin > self._until:
            # Within a part it may not be known at which frame a hole is: then neither is where its events go.
            before = self._pieces[-1] if self._pieces else None
            is_within = before is not None and before.segment == place.segment.number
            error_ms = max(run.error_ms, before.error_ms) if before and is_within else run.error_ms
            self._append(begin, run._replace(error_ms=error_ms), place, position_ms, in_gap=True)
        self._append(end, run, place, position_ms, in_gap=False)

    def finish(self) -> tuple[TimelinePiece, ...]:
        """Close the timeline: behind the end everything falls on the last media instant."""
        if not self._pieces:
            return (_NO_VIDEO,)
        last = self._pieces[-1]
        length_ms = last.to_at - last.from_at
        end = TimelinePiece(
            number=last.number + 1, from_at=last.to_at, to_at=MAX_INSTANT, segment=last.segment,
            offset_ms=last.offset_ms + length_ms, position_ms=last.position_ms + length_ms, in_gap=True,
            kind=last.kind, error_ms=last.error_ms,
        )  # fmt: skip
        return (*self._pieces, end)

    def _append(self, to_at: int, run: Run, place: _Place, position_ms: int, *, in_gap: bool) -> None:
        self._pieces.append(
            TimelinePiece(
                number=len(self._pieces) + 1,
                from_at=self._until,
                to_at=to_at,
                segment=place.segment.number,
                offset_ms=place.offset_ms + position_ms,
                position_ms=position_ms,
                in_gap=in_gap,
                kind=run.kind,
                error_ms=run.error_ms,
            )
        )
        self._until = to_at


_NO_VIDEO = TimelinePiece(
    number=1, from_at=MIN_INSTANT, to_at=MAX_INSTANT, segment=None, offset_ms=0, position_ms=0, in_gap=True,
    kind="none", error_ms=0,
)  # fmt: skip
