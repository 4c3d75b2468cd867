"""The progress of a capture, as plain lines."""

from __future__ import annotations

import pytest

from archiver.cli.progress import CaptureDisplay
from archiver.model.media import CaptureProgress


def progress(media_ms: int, byte_count: int, monotonic_ms: int) -> CaptureProgress:
    return CaptureProgress(media_ms=media_ms, bytes=byte_count, wall_ms=0, monotonic_ms=monotonic_ms)


def test_a_rate_is_told_when_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """The first key frame arrives at once and is no hundred Mbit/s; a new part goes on where the last one was."""
    with CaptureDisplay() as display:
        display.update(1, progress(1, 15_000, 10_000))
        display.update(1, progress(4_000, 1_000_000, 16_000))
        display.update(1, progress(0, 15_000, 22_000))
    assert capsys.readouterr().err.splitlines() == [
        "session 1: 0:00:00.0 recorded, 0.0 MB",
        "session 1: 0:00:04.0 recorded, 1.0 MB, 2000 kbit/s",
        "session 1: 0:00:04.0 recorded, 1.0 MB, 2030 kbit/s",
    ]
