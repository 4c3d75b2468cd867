"""Which FFmpeg is used, and what it can do."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from archiver.errors import FFmpegMissingError
from archiver.media.process import spawn

#: Below this, HEVC in FLV is not read at all and mid-stream changes damage parts.
GOOD_MAJOR = 7
MAX_OUTPUT_BYTES = 65_536

# One black 64x64 HEVC picture in FLV under codec id 12, the form TikTok sends; made with x265 and a rewritten header.
_HEVC_FLV = (
    "RkxWAQEAAAAJAAAAAAkAAHMAAAAAAAAAHAAAAAABAWAAAACQAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//AWAAAAMAkAAAAwAAAwAelZgJIQABACl"
    "CAQEBYAAAAwCQAAADAAADAB6gIIEFllZpJMrwFoCAAAADAIAAAAMAhCIAAQAHRAHBcrQiQAAAAH4JAAAYAAAAAAAAABwBAAAAAAAADygBrxOA5mjj//"
    "0Xz8f2zwAAACM="
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FFmpeg:
    """An FFmpeg that starts."""

    path: str
    version: str  #: as it calls itself: "n9.0.2-17-g2a571b6068", "5.1.9-0+deb12u1"
    source: str  #: "configured", "bundled" or "system"

    @property
    def major(self) -> int | None:
        """Major version; None for a build from a development tree."""
        match = re.match(r"n?(\d+)\.", self.version)
        return int(match.group(1)) if match else None

    @property
    def warning(self) -> str | None:
        """A sentence about what an old version costs, or None."""
        if self.major is None or self.major >= GOOD_MAJOR:
            return None
        return (
            f"FFmpeg {self.version} ({self.path}) is older than {GOOD_MAJOR}: it cannot record H.265 in FLV and "
            "damages recordings whose picture size changes; leave record.ffmpeg empty to use the bundled one."
        )


async def find_ffmpeg(configured: Path | None = None) -> FFmpeg:
    """The FFmpeg to use: the configured one, else the bundled one, else the one on PATH.

    Raises:
        FFmpegMissingError: the configured one does not start, or there is none.
    """
    if configured is not None:
        return await _identify(str(configured), "configured")
    for path, source in ((_bundled(), "bundled"), (shutil.which("ffmpeg"), "system")):
        if path is None:
            continue
        try:
            return await _identify(path, source)
        except FFmpegMissingError:
            continue
    raise FFmpegMissingError(
        "There is no FFmpeg: the bundled one is missing and none is on PATH; reinstall imageio-ffmpeg, or name one in "
        "record.ffmpeg."
    )


async def can_read_hevc_in_flv(ffmpeg: FFmpeg) -> bool:
    """Whether it decodes H.265 in FLV in the form TikTok sends it (codec id 12), tried on one picture."""
    argv = (
        ffmpeg.path, "-nostdin", "-v", "error", "-f", "flv", "-i", f"data:video/x-flv;base64,{_HEVC_FLV}",
        "-f", "null", "-progress", "pipe:1", "-",
    )  # fmt: skip
    lines: list[str] = []
    async with spawn(argv, on_line=lines.append) as child:
        exit_code = await child.wait()
    return exit_code == 0 and "frame=1" in lines


def _bundled() -> str | None:
    try:
        path = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        return None
    # Without a bundled binary it falls back to PATH, which is the next choice and not this one.
    return path if Path(path).is_absolute() else None


async def _identify(path: str, source: str) -> FFmpeg:
    async with spawn([path, "-version"]) as child:
        output = await child.stdout.read(MAX_OUTPUT_BYTES)
    match = re.match(rb"ffmpeg version (\S+)", output)
    if match is None:
        raise FFmpegMissingError(f"{path} is not FFmpeg; correct record.ffmpeg, or leave it empty for the bundled one.")
    return FFmpeg(path=path, version=match.group(1).decode("ascii", "replace"), source=source)
