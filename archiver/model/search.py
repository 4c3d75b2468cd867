"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class SearchLine(NamedTuple):
    """A line of a session, as it stands around a hit."""

    seq: int
    kind: str
    offset_ms: int | None  #: in the session's video, display shift not applied; None without video
    unique_id: str  #: who said it; "" for the room itself and for hidden viewers
    nickname: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A line that was searched for, and where it is."""

    session_id: int
    seq: int
    creator: str  #: the creator's handle
    kind: str
    at: int  #: epoch ms, server clock
    offset_ms: int | None  #: in the session's video, display shift not applied; None without video
    segment: int | None
    position_ms: int | None  #: in the segment
    in_gap: bool
    sync_kind: str
    error_ms: int | None
    shift_ms: int  #: display shift of the session
    viewer_id: int | None
    unique_id: str
    nickname: str
    text: str
    before: tuple[SearchLine, ...] = ()  #: lines before it in the session, in their order
    after: tuple[SearchLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Some of the hits."""

    hits: tuple[SearchHit, ...]
    has_more: bool  #: whether there are hits behind these
