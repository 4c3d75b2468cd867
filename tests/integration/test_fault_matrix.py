"""What streams, servers, disks and clocks do to a recording by either engine: what is kept, in decoded pictures.

The table in ``docs/topics/recording.md`` has these numbers.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import av
import pytest

from archiver.clock import SystemClock
from archiver.flv.tags import AUDIO, HEADER, VIDEO, Tag, TagReader, make_tag
from archiver.media.engines import Engines
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.media.version import find_ffmpeg
from archiver.model.broadcast import RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator
from archiver.model.media import Engine
from archiver.model.session import GapCause, Segment, SegmentState
from archiver.record.plan import StreamPreferences
from archiver.record.recorder import Recorder
from archiver.record.retry import RetryPolicy
from tests.fakes.live_api import FakeLiveApi
from tests.fakes.media_files import FPS, MediaFiles, append_flv
from tests.fakes.media_server import Answer, MediaServer, live, status
from tests.fakes.room_monitor import FakeRoomMonitor
from tests.fakes.session_store import FakeSessionStore

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 2
CLIP = SECONDS * FPS  #: pictures of a clip; a key frame every second
START_MS = 100_000
LIVE, ENDED = RoomStatus.LIVE, RoomStatus.ENDED


class Clips:
    """Streams made of clips of two seconds, as an encoder or a server would send them."""

    def __init__(self, files: MediaFiles) -> None:
        self.plain = shifted(files.flv(seconds=SECONDS), START_MS)
        self.upright = files.flv(seconds=SECONDS, size="180x320")
        self.hevc = files.flv(seconds=SECONDS, codec="libx265")
        self.mono48 = files.flv(seconds=SECONDS, sample_rate=48_000)
        self.long = files.flv()
        self._plain = files.flv(seconds=SECONDS)

    def then(self, following: bytes | None = None, jump_ms: int = 0) -> bytes:
        """The plain clip, then another that begins ``jump_ms`` later than it should."""
        return append_flv(self.plain, self._plain if following is None else following, START_MS + 2_000 + jump_ms)

    def after(self, first: bytes) -> bytes:
        """Another clip, then the plain one."""
        return append_flv(shifted(first, START_MS), self._plain, START_MS + 2_000)

    def jump_in_gop(self, jump_ms: int) -> bytes:
        """The plain clip with a jump in the middle of its second GOP."""
        return edited(self.plain, lambda t: t.time_ms + (jump_ms if t.time_ms >= START_MS + 1_500 else 0))

    def garbage(self) -> bytes:
        """Two clips with a kilobyte of noise in the middle of the first GOP of the second."""
        data = self.then()
        tags = list(TagReader().feed(data))
        place = next(i for i, t in enumerate(tags) if t.is_video and t.time_ms >= START_MS + 2_500)
        noise = random.Random(7).randbytes(1_000)
        return HEADER + b"".join(t.data for t in tags[:place]) + noise + b"".join(t.data for t in tags[place:])

    def in_mid_gop(self) -> bytes:
        """The plain clip without its first key frame."""
        tags = list(TagReader().feed(self.plain))
        first = next(t for t in tags if t.is_key_frame)
        return HEADER + b"".join(t.data for t in tags if t is not first)

    def only(self, kind: int) -> bytes:
        """The plain clip without the other kind."""
        flags = {AUDIO: b"\x04", VIDEO: b"\x01"}[kind]
        tags = TagReader().feed(self.plain)
        return HEADER[:4] + flags + HEADER[5:] + b"".join(t.data for t in tags if t.kind == kind)

    def new_header(self) -> bytes:
        """The plain clip twice, the second with all a stream begins with."""
        return self.plain + self._plain


def edited(data: bytes, time_of: Callable[[Tag], int]) -> bytes:
    return HEADER + b"".join(make_tag(t.kind, time_of(t), t.body) for t in TagReader().feed(data))


def shifted(data: bytes, shift_ms: int) -> bytes:
    return edited(data, lambda t: t.time_ms + shift_ms)


def decoded(part: Path) -> int:
    """How many pictures of a part can be shown."""
    count = 0
    # PyAV stumbles over a metadata tag in mid-stream when it flushes, behind the last picture.
    with av.open(str(part), format="flv") as container, suppress(IndexError):
        for packet in container.demux(video=0):
            with suppress(av.FFmpegError):
                count += sum(not frame.is_corrupt for frame in packet.decode())
    return count


@dataclass
class Rig:
    """A recorder over real engines and a real server that answers connection after connection."""

    folder: Path
    server: MediaServer
    engines: Engines
    engine: str
    store: FakeSessionStore = field(default_factory=FakeSessionStore)
    api: FakeLiveApi = field(default_factory=FakeLiveApi)

    async def run(self, *connections: Answer, stall_timeout_s: float = 60) -> None:
        """Record these connections; the room is live until the last of them."""
        clock, creator, waiting = SystemClock(), Creator(unique_id="someone"), list(connections)
        session = await self.store.open_session(
            room_id=7, creator=creator, title="", started_at=clock.now_ms(), folder="f", broadcast_started_at=None
        )

        async def answer(writer: asyncio.StreamWriter) -> None:
            await waiting.pop(0)(writer)

        infos = []
        for n in range(len(connections)):
            self.server.answers[f"/{n}.flv"] = answer
            variant = StreamVariant(protocol="flv", quality="hd", level=3, url=self.server.url(f"/{n}.flv?sign=s"))
            infos.append(RoomInfo(room_id=7, status=LIVE, creator=creator, variants=(variant,)))
        self.api.script_room_info(7, *infos)
        await Recorder(
            session=session, folder=self.folder, api=self.api, capture=self.engines, store=self.store, clock=clock,
            monitor=FakeRoomMonitor(*[LIVE] * (len(connections) - 1), ENDED), retry=RetryPolicy(waits_s=(0,)),
            preferences=StreamPreferences(stall_timeout_s=stall_timeout_s, engine=Engine(self.engine)),
        ).run(asyncio.Event())  # fmt: skip

    async def segments(self) -> list[Segment]:
        return [s for s in await self.store.segments(1) if s.state is SegmentState.RAW]

    async def pictures(self) -> list[int]:
        """Decoded pictures of each part."""
        return [decoded(self.folder / segment.part) for segment in await self.segments()]

    async def gaps(self) -> list[GapCause]:
        """Causes of the gaps behind the first."""
        return [gap.cause for gap in await self.store.gaps(1)][1:]


@pytest.fixture
def clips(media_files: MediaFiles) -> Clips:
    return Clips(media_files)


@pytest.fixture(params=["native", "ffmpeg"])
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    clock = SystemClock()
    engines = Engines(native=FlvCapture(clock), ffmpeg=FFmpegCapture(await find_ffmpeg(), clock))
    async with MediaServer() as server:
        yield Rig(tmp_path / "session", server, engines, request.param)


#: The stream; how many pictures it has; what each engine keeps, in the parts of it. The table in the docs has the same.
CHANGES: dict[str, tuple[Callable[[Clips], bytes], int, list[int], list[int]]] = {
    "wide to upright picture": (lambda c: c.then(c.upright), 100, [50, 50], [100]),
    "upright to wide picture": (lambda c: c.after(c.upright), 100, [50, 50], [100]),
    "H.264 to HEVC": (lambda c: c.then(c.hevc), 100, [50, 50], [50]),
    "HEVC to H.264": (lambda c: c.after(c.hevc), 100, [50, 50], [50]),
    "44.1 to 48 kHz": (lambda c: c.then(c.mono48), 100, [50, 50], [100]),
    "48 to 44.1 kHz": (lambda c: c.after(c.mono48), 100, [50, 50], [100]),
    "time +5 s": (lambda c: c.then(jump_ms=5_100), 100, [50, 50], [100]),
    "time +60 s": (lambda c: c.then(jump_ms=60_000), 100, [50, 50], [100]),
    "time −5 s": (lambda c: c.then(jump_ms=-5_000), 100, [50, 50], [100]),
    "time begins anew": (lambda c: c.then(jump_ms=-START_MS - 2_000), 100, [50, 50], [100]),
    "time +60 s in the middle of a GOP": (lambda c: c.jump_in_gop(60_000), 50, [37, 0], [50]),
    "a new FLV header": (Clips.new_header, 100, [50, 50], [50]),
    "1 kB of garbage in the middle of a GOP": (Clips.garbage, 100, [62, 25], [62]),
    "start in the middle of a GOP": (Clips.in_mid_gop, 49, [25], [25]),
    "pictures only": (lambda c: c.only(VIDEO), 50, [50], [50]),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_what_a_stream_does_in_its_middle(rig: Rig, clips: Clips, name: str) -> None:
    """As many pictures of each part can be shown as the table says; nothing is missing, so there is no gap."""
    make, served, by_native, by_ffmpeg = CHANGES[name]
    await rig.run(live(make(clips), "close"))
    pictures = await rig.pictures()
    print(name, rig.engine, served, pictures)
    assert pictures == (by_native if rig.engine == "native" else by_ffmpeg)
    assert await rig.gaps() == []


async def test_audio_only_is_recorded(rig: Rig, clips: Clips) -> None:
    """Every packet of sound arrives."""
    await rig.run(live(clips.only(AUDIO), "close"))
    (segment,) = await rig.segments()
    with av.open(str(rig.folder / segment.part), format="flv") as container:
        heard = sum(frame.samples for frame in container.decode(audio=0))
    assert heard == pytest.approx(SECONDS * 44_100, abs=3 * 1024)


ENDS: dict[str, tuple[list[Callable[[bytes], Answer]], list[GapCause]]] = {
    "server closes, serves again": ([lambda d: live(d, "close"), lambda d: live(d, "close")], [GapCause.DISCONNECT]),
    "TCP reset": ([lambda d: live(d, "reset", seconds=0.5), lambda d: live(d, "close")], [GapCause.DISCONNECT]),
    "silence for longer than `record.stall_timeout_s`": (
        [lambda d: live(d, "hold"), lambda d: live(d, "close")],
        [GapCause.STALL],
    ),
    "server closes, 403, 404, serves again": (
        [lambda d: live(d, "close"), lambda _: status(403), lambda _: status(404), lambda d: live(d, "close")],
        [GapCause.DISCONNECT],
    ),
}


@pytest.mark.parametrize("name", ENDS)
async def test_how_a_connection_ends(rig: Rig, clips: Clips, name: str) -> None:
    """A new part on a new connection, a gap with its cause, and all pictures, but what a reset took from the socket."""
    connections, causes = ENDS[name]
    second = shifted(clips.plain, 10_000)
    answers = [make(clips.plain if n == 0 else second) for n, make in enumerate(connections)]
    await rig.run(*answers, stall_timeout_s=2 if name.startswith("silence") else 60)
    pictures = await rig.pictures()
    print(name, rig.engine, pictures)
    assert len(pictures) == 2
    assert pictures[1] == CLIP
    assert CLIP - 15 <= pictures[0] <= CLIP if name == "TCP reset" else pictures[0] == CLIP
    assert await rig.gaps() == causes
    assert all(gap.ended_at is not None for gap in await rig.store.gaps(1))


def test_the_table_of_the_docs_says_what_is_measured() -> None:
    """Each change of a stream and each end of a connection is a row, with the numbers that the tests above expect."""
    text = (ROOT / "docs/topics/recording.md").read_text(encoding="utf-8").partition("## What faults do")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    told = {row[0]: tuple(row[1:4]) for row in rows}
    for name, (_, served, *kept) in CHANGES.items():
        assert told[name] == (str(served), *(" + ".join(map(str, parts)) for parts in kept)), name
    for name in ENDS:
        assert told[name] == (str(2 * CLIP), f"{CLIP} + {CLIP}", f"{CLIP} + {CLIP}"), name


async def test_an_expired_url_is_replaced_by_a_fresh_one(rig: Rig, clips: Clips) -> None:
    """Each connection asks the room for its URL anew; a refused one is never tried twice."""
    await rig.run(live(clips.plain, "close"), status(403), live(clips.plain, "close"))
    paths = [head.split()[1] for head in rig.server.requests]
    assert paths == ["/0.flv?sign=s", "/1.flv?sign=s", "/2.flv?sign=s"]
    assert rig.api.calls.count(("fetch_room_info", 7)) == 3


async def test_a_full_disk_that_is_free_again(rig: Rig, clips: Clips, small_disk: Path, tmp_path: Path) -> None:
    """What fitted plays; when there is space again the recording goes on in a new part."""
    rig.folder = small_disk
    full = tmp_path / "moved.flv"

    async def freed(writer: asyncio.StreamWriter) -> None:
        await asyncio.to_thread(shutil.move, small_disk / "part_001_a1.flv", full)
        await live(clips.plain, "close")(writer)

    await rig.run(live(clips.long, "hold"), freed)
    first, second = await rig.segments()
    fitted = decoded(full)
    print("disk full", rig.engine, fitted, first.error)
    assert 0 < fitted < 3 * CLIP
    assert "space" in (first.error or "")
    assert decoded(small_disk / second.part) == CLIP


async def test_the_folder_is_removed_and_comes_back(rig: Rig, clips: Clips) -> None:
    """Each engine notices that its file has lost its name and puts it back, and the next part is whole."""

    async def remove(writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(60):
            sending = asyncio.create_task(live(clips.then(), "hold")(writer))
            while not any(part.stat().st_size for part in rig.folder.glob("part_*")):
                await asyncio.sleep(0.01)
            shutil.rmtree(rig.folder)
            await sending

    await rig.run(remove, live(clips.plain, "close"))
    assert len(rig.server.requests) == 2
    *before, last = await rig.segments()
    assert decoded(rig.folder / last.part) == CLIP
    assert [each.bytes > 0 for each in before] == [True]
    assert decoded(rig.folder / before[0].part) > 0
