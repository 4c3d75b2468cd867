"""What becomes of a recording when its process is killed or stopped, and when clocks are set: both engines.

The table in ``docs/topics/recording.md`` has these numbers, too.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest
from archiver.record.plan import session_folder_name
from tests.fakes.clock import FakeClock
from tests.fakes.media_files import FPS, MediaFiles
from tests.fakes.media_server import MediaServer, live
from tests.integration.test_fault_matrix import CLIP, Clips, decoded

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("native", "ffmpeg")
#: Longer than the watchdog of a test has patience; ARCHIVER_TEST_FROZEN_S=60 is the minute of the docs.
FROZEN_S = float(os.environ.get("ARCHIVER_TEST_FROZEN_S", "2"))
#: kill -9 may cost this much video.
LOST_S = 0.1


@pytest.fixture
def clips(media_files: MediaFiles) -> Clips:
    return Clips(media_files)


@asynccontextmanager
async def recording(
    engine: str, url: str, part: Path, stall_timeout_s: float
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A recording in a process group of its own; what it started dies with it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.capture_process", engine, url, str(part), str(stall_timeout_s), cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def settled_size(part: Path) -> int:
    """The size of the part once it has media and has not grown for a while: all that will be written is."""
    sizes: list[int] = []
    async with asyncio.timeout(60):
        while len(sizes) < 20 or not sizes[-1] or sizes[-20] != sizes[-1]:
            await asyncio.sleep(0.05)
            sizes.append(part.stat().st_size if part.exists() else 0)
    return sizes[-1]


@pytest.mark.parametrize("engine", ENGINES)
async def test_kill_9_loses_a_tenth_of_a_second_at_most(clips: Clips, tmp_path: Path, engine: str) -> None:
    """While the stream goes on nearly all that was sent is in the part, and can be shown; natively every byte is."""
    part, data = tmp_path / "part.flv", clips.then()
    async with MediaServer() as server:
        server.answers["/live.flv"] = live(data, "hold", seconds=0.5)
        async with recording(engine, server.url("/live.flv"), part, 300) as process:
            await settled_size(part)
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    pictures = decoded(part)
    print("kill -9", engine, 2 * CLIP, pictures)
    assert pictures >= 2 * CLIP - LOST_S * FPS
    if engine == "native":
        assert part.read_bytes() == data


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_stopped_process_goes_on_with_its_connection(clips: Clips, tmp_path: Path, engine: str) -> None:
    """SIGSTOP, or a laptop's sleep, for longer than the watchdog's time: no look was missed, so nothing is given up."""
    part, thawed = tmp_path / "part.flv", asyncio.Event()

    async def answer(writer: asyncio.StreamWriter) -> None:
        await live(clips.plain, "stay")(writer)
        await thawed.wait()
        writer.write(clips.then()[len(clips.plain) :])
        await writer.drain()

    async with MediaServer() as server:
        server.answers["/live.flv"] = answer
        async with recording(engine, server.url("/live.flv"), part, 1.5) as process:
            async with asyncio.timeout(60):
                while not part.exists() or not part.stat().st_size:
                    await asyncio.sleep(0.01)
            os.killpg(process.pid, signal.SIGSTOP)
            await asyncio.sleep(FROZEN_S)  # nothing is waited for: the time itself is what is tested
            os.killpg(process.pid, signal.SIGCONT)
            thawed.set()
            out, _ = await process.communicate()
    told, pictures = json.loads(out.splitlines()[-1]), decoded(part)
    print("SIGSTOP", engine, FROZEN_S, told, 2 * CLIP, pictures)
    assert told["end"] == CaptureEnd.EOF, told
    assert pictures == 2 * CLIP


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("step_ms", [3_600_000, -3_600_000])
async def test_a_step_of_the_system_clock_changes_no_media(
    clips: Clips, tmp_path: Path, engine: str, step_ms: int
) -> None:
    """An hour forth or back (a person, NTP, waking up): one part, even positions, the monotonic clock goes on."""
    clock, seen = FakeClock(), list[CaptureProgress]()

    def step(progress: CaptureProgress) -> None:
        seen.append(progress)
        clock.advance(1000)
        if len(seen) == 1:
            clock.step_wall(step_ms)

    async with MediaServer() as server:
        server.answers["/live.flv"] = live(clips.then(), "close", seconds=1.5)
        request = CaptureRequest(url=server.url("/live.flv"), protocol="flv", part=tmp_path / "part.flv")
        capture = FlvCapture(clock) if engine == "native" else FFmpegCapture(await find_ffmpeg(), clock)
        result = await capture.capture(request, asyncio.Event(), step, lambda _: tmp_path / "never.flv")
    assert result.end is CaptureEnd.EOF
    assert decoded(tmp_path / "part.flv") == 2 * CLIP
    assert len(seen) >= 2
    assert seen[1].wall_ms - seen[0].wall_ms == 1000 + step_ms
    assert all(later.media_ms > earlier.media_ms for earlier, later in pairwise(seen))
    steps = [later.monotonic_ms - earlier.monotonic_ms for earlier, later in pairwise(seen)]
    assert steps == [1000] * len(steps)


def test_a_change_of_summer_time_names_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instants and folder names are UTC: the hour that comes twice has two names."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    first = 1_792_888_200_000  # 2026-10-25T00:30:00Z, 02:30 summer time; an hour later it is 02:30 again
    names = [session_folder_name(unique_id="a", started_at=at, room_id=1) for at in (first, first + 3_600_000)]
    monkeypatch.undo()
    time.tzset()
    assert names == ["a/2026-10-25T003000Z_1", "a/2026-10-25T013000Z_1"]
