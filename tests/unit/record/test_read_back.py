"""Samples from the log beside a part, and from its frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archiver.errors import MediaInvalidError
from archiver.model.media import KeyFrame
from archiver.model.session import Segment, SegmentState
from archiver.model.timeline import SyncSample
from archiver.record.read_back import restore_samples
from archiver.record.samples import append_samples, read_samples
from tests.fakes.session_store import FakeSessionStore

FRAMES = [KeyFrame(0, 1_400, True, 5_000), KeyFrame(2_000, 3_400, True, 7_000)]
ARRIVED = SyncSample(1, 2_000, 9_000, 90)
SEGMENT = Segment(
    session_id=1, number=1, attempt=1, part="part_001_a1.ts", state=SegmentState.RAW, protocol="hls", quality="hd",
    started_at=0,
)  # fmt: skip


class Reader:
    """Gives frames, or an error, and counts."""

    def __init__(self, *, fails: bool = False) -> None:
        self.reads = 0
        self._fails = fails

    async def __call__(self, part: str) -> Sequence[KeyFrame]:
        self.reads += 1
        if self._fails:
            raise MediaInvalidError("no media")
        return FRAMES


async def restore(folder: Path, reader: Reader) -> list[SyncSample]:
    store = FakeSessionStore()
    await restore_samples(folder, SEGMENT, store, reader)
    return list(await store.sync_samples(1))


async def test_frames_are_read_once_and_noted_in_the_log(tmp_path: Path) -> None:
    """An engine that does not look into frames left arrivals: key frames and the encoder's clock come from the part."""
    (tmp_path / SEGMENT.part).write_bytes(b"x")
    log = tmp_path / "part_001_a1.sync.jsonl"
    append_samples(log, [ARRIVED])
    reader = Reader()
    found = await restore(tmp_path, reader)
    first = SyncSample(1, 0, None, None, 1_400, True, 5_000)
    both = SyncSample(1, 2_000, 9_000, 90, 3_400, True, 7_000)
    assert found == [first, both]
    assert len(list(read_samples(log))) == 3
    assert await restore(tmp_path, reader) == found
    assert reader.reads == 1


async def test_a_part_that_cannot_be_read_costs_its_frames_only(tmp_path: Path) -> None:
    """Arrivals are kept; so they are when the part is gone."""
    append_samples(tmp_path / "part_001_a1.sync.jsonl", [ARRIVED])
    reader = Reader(fails=True)
    assert await restore(tmp_path, reader) == [ARRIVED]
    (tmp_path / SEGMENT.part).write_bytes(b"x")
    assert await restore(tmp_path, reader) == [ARRIVED]
    assert reader.reads == 1
