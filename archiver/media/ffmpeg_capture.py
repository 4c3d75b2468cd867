"""MediaCapture by a child FFmpeg: one connection, one part."""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from archiver.errors import DiskError, FFmpegMissingError, UsageError
from archiver.media import command
from archiver.media.lost_part import create_part, put_back, write_anew
from archiver.media.playlist_watch import PlaylistWatch
from archiver.media.process import Child, spawn
from archiver.media.progress import ProgressParser
from archiver.media.proxy_bridge import ProxyBridge
from archiver.media.tunnel import default_tls
from archiver.media.version import FFmpeg
from archiver.media.watchdog import Watchdog
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult, PartEnd
from archiver.open_file import is_gone
from archiver.ports import Clock, PlaylistSource

log = structlog.get_logger(__name__)

MAX_MESSAGE_CHARS = 300
_REFUSED = re.compile(r"(Server returned|HTTP error) 4\d\d|Server returned 4XX")
_ADDRESS = re.compile(r"\[[^\]]* @ 0x[0-9a-f]+\] ?|\[(?:warning|error|fatal|panic)\] ?")  # "[in#0/flv @ 0x5618...] "
_NO_DISK = re.compile(r"No space left on device|Disk quota exceeded|Read-only file system")


class FFmpegCapture:
    """Implements ``ports.MediaCapture``. Exit codes are kept for the curious; they never say that a live has ended."""

    def __init__(
        self,
        ffmpeg: FFmpeg,
        clock: Clock,
        *,
        proxy: str | None = None,
        playlists: PlaylistSource | None = None,
        tls: Callable[[], ssl.SSLContext] = default_tls,
    ) -> None:
        """``proxy``: see ``tunnel.open_tunnel``; None: direct, whatever the environment says.

        ``playlists``: reads the playlists of HLS recordings beside FFmpeg, by the same way; None: nobody does.
        ``tls``: authorities for an https:// proxy.
        """
        self._ffmpeg = ffmpeg
        self._clock = clock
        self._playlists = playlists
        self._proxy = proxy
        self._tls = tls

    def suffix(self, protocol: str) -> str:
        """FLV stays FLV, the only container that survives every mid-stream change; HLS becomes MPEG-TS."""
        return ".flv" if protocol == "flv" else ".ts"

    async def capture(
        self,
        request: CaptureRequest,
        stop: asyncio.Event,
        on_progress: Callable[[CaptureProgress], None],
        on_cut: Callable[[PartEnd], Path] | None = None,
    ) -> CaptureResult:
        """See MediaCapture. FFmpeg does not tell of changes: a connection is one part."""
        del on_cut
        try:
            # FFmpeg writes to the same file; as long as it is open here, too, nobody can take it away from us.
            fd = create_part(request.part)
        except OSError as error:
            return CaptureResult(end=CaptureEnd.DISK, message=f"{request.part} cannot be written ({error.strerror})")
        try:
            argv = command.record(
                self._ffmpeg.path, url=_web_url(request.url), protocol=request.protocol, part=request.part,
                headers=request.headers, options=request.ffmpeg_options,
            )  # fmt: skip
            return await self._run(argv, request, fd, stop, on_progress)
        except (FFmpegMissingError, UsageError, ValueError) as error:
            await asyncio.to_thread(_keep_if_filled, request.part)
            return CaptureResult(end=CaptureEnd.FAILED, message=command.redact(str(error)))
        finally:
            os.close(fd)

    async def _run(
        self,
        argv: list[str],
        request: CaptureRequest,
        fd: int,
        stop: asyncio.Event,
        on_progress: Callable[[CaptureProgress], None],
    ) -> CaptureResult:
        watch = None
        if request.protocol == "hls" and self._playlists is not None:
            watch = PlaylistWatch(request, self._playlists, self._clock)
        growth = _Growth(self._clock, on_progress, watch)
        note_line = watch.note_line if watch else None
        async with (
            self._way() as proxy,
            _beside(watch),
            spawn(argv, env={"http_proxy": proxy}, on_line=growth.feed, on_error_line=note_line) as child,
        ):
            log.debug("FFmpeg records.", pid=child.pid, argv=[command.redact(word) for word in argv])
            end, problem = await _until_over(child, stop, growth, request, fd)
            if end is not None:
                await child.stop()
        if end is None:
            growth.report_last_marks()
        if os.fstat(fd).st_size and is_gone(request.part, fd):
            await put_back(request.part, partial(write_anew, request.part, fd))
        size = await asyncio.to_thread(_keep_if_filled, request.part)
        return CaptureResult(
            end=end or _classify(child.stderr_tail, size),
            message=problem or _last_words(child.stderr_tail),
            bytes=size,
            media_ms=growth.media_ms,
            exit_code=child.exit_code,
        )

    @asynccontextmanager
    async def _way(self) -> AsyncIterator[str]:
        """The proxy as FFmpeg can take it: it knows http:// only. Empty: none."""
        if self._proxy is None or self._proxy.startswith("http://"):
            yield self._proxy or ""
            return
        async with ProxyBridge(self._proxy, self._tls) as bridge:
            yield bridge.url


class _Growth:
    """Turns progress lines into progress reports, one for each time the media has grown."""

    def __init__(
        self, clock: Clock, on_progress: Callable[[CaptureProgress], None], watch: PlaylistWatch | None
    ) -> None:
        self._clock = clock
        self._on_progress = on_progress
        self._watch = watch
        self._parser = ProgressParser()
        self._bytes = 0
        self._last: CaptureProgress | None = None
        self.media_ms = 0

    def feed(self, line: str) -> None:
        block = self._parser.feed(line)
        if block is None or block.media_ms <= self.media_ms or block.bytes <= self._bytes:
            return
        self.media_ms, self._bytes = block.media_ms, block.bytes
        self._last = CaptureProgress(
            media_ms=block.media_ms,
            bytes=block.bytes,
            wall_ms=self._clock.now_ms(),
            monotonic_ms=self._clock.monotonic_ms(),
            marks=self._watch.take_marks() if self._watch else (),
        )
        self._on_progress(self._last)

    def report_last_marks(self) -> None:
        """Tell once more how far the media had come, where the playlist has something to add."""
        if self._watch is None or self._last is None:
            return
        self._watch.finish()
        if marks := self._watch.take_marks():
            self._on_progress(replace(self._last, marks=marks))


@asynccontextmanager
async def _beside(watch: PlaylistWatch | None) -> AsyncIterator[None]:
    """Read the playlist meanwhile. What goes wrong there costs its marks, never the recording."""
    reading = asyncio.create_task(watch.run()) if watch else None
    try:
        yield
    finally:
        if reading is not None:
            reading.cancel()
            [outcome] = await asyncio.gather(reading, return_exceptions=True)
            if isinstance(outcome, Exception):
                log.error("Reading a playlist broke off.", problem=f"{type(outcome).__name__}: {outcome}")


async def _until_over(
    child: Child, stop: asyncio.Event, growth: _Growth, request: CaptureRequest, fd: int
) -> tuple[CaptureEnd | None, str]:
    """Wait for the first of: stop, no growth for too long, the part gone, exit (None); why, where FFmpeg cannot say."""

    def look() -> int:
        if is_gone(request.part, fd):
            raise DiskError(f"{request.part} was removed while it was being written")
        return growth.media_ms

    exited, stopped = asyncio.create_task(child.wait()), asyncio.create_task(stop.wait())
    watchdog = Watchdog(look, request.stall_timeout_s)
    ends: set[asyncio.Future[Any]] = {exited, stopped, watchdog.over}
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return CaptureEnd.STOPPED, ""
        if exited.done():
            return None, ""
        watchdog.over.result()
    except DiskError as error:
        return CaptureEnd.DISK, str(error)
    finally:
        watchdog.close()
        for task in (exited, stopped):
            task.cancel()
    return CaptureEnd.STALLED, ""


def _keep_if_filled(part: Path) -> int:
    """Size of the part in bytes; one that received nothing is removed, one that somebody removed has none."""
    try:
        size = part.stat().st_size
    except FileNotFoundError:
        return 0
    if not size:
        part.unlink()
    return size


def _classify(stderr_tail: str, size: int) -> CaptureEnd:
    """Why FFmpeg ended by itself, as far as its words and its file tell."""
    if _NO_DISK.search(stderr_tail):
        return CaptureEnd.DISK
    if size:
        return CaptureEnd.EOF
    return CaptureEnd.REFUSED if _REFUSED.search(stderr_tail) else CaptureEnd.FAILED


def _last_words(stderr_tail: str) -> str:
    lines = [line for line in stderr_tail.splitlines() if line.strip() and "[info]" not in line]
    last = _ADDRESS.sub("", command.redact(lines[-1])) if lines else ""
    return "".join(char for char in last if char.isprintable())[:MAX_MESSAGE_CHARS]


def _web_url(url: str) -> str:
    if not url.lower().startswith(("http://", "https://")):
        raise ValueError("the media URL is neither http nor https")
    return url
