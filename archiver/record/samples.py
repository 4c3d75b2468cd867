"""The sync log: one JSON line per sample, beside the part it belongs to, on disk at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import structlog

from archiver.model.media import CaptureProgress
from archiver.model.timeline import SyncSample

log = structlog.get_logger(__name__)

#: Samples closer together than this say nothing new.
MIN_SPACING_MS = 400
MAX_LINE_BYTES = 1000


class SampleLog:
    """Writes the samples of one part. A log that cannot be written costs its lines, never the recording."""

    def __init__(self, path: Path, segment: int) -> None:
        self._path = path
        self._segment = segment
        self._file: BinaryIO | None = None
        self._last_ms: int | None = None
        self._is_broken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def note(self, progress: CaptureProgress) -> SyncSample | None:
        """Write a sample, unless it follows the last one too closely; returns what was taken."""
        if self._last_ms is not None and progress.monotonic_ms - self._last_ms < MIN_SPACING_MS:
            return None
        self._last_ms = progress.monotonic_ms
        sample = SyncSample(self._segment, progress.media_ms, progress.wall_ms, progress.monotonic_ms)
        if not self._is_broken:
            self._write(json.dumps(sample._asdict(), separators=(",", ":")).encode() + b"\n")
        return sample

    def _write(self, line: bytes) -> None:
        try:
            self._file = self._file or self._path.open("ab", buffering=0)
            self._file.write(line)
        except OSError as error:
            self._is_broken = True
            log.warning("The sync log cannot be written; samples go to the database only.", path=str(self._path),
                        problem=error.strerror)  # fmt: skip


def read_samples(path: Path) -> Iterator[SyncSample]:
    """The samples of a sync log; lines that are torn or not ours are passed over, a file we cannot read has none."""
    try:
        with path.open("rb") as file:
            while line := file.readline(MAX_LINE_BYTES):
                if (sample := _parse(line)) is not None:
                    yield sample
    except FileNotFoundError:
        return
    except OSError as error:
        log.warning("A sync log cannot be read.", path=str(path), problem=error.strerror)


def _parse(line: bytes) -> SyncSample | None:
    try:
        sample = SyncSample(**json.loads(line))
    except (ValueError, TypeError):
        return None
    return sample if all(type(value) is int and 0 <= value < 1 << 63 for value in sample) else None
