"""From parts to segments to one video, with a scripted finisher and real files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archiver.errors import DiskError, MediaInvalidError
from archiver.model.creator import Creator
from archiver.model.media import Chapter, Label, MediaInfo
from archiver.model.session import Segment, SegmentState, Session
from archiver.model.timeline import SyncSample
from archiver.ports import Describe
from archiver.record.finish import FinishPolicy, finish_segments, remove_parts
from archiver.record.video import make_video, video_label
from tests.fakes.media_finisher import FakeMediaFinisher, media_info
from tests.fakes.session_store import FakeSessionStore

VIDEO = "someone_2026-09-21T141320Z.mp4"


@dataclass(frozen=True)
class Finished:
    """What a whole finish gives."""

    file: str | None
    duration_ms: int | None
    problems: tuple[str, ...]


class Stage:
    def __init__(self, folder: Path) -> None:
        self.policy = FinishPolicy()
        self.folder = folder
        self.store = FakeSessionStore()
        self.finisher = FakeMediaFinisher({})
        self.session: Session
        self.described: list[Segment] = []

    async def part(
        self, number: int, content: bytes, info: MediaInfo | Exception | None, state: SegmentState = SegmentState.RAW
    ) -> None:
        """A part on disk and its segment in the store."""
        name = f"part_{number:03d}_a1.flv"
        if content:
            (self.folder / name).write_bytes(content)
        if info:
            self.finisher.infos[name] = info
        await self.store.save_segment(
            Segment(session_id=1, number=number, attempt=1, part=name, state=state, protocol="flv", quality="hd",
                    started_at=0)
        )  # fmt: skip

    async def describe(self, only: Segment) -> Label:
        self.described.append(only)
        return Label(tags=(("title", "told at once"),))

    async def finish(self, *chapters: Chapter) -> Finished:
        segments = await finish_segments(
            session=self.session, folder=self.folder, store=self.store, finisher=self.finisher, policy=self.policy,
            describe=self.describe,
        )  # fmt: skip
        video = await make_video(
            session=self.session, folder=self.folder, segments=segments, label=video_label(self.session, chapters),
            store=self.store, finisher=self.finisher, policy=self.policy,
        )  # fmt: skip
        problems = (*segments.problems, *([video.problem] if video.problem else ()))
        return Finished(video.file, segments.duration_ms, problems)


@pytest.fixture
async def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.session = await stage.store.open_session(
        room_id=7, creator=Creator(unique_id="someone", nickname="Some One"), title="Evening",
        started_at=1_790_000_000_123, folder="f", broadcast_started_at=None,
    )  # fmt: skip
    return stage


async def test_one_part_becomes_the_video(stage: Stage) -> None:
    """A single segment's file is the session's video under a second name, without a second copy."""
    await stage.part(1, b"x" * 50, media_info(4000))
    assert await stage.finish() == Finished(file=VIDEO, duration_ms=4000, problems=())
    (segment,) = await stage.store.segments(1)
    assert (segment.state, segment.file, segment.offset_ms) == (SegmentState.FINISHED, "segment_001.mp4", 0)
    assert (segment.duration_ms, segment.video_packets, segment.codec) == (4000, 100, "h264")
    assert (segment.bytes, len(segment.sha256 or "")) == (50, 64)
    assert (stage.folder / VIDEO).samefile(stage.folder / "segment_001.mp4")
    assert (stage.folder / segment.part).exists()


async def test_a_part_that_is_alone_is_copied_once(stage: Stage) -> None:
    """It gets the video's label as it is remuxed, and is digested once; beside it is what a refused try left."""
    await stage.part(1, b"FLV", None)
    await stage.part(2, b"x" * 5000, media_info(4000))
    assert await stage.finish() == Finished(file=VIDEO, duration_ms=4000, problems=())
    assert [(only.number, only.duration_ms, only.offset_ms) for only in stage.described] == [(2, 4000, 0)]
    assert stage.finisher.made == ["segment_002.mp4"]
    assert dict(stage.finisher.label.tags) == {"title": "told at once"}
    assert (stage.folder / VIDEO).samefile(stage.folder / "segment_002.mp4")
    assert await stage.finish() == Finished(file=VIDEO, duration_ms=4000, problems=())
    assert (stage.folder / VIDEO).samefile(stage.folder / "segment_002.mp4")


async def test_several_parts_are_joined(stage: Stage) -> None:
    """Segments follow one another in the session's video, and the video says what it is."""
    await stage.part(1, b"a", media_info(4000))
    await stage.part(2, b"b", media_info(3000))
    chapters = (Chapter(0, "Start"), Chapter(4000, "After a pause of 6 s"))
    assert await stage.finish(*chapters) == Finished(file=VIDEO, duration_ms=7000, problems=())
    assert [s.offset_ms for s in await stage.store.segments(1)] == [0, 4000]
    assert (stage.folder / VIDEO).read_bytes() == b"ab"
    assert dict(stage.finisher.label.tags)["title"] == "Evening"
    assert dict(stage.finisher.label.tags)["artist"] == "Some One"
    assert stage.finisher.label.chapters == chapters


@pytest.mark.parametrize(
    "other", [{"width": 1280, "height": 720}, {"video_codec": "hevc"}, {"sample_rate": 48_000}, {"channels": 1}]
)
async def test_different_segments_stay_apart(stage: Stage, other: dict[str, Any]) -> None:
    """Segments of another picture or sound are not forced together; their offsets still follow one another."""
    await stage.part(1, b"a", media_info(4000))
    await stage.part(2, b"b", media_info(3000, **other))
    media = await stage.finish()
    assert (media.file, media.duration_ms) == (None, 7000)
    assert "stay separate" in media.problems[0]
    assert [s.offset_ms for s in await stage.store.segments(1)] == [0, 4000]


@pytest.mark.parametrize("error", [MediaInvalidError("torn to pieces"), DiskError("no space")])
async def test_a_part_that_cannot_be_finished_is_kept_and_named(stage: Stage, error: Exception) -> None:
    """One bad part costs neither the others nor itself."""
    await stage.part(1, b"a" * 5000, error)
    await stage.part(2, b"b", media_info(3000))
    media = await stage.finish()
    assert (media.file, media.duration_ms) == (VIDEO, 3000)
    assert str(error) in media.problems[0]
    bad, good = await stage.store.segments(1)
    assert (bad.state, bad.error, bad.offset_ms) == (SegmentState.FAILED, str(error), None)
    assert (good.state, good.offset_ms) == (SegmentState.FINISHED, 0)
    assert (stage.folder / bad.part).exists()


def _disk(monkeypatch: pytest.MonkeyPatch, free_bytes: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free_bytes))


async def test_without_room_nothing_is_made_until_there_is(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is no verdict on a part: nothing is written, and the next finish makes everything."""
    await stage.part(1, b"a" * 5000, media_info(4000))
    await stage.part(2, b"b" * 6000, media_info(3000))
    _disk(monkeypatch, 4_999)
    with pytest.raises(DiskError, match=r"has 4999 bytes free and segment_001\.mp4 needs 5000; free some space"):
        await stage.finish()
    assert stage.finisher.made == []
    assert [s.state for s in await stage.store.segments(1)] == [SegmentState.RAW] * 2
    _disk(monkeypatch, 10_999)
    with pytest.raises(DiskError, match=r"2026-09-21T141320Z\.mp4 needs 11000"):
        await stage.finish()
    assert [s.state for s in await stage.store.segments(1)] == [SegmentState.FINISHED] * 2
    _disk(monkeypatch, 11_000)
    assert (await stage.finish()).file == VIDEO


async def test_a_disk_that_fills_up_meanwhile_is_no_verdict_either(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There was room at the beginning; somebody else took it."""
    await stage.part(1, b"a" * 5000, media_info(4000))

    class Filling(FakeMediaFinisher):
        async def finish_part(self, part: str, target: str, describe: Describe | None = None) -> MediaInfo:
            _disk(monkeypatch, 0)
            raise DiskError("No space left on device")

    _disk(monkeypatch, 1 << 40)
    stage.finisher = Filling(stage.finisher.infos)
    with pytest.raises(DiskError, match="has 0 bytes free"):
        await stage.finish()
    assert [s.state for s in await stage.store.segments(1)] == [SegmentState.RAW]


@pytest.mark.parametrize(("codec", "needed"), [("hevc", 22_000), ("h264", 11_000)])
async def test_a_join_that_makes_copies_waits_for_room_for_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, codec: str, needed: int
) -> None:
    """Segments of H.265 may be copied on the way: a disk that holds the video alone is too full, and no verdict."""
    await stage.part(1, b"a" * 5000, media_info(4000, video_codec=codec))
    await stage.part(2, b"b" * 6000, media_info(3000, video_codec=codec))

    async def fill(*_: object) -> MediaInfo:
        raise DiskError("No space left on device")

    join = stage.finisher.join
    monkeypatch.setattr(stage.finisher, "join", fill)
    _disk(monkeypatch, needed)
    assert "could not be joined: No space left" in (await stage.finish()).problems[0]
    if codec == "hevc":
        _disk(monkeypatch, needed - 1)
        with pytest.raises(DiskError, match="needs 22000"):
            await stage.finish()
    monkeypatch.setattr(stage.finisher, "join", join)
    assert (await stage.finish()).file == VIDEO


async def test_a_part_found_recording_is_finished_too(stage: Stage) -> None:
    """What a crash left open is finished like the rest."""
    await stage.part(1, b"a", media_info(4000), SegmentState.RECORDING)
    assert (await stage.finish()).file == VIDEO


async def test_nothing_recorded_is_no_video_and_no_problem(stage: Stage) -> None:
    """A missing part, and a header without any picture, are empty segments."""
    await stage.part(1, b"", None)
    await stage.part(2, b"FLV", None)
    assert await stage.finish() == Finished(file=None, duration_ms=None, problems=())
    assert [s.state for s in await stage.store.segments(1)] == [SegmentState.EMPTY] * 2


async def test_finishing_again_changes_nothing(stage: Stage) -> None:
    """A second run gives the same answer and makes no segment anew."""
    await stage.part(1, b"a", media_info(4000))
    await stage.part(2, b"b", media_info(3000))
    first = await stage.finish()
    segments = await stage.store.segments(1)
    stage.finisher.made.clear()
    assert await stage.finish() == first
    assert await stage.store.segments(1) == segments
    assert stage.finisher.made == [VIDEO]


async def test_a_finished_file_that_was_lost_is_made_again(stage: Stage) -> None:
    """A segment whose file does not open any more comes from its part once more."""
    await stage.part(1, b"a", media_info(4000))
    await stage.finish()
    del stage.finisher.infos["segment_001.mp4"]
    stage.finisher.made.clear()
    assert (await stage.finish()).file == VIDEO
    assert stage.finisher.made == ["segment_001.mp4", VIDEO]


async def test_a_join_that_fails_leaves_the_segments(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The segments are finished and the problem is said."""
    await stage.part(1, b"a", media_info(4000))
    await stage.part(2, b"b", media_info(3000))

    async def fail(*_: object) -> MediaInfo:
        raise MediaInvalidError("packets are missing")

    monkeypatch.setattr(stage.finisher, "join", fail)
    media = await stage.finish()
    assert (media.file, media.duration_ms) == (None, 7000)
    assert "packets are missing" in media.problems[0]


async def test_samples_beside_the_part_reach_the_store(stage: Stage) -> None:
    """Samples that a crash kept from the database are read from the sync log."""
    await stage.part(1, b"a", media_info(4000))
    (stage.folder / "part_001_a1.sync.jsonl").write_bytes(
        b'{"segment":1,"media_ms":500,"wall_ms":3,"monotonic_ms":4}\n{"segment":1,"media'
    )
    await stage.finish()
    assert await stage.store.sync_samples(1) == [SyncSample(1, 500, 3, 4)]


async def test_a_file_system_without_links_keeps_the_segment_name(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no second name is possible, the segment's file is the session's video."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    stage.session = replace(stage.session, title="")
    await stage.part(1, b"a", media_info(4000))
    assert (await stage.finish()).file == "segment_001.mp4"


async def test_a_part_without_a_row_is_not_lost(stage: Stage) -> None:
    """A crash came while the database was away: the part on the disk becomes a segment, with its samples."""
    await stage.part(1, b"x" * 50, media_info(4000))
    stray = stage.folder / "part_002_a1.flv"
    stray.write_bytes(b"y" * 50)
    (stage.folder / "part_003_a1.flv").touch()
    stage.finisher.infos[stray.name] = media_info(3000)
    (stage.folder / "part_002_a1.sync.jsonl").write_text(
        '{"segment":2,"media_ms":1000,"wall_ms":5000,"monotonic_ms":7}\n'
    )
    finished = await stage.finish()
    assert (finished.duration_ms, finished.problems) == (7000, ())
    segments = await stage.store.segments(1)
    assert [(s.part, s.state, s.started_at) for s in segments][1:] == [(stray.name, SegmentState.FINISHED, 5000)]
    assert await stage.store.sync_samples(1) == [SyncSample(2, 1000, 5000, 7)]


async def test_a_part_that_is_gone_is_said(stage: Stage) -> None:
    """A part that had media and was removed is a failed segment with its reason, and not "nothing arrived"."""
    await stage.part(1, b"", None)
    (segment,) = await stage.store.segments(1)
    await stage.store.save_segment(replace(segment, bytes=1234))
    finished = await stage.finish()
    assert "gone" in finished.problems[0]
    assert [s.state for s in await stage.store.segments(1)] == [SegmentState.FAILED]


async def test_another_container_is_used_throughout(stage: Stage) -> None:
    """Segment and video are Matroska files when that is configured."""
    stage.policy = FinishPolicy(container="mkv")
    await stage.part(1, b"a", media_info(4000))
    assert (await stage.finish()).file == VIDEO.replace(".mp4", ".mkv")
    assert [segment.file for segment in await stage.store.segments(1)] == ["segment_001.mkv"]


async def test_thumbnails_are_made_unless_unwanted(stage: Stage) -> None:
    """The video gets its pictures; a failure to draw them costs nothing else."""
    await stage.part(1, b"a", media_info(4000))
    await stage.finish()
    assert stage.finisher.drawn == [VIDEO]
    stage.policy = FinishPolicy(storyboard=False)
    await stage.finish()
    assert stage.finisher.drawn == [VIDEO]
    stage.policy = FinishPolicy()
    stage.finisher.cannot_draw = MediaInvalidError("no pictures")
    assert await stage.finish() == Finished(file=VIDEO, duration_ms=4000, problems=())


async def test_parts_go_only_when_their_files_are_verified(stage: Stage) -> None:
    """Parts of finished segments go, with a row that says when; one that could not be finished stays."""
    await stage.part(1, b"a", media_info(4000))
    await stage.part(2, b"b" * 5000, MediaInvalidError("torn"))
    await stage.finish()
    await remove_parts(session=stage.session, folder=stage.folder, store=stage.store, now=77)
    good, bad = await stage.store.segments(1)
    assert (good.part_removed_at, (stage.folder / good.part).exists()) == (77, False)
    assert (bad.part_removed_at, (stage.folder / bad.part).exists()) == (None, True)
    assert (await stage.finish()).file == VIDEO


async def test_a_file_lost_after_its_part_went_is_said(stage: Stage) -> None:
    """Without the part nothing can be made again; the sentence says why there is no part."""
    await stage.part(1, b"a", media_info(4000))
    await stage.finish()
    await remove_parts(session=stage.session, folder=stage.folder, store=stage.store, now=77)
    del stage.finisher.infos["segment_001.mp4"]
    finished = await stage.finish()
    assert "given up" in finished.problems[0]
