"""A session's events in the order of the video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ReplayItem(NamedTuple):
    """An event and its place in the video. A gift streak is one item, at its first message, with its final count."""

    session_id: int
    seq: int
    kind: str
    offset_ms: int | None  #: in the session's video, display shift not applied; None without video
    segment: int | None
    position_ms: int | None  #: in the segment
    in_gap: bool
    sync_kind: str
    error_ms: int | None
    at: int  #: epoch ms, server clock
    is_history: bool
    viewer_id: int | None
    unique_id: str
    nickname: str
    text: str  #: comment, room text, the line of any other kind, or "" (emotes: ":emote:")
    is_moderator: bool
    is_subscriber: bool
    gift_id: int | None
    gift_name: str
    quantity: int | None  #: gifts: final repeat count; likes: batch; viewers: watching now
    diamonds: int | None  #: gifts: final value of the streak
    language: str  #: of a comment or a line of the room, as the platform guessed it; "" when not told
    is_deleted: bool = False  #: a moderator hid it; it stays in the archive all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """One line of `archiver sessions list` and of the demo's table. Instants epoch ms, durations ms."""

    id: int
    unique_id: str
    nickname: str
    room_id: int
    title: str
    state: str
    end_cause: str | None
    started_at: int
    ended_at: int | None
    duration_ms: int | None
    segments: int
    gaps: int
    events: int
    chats: int
    gifts: int  #: streaks, each counted once
    diamonds: int
    viewers_peak: int | None
    unknown: int
    sync_kind: str
    error_ms: int | None
    folder: str
    file: str | None
    shift_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPart:
    """A segment as a stretch of its session's video."""

    number: int
    offset_ms: int  #: where it begins in the session's video
    duration_ms: int | None  #: None while it is recorded
    started_at: int
    file: str | None  #: relative to the session's folder; None before it is finished
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedGap:
    """A stretch of a session without media, between instants (epoch ms); open while ``ended_at`` is None."""

    cause: str
    started_at: int
    ended_at: int | None
    offset_ms: int | None  #: where the video goes on; None without video


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedBattle:
    """A battle as a stretch of its session's video, display shift not applied."""

    opponents: tuple[str, ...]  #: names of the other creators, as far as they were told
    offset_ms: int  #: where it begins
    over_ms: int | None  #: where it is over; None: nobody said so


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A session with its parts, gaps and battles, in the order of the video."""

    session: SessionSummary
    parts: tuple[RecordedPart, ...] = ()
    gaps: tuple[RecordedGap, ...] = ()
    battles: tuple[RecordedBattle, ...] = ()


#: Nothing in particular: an export that is told nothing of its session.
NO_RECORDING = Recording(
    session=SessionSummary(
        id=0, unique_id="", nickname="", room_id=0, title="", state="ended", end_cause=None, started_at=0,
        ended_at=None, duration_ms=None, segments=0, gaps=0, events=0, chats=0, gifts=0, diamonds=0, viewers_peak=None,
        unknown=0, sync_kind="none", error_ms=None, folder="", file=None, shift_ms=0,
    )
)  # fmt: skip
