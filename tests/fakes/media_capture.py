"""A MediaCapture that follows a script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult
from tests.fakes.clock import FakeClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What one connection gives: ``media_ms`` of media, reported once a second, then its end.

    ``then`` None: the stream goes on, without news, until it is stopped or cancelled.
    """

    media_ms: int = 0
    then: CaptureEnd | None = CaptureEnd.EOF
    message: str = ""
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
    ) -> CaptureResult:
        """See MediaCapture."""
        self.requests.append(request)
        take = self._takes.pop(0) if len(self._takes) > 1 else self._takes[0]
        if request.part.exists() or not request.part.parent.is_dir():
            return CaptureResult(end=CaptureEnd.DISK, message=f"{request.part} cannot be written")
        if take.meanwhile:
            take.meanwhile()
        for media_ms in [*range(1000, take.media_ms, 1000), take.media_ms] if take.media_ms else []:
            if stop.is_set():
                return self._result(request, CaptureEnd.STOPPED, take)
            self._grow(request, media_ms, on_progress)
            await asyncio.sleep(0)
        if take.then is None:
            await stop.wait()
        return self._result(request, take.then or CaptureEnd.STOPPED, take)

    def _grow(self, request: CaptureRequest, media_ms: int, on_progress: Callable[[CaptureProgress], None]) -> None:
        self._clock.advance(1000)
        size = media_ms * self.BYTES_PER_MS
        request.part.write_bytes(bytes(size))
        on_progress(
            CaptureProgress(
                media_ms=media_ms,
                bytes=size,
                wall_ms=self._clock.now_ms(),
                monotonic_ms=self._clock.monotonic_ms(),
            )
        )

    def _result(self, request: CaptureRequest, end: CaptureEnd, take: Take) -> CaptureResult:
        size = request.part.stat().st_size if request.part.exists() else 0
        return CaptureResult(end=end, message=take.message, bytes=size, media_ms=size // self.BYTES_PER_MS)
