"""What every MediaCapture does, real and fake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import pytest

from archiver.clock import SystemClock
from archiver.media.engines import Engines
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CutCause, PartEnd
from archiver.ports import MediaCapture
from tests.fakes.clock import FakeClock
from tests.fakes.media_capture import FakeMediaCapture, Take
from tests.fakes.media_files import MediaFiles, append_flv
from tests.fakes.media_server import MediaServer, live, status


class Subject(Protocol):
    """A capture and a way to say what the stream will do."""

    def prepare(self, then: str) -> tuple[MediaCapture, str]:
        """A capture and the URL of a stream that gives media, or none, and then does ``then``."""


class RealSubject:
    def __init__(self, capture: MediaCapture, server: MediaServer, files: MediaFiles) -> None:
        self._capture, self._server, self._files = capture, server, files

    def prepare(self, then: str) -> tuple[MediaCapture, str]:
        data = self._files.flv()
        if then == "change":
            data, then = append_flv(data, self._files.flv(seconds=2, size="180x320"), 6000), "close"
        self._server.answers["/live.flv"] = status(403) if then == "refuse" else live(data, then)
        return self._capture, self._server.url("/live.flv")


class FakeSubject:
    def prepare(self, then: str) -> tuple[MediaCapture, str]:
        take = {
            "close": Take(media_ms=6000), "hold": Take(media_ms=6000, then=None),
            "refuse": Take(then=CaptureEnd.REFUSED), "change": Take(media_ms=6000, cut=CutCause.CONFIG, more_ms=2000),
        }[then]  # fmt: skip
        return FakeMediaCapture(FakeClock(), take), "http://media/live.flv"


@pytest.fixture(params=["ffmpeg", "native", "engines", "fake"])
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    if request.param == "fake":
        yield FakeSubject()
        return
    files = request.getfixturevalue("media_files")
    clock = SystemClock()
    native, ffmpeg = FlvCapture(clock), FFmpegCapture(await find_ffmpeg(), clock)
    captures = {"ffmpeg": ffmpeg, "native": native, "engines": Engines(native=native, ffmpeg=ffmpeg)}
    async with MediaServer() as server:
        yield RealSubject(captures[request.param], server, files)


def ask(url: str, part: Path) -> CaptureRequest:
    return CaptureRequest(url=url, protocol="flv", part=part, stall_timeout_s=60)


async def test_a_stream_that_closes_is_eof_with_all_its_media(subject: Subject, tmp_path: Path) -> None:
    """The result tells what the part holds, and progress only ever grows."""
    capture, url = subject.prepare("close")
    seen: list[CaptureProgress] = []
    part = tmp_path / "part.flv"
    result = await capture.capture(ask(url, part), asyncio.Event(), seen.append)
    assert result.end is CaptureEnd.EOF
    assert result.bytes == part.stat().st_size > 0
    assert result.media_ms == pytest.approx(6000, abs=100)
    assert seen[-1].media_ms == result.media_ms
    assert [p.media_ms for p in seen] == sorted({p.media_ms for p in seen})
    assert [p.bytes for p in seen] == sorted(p.bytes for p in seen)


async def test_stop_ends_a_capture_and_keeps_its_part(subject: Subject, tmp_path: Path) -> None:
    """A stream that would go on for ever stops when it is asked to."""
    capture, url = subject.prepare("hold")
    stop, part = asyncio.Event(), tmp_path / "part.flv"
    result = await capture.capture(ask(url, part), stop, lambda _: stop.set())
    assert result.end is CaptureEnd.STOPPED
    assert part.stat().st_size == result.bytes > 0


async def test_cancelling_keeps_the_part(subject: Subject, tmp_path: Path) -> None:
    """A cancelled capture is gone at once and leaves what it had."""
    capture, url = subject.prepare("hold")
    growing, part = asyncio.Event(), tmp_path / "part.flv"
    task = asyncio.create_task(capture.capture(ask(url, part), asyncio.Event(), lambda _: growing.set()))
    await growing.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert part.stat().st_size > 0


async def test_a_refused_url_leaves_no_part(subject: Subject, tmp_path: Path) -> None:
    """403 is an answer, not an exception, and there is no empty file."""
    capture, url = subject.prepare("refuse")
    result = await capture.capture(ask(url, tmp_path / "part.flv"), asyncio.Event(), lambda _: None)
    assert (result.end, result.bytes, result.media_ms) == (CaptureEnd.REFUSED, 0, 0)
    assert list(tmp_path.iterdir()) == []


async def test_an_existing_part_is_never_overwritten(subject: Subject, tmp_path: Path) -> None:
    """A part is raw truth: whoever comes second does not write."""
    capture, url = subject.prepare("close")
    part = tmp_path / "part.flv"
    part.write_bytes(b"truth")
    result = await capture.capture(ask(url, part), asyncio.Event(), lambda _: None)
    assert result.end is CaptureEnd.DISK
    assert part.read_bytes() == b"truth"


async def test_a_missing_folder_is_a_disk_problem(subject: Subject, tmp_path: Path) -> None:
    """A folder that cannot be written is said, not raised."""
    capture, url = subject.prepare("close")
    part = tmp_path / "gone" / "part.flv"
    result = await capture.capture(ask(url, part), asyncio.Event(), lambda _: None)
    assert result.end is CaptureEnd.DISK
    assert str(part) in result.message


async def test_the_container_follows_the_protocol(subject: Subject) -> None:
    """FLV stays FLV, HLS is MPEG-TS."""
    capture, _ = subject.prepare("close")
    assert capture.suffix("flv") == ".flv"
    assert isinstance(capture, FlvCapture) or capture.suffix("hls") == ".ts"


async def test_a_change_asks_for_the_next_part(subject: Subject, tmp_path: Path) -> None:
    """An engine that sees the picture change goes on in the part it is given; FFmpeg keeps to the first."""
    capture, url = subject.prepare("change")
    ends: list[PartEnd] = []

    def cut(end: PartEnd) -> Path:
        ends.append(end)
        return tmp_path / f"part_{len(ends) + 1}.flv"

    result = await capture.capture(ask(url, tmp_path / "part_1.flv"), asyncio.Event(), lambda _: None, cut)
    parts = sorted(tmp_path.iterdir())
    assert len(parts) == (1 if isinstance(capture, FFmpegCapture) else 2)
    assert [end.cause for end in ends] == [CutCause.CONFIG] * (len(parts) - 1)
    assert [end.bytes for end in ends] + [result.bytes] == [part.stat().st_size for part in parts]
    assert all(end.media_ms == pytest.approx(6000, abs=100) for end in ends)
