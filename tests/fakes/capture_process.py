"""One recording in a process of its own, which can be stopped and killed.

`python -m tests.fakes.capture_process ENGINE URL PART STALL_S` prints how it ended and how much media it saw.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import structlog

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureRequest


async def _main(engine: str, url: str, part: str, stall_timeout_s: str) -> None:
    clock = SystemClock()
    capture = FlvCapture(clock) if engine == "native" else FFmpegCapture(await find_ffmpeg(), clock)
    request = CaptureRequest(url=url, protocol="flv", part=Path(part), stall_timeout_s=float(stall_timeout_s))
    result = await capture.capture(request, asyncio.Event(), lambda _: None)
    print(json.dumps({"end": result.end, "message": result.message, "media_ms": result.media_ms}))


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(_main(*sys.argv[1:]))
