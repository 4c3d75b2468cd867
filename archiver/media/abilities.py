"""What an FFmpeg was built with, as far as drawing chat needs it."""

from __future__ import annotations

import re

from archiver.errors import UsageError
from archiver.media import chat_command
from archiver.media.process import spawn
from archiver.media.version import FFmpeg

_MAX_OUTPUT_BYTES = 1 << 20
_ADVICE = "leave record.ffmpeg empty to use the one that comes with the archiver"


async def check_can_draw(ffmpeg: FFmpeg) -> None:
    """Raise UsageError unless it has libass, which draws subtitles."""
    if not await _has(ffmpeg, "-filters", "ass"):
        raise UsageError(f"FFmpeg {ffmpeg.version} ({ffmpeg.path}) was built without libass; {_ADVICE}.")


async def check_can_encode(ffmpeg: FFmpeg, encoder: str) -> None:
    """Raise UsageError unless it has the encoder, by FFmpeg's name."""
    if not await _has(ffmpeg, "-encoders", encoder):
        raise UsageError(f"FFmpeg {ffmpeg.version} ({ffmpeg.path}) was built without {encoder}; {_ADVICE}.")


async def choose_encoder(ffmpeg: FFmpeg, wanted: str) -> str:
    """The H.264 encoder to use: the wanted one of ``chat_command.ENCODERS``; ``auto``: hardware that works, or none.

    Raises:
        UsageError: the wanted one does not work here.
    """
    if wanted == "auto":
        for encoder in chat_command.HARDWARE:
            if await _works(ffmpeg, encoder):
                return encoder
        wanted = "software"
    if not await _works(ffmpeg, wanted):
        if wanted == "software":
            await check_can_encode(ffmpeg, chat_command.ENCODERS[wanted])
        raise UsageError(f"The encoder {wanted} does not work on this machine; leave --encoder out, or use software.")
    return wanted


async def _works(ffmpeg: FFmpeg, encoder: str) -> bool:
    if not await _has(ffmpeg, "-encoders", chat_command.ENCODERS[encoder]):
        return False
    async with spawn(chat_command.trial(ffmpeg.path, encoder)) as child:
        return await child.wait() == 0


async def _has(ffmpeg: FFmpeg, listing: str, name: str) -> bool:
    """Whether one of FFmpeg's own lists has a name."""
    async with spawn([ffmpeg.path, "-hide_banner", listing]) as child:
        output = await child.stdout.read(_MAX_OUTPUT_BYTES)
        while chunk := await child.stdout.read(_MAX_OUTPUT_BYTES):
            output += chunk
        await child.wait()
    return re.search(rb"^ \S+ +" + re.escape(name.encode()) + rb"\s", output, re.MULTILINE) is not None
