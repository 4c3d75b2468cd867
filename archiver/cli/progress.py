"""How a capture or an export is getting on: a live line on a terminal, plain lines otherwise."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.live import Live
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from archiver.cli.output import console, length, safe, size
from archiver.model.media import CaptureProgress

#: Plain output gets a line at most this often.
_PLAIN_EVERY_MS = 5_000
#: The first picture alone says nothing about a rate.
_RATE_FROM_MS = 1_000


class CaptureDisplay:
    """Shows media length, size and rate per session, on stderr so that stdout stays for results."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self._console = console(stderr=True)
        self._is_live = self._console.is_terminal and not is_quiet
        self._is_quiet = is_quiet
        self._live = Live(console=self._console, refresh_per_second=4, transient=True)
        self._latest: dict[int, CaptureProgress] = {}
        self._before: dict[int, tuple[int, int]] = {}
        self._said_at = 0

    def __enter__(self) -> Self:
        if self._is_live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_live:
            self._live.stop()

    def update(self, session_id: int, progress: CaptureProgress) -> None:
        """Take a progress report; a position that falls back means a new part."""
        last = self._latest.get(session_id)
        if last is not None and progress.media_ms < last.media_ms:
            done_ms, done_bytes = self._before.get(session_id, (0, 0))
            self._before[session_id] = (done_ms + last.media_ms, done_bytes + last.bytes)
        self._latest[session_id] = progress
        if self._is_live:
            self._live.update(Text("\n".join(self._line(each) for each in self._latest)))
        elif not self._is_quiet and progress.monotonic_ms - self._said_at >= _PLAIN_EVERY_MS:
            self._said_at = progress.monotonic_ms
            self._console.print(Text(self._line(session_id)))

    def say(self, message: str) -> None:
        """A line above the display."""
        if not self._is_quiet:
            self._console.print(Text(safe(message)))

    def _line(self, session_id: int) -> str:
        progress = self._latest[session_id]
        done_ms, done_bytes = self._before.get(session_id, (0, 0))
        media_ms, total = done_ms + progress.media_ms, done_bytes + progress.bytes
        line = f"session {session_id}: {length(media_ms)} recorded, {size(total)}"
        return f"{line}, {total * 8 / media_ms:.0f} kbit/s" if media_ms >= _RATE_FROM_MS else line


class _Bars:
    """Bars on a terminal, with the time that is left; nothing otherwise."""

    def __init__(self, *, is_quiet: bool) -> None:
        shown = console(stderr=True)
        name = TextColumn("{task.description}", markup=False)
        self._bars = Progress(
            name, BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=shown, transient=True,
            disable=is_quiet or not shown.is_terminal,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()


class ExportDisplay(_Bars):
    """A bar for each file that is being written; exports are soon done."""

    def __init__(self, duration_ms: int | None, *, is_quiet: bool = False) -> None:
        super().__init__(is_quiet=is_quiet)
        self._duration_ms = duration_ms

    def listener(self, name: str) -> Callable[[int], None]:
        """Who is told of the progress of one file, in positions of the session's video."""
        bar = self._bars.add_task(safe(name), total=self._duration_ms)
        return lambda position_ms: self._bars.update(bar, completed=position_ms)


class CountDisplay(_Bars):
    """A bar for something that is counted."""

    def __init__(self, name: str, *, is_quiet: bool = False) -> None:
        super().__init__(is_quiet=is_quiet)
        self._bar = self._bars.add_task(name, total=None)

    def update(self, done: int, total: int) -> None:
        """Say how many of how many are done."""
        self._bars.update(self._bar, completed=done, total=total)
