"""Records a number of streams in a process of its own and says what that cost.

`python -m tests.bench.flv_client MODE COUNT SECONDS URL FOLDER [CERTIFICATE]` prints one JSON object. Modes: "copy" (a
bare BufferedProtocol, one write a delivery), "native" and "ffmpeg" (the engines, through their port).
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import ssl
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import READ_BYTES, FlvCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureRequest

_WARM_UP_S = 2.0
_BUFFER = memoryview(bytearray(READ_BYTES))
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = resource.getpagesize()


class _Copy(asyncio.BufferedProtocol):
    """Socket to file and nothing else."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"GET / HTTP/1.1\r\n\r\n")

    def get_buffer(self, sizehint: int) -> memoryview:
        return _BUFFER

    def buffer_updated(self, nbytes: int) -> None:
        os.write(self._file, _BUFFER[:nbytes])


async def _run(mode: str, count: int, seconds: float, url: str, folder: Path, tls: ssl.SSLContext | None) -> None:
    idle_kb = _rss_kb(os.getpid())
    tasks = []
    if mode == "copy":
        where = urlsplit(url)
        for n in range(count):
            file = folder / f"{n}.bin"
            await asyncio.get_running_loop().create_connection(
                lambda file=file: _Copy(file),
                where.hostname,
                where.port,
                ssl=tls,  # type: ignore[misc]
            )
    else:
        clock = SystemClock()
        capture: Any = FlvCapture(clock, tls=lambda: tls) if mode == "native" else None  # type: ignore[arg-type, return-value]
        capture = capture or FFmpegCapture(await find_ffmpeg(), clock)
        for n in range(count):
            request = CaptureRequest(url=url, protocol="flv", part=folder / f"{n}.flv", stall_timeout_s=60)
            tasks.append(asyncio.create_task(capture.capture(request, asyncio.Event(), lambda _: None)))
    await asyncio.sleep(_WARM_UP_S)
    before, size_before = _cpu_s(), _size(folder)
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    took_s = time.perf_counter() - began
    print(json.dumps({
        "cpu_percent": (_cpu_s() - before) / took_s / count * 100,
        "memory_mb": (sum(map(_rss_kb, _processes())) - idle_kb) / 1024 / count,
        "mbit_s": (_size(folder) - size_before) * 8 / took_s / count / 1e6,
    }), flush=True)  # fmt: skip
    os._exit(0 if mode != "ffmpeg" else await _stop(tasks))


async def _stop(tasks: list[asyncio.Task[Any]]) -> int:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return 0


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _processes() -> list[int]:
    """Ours and its children."""
    own = os.getpid()
    tasks = Path(f"/proc/{own}/task").iterdir()
    return [own, *(int(pid) for task in tasks for pid in (task / "children").read_text().split())]


def _cpu_s() -> float:
    """User and system time of all of them."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in _processes()[1:])
    return time.process_time() + sum((int(f[11]) + int(f[12])) / _TICKS for f in fields)


def _rss_kb(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES // 1024


if __name__ == "__main__":
    _mode, _count, _seconds, _url, _folder, *_certificate = sys.argv[1:]
    _tls = ssl.create_default_context(cafile=_certificate[0]) if _certificate else None
    asyncio.run(_run(_mode, int(_count), float(_seconds), _url, Path(_folder), _tls))
