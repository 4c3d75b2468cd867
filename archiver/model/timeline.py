"""Where an instant falls in the video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

#: The first piece of a timeline begins at MIN_INSTANT, the last ends at MAX_INSTANT: every event has a place.
MIN_INSTANT = 0
MAX_INSTANT = 1 << 52


class SyncSample(NamedTuple):
    """What is known of the time of a media position. All milliseconds, instants are epoch.

    A position that was received is an *arrival* (``wall_ms``); one that carries the sender's clock is a *stamp*
    (``sei_ts`` or ``date_at``). Most are one of them, some both; one read back from a part was never seen to arrive.
    """

    segment: int
    media_ms: int  #: position in the part: its presentation timestamp minus the part's first one
    wall_ms: int | None = None  #: when it had been received, by our clock
    monotonic_ms: int | None = None
    pts_ms: int | None = None  #: the stream's own presentation timestamp, where the engine reads it
    is_key: bool = False  #: the position of a key frame
    sei_ts: int | None = None  #: the encoder's clock at this frame, from SEI user data
    date_at: int | None = None  #: the date of this position by an HLS playlist
    is_break: bool = False  #: by the playlist the stream breaks off before it: media may be missing there
    lost_ms: int | None = None  #: so much in front of it is missing in the part: it could not be fetched


class Latency(NamedTuple):
    """How long after its capture a position gets its instant by a lesser kind, learned where the encoder's clock tells.

    ``kind`` "arrival": until it reached us; "pdt": until the instant its playlist dates it at (may be negative).
    """

    kind: str
    latency_ms: int  #: the median
    spread_ms: int  #: how far 95 in 100 were from it at most


class LearnedLatency(NamedTuple):
    """A latency as one segment showed it, and where: streams from there without the encoder's clock will be like it."""

    session_id: int
    segment: int
    kind: str
    host: str
    protocol: str
    quality: str
    latency_ms: int
    spread_ms: int
    learned_at: int  #: epoch ms


class SkewSample(NamedTuple):
    """The server's clock minus ours as measured once."""

    source: (
        str  #: "socket": a frame stated the time; "http": the body of an answer did; "date": its header, to a second
    )
    at: int  #: epoch ms, our clock
    skew_ms: int
    error_ms: int | None  #: the truth is at most so far off; None: measured one way, the truth is this or more


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePiece:
    """A stretch of instants [from_at, to_at), epoch ms by the server's clock, and its place in the video.

    Where the media runs (``in_gap`` false) the offset is ``offset_ms + (at - from_at)``; in a gap it is ``offset_ms``:
    the next media instant (or the last one, behind the end).
    """

    number: int
    from_at: int
    to_at: int
    segment: int | None  #: None only when the session has no video at all
    offset_ms: int  #: in the session's video
    position_ms: int  #: in the segment
    in_gap: bool
    kind: str  #: "sei", "pdt", "arrival", or "none" without samples
    error_ms: int  #: estimate of the error of offsets in this piece


def locate(pieces: tuple[TimelinePiece, ...], at: int) -> tuple[TimelinePiece, int] | None:
    """The piece that holds ``at`` and the offset in the session's video, or None for an empty timeline."""
    for piece in pieces:
        if piece.from_at <= at < piece.to_at:
            return piece, piece.offset_ms + (0 if piece.in_gap else at - piece.from_at)
    return None
