"""What a capture is asked for and what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

#: FFmpeg's dts_delta_threshold: media that goes on later than this is put right behind what came before.
FFMPEG_JUMP_MS = 10_000


class CaptureEnd(StrEnum):
    """How a capture ended. None of these says that the broadcast is over: only the room's status does."""

    STOPPED = "stopped"  #: we asked for it
    EOF = "eof"  #: the server closed the stream
    STALLED = "stalled"  #: no media for the watchdog's time
    REFUSED = "refused"  #: 403/404 on open
    FAILED = "failed"  #: anything else; ``message`` says what
    DISK = "disk"  #: disk full or folder not writable


class Engine(StrEnum):
    """What records."""

    AUTO = "auto"  #: the native engine for FLV, FFmpeg for HLS
    NATIVE = "native"  #: reads FLV itself
    FFMPEG = "ffmpeg"


class CutCause(StrEnum):
    """Why a connection goes on in a new part."""

    CONFIG = "config"  #: another picture size, codec or sound
    HEADER = "header"  #: the server began the stream anew
    TIME = "time"  #: time stamps jumped
    DAMAGE = "damage"  #: bytes that are no FLV
    LIMIT = "limit"  #: the part had reached its size or length


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRequest:
    """One connection to one media URL, written to one part."""

    url: str = field(repr=False)
    protocol: str  #: "flv" or "hls"
    part: Path  #: absolute; the suffix (.flv, .ts) is the capture's container
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    stall_timeout_s: float = 10.0
    engine: Engine = Engine.AUTO
    max_part_bytes: int = 0  #: a part goes on in a new one at the next key frame behind this; 0: no limit
    max_part_s: float = 0.0
    ffmpeg_options: Mapping[str, str] = field(default_factory=dict)  #: further ones, for the engine of that name


class PlaylistMark(NamedTuple):
    """What an HLS playlist told of a position in the part, behind or ahead of what has been written."""

    media_ms: int
    wall_ms: int | None = None  #: when media up to here was first announced, by our clock
    monotonic_ms: int | None = None
    date_at: int | None = None  #: the playlist's date of this position
    is_break: bool = False  #: the stream breaks off before it: what lies there may be much older
    lost_ms: int = 0  #: so much in front of it could not be fetched: the part has nothing there


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureProgress:
    """How far a capture has come, and when that was seen.

    An engine that reads frames reports each key frame and once a second; others report as they can.
    """

    media_ms: int  #: position in the part
    bytes: int
    wall_ms: int
    monotonic_ms: int
    pts_ms: int | None = None  #: the stream's own presentation timestamp at ``media_ms``
    is_key: bool = False  #: a key frame is at ``media_ms``
    sei_ts: int | None = None  #: the encoder's clock (epoch ms) at this frame, from SEI user data
    marks: tuple[PlaylistMark, ...] = ()  #: HLS: what was learned since the last report


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnd:
    """A part that is complete while its connection goes on in the next one."""

    cause: CutCause
    bytes: int
    media_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureResult:
    """How a capture ended and what it left. Bytes and length are those of its last part."""

    end: CaptureEnd
    message: str = ""  #: the last words of the engine, without URLs
    bytes: int = 0
    media_ms: int = 0
    exit_code: int | None = None


class KeyFrame(NamedTuple):
    """A key frame of a part, or another frame that carries the encoder's clock."""

    media_ms: int  #: position in the part
    pts_ms: int  #: presentation timestamp as it stands in the file
    is_key: bool
    sei_ts: int | None  #: epoch ms


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistAnswer:
    """What a media server said when it was asked for a playlist."""

    url: str = field(repr=False)  #: where it finally was
    status: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """What a probe found in a media file."""

    duration_ms: int
    video_codec: str  #: "" without video
    audio_codec: str
    width: int | None
    height: int | None
    video_packets: int
    audio_packets: int
    first_video_pts_ms: int | None
    sample_rate: int | None = None  #: of the sound, per second
    channels: int | None = None


class PacketMark(NamedTuple):
    """A picture of a media file, or a packet of its sound where it has no pictures."""

    position_ms: int  #: in the file, by presentation time
    is_key: bool
    digest: bytes  #: of its bytes: the same picture, sent again, has the same


class Stretch(NamedTuple):
    """A segment's file and what of it a longer video shows: what comes before a position, or all."""

    path: str  #: absolute
    offset_ms: int  #: where the file begins in the longer video
    shown_ms: int | None  #: a picture and what is decoded before it; None: all


class Chapter(NamedTuple):
    """A mark in a video, from its position to the next chapter's."""

    from_ms: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a video file says of itself."""

    tags: tuple[tuple[str, str], ...] = ()  #: container tags: title, artist, date, comment
    chapters: tuple[Chapter, ...] = ()  #: in order, the first at 0; none: no chapters
