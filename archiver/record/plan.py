"""What to record and how to name it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from archiver.model.creator import WatchEntry
from archiver.model.media import Engine

MAX_CREATOR_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPreferences:
    """Which variant to record, as ``wire.stream_urls.choose_variant`` takes it, and how long to wait for media."""

    quality: str = "best"
    protocol: str = "auto"
    codec: str = "any"
    stall_timeout_s: float = 10.0  #: without new media for this long, the connection is given up
    engine: Engine = Engine.AUTO
    max_part_bytes: int = 0  #: a part goes on in a new one behind this; 0: no limit
    max_part_s: float = 0.0
    ffmpeg_options: Mapping[str, str] = field(default_factory=dict)  #: of what FFmpeg records

    def of(self, entry: WatchEntry) -> StreamPreferences:
        """The same, but for what a watch entry says itself; what it does not say never contradicts it."""
        engine = Engine(entry.engine) if entry.engine else self.engine
        if entry.protocol == "hls" and engine is Engine.NATIVE:
            engine = Engine.AUTO  # the entry asks for HLS, only the configuration for an engine that does not read it
        return replace(
            self, quality=entry.quality or self.quality, protocol=entry.protocol or self.protocol, engine=engine
        )


def part_name(number: int, attempt: int, suffix: str) -> str:
    """File name of a raw part. The attempt keeps two processes that worked on a session from sharing a file."""
    return f"part_{number:03d}_a{attempt}{suffix}"


def sync_log_name(part: str) -> str:
    """File name of the sync samples beside a part."""
    return f"{part.rpartition('.')[0]}.sync.jsonl"


def segment_name(number: int, container: str = "mp4") -> str:
    """File name of the finished file made of a part; ``container`` is "mp4" or "mkv"."""
    return f"segment_{number:03d}.{container}"


def session_folder_name(*, unique_id: str, started_at: int, room_id: int) -> str:
    """Folder of a session, relative to the archive folder: creator, then UTC start and room.

    Args:
        unique_id: the creator's handle; anything a file system could misread is replaced.
        started_at: epoch ms.
        room_id: keeps two sessions of one second apart.
    """
    return f"{_safe(unique_id)}/{_stamp(started_at)}_{room_id}"


def video_name(*, unique_id: str, started_at: int, container: str = "mp4") -> str:
    """File name of a session's whole video; ``container`` is "mp4" or "mkv"."""
    return f"{_safe(unique_id)}_{_stamp(started_at)}.{container}"


def _stamp(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H%M%SZ")


def _safe(text: str) -> str:
    """Text as one path component: no separators, no leading or trailing dot, bounded, never empty."""
    plain = unicodedata.normalize("NFC", text)
    plain = re.sub(r"[^\w.-]+", "_", plain).strip("._-")
    while len(plain.encode()) > MAX_CREATOR_BYTES:
        plain = plain[:-1]
    return plain.rstrip("._-") or "unknown"
