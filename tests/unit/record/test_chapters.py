"""Chapters: where the video goes on after a pause or a loss."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from archiver.model.interaction import BattleSpan
from archiver.model.media import Chapter
from archiver.model.session import Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece
from archiver.record.chapters import battle_marks, pause_marks, session_chapters


def segment(number: int, started_at: int, offset_ms: int, **fields: Any) -> Segment:
    ordinary: dict[str, Any] = {"width": 720, "height": 1280}
    return Segment(
        session_id=1, number=number, attempt=1, part="", state=SegmentState.FINISHED, protocol="flv", quality="hd",
        started_at=started_at, offset_ms=offset_ms, **(ordinary | fields),
    )  # fmt: skip


def gap(cause: GapCause, started_at: int, ended_at: int) -> Gap:
    return Gap(session_id=1, cause=cause, started_at=started_at, ended_at=ended_at)


def test_an_undivided_video_has_no_chapters() -> None:
    """One segment, nothing to mark; and no segment at all."""
    assert session_chapters([segment(1, 0, 0)], [gap(GapCause.START, 0, 500)]) == ()
    assert session_chapters([], []) == ()


def test_a_join_is_named_after_the_longest_gap() -> None:
    """A pause found behind a drop explains the join."""
    gaps = [gap(GapCause.DISCONNECT, 9_000, 9_100), gap(GapCause.PAUSE, 9_100, 84_400)]
    chapters = session_chapters([segment(1, 0, 0), segment(2, 84_400, 9_000)], gaps)
    assert chapters == (Chapter(0, "Start"), Chapter(9_000, "After a pause of 1 min 15 s"))


def test_what_the_next_segment_shows_again_is_no_chapter() -> None:
    """A gap that the server's memory filled has no length; a segment that only repeats has no chapter."""
    gaps = [gap(GapCause.DISCONNECT, 9_000, 9_000)]
    segments = [segment(1, 0, 0), segment(2, 9_100, 8_000, shown_ms=0), segment(3, 9_200, 7_000)]
    assert session_chapters(segments, gaps) == (Chapter(0, "Start"), Chapter(7_000, "After a lost connection"))


def test_what_was_lost_is_told_at_the_join() -> None:
    """A part that the video lacks, longer than the drop behind it."""
    gaps = [gap(GapCause.UNKNOWN, 9_000, 69_000), gap(GapCause.DISCONNECT, 69_000, 72_000)]
    chapters = session_chapters([segment(1, 0, 0), segment(3, 72_000, 9_000)], gaps)
    assert chapters[1] == Chapter(9_000, "After an interruption of 1 min 0 s")


def test_a_new_picture_size_is_said() -> None:
    """Without a gap the change of the picture is why a new segment began."""
    chapters = session_chapters([segment(1, 0, 0), segment(2, 5_000, 5_000, width=1280, height=720)], [])
    assert chapters[1] == Chapter(5_000, "Picture of 1280x720")


def test_marks_stand_among_the_joins() -> None:
    """Marks are sorted in; one beside a join is told in the same chapter, one at the very start needs none."""
    marks = [Chapter(9_400, "Battle"), Chapter(3_000, "Battle with @bo"), Chapter(200, "Too early")]
    gaps = [gap(GapCause.PAUSE, 9_000, 12_000)]
    chapters = session_chapters([segment(1, 0, 0), segment(2, 12_000, 9_000)], gaps, marks)
    assert chapters == (
        Chapter(0, "Start"), Chapter(3_000, "Battle with @bo"), Chapter(9_000, "After a pause of 3 s; Battle"),
    )  # fmt: skip


def piece(number: int, from_at: int, to_at: int, offset_ms: int, *, in_gap: bool = False) -> TimelinePiece:
    return TimelinePiece(
        number=number, from_at=from_at, to_at=to_at, segment=1, offset_ms=offset_ms, position_ms=offset_ms,
        in_gap=in_gap, kind="sei", error_ms=50,
    )  # fmt: skip


#: A video of ten seconds, from instant 5,000 on.
TIMELINE = (
    piece(1, MIN_INSTANT, 5_000, 0, in_gap=True), piece(2, 5_000, 15_000, 0),
    piece(3, 15_000, MAX_INSTANT, 10_000, in_gap=True),
)  # fmt: skip


def test_a_pause_that_a_segment_lived_through_is_marked() -> None:
    """The connection stayed open: no join tells of it. Where the pause ended the segment, the join does."""
    gaps = [gap(GapCause.PAUSE, 7_000, 9_000), gap(GapCause.STALL, 9_500, 9_900), gap(GapCause.PAUSE, 14_000, 20_000)]
    assert pause_marks(gaps, TIMELINE, int) == [Chapter(4_000, "After a pause of 2 s")]


def test_a_pause_is_found_by_the_clock_of_the_timeline() -> None:
    """Gaps are by our clock, the timeline is by the server's."""
    marks = pause_marks([gap(GapCause.PAUSE, 4_000, 6_000)], TIMELINE, lambda at: at + 3_000)
    assert marks == [Chapter(4_000, "After a pause of 2 s")]


def test_a_short_pause_is_told_once() -> None:
    """The connection was given up ten seconds later, the next one begins with what the server kept: a join, no mark."""
    pieces = (*TIMELINE[:2], replace(piece(3, 17_000, 30_000, 10_000), segment=2))
    assert pause_marks([gap(GapCause.PAUSE, 15_050, 17_050)], pieces, int) == []


def test_battles_are_marked_where_they_begin_and_end() -> None:
    """By the timeline, with the names of the other side, as many as a title holds."""
    many = tuple(f"name {n}" for n in range(5))
    battles = [BattleSpan(1, 7_000, 9_000, ("Bert\n",)), BattleSpan(2, 10_000, None, many)]
    assert battle_marks(battles, TIMELINE) == [
        Chapter(2_000, "Battle with Bert"), Chapter(4_000, "After the battle with Bert"),
        Chapter(5_000, "Battle with name 0, name 1, name 2 and 2 more"),
    ]  # fmt: skip


def test_what_the_video_does_not_show_of_a_battle_is_no_mark() -> None:
    """One before it, one behind it, one that ends with it; and no video at all."""
    battles = [BattleSpan(1, 1_000, 4_000, ()), BattleSpan(2, 20_000, 30_000, ()), BattleSpan(3, 14_000, 16_000, ())]
    assert battle_marks(battles, TIMELINE) == [Chapter(9_000, "Battle")]
    assert battle_marks(battles, ()) == []
