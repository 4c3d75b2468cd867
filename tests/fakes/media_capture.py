"""A MediaCapture that follows a script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult, CutCause, PartEnd
from tests.fakes.clock import FakeClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What one connection gives: ``media_ms`` of media, reported once a second, then its end.

    ``then`` None: the stream goes on, without news, until it is stopped or cancelled.
    """

    media_ms: int = 0
    then: CaptureEnd | None = CaptureEnd.EOF
    message: str = ""
    #: then the stream changes, and this much more comes in a next part
    cut: CutCause | None = None
    more_ms: int = 0
    #: called before the first progress, for what happens meanwhile elsewhere
    meanwhile: Callable[[], None] | None = None


class FakeMediaCapture:
    """Plays the takes in order; the last one stays. The clock moves with the media."""

    BYTES_PER_MS = 100

    def __init__(self, clock: FakeClock, *takes: Take) -> None:
        self._clock = clock
        self._takes = list(takes)
        self.requests: list[CaptureRequest] = []

    def suffix(self, protocol: str) -> str:
        """See MediaCapture."""
        return ".flv" if protocol == "flv" else ".ts"

    async def capture(
        self,
        request: CaptureRequest,
        stop: asyncio.Event,
        on_progress: Callable[[CaptureProgress], None],
        on_cut: Callable[[PartEnd], Path] | None = None,
    ) -> CaptureResult:
        """See MediaCapture."""
        self.requests.append(request)
        take = self._takes.pop(0) if len(self._takes) > 1 else self._takes[0]
        if request.part.exists() or not request.part.parent.is_dir():
            return CaptureResult(end=CaptureEnd.DISK, message=f"{request.part} cannot be written")
        if take.meanwhile:
            take.meanwhile()
        part = request.part
        for length_ms in (take.media_ms, take.more_ms):
            for media_ms in [*range(1000, length_ms, 1000), length_ms] if length_ms else []:
                if stop.is_set():
                    return self._result(part, CaptureEnd.STOPPED, take)
                self._grow(part, media_ms, on_progress)
                await asyncio.sleep(0)
            if take.cut and on_cut and part == request.part:
                part = on_cut(PartEnd(cause=take.cut, bytes=part.stat().st_size, media_ms=take.media_ms))
        if take.then is None:
            await stop.wait()
        return self._result(part, take.then or CaptureEnd.STOPPED, take)

    def _grow(self, part: Path, media_ms: int, on_progress: Callable[[CaptureProgress], None]) -> None:
        self._clock.advance(1000)
        size = media_ms * self.BYTES_PER_MS
        part.write_bytes(bytes(size))
        on_progress(
            CaptureProgress(
                media_ms=media_ms,
                bytes=size,
                wall_ms=self._clock.now_ms(),
                monotonic_ms=self._clock.monotonic_ms(),
            )
        )

    def _result(self, part: Path, end: CaptureEnd, take: Take) -> CaptureResult:
        size = part.stat().st_size if part.exists() else 0
        return CaptureResult(end=end, message=take.message, bytes=size, media_ms=size // self.BYTES_PER_MS)
