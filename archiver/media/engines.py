"""MediaCapture by the engine that is wanted for a stream."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.model.media import CaptureProgress, CaptureRequest, CaptureResult, Engine, PartEnd


class Engines:
    """Implements ``ports.MediaCapture``: FLV by the native engine unless FFmpeg is asked for, the rest by FFmpeg."""

    def __init__(self, *, native: FlvCapture, ffmpeg: FFmpegCapture) -> None:
        self._native = native
        self._ffmpeg = ffmpeg

    def suffix(self, protocol: str) -> str:
        """See MediaCapture; the engines agree."""
        return self._ffmpeg.suffix(protocol)

    async def capture(
        self,
        request: CaptureRequest,
        stop: asyncio.Event,
        on_progress: Callable[[CaptureProgress], None],
        on_cut: Callable[[PartEnd], Path] | None = None,
    ) -> CaptureResult:
        """See MediaCapture."""
        is_native = request.protocol == "flv" and request.engine is not Engine.FFMPEG
        engine = self._native if is_native else self._ffmpeg
        return await engine.capture(request, stop, on_progress, on_cut)
