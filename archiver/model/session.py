"""What we captured of a broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archiver.model.creator import Creator


class SessionState(StrEnum):
    """Where a session stands. ``finishing``: capture is over, the files are being remuxed and verified."""

    RECORDING = "recording"
    PAUSED = "paused"
    GRACE = "grace"
    FINISHING = "finishing"
    ENDED = "ended"


class EndCause(StrEnum):
    """Why a session ended."""

    CONTROL_ENDED = "control_ended"  #: the room said so on the event stream
    SUSPENDED = "suspended"  #: the platform closed the room
    STATUS_ENDED = "status_ended"  #: the room status said so
    GRACE_EXPIRED = "grace_expired"  #: nothing came back within the grace window
    STOPPED = "stopped"  #: a person or a service stop
    TIME_LIMIT = "time_limit"  #: `record --for`
    RECOVERED = "recovered"  #: found open after a crash, and the broadcast was over


class GapCause(StrEnum):
    """Why a stretch of a session has no media."""

    START = "start"  #: events from before the first picture
    PAUSE = "pause"
    DISCONNECT = "disconnect"
    STALL = "stall"
    REFUSED = "refused"
    RESTART = "restart"  #: the archiver itself was down, or had taken the session for ended
    UNKNOWN = "unknown"


class SegmentState(StrEnum):
    """Life of a part and the segment made of it."""

    RECORDING = "recording"
    RAW = "raw"  #: the part is complete, not yet remuxed
    FINISHED = "finished"  #: remuxed and verified
    FAILED = "failed"  #: kept as it is; the segment's error says why
    EMPTY = "empty"  #: no playable media arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One capture of one broadcast. Instants are epoch ms; ``folder`` is relative to the archive folder."""

    id: int
    room_id: int
    creator: Creator
    title: str
    state: SessionState
    started_at: int
    folder: str
    attempt: int = 1  #: raised each time a process takes the session over
    ended_at: int | None = None
    end_cause: EndCause | None = None
    error: str | None = None
    file: str | None = None  #: the verified video of the whole session, relative to the archive folder
    sha256: str | None = None  #: of ``file``
    duration_ms: int | None = None
    skew_ms: int = 0  #: server clock minus ours
    shift_ms: int = 0  #: display shift, set by `align --shift`; never baked into offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One raw part and the finished file made of it. Paths are relative to the session's folder."""

    session_id: int
    number: int  #: 1, 2, 3 ... in the session
    attempt: int
    part: str
    state: SegmentState
    protocol: str
    quality: str
    started_at: int
    codec: str = ""
    host: str = ""  #: of the media's URL
    ended_at: int | None = None
    duration_ms: int | None = None
    offset_ms: int | None = None  #: where the segment begins in the session's video
    shown_ms: int | None = None  #: how much of it the video shows, from its start; the rest comes again; None: all
    bytes: int | None = None
    width: int | None = None
    height: int | None = None
    video_packets: int | None = None
    audio_packets: int | None = None
    file: str | None = None
    sha256: str | None = None  #: of ``file``
    error: str | None = None
    part_removed_at: int | None = None  #: when the raw part was given up for the verified file, epoch ms


#: Detail of a gap in whose connection media went on, behind a hole of the timeline; any other ends with a new part.
STOOD_STILL = "media time stood still within a connection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch without media, between instants (epoch ms, our clock). Open while ``ended_at`` is None."""

    session_id: int
    cause: GapCause
    started_at: int
    ended_at: int | None = None
    detail: str = ""
