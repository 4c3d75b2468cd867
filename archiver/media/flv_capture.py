"""MediaCapture for FLV without a child process: one connection, read into parts as it comes."""

from __future__ import annotations

import asyncio
import ssl
from asyncio import sslproto
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from archiver.errors import CaptureError, DiskError, MediaRefusedError
from archiver.flv.cutter import PartCutter
from archiver.flv.script import read_script
from archiver.media.command import redact
from archiver.media.http_stream import MediaStream, open_stream, plain
from archiver.media.lost_part import put_back
from archiver.media.part_writer import PartWriter
from archiver.media.tunnel import default_tls
from archiver.media.watchdog import Watchdog
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult, PartEnd
from archiver.ports import Clock

log = structlog.get_logger(__name__)

READ_BYTES = 262_144
TLS_BUFFER_BYTES = 65_536
#: A connection that is not made by then is given up.
OPEN_TIMEOUT_S = 15.0
MAX_MESSAGE_CHARS = 300
_MAX_METADATA = 40


class FlvCapture:
    """Implements ``ports.MediaCapture`` for FLV. Any number of captures may run at once, in one event loop."""

    def __init__(
        self, clock: Clock, *, proxy: str | None = None, tls: Callable[[], ssl.SSLContext] = default_tls
    ) -> None:
        """``proxy``: see ``tunnel.open_tunnel``; None: direct. ``tls``: other authorities than certifi's."""
        self._clock = clock
        self._proxy = proxy
        self._tls = tls
        _spare_tls_memory()
        self._buffer = memoryview(bytearray(READ_BYTES))

    def suffix(self, protocol: str) -> str:
        """FLV only; see MediaCapture."""
        assert protocol == "flv"
        return ".flv"

    async def capture(
        self,
        request: CaptureRequest,
        stop: asyncio.Event,
        on_progress: Callable[[CaptureProgress], None],
        on_cut: Callable[[PartEnd], Path] | None = None,
    ) -> CaptureResult:
        """See MediaCapture."""
        cutter = PartCutter(
            is_cutting=on_cut is not None, max_part_bytes=request.max_part_bytes,
            max_part_ms=round(request.max_part_s * 1000),
        )  # fmt: skip
        try:
            writer = PartWriter(request.part, cutter, self._clock, on_progress=on_progress, on_cut=on_cut)
        except OSError as error:
            return CaptureResult(end=CaptureEnd.DISK, message=f"{request.part} cannot be written ({error.strerror})")
        try:
            end, message = await self._record(request, writer, stop)
        finally:
            writer.finish()
            _note(cutter)
            if writer.is_lost:
                await put_back(request.part, writer.put_back)
        if end is CaptureEnd.EOF and not cutter.is_flv:
            end, message = CaptureEnd.FAILED, f"the answer is not FLV: {message}"
        message = "".join(char for char in redact(message) if char.isprintable())[:MAX_MESSAGE_CHARS]
        return CaptureResult(end=end, message=message, bytes=writer.bytes, media_ms=writer.media_ms)

    async def _record(self, request: CaptureRequest, writer: PartWriter, stop: asyncio.Event) -> tuple[CaptureEnd, str]:
        """How it ended, and why in words."""
        stopped = asyncio.ensure_future(stop.wait())
        opening = asyncio.ensure_future(self._open(request, writer))
        stream: MediaStream | None = None
        try:
            await asyncio.wait({opening, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                return CaptureEnd.STOPPED, ""
            stream = opening.result()
            return await _until_over(stream, writer, stopped, request.stall_timeout_s)
        except (CaptureError, OSError, DiskError) as error:
            return _verdict(error)
        finally:
            stopped.cancel()
            await _gone(opening)
            if stream is not None:
                stream.abort()

    async def _open(self, request: CaptureRequest, writer: PartWriter) -> MediaStream:
        async with asyncio.timeout(min(OPEN_TIMEOUT_S, request.stall_timeout_s)):
            return await open_stream(
                request.url,
                headers=request.headers,
                buffer=self._buffer,
                sink=writer.write,
                tls=self._tls,
                proxy=self._proxy,
            )


async def _until_over(
    stream: MediaStream, writer: PartWriter, stopped: asyncio.Future[Any], stall_timeout_s: float
) -> tuple[CaptureEnd, str]:
    """Wait for the first of: stop, the stream's end, no media for too long."""
    watchdog = Watchdog(writer.look, stall_timeout_s)
    try:
        await asyncio.wait({stream.over, stopped, watchdog.over}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        watchdog.close()
    if stopped.done():
        return CaptureEnd.STOPPED, ""
    if stream.over.done():
        return CaptureEnd.EOF, stream.over.result()
    watchdog.over.result()
    return CaptureEnd.STALLED, f"no media for {stall_timeout_s:g} s"


def _verdict(error: Exception) -> tuple[CaptureEnd, str]:
    """What an error of the connection means for the recording."""
    if isinstance(error, TimeoutError):
        return CaptureEnd.STALLED, "the server does not answer"
    if isinstance(error, DiskError):
        return CaptureEnd.DISK, str(error)
    if isinstance(error, OSError):
        return CaptureEnd.FAILED, f"the media server cannot be reached: {plain(error)}"
    return CaptureEnd.REFUSED if isinstance(error, MediaRefusedError) else CaptureEnd.FAILED, str(error)


async def _gone(opening: asyncio.Future[MediaStream]) -> None:
    """Nobody waits for the connection any more."""
    if not opening.done():
        opening.cancel()
        await asyncio.wait({opening})
    if not opening.cancelled() and opening.exception() is None:
        opening.result().abort()


def _note(cutter: PartCutter) -> None:
    """What the encoder said about itself, for who looks for the cause of something."""
    name, properties = read_script(cutter.setup_body("script"))
    told = {
        key: value for key, value in list(properties.items())[:_MAX_METADATA] if isinstance(value, str | int | float)
    }
    log.debug("A connection's FLV.", name=name, metadata=told, tags=cutter.tags, parts=cutter.part + 1,
              damaged_bytes=cutter.damaged_bytes, refused_cuts=cutter.budget.refused)  # fmt: skip


def _spare_tls_memory() -> None:
    """Asyncio keeps a buffer of 256 KiB for each TLS connection; a quarter reads a stream at the same CPU (measured).

    The size is an attribute of a class that is not documented: where it is gone, memory is all that is lost.
    """
    if getattr(sslproto.SSLProtocol, "max_size", 0) > TLS_BUFFER_BYTES:
        sslproto.SSLProtocol.max_size = TLS_BUFFER_BYTES
