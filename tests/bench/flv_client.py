"""Records a number of streams in a process of its own and says what that costs, second by second.

`python -m tests.bench.flv_client MODE COUNT URL FOLDER [CERTIFICATE]` says when every stream flows, reads a line
with a number of seconds, and prints one JSON object. Modes: "copy" (a bare BufferedProtocol, one write a delivery),
"native" and "ffmpeg" (the engines, through their port).
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import ssl
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import READ_BYTES, FlvCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureRequest

#: So many streams are opened at once; a hundred FFmpegs that start together hold each other up.
_AT_ONCE = 10
_SETTLE_S = 1.0
_WINDOW_S = 1.0
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


class _Client:
    """The streams of one process."""

    def __init__(self, mode: str, url: str, folder: Path, certificate: str | None) -> None:
        self._mode, self._url, self._folder, self._certificate = mode, url, folder, certificate
        self._tls = ssl.create_default_context(cafile=certificate) if certificate else None
        self._tasks: list[asyncio.Task[Any]] = []
        self._capture: Any = None

    async def open(self, count: int) -> None:
        """Open the streams and wait until media flows in each."""
        clock = SystemClock()
        if self._mode == "native":
            self._capture = FlvCapture(clock, tls=lambda: self._tls)  # type: ignore[arg-type, return-value]
        elif self._mode == "ffmpeg":
            if self._certificate:
                os.environ["SSL_CERT_FILE"] = self._certificate
            self._capture = FFmpegCapture(await find_ffmpeg(), clock)
        for begin in range(0, count, _AT_ONCE):
            parts = [self._folder / f"{n}.flv" for n in range(begin, min(begin + _AT_ONCE, count))]
            for part in parts:
                await self._start(part)
            while not all(part.exists() and part.stat().st_size for part in parts):
                await asyncio.sleep(0.05)

    async def measure(self, seconds: int) -> dict[str, Any]:
        """CPU seconds of each window, bytes written in all of them."""
        size, began = self._size(), time.perf_counter()
        marks = [(began, self._cpu_s())]
        for n in range(seconds):
            await asyncio.sleep(began + (n + 1) * _WINDOW_S - time.perf_counter())
            marks.append((time.perf_counter(), self._cpu_s()))
        spent = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(marks)]
        return {"cpu": spent, "bytes_s": (self._size() - size) / (marks[-1][0] - began)}

    async def close(self) -> None:
        """End every recording."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _start(self, part: Path) -> None:
        if self._mode == "copy":
            where = urlsplit(self._url)
            loop = asyncio.get_running_loop()
            await loop.create_connection(lambda: _Copy(part), where.hostname, where.port, ssl=self._tls)
            return
        request = CaptureRequest(url=self._url, protocol="flv", part=part, stall_timeout_s=60)
        self._tasks.append(asyncio.create_task(self._capture.capture(request, asyncio.Event(), lambda _: None)))

    def _size(self) -> int:
        return sum(file.stat().st_size for file in self._folder.iterdir())

    def _cpu_s(self) -> float:
        """User and system time, of the FFmpegs too."""
        return time.process_time() + sum(map(_spent_s, _children() if self._mode == "ffmpeg" else ()))


def _children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]


def _spent_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory_kb() -> int:
    """Resident memory of ours; of the children what they share is counted once."""
    own = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES // 1024
    shares = (Path(f"/proc/{pid}/smaps_rollup").read_text().split("Pss:")[1].split()[0] for pid in _children())
    return own + sum(map(int, shares))


async def _line() -> str:
    """The next line of what we are told, without a thread for it."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), ready.set)
    await ready.wait()
    loop.remove_reader(sys.stdin.fileno())
    return sys.stdin.readline()


async def _main(mode: str, count: int, url: str, folder: Path, certificate: str | None = None) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # as in service
    client = _Client(mode, url, folder, certificate)
    idle_kb = _memory_kb()
    await client.open(count)
    await asyncio.sleep(_SETTLE_S)
    print("ready", flush=True)
    told = await client.measure(int(await _line()))
    print(json.dumps({**told, "memory_kb": _memory_kb() - idle_kb}), flush=True)
    await client.close()


if __name__ == "__main__":
    _mode, _count, _url, _folder, *_certificate = sys.argv[1:]
    asyncio.run(_main(_mode, int(_count), _url, Path(_folder), *_certificate))
