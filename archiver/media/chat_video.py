"""Videos with chat: as a track to switch on, drawn into the picture, or alone on a transparent ground."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from archiver.errors import DiskError, MediaInvalidError, UsageError
from archiver.media import chat_command
from archiver.media.abilities import check_can_draw, check_can_encode, choose_encoder
from archiver.media.chat_command import Stretch
from archiver.media.draft import disk_error, put_in_place, run
from archiver.media.fonts import font_environment, missing_glyphs
from archiver.media.picture import Picture, read_picture
from archiver.media.progress import ProgressParser
from archiver.media.version import FFmpeg

#: Told of positions in the video that is made, in ms.
Listener = Callable[[int], None]

_TOLERANCE_MS = 1000
_KNOWS_ALPHA_MODE = 9  # major version of FFmpeg
_TOLERANCE_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatVideo:
    """What is made of what. ``text`` is the content of ``subtitles``, a file name such as ``chat.ass``."""

    video: Path
    text: Iterable[str] | Iterable[bytes]
    subtitles: str
    target: Path  #: appears whole, or not at all
    stretch: Stretch  #: of the video; the times of the text are those of the whole video


async def add_track(ffmpeg: FFmpeg, order: ChatVideo, title: str, listener: Listener) -> None:
    """The video with the chat as a track. The whole video, whatever the stretch: it is copied, not cut.

    Raises:
        MediaInvalidError: the video cannot be read, or FFmpeg failed.
        DiskError: the file cannot be written.
    """
    picture = await asyncio.to_thread(read_picture, order.video)
    async with _workplace(order) as (folder, draft):
        argv = chat_command.soft(
            ffmpeg.path, video=order.video, subtitles=order.subtitles, title=title, target=draft,
            is_hevc=picture.codec == "hevc",
        )  # fmt: skip
        await _make(argv, order, folder, draft, listener, picture.duration_ms, {})


async def burn_in(ffmpeg: FFmpeg, order: ChatVideo, *, encoder: str, quality: int, listener: Listener) -> set[str]:
    """The stretch of the video with the chat drawn into it; returns the characters that no font had.

    Raises:
        UsageError: this FFmpeg cannot, or the encoder does not work here.
        MediaInvalidError: the video cannot be read, or FFmpeg failed.
        DiskError: the file cannot be written.
    """
    await check_can_draw(ffmpeg)
    picture = await asyncio.to_thread(read_picture, order.video)
    chosen = await choose_encoder(ffmpeg, encoder)
    length_ms = _length_ms(order, picture)
    async with _workplace(order) as (folder, draft):
        argv = chat_command.burn(
            ffmpeg.path, video=order.video, subtitles=order.subtitles, stretch=order.stretch, target=draft,
            encoder=chosen, quality=quality,
        )  # fmt: skip
        fonts = await asyncio.to_thread(font_environment, folder)
        return await _make(argv, order, folder, draft, listener, length_ms, fonts)


async def overlay(
    ffmpeg: FFmpeg, order: ChatVideo, *, size: tuple[int, int], codec: str, listener: Listener
) -> set[str]:
    """The chat alone on a transparent ground, in step with the video; returns the characters that no font had.

    ``codec`` is one of ``chat_command.OVERLAY_CODECS``. Raises as ``burn_in``.
    """
    await check_can_draw(ffmpeg)
    if ffmpeg.major is not None and ffmpeg.major < _KNOWS_ALPHA_MODE:
        raise UsageError(
            f"An overlay needs FFmpeg {_KNOWS_ALPHA_MODE} or newer, and {ffmpeg.path} is {ffmpeg.version}; "
            "leave record.ffmpeg empty to use the one that comes with the archiver."
        )
    await check_can_encode(ffmpeg, chat_command.OVERLAY_CODECS[codec])
    picture = await asyncio.to_thread(read_picture, order.video)
    length_ms = _length_ms(order, picture)
    begin_ms = order.stretch.from_ms
    async with _workplace(order) as (folder, draft):
        argv = chat_command.overlay(
            ffmpeg.path, width=size[0], height=size[1], rate=picture.rate, subtitles=order.subtitles, target=draft,
            stretch=Stretch(from_ms=begin_ms, to_ms=begin_ms + length_ms), codec=codec,
        )  # fmt: skip
        fonts = await asyncio.to_thread(font_environment, folder)
        return await _make(argv, order, folder, draft, listener, length_ms, fonts)


def _length_ms(order: ChatVideo, picture: Picture) -> int:
    end_ms = picture.duration_ms
    if order.stretch.to_ms is not None:
        end_ms = min(end_ms, order.stretch.to_ms)
    if end_ms <= order.stretch.from_ms:
        raise UsageError(f"Nothing of {order.video.name}, which is {picture.duration_ms} ms long, lies in the stretch.")
    return end_ms - order.stretch.from_ms


@asynccontextmanager
async def _workplace(order: ChatVideo) -> AsyncIterator[tuple[Path, Path]]:
    """A folder of this export's own with the subtitles, and the draft in it; gone afterwards, whatever happens."""
    target = order.target
    if target.exists() and target.samefile(order.video):
        raise UsageError(f"{target} is the video itself; name another file with -o.")
    try:
        await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.stem[:60]}.")
    except OSError as error:
        raise DiskError(
            f"{target.parent} cannot be written ({error.strerror}); choose another place with -o."
        ) from error
    with folder as name:
        try:
            await asyncio.to_thread(_write, Path(name) / order.subtitles, order.text)
            yield Path(name), Path(name) / f"draft{target.suffix}"
        except OSError as error:
            raise disk_error(target, error) from error


def _write(path: Path, chunks: Iterable[str] | Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(chunk.encode() if isinstance(chunk, str) else chunk for chunk in chunks)


async def _make(
    argv: list[str], order: ChatVideo, folder: Path, draft: Path, listener: Listener, length_ms: int,
    env: Mapping[str, str],
) -> set[str]:  # fmt: skip
    """Run FFmpeg into the draft, see that it is as long as it should be, put it in place."""
    parser = ProgressParser()

    def hear(line: str) -> None:
        if (block := parser.feed(line)) is not None:
            listener(block.media_ms)

    words = await run(argv, order.target, cwd=folder, env=env, on_line=hear)
    made = await asyncio.to_thread(read_picture, draft)
    # Longer is right: the last message may stay beyond the end of the video.
    if made.duration_ms < length_ms - max(_TOLERANCE_MS, length_ms * _TOLERANCE_SHARE):
        raise MediaInvalidError(f"{order.target.name} lasts {made.duration_ms} ms where {length_ms} ms were asked for.")
    await put_in_place(draft, order.target)
    return missing_glyphs(words)
