"""Small pictures of a video for players: a poster, sheets of thumbnails, and a WebVTT track that says where each is."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from archiver.export.clock import vtt_time
from archiver.media.command import FORMATS
from archiver.media.draft import run
from archiver.media.version import FFmpeg
from archiver.model.media import MediaInfo

#: Of a thumbnail, pixels of its longer side; of the poster, at most.
THUMBNAIL_PX = 160
POSTER_PX = 720
COLUMNS = ROWS = 10
#: A thumbnail every so many seconds, and of a long video at most so many: a few megabytes in all.
MIN_INTERVAL_MS = 2_000
MAX_THUMBNAILS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which pictures are made of a video."""

    stem: str  #: of every file name
    duration_ms: int
    interval_ms: int
    width: int  #: of one thumbnail
    height: int

    @property
    def thumbnails(self) -> int:
        """How many there are; at least one."""
        return max(1, math.ceil(self.duration_ms / self.interval_ms))

    @property
    def rows(self) -> int:
        """Rows of thumbnails on a sheet: fewer only where one sheet has room to spare."""
        return min(ROWS, math.ceil(self.thumbnails / COLUMNS))

    @property
    def sheets(self) -> list[str]:
        """File names of the sheets."""
        count = math.ceil(self.thumbnails / (COLUMNS * ROWS))
        return [f"{self.stem}.thumbnails_{number:03d}.jpg" for number in range(1, count + 1)]

    @property
    def track(self) -> str:
        """File name of the WebVTT track."""
        return f"{self.stem}.thumbnails.vtt"

    @property
    def poster(self) -> str:
        """File name of the poster."""
        return f"{self.stem}.jpg"


def plan_storyboard(stem: str, *, duration_ms: int, width: int, height: int) -> Plan:
    """The pictures for a video of this length (ms) and size (pixels)."""
    scale = THUMBNAIL_PX / max(width, height)
    interval_ms = max(MIN_INTERVAL_MS, math.ceil(duration_ms / MAX_THUMBNAILS / 1000) * 1000)
    return Plan(
        stem=stem, duration_ms=duration_ms, interval_ms=interval_ms, width=_even(width * scale),
        height=_even(height * scale),
    )  # fmt: skip


def track_text(plan: Plan) -> Iterator[str]:
    """The WebVTT track: for each stretch of the video the part of a sheet that shows it, as players read it."""
    yield "WEBVTT\n"
    for number in range(plan.thumbnails):
        sheet, cell = divmod(number, COLUMNS * ROWS)
        row, column = divmod(cell, COLUMNS)
        start_ms = number * plan.interval_ms
        end_ms = min(start_ms + plan.interval_ms, max(plan.duration_ms, start_ms + 1))
        place = f"{column * plan.width},{row * plan.height},{plan.width},{plan.height}"
        yield f"\n{vtt_time(start_ms)} --> {vtt_time(end_ms)}\n{plan.sheets[sheet]}#xywh={place}\n"


async def make_storyboard(engine: FFmpeg, video: Path, info: MediaInfo) -> list[str]:
    """Make all pictures of a video beside it; returns the names of the files, none for a file without pictures.

    Only key frames are decoded: seconds for a video of hours. ``info`` is what a probe of it found.

    Raises:
        MediaInvalidError: FFmpeg could not make them; none is left then.
        DiskError: there is no space left.
        OSError: the folder cannot be written.
    """
    if not info.video_packets or not info.width or not info.height:
        return []
    plan = plan_storyboard(video.stem, duration_ms=info.duration_ms, width=info.width, height=info.height)
    names = [plan.poster, *plan.sheets, plan.track]
    drafts = [video.with_name(f".{name}") for name in names]
    try:
        await run(_argv(engine.path, video, plan), video.with_name(names[0]))
        await asyncio.to_thread(drafts[-1].write_text, "".join(track_text(plan)), encoding="utf-8")
        for draft, name in zip(drafts, names, strict=True):
            await asyncio.to_thread(draft.replace, video.with_name(name))
    finally:
        for draft in drafts:
            await asyncio.to_thread(draft.unlink, missing_ok=True)
    return names


def _argv(path: str, video: Path, plan: Plan) -> list[str]:
    """One pass over the key frames for the sheets and the poster."""
    frames = ffmpeg.input(str(video), format=FORMATS[video.suffix], skip_frame="nokey")["v:0"]
    copies = frames.filter_multi_output("split", 2)
    # The n-th thumbnail is always the n-th interval's: the first picture stands for what is before it, too, and the
    # last one is repeated until the last sheet is full.
    sheets = (
        copies[0]
        .filter("fps", fps=f"1000/{plan.interval_ms}", start_time=0, round="up")
        .filter("tpad", stop=-1, stop_mode="clone")
        .filter("scale", plan.width, plan.height)
        .filter("tile", f"{COLUMNS}x{plan.rows}")
    )
    poster = copies[1].filter("thumbnail", 30).filter("scale", w=f"min(iw,{POSTER_PX})", h=-2)
    # To FFmpeg the name of many pictures is a pattern, and its folder is a part of it.
    pattern = str(video.with_name(f".{plan.stem}.thumbnails_")).replace("%", "%%") + "%03d.jpg"
    outputs = ffmpeg.merge_outputs(
        ffmpeg.output(sheets, pattern, format="image2", qscale=4, vframes=len(plan.sheets)),
        ffmpeg.output(poster, str(video.with_name(f".{plan.poster}")), format="image2", update=1, qscale=3, vframes=1),
    )
    return [
        str(word)
        for word in ffmpeg.compile(outputs.global_args("-nostdin", "-v", "error").overwrite_output(), cmd=path)
    ]


def _even(pixels: float) -> int:
    return max(2, round(pixels / 2) * 2)
