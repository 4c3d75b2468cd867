"""What the creator does: a broadcast in a room, offered as stream variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from archiver.model.creator import Creator


class RoomStatus(IntEnum):
    """The platform's room status. A pause (host put the app in the background) is not an end."""

    UNKNOWN = 0
    PREPARING = 1
    LIVE = 2
    PAUSED = 3
    ENDED = 4

    @property
    def is_on(self) -> bool:
        """Whether the broadcast still goes on."""
        return self in (RoomStatus.LIVE, RoomStatus.PAUSED)


class ControlSignal(IntEnum):
    """What the room's own control message says about the broadcast (field ``action``)."""

    PAUSED = 1
    RESUMED = 2
    ENDED = 3
    SUSPENDED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamVariant:
    """One pullable media URL."""

    protocol: str  #: "flv" or "hls"
    quality: str  #: ladder key: origin, uhd_60, uhd, hd_60, hd, sd, ld, ao
    level: int  #: higher is better (origin 10 ... ld 1, ao 0)
    codec: str = ""  #: "h264", "h265" or "" when the room does not say
    width: int | None = None
    height: int | None = None
    bitrate_bps: int | None = None
    url: str = field(repr=False)  #: long and signed: never logged

    @property
    def is_audio_only(self) -> bool:
        """Whether the variant carries no picture."""
        return self.quality == "ao"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCheck:
    """The answer to "is this creator live?"."""

    unique_id: str
    room_id: int | None  #: the last room the platform handed out; it may be of an earlier broadcast
    status: RoomStatus
    creator: Creator | None = None
    title: str = ""
    route: str = ""  #: which route answered: "api_live", "html", "room_info", "check_alive", "tikapi"
    server_now_ms: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether there is a broadcast to record now (a paused one counts: it goes on)."""
        return self.status.is_on and self.room_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomInfo:
    """A room as its info route describes it."""

    room_id: int
    status: RoomStatus
    creator: Creator
    title: str = ""
    started_at: int | None = None  #: epoch ms
    variants: tuple[StreamVariant, ...] = ()
    viewer_count: int | None = None
    total_viewers: int | None = None
    like_count: int | None = None
    picture_urls: Mapping[str, str] = field(default_factory=dict, repr=False)  #: "cover", "avatar"
    server_now_ms: int | None = None
    raw: bytes = field(default=b"", repr=False)  #: the answer as received, kept beside the session
