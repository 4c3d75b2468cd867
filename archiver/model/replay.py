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
    text: str  #: comment, room text, or "" (emotes: ":emote:")
    is_moderator: bool
    is_subscriber: bool
    gift_id: int | None
    gift_name: str
    quantity: int | None  #: gifts: final repeat count; likes: batch; viewers: watching now
    diamonds: int | None  #: gifts: final value of the streak


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
