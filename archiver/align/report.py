"""How good a timeline is, in numbers, pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median_low

from archiver.align.levels import STALL_MS
from archiver.model.session import Gap
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineReport:
    """The quality of a timeline. Durations in milliseconds."""

    pieces: int
    kind: str  #: "sei", "pdt", "arrival", "none", or "mixed"
    kinds: dict[str, int]  #: how long media ran by each kind
    error_ms: int  #: the largest error estimate of any piece with media
    covered_ms: int  #: how long media ran
    gaps: int  #: holes between the first and the last media instant; shorter ones than a stall are clocks drifting
    gap_ms: int  #: all of them together
    max_gap_ms: int


def report_timeline(pieces: Sequence[TimelinePiece]) -> TimelineReport:
    """Sum up a timeline; one without video is of kind "none" and covers nothing."""
    media = [p for p in pieces if not p.in_gap]
    holes = [p.to_at - p.from_at for p in _holes(pieces)]
    kinds: dict[str, int] = {}
    for piece in media:
        kinds[piece.kind] = kinds.get(piece.kind, 0) + piece.to_at - piece.from_at
    return TimelineReport(
        pieces=len(pieces),
        kind=next(iter(kinds), "none") if len(kinds) <= 1 else "mixed",
        kinds=kinds,
        error_ms=max((p.error_ms for p in media), default=0),
        covered_ms=sum(p.to_at - p.from_at for p in media),
        gaps=len(holes),
        gap_ms=sum(holes),
        max_gap_ms=max(holes, default=0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a new timeline does to events. Durations in milliseconds, without sign."""

    events: int  #: those that have a place in both
    moved: int  #: of them, those whose offset changed
    median_ms: int  #: of all of them
    max_ms: int


def compare_timelines(
    before: Sequence[TimelinePiece], after: Sequence[TimelinePiece], instants: Sequence[int]
) -> Moved:
    """How far events at these instants moved in the video from one timeline to another."""
    places = zip(_offsets(before, instants), _offsets(after, instants), strict=True)
    shifts = sorted(abs(new - old) for old, new in places if old is not None and new is not None)
    return Moved(
        events=len(shifts),
        moved=sum(shift > 0 for shift in shifts),
        median_ms=median_low(shifts) if shifts else 0,
        max_ms=shifts[-1] if shifts else 0,
    )


def _offsets(pieces: Sequence[TimelinePiece], instants: Sequence[int]) -> list[int | None]:
    """Offset of each instant; None without video."""
    starts = [piece.from_at for piece in pieces]
    found: list[int | None] = []
    for at in instants:
        index = bisect_right(starts, at) - 1
        piece = pieces[index] if index >= 0 else None
        has_place = piece is not None and piece.segment is not None
        found.append(piece.offset_ms + (0 if piece.in_gap else at - piece.from_at) if piece and has_place else None)
    return found


def untold_holes(
    pieces: Sequence[TimelinePiece], gaps: Sequence[Gap], server_at: Callable[[int], int]
) -> list[tuple[int, int]]:
    """Holes of a timeline that no gap tells of, as (from, to) by the server's clock: in them media stood still.

    A gap still open reaches over everything behind its start. Gaps are by our clock: ``server_at`` is what the server's
    showed then.
    """
    holes = [(p.from_at, p.to_at) for p in _holes(pieces)]
    told = [
        (server_at(gap.started_at), MAX_INSTANT if gap.ended_at is None else server_at(gap.ended_at)) for gap in gaps
    ]
    return [(start, end) for start, end in holes if not any(a < end and b > start for a, b in told)]


def _holes(pieces: Sequence[TimelinePiece]) -> list[TimelinePiece]:
    """What lies between stretches of media; shorter ones than a stall are clocks drifting."""
    inner = (p for p in pieces if p.in_gap and p.from_at != MIN_INSTANT and p.to_at != MAX_INSTANT)
    return [p for p in inner if p.to_at - p.from_at > STALL_MS]
