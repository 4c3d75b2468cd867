"""The videos with chat that an export can make, each by a media command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from archiver.deliver.plan import Job
from archiver.deliver.video import VideoMaker, VideoOrder
from archiver.errors import UsageError
from archiver.export.videos import BurnOptions, OverlayOptions
from archiver.media import chat_video
from archiver.media.chat_command import Stretch
from archiver.media.chat_video import ChatVideo, Listener
from archiver.media.version import FFmpeg, find_ffmpeg

log = structlog.get_logger(__name__)

_SHOWN_CHARACTERS = 20


def _order(order: VideoOrder) -> ChatVideo:
    options = order.job.options
    return ChatVideo(
        video=order.source,
        text=order.text,
        subtitles=f"chat.{order.job.exporter.track}",
        target=order.target,
        stretch=Stretch(from_ms=max(0, options.from_ms or 0), to_ms=options.to_ms),
    )


def _listener(order: VideoOrder, begins_ms: int) -> Listener:
    """Who is told of positions in the file that is made hears of positions in the session's video."""
    if order.on_progress is None:
        return lambda _: None
    hear, part = order.on_progress, order.job.options.part
    before_ms = begins_ms + (part.offset_ms if part else 0)
    return lambda position_ms: hear(before_ms + position_ms)


def check_ending(job: Job, target: Path) -> None:
    """Refuse a name that says something else than the file would hold, before hours are spent on it. Raises UsageError.

    What is made is read back as what its name says, and so do players.
    """
    options = job.options
    endings, because = [Path(job.output.suffix).suffix], "that is what is made"
    if isinstance(options, OverlayOptions):
        because += f" with --codec {options.codec}"
    elif not isinstance(options, BurnOptions):
        endings, because = [".mkv", ".mp4"], "it says how the chat is put in"
    if target.suffix not in endings:
        raise UsageError(f"Give {target.name} the ending {' or '.join(endings)}: {because}.")


async def _soft(ffmpeg: FFmpeg, order: VideoOrder) -> set[str]:
    await chat_video.add_track(ffmpeg, _order(order), "Chat", _listener(order, 0))
    return set()


async def _burn(ffmpeg: FFmpeg, order: VideoOrder) -> set[str]:
    what, options = _order(order), order.job.options
    assert isinstance(options, BurnOptions)
    listener = _listener(order, what.stretch.from_ms)
    return await chat_video.burn_in(ffmpeg, what, encoder=options.encoder, quality=options.quality, listener=listener)


async def _overlay(ffmpeg: FFmpeg, order: VideoOrder) -> set[str]:
    what, options = _order(order), order.job.options
    assert isinstance(options, OverlayOptions)
    size = (options.video_width, options.video_height)
    listener = _listener(order, what.stretch.from_ms)
    return await chat_video.overlay(ffmpeg, what, size=size, codec=options.codec, listener=listener)


def _maker(make: Callable[[FFmpeg, VideoOrder], Awaitable[set[str]]]) -> VideoMaker:
    async def work(order: VideoOrder) -> None:
        missing = await make(await find_ffmpeg(order.settings.ffmpeg), order)
        if missing:
            log.warning(
                "Some characters have no font and are drawn as boxes; see `archiver doctor`.",
                session_id=order.job.options.recording.session.id,
                characters="".join(sorted(missing))[:_SHOWN_CHARACTERS],
            )

    return lambda order: asyncio.run(work(order))


#: What makes the video of a format, by its name.
VIDEO_MAKERS: dict[str, VideoMaker] = {
    "mkv": _maker(_soft),
    "mp4": _maker(_soft),
    "burn": _maker(_burn),
    "overlay": _maker(_overlay),
}
