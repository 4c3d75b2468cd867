"""How good a timeline is, in numbers, pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.align.levels import STALL_MS
from archiver.model.session import Gap
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineReport:
    """The quality of a timeline. Durations in milliseconds."""

    pieces: int
    kind: str  #: "arrival", "none", or "mixed" when some segments have no samples
    error_ms: int  #: the largest error estimate of any piece with media
    covered_ms: int  #: how long media ran
    gaps: int  #: holes between the first and the last media instant; shorter ones than a stall are clocks drifting
    gap_ms: int  #: all of them together
    max_gap_ms: int


def report_timeline(pieces: Sequence[TimelinePiece]) -> TimelineReport:
    """Sum up a timeline; one without video is of kind "none" and covers nothing."""
    media = [p for p in pieces if not p.in_gap]
    holes = [p.to_at - p.from_at for p in _holes(pieces)]
    kinds = {p.kind for p in media} or {"none"}
    return TimelineReport(
        pieces=len(pieces),
        kind=kinds.pop() if len(kinds) == 1 else "mixed",
        error_ms=max((p.error_ms for p in media), default=0),
        covered_ms=sum(p.to_at - p.from_at for p in media),
        gaps=len(holes),
        gap_ms=sum(holes),
        max_gap_ms=max(holes, default=0),
    )


def untold_holes(pieces: Sequence[TimelinePiece], gaps: Sequence[Gap], skew_ms: int) -> list[tuple[int, int]]:
    """Holes of a timeline that no gap tells of, as (from, to) by our clock: in them media stood still in a connection.

    A gap still open reaches over everything behind its start.
    """
    holes = [(p.from_at - skew_ms, p.to_at - skew_ms) for p in _holes(pieces)]
    told = [(gap.started_at, MAX_INSTANT if gap.ended_at is None else gap.ended_at) for gap in gaps]
    return [(start, end) for start, end in holes if not any(a < end and b > start for a, b in told)]


def _holes(pieces: Sequence[TimelinePiece]) -> list[TimelinePiece]:
    """What lies between stretches of media; shorter ones than a stall are clocks drifting."""
    inner = (p for p in pieces if p.in_gap and p.from_at != MIN_INSTANT and p.to_at != MAX_INSTANT)
    return [p for p in inner if p.to_at - p.from_at > STALL_MS]
