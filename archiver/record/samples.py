"""The sync log: one JSON line per sample, beside the part it belongs to, on disk at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import structlog

from archiver.model.media import CaptureProgress
from archiver.model.timeline import SyncSample

log = structlog.get_logger(__name__)

#: Samples closer together than this say nothing new.
MIN_SPACING_MS = 400
#: ... unless they tell of a key frame or of the encoder's clock; even these may not come with every frame.
STAMP_SPACING_MS = 100
MAX_LINE_BYTES = 1000


class SampleLog:
    """Writes the samples of one part. A log that cannot be written costs its lines, never the recording."""

    def __init__(self, path: Path, segment: int) -> None:
        self._path = path
        self._segment = segment
        self._file: BinaryIO | None = None
        self._last_ms: int | None = None
        self._last_stamp_ms: int | None = None
        self._is_broken = False

    def close(self) -> None:
        """Close the log's file; safe to call twice."""
        if self._file:
            self._file.close()
            self._file = None

    def note(self, progress: CaptureProgress) -> list[SyncSample]:
        """Write what a report tells, unless it follows the last one too closely; returns what was taken."""
        samples = [
            SyncSample(
                self._segment, *mark[:3], is_key=True, date_at=mark.date_at, is_break=mark.is_break,
                lost_ms=mark.lost_ms or None,
            )
            for mark in progress.marks
        ]  # fmt: skip
        if self._is_due(progress):
            samples.append(
                SyncSample(
                    self._segment, progress.media_ms, progress.wall_ms, progress.monotonic_ms, progress.pts_ms,
                    progress.is_key, progress.sei_ts,
                )
            )  # fmt: skip
        if samples and not self._is_broken:
            self._write(b"".join(map(sample_line, samples)))
        return samples

    def _is_due(self, progress: CaptureProgress) -> bool:
        is_stamp = progress.is_key or progress.sei_ts is not None
        last_ms, spacing_ms = (self._last_stamp_ms, STAMP_SPACING_MS) if is_stamp else (self._last_ms, MIN_SPACING_MS)
        if last_ms is not None and progress.monotonic_ms - last_ms < spacing_ms:
            return False
        self._last_ms = progress.monotonic_ms
        if is_stamp:
            self._last_stamp_ms = progress.monotonic_ms
        return True

    def _write(self, lines: bytes) -> None:
        try:
            self._file = self._file or self._path.open("ab", buffering=0)
            self._file.write(lines)
        except OSError as error:
            self._is_broken = True
            log.warning("The sync log cannot be written; samples go to the database only.", path=str(self._path),
                        problem=error.strerror)  # fmt: skip


def append_samples(path: Path, samples: Sequence[SyncSample]) -> None:
    """Add samples to a sync log; one that cannot be written stays as it is."""
    if samples:
        with suppress(OSError), path.open("ab") as file:
            file.write(b"".join(map(sample_line, samples)))


def arrivals(path: Path) -> list[int]:
    """The instants by our clock at which a sync log saw media arrive."""
    return [sample.wall_ms for sample in read_samples(path) if sample.wall_ms is not None]


def sample_line(sample: SyncSample) -> bytes:
    """A sample as a line of the log: its fields by name, without those that say nothing."""
    told = {name: value for name, value in sample._asdict().items() if value is not None and value is not False}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


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
    except (ValueError, TypeError, RecursionError):
        return None
    numbers = (value for name, value in sample._asdict().items() if name not in ("is_key", "is_break"))
    flags_are_bool = all(type(flag) is bool for flag in (sample.is_key, sample.is_break))
    is_ours = type(sample.segment) is int and type(sample.media_ms) is int and flags_are_bool
    return sample if is_ours and all(map(_is_number_or_none, numbers)) else None


def _is_number_or_none(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value < 1 << 63)
