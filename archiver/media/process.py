"""Child processes: the only file that starts one.

A child stays in our process group, so that a signal to the group takes it down with us, and on Linux it dies when we
die, however that happens. Nothing of ours runs between fork and exec: with threads about, that can hang. Pipes are
drained from the first moment; a full pipe would block the child.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import certifi
import structlog

from archiver.errors import FFmpegMissingError

STDERR_TAIL_BYTES = 8192
MAX_LINE_BYTES = 65_536
CHUNK_BYTES = 65_536
STOP_AGAIN_S = 1.0  # an FFmpeg blocked in a read ignores the first SIGTERM and obeys the second
STOP_KILL_S = 5.0

_TETHER = Path(__file__).with_name("tether.py")

LineListener = Callable[[str], None]

log = structlog.get_logger(__name__)


class Child:
    """A running child process; made by ``spawn``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._stderr_tail = b""

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self._process.returncode

    @property
    def stdout(self) -> asyncio.StreamReader:
        """What it writes, as bytes. The reader must keep up; belongs to the line listener where there is one."""
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def stderr_tail(self) -> str:
        """The last words on stderr; complete once ``wait`` has returned."""
        return self._stderr_tail.decode("utf-8", "replace")

    async def wait(self) -> int:
        """Wait until it has ended; returns the exit code."""
        return await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, again after one second, SIGKILL after five; returns the exit code."""
        for patience_s in (STOP_AGAIN_S, STOP_KILL_S - STOP_AGAIN_S):
            self._signal(signal.SIGTERM)
            with suppress(TimeoutError):
                async with asyncio.timeout(patience_s):
                    return await self.wait()
        self.kill()
        return await self.wait()

    def kill(self) -> None:
        """SIGKILL."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        # Not the process object's own: it looks whether the child has ended, and takes the exit code from asyncio then.
        if self.exit_code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def _read_stderr(self, on_line: LineListener | None) -> None:
        assert self._process.stderr is not None
        lines = _Lines(on_line)
        while chunk := await self._process.stderr.read(CHUNK_BYTES):
            self._stderr_tail = (self._stderr_tail + chunk)[-STDERR_TAIL_BYTES:]
            lines.feed(chunk)
        lines.end()


class _Lines:
    """Cuts bytes into lines for a listener, if there is one. A line that it trips over costs that line."""

    def __init__(self, on_line: LineListener | None) -> None:
        self._on_line = on_line
        self._rest = b""
        self._has_tripped = False

    def feed(self, chunk: bytes) -> None:
        """Hand on the lines that are complete now."""
        if self._on_line is None:
            return
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest[-MAX_LINE_BYTES:]
        for line in lines:
            self._hand_on(self._on_line, line)

    def end(self) -> None:
        """Hand on what stands without a line's end."""
        if self._rest and self._on_line is not None:
            self._hand_on(self._on_line, self._rest)

    def _hand_on(self, on_line: LineListener, line: bytes) -> None:
        try:
            on_line(line.decode("utf-8", "replace"))
        except Exception:  # an unread pipe would fill up and block the child
            if not self._has_tripped:
                log.exception("A line of a child process could not be understood.")
            self._has_tripped = True


@asynccontextmanager
async def spawn(
    argv: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    on_line: LineListener | None = None,
    on_error_line: LineListener | None = None,
) -> AsyncIterator[Child]:
    """Start ``argv`` for the length of the context; leaving it kills the child if it still runs.

    Args:
        argv: program and arguments; no shell is involved.
        cwd: working folder.
        env: variables to set beside our own environment.
        on_line: gets each line of stdout. None: read ``Child.stdout`` yourself.
        on_error_line: gets each line of stderr, whose end is kept in any case.

    Raises:
        FFmpegMissingError: the program cannot be started.
    """
    child = Child(await _start(argv, cwd, env))
    drains = [asyncio.create_task(child._read_stderr(on_error_line))]  # noqa: SLF001 - one class in two halves
    if on_line is not None:
        drains.append(asyncio.create_task(_read_lines(child.stdout, on_line)))
    try:
        yield child
    finally:
        if child.exit_code is None:
            child.kill()
        # Shielded: a second cancellation must not leave a zombie or an open pipe behind.
        await asyncio.shield(asyncio.ensure_future(_reap(child, drains, drain_stdout=on_line is None)))


async def _start(argv: Sequence[str], cwd: Path | None, env: Mapping[str, str] | None) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    try:
        _check_program(argv[0])
        return await asyncio.create_subprocess_exec(
            *_tethered(argv), cwd=cwd, env=_environment(env), stdin=asyncio.subprocess.DEVNULL, stdout=pipe,
            stderr=pipe,
        )  # fmt: skip
    except OSError as error:
        raise FFmpegMissingError(
            f"{argv[0]} cannot be started ({error.strerror}); check record.ffmpeg and the installation."
        ) from error


async def _reap(child: Child, drains: Sequence[asyncio.Task[None]], *, drain_stdout: bool) -> None:
    if drain_stdout:
        while await child.stdout.read(CHUNK_BYTES):
            pass
    await asyncio.gather(*drains, return_exceptions=True)
    await child.wait()


async def _read_lines(stream: asyncio.StreamReader, on_line: LineListener) -> None:
    lines = _Lines(on_line)
    while chunk := await stream.read(CHUNK_BYTES):
        lines.feed(chunk)
    lines.end()


def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    """Our environment, with certificate authorities for TLS and no proxy between us and this machine."""
    env = {**os.environ, **(extra or {})}
    # The bundled FFmpeg verifies TLS and looks where Debian keeps its certificates; other systems have them elsewhere.
    env.setdefault("SSL_CERT_FILE", certifi.where())
    env["no_proxy"] = ",".join(filter(None, (env.get("no_proxy", ""), "127.0.0.1", "localhost")))
    return env


def _check_program(program: str) -> None:
    """Raise OSError for what is no program: the tether would only say so on stderr."""
    if shutil.which(program) is None:
        number = errno.EACCES if Path(program).exists() else errno.ENOENT
        raise OSError(number, os.strerror(number))


def _tethered(argv: Sequence[str]) -> list[str]:
    """What is to be run so that ``argv`` dies with us; see ``tether``."""
    if sys.platform != "linux":
        return [*argv]
    return [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *argv]
