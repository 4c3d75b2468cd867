"""What a video looks like, from its header alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av

from archiver.errors import MediaInvalidError
from archiver.media.command import FORMATS

_USUAL_RATE = "30"  # frames a second, where a file does not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A video's picture."""

    codec: str
    width: int
    height: int
    rate: str  #: frames a second, as a fraction
    duration_ms: int


def read_picture(path: Path) -> Picture:
    """Look at a finished file.

    Raises:
        MediaInvalidError: it cannot be read, or shows no picture.
    """
    try:
        with av.open(str(path), format=FORMATS.get(path.suffix)) as container:
            if not container.streams.video:
                raise MediaInvalidError(f"{path.name} has no picture to draw chat into.")
            stream = container.streams.video[0]
            duration_ms = 0
            if container.duration is not None:
                duration_ms = container.duration * 1000 // av.time_base
            elif stream.duration is not None and stream.time_base is not None:
                duration_ms = int(stream.duration * stream.time_base * 1000)
            rate = stream.average_rate
            return Picture(
                codec=stream.codec_context.name,
                width=stream.codec_context.width,
                height=stream.codec_context.height,
                rate=str(rate) if rate and 1 <= rate <= 240 else _USUAL_RATE,
                duration_ms=duration_ms,
            )
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MediaInvalidError(f"{path.name} cannot be read as a video ({reason}).") from error
