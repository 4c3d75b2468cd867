"""The quality of a timeline in numbers."""

from __future__ import annotations

from archiver.align.build import build_timeline
from archiver.align.part import Knowledge
from archiver.align.report import Moved, compare_timelines, report_timeline
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece


def piece(
    from_at: int,
    to_at: int,
    *,
    offset_ms: int = 0,
    in_gap: bool = False,
    kind: str = "arrival",
    error_ms: int = 3000,
) -> TimelinePiece:
    return TimelinePiece(
        number=1, from_at=from_at, to_at=to_at, segment=1, offset_ms=offset_ms, position_ms=0, in_gap=in_gap, kind=kind,
        error_ms=error_ms,
    )  # fmt: skip


def test_the_largest_error_and_the_holes_inside_are_told() -> None:
    """What lies before and behind the video is no hole, nor is a drift of the clocks."""
    report = report_timeline(
        [
            piece(MIN_INSTANT, 1_000, in_gap=True),
            piece(1_000, 5_000),
            piece(5_000, 8_000, in_gap=True),
            piece(8_000, 9_000, error_ms=4000),
            piece(9_000, 9_051, in_gap=True),
            piece(9_051, 10_000),
            piece(10_000, MAX_INSTANT, in_gap=True),
        ]
    )
    assert (report.pieces, report.kind, report.error_ms) == (7, "arrival", 4000)
    assert (report.covered_ms, report.gaps, report.gap_ms, report.max_gap_ms) == (5_949, 1, 3_000, 3_000)


def test_segments_without_samples_make_the_kind_mixed() -> None:
    """A timeline partly guessed says so."""
    assert report_timeline([piece(0, 5), piece(5, 9, kind="none")]).kind == "mixed"


def test_no_video_covers_nothing() -> None:
    """The timeline of a session without video reports kind none."""
    report = report_timeline(build_timeline(samples=(), segments=(), gaps=(), knowledge=Knowledge()))
    assert (report.kind, report.covered_ms, report.gaps) == ("none", 0, 0)


def test_what_moved_is_told_in_numbers() -> None:
    """Of the events that have a place in both timelines: how many moved, and how far."""
    old = [piece(MIN_INSTANT, 1_000, in_gap=True), piece(1_000, MAX_INSTANT)]
    new = [old[0], piece(1_000, 3_000, kind="sei"), piece(3_000, MAX_INSTANT, in_gap=True)]
    moved = compare_timelines(old, new, [500, 2_000, 4_000, 5_000])
    assert moved == Moved(events=4, moved=2, median_ms=0, max_ms=4_000)
    earlier = [piece(900, MAX_INSTANT, offset_ms=100)]
    assert compare_timelines([old[1]], earlier, [2_000]) == Moved(events=1, moved=1, median_ms=200, max_ms=200)
    assert compare_timelines((), new, [500]) == Moved(events=0, moved=0, median_ms=0, max_ms=0)
    assert report_timeline(new).kinds == {"sei": 2_000}
