"""Chapters of a session's video: where it goes on after a pause or a loss, and its battles. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from archiver.export.caption import battle_titles
from archiver.model.interaction import BattleSpan
from archiver.model.media import Chapter
from archiver.model.session import Gap, GapCause, Segment
from archiver.model.timeline import TimelinePiece, locate

_AFTER = {
    GapCause.PAUSE: "After a pause",
    GapCause.DISCONNECT: "After a lost connection",
    GapCause.STALL: "After a stall",
    GapCause.REFUSED: "After the stream was refused",
    GapCause.RESTART: "After an interruption of the archiver",
    GapCause.UNKNOWN: "After an interruption",
}
#: Marks closer together than this are one place to a person.
MIN_LENGTH_MS = 1_000


def session_chapters(
    segments: Sequence[Segment], gaps: Sequence[Gap], marks: Sequence[Chapter] = ()
) -> tuple[Chapter, ...]:
    """One chapter for each stretch between the joins of finished segments, and one for each mark.

    Args:
        segments: finished ones, with their offsets, in order.
        gaps: the session's.
        marks: what else begins somewhere, such as a battle; positions in the session's video.

    Returns:
        At least two, the first at 0; or none, when nothing divides the video.
    """
    shown = [segment for segment in segments if segment.shown_ms != 0]
    joins = [Chapter(after.offset_ms or 0, _title(before, after, gaps)) for before, after in pairwise(shown)]
    chapters = [Chapter(0, "Start")]
    for mark in sorted((*joins, *marks), key=lambda chapter: chapter.from_ms):
        if mark.from_ms - chapters[-1].from_ms >= MIN_LENGTH_MS:
            chapters.append(mark)
        elif len(chapters) > 1:
            chapters[-1] = Chapter(chapters[-1].from_ms, f"{chapters[-1].title}; {mark.title}")
    return tuple(chapters) if len(chapters) > 1 else ()


def battle_marks(battles: Sequence[BattleSpan], pieces: Sequence[TimelinePiece]) -> list[Chapter]:
    """Where battles begin and end in the video; nothing of those that it does not show.

    Args:
        battles: the session's.
        pieces: its timeline.
    """
    if not pieces or pieces[-1].segment is None:
        return []
    end_ms = pieces[-1].offset_ms
    marks: list[Chapter] = []
    for battle in battles:
        begin_ms = _offset_ms(pieces, battle.began_at)
        over_ms = end_ms if battle.ended_at is None else _offset_ms(pieces, battle.ended_at)
        if begin_ms < over_ms:
            begun, over = battle_titles(battle.opponents)
            marks.append(Chapter(begin_ms, begun))
            marks += [Chapter(over_ms, over)] if over_ms < end_ms else []
    return marks


def pause_marks(gaps: Sequence[Gap], pieces: Sequence[TimelinePiece], server_at: Callable[[int], int]) -> list[Chapter]:
    """Where a segment goes on after a pause that it lived through; any other pause is told at a join.

    A connection without media is waited for and may outlast a short pause: what counts is media behind it.

    Args:
        gaps: the session's, by our clock.
        pieces: its timeline, by the server's.
        server_at: what the server's clock showed at an instant of ours.
    """
    pauses = [gap for gap in gaps if gap.cause is GapCause.PAUSE and gap.ended_at is not None]
    spans = [(gap, server_at(gap.started_at), server_at(gap.ended_at or 0)) for gap in pauses]
    return [
        Chapter(_offset_ms(pieces, end_at), _after(gap))
        for gap, at, end_at in spans
        if _is_outlived(at, end_at, pieces)
    ]


def _is_outlived(at: int, end_at: int, pieces: Sequence[TimelinePiece]) -> bool:
    media = [piece for piece in pieces if not piece.in_gap]
    before = {piece.segment for piece in media if piece.from_at < at}
    return any(piece.segment in before for piece in media if piece.to_at > end_at)


def _offset_ms(pieces: Sequence[TimelinePiece], at: int) -> int:
    found = locate(tuple(pieces), at)
    return found[1] if found else 0


def _title(before: Segment, after: Segment, gaps: Sequence[Gap]) -> str:
    """Why a new segment begins: the longest gap between the two, or another picture."""
    between = [gap for gap in gaps if before.started_at < gap.started_at <= after.started_at]
    longest = max(between, key=_length_ms, default=None)
    if longest is not None and longest.cause in _AFTER:
        return _after(longest)
    if (before.width, before.height) != (after.width, after.height):
        return f"Picture of {after.width}x{after.height}"
    return f"Part {after.number}"


def _after(gap: Gap) -> str:
    length_ms = _length_ms(gap)  # nothing of it is left where the server had kept what was missed
    return _AFTER[gap.cause] + (f" of {_spoken(length_ms)}" if length_ms >= 500 else "")


def _length_ms(gap: Gap) -> int:
    return (gap.ended_at or gap.started_at) - gap.started_at


def _spoken(length_ms: int) -> str:
    seconds = round(length_ms / 1000)
    return f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"
