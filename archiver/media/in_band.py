"""H.265 of several configurations for one file.

A file has one place for the decoder's configuration, and what a join copies behind the first segment could not be
decoded by it. So each key frame gets its own. H.264 needs none of this: FFmpeg's concat demuxer does it by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from archiver.media import command
from archiver.media.draft import draft_of, remove, run
from archiver.media.probe import open_media
from archiver.media.thread import IsGivenUp, in_thread
from archiver.model.media import Stretch


@asynccontextmanager
async def joinable(ffmpeg: str, segments: Sequence[Stretch], target: Path) -> AsyncIterator[Sequence[Stretch]]:
    """The segments; where their H.265 is configured differently, copies that hold it, there within the block.

    Raises:
        DiskError: there is no space for the copies.
        MediaInvalidError: a segment cannot be read or copied.
    """
    if len({await in_thread(_configuration, Path(each.path)) for each in segments}) < 2:
        yield segments
        return
    async with AsyncExitStack() as stack:
        copies: list[Stretch] = []
        for number, each in enumerate(segments, start=1):
            file = Path(each.path)
            copy = target.with_name(f"{target.stem}.{number}{file.suffix}")
            stack.push_async_callback(remove, draft_of(copy))
            await run(command.in_band(ffmpeg, file=file, target=draft_of(copy)), copy)
            copies.append(each._replace(path=str(draft_of(copy))))
        yield copies


def _configuration(path: Path, _is_given_up: IsGivenUp) -> bytes:
    """How a file's H.265 is to be decoded; empty for anything else."""
    with open_media(path) as container:
        video = container.streams.video[0].codec_context if container.streams.video else None
        return video.extradata or b"" if video is not None and video.name == "hevc" else b""
