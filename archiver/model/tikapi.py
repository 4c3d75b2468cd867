"""What TikAPI knows beside rooms and their chat."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveStats:
    """The figures of a broadcast of one's own, once it is over; None: not told."""

    room_id: int | None = None
    started_at: int | None = None  #: epoch ms
    ended_at: int | None = None  #: epoch ms
    paused_s: int | None = None
    viewers: int | None = None
    likes: int | None = None
    commenters: int | None = None
    gifters: int | None = None
    new_followers: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedLive:
    """A broadcast of one's own that waits for its pictures."""

    room_id: int
    share_url: str = ""
    push_server: str = field(default="", repr=False)
    push_key: str = field(default="", repr=False)  #: who has it can broadcast as the account
