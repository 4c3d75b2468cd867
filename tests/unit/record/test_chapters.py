"""Chapters: where the video goes on after a pause or a loss."""

from __future__ import annotations

from typing import Any

from archiver.model.media import Chapter
from archiver.model.session import Gap, GapCause, Segment, SegmentState
from archiver.record.chapters import session_chapters


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
