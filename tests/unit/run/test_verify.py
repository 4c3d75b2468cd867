"""What `archiver sessions verify` finds out about an archive that was touched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.errors import CaptureError, SessionConflictError
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import FILE_HEADER, journal_path
from archiver.model.session import Gap, GapCause, SegmentState, Session
from archiver.record.video import SEPARATE_FILES
from archiver.run.verify import Finding, verify_session
from tests.fakes.raw_frames import chat_message, push_frame, raw
from tests.fakes.session_stage import Stage


class Archive:
    """A finished session of one segment, and the hands that touch it."""

    def __init__(self, stage: Stage, session: Session) -> None:
        self.stage, self.session = stage, session
        self.folder = stage.archive / session.folder

    async def findings(self) -> list[Finding]:
        session = self.stage.store.sessions[1]
        return await verify_session(
            session, archive_folder=self.stage.archive, store=self.stage.store,  # type: ignore[arg-type]
            finisher=self.stage.finisher,
        )  # fmt: skip

    async def wrong(self) -> dict[str, str]:
        return {finding.what: finding.says for finding in await self.findings() if not finding.is_ok}


@pytest.fixture
async def archive(tmp_path: Path) -> Archive:
    stage = Stage(tmp_path / "archive")
    running = asyncio.create_task(stage.run(await stage.opened()))
    async with asyncio.timeout(20):
        while not any(path.stat().st_size for path in stage.archive.rglob("*.flv")):
            await asyncio.sleep(0)
    stage.end()
    session = await running
    infos = stage.finisher.infos
    infos[Path(str(session.file)).name] = infos["segment_001.mp4"]  # one file under two names
    return Archive(stage, session)


async def test_an_archive_as_it_was_made_is_whole(archive: Archive) -> None:
    """Every file, the coverage, the timeline with kind and error, rows and journals are told, and right."""
    findings = await archive.findings()
    assert [finding.what for finding in findings] == [
        "part 1", "segment 1", "video", "coverage", "timeline", "rows", "journal 1",
    ]  # fmt: skip
    assert await archive.wrong() == {}
    said = {finding.what: finding.says for finding in findings}
    assert said["coverage"].startswith("2.0 s of media, ")
    assert "ms, " in said["timeline"]
    assert "±" in said["timeline"]


def _remove(name: str) -> Callable[[Archive], None]:
    return lambda archive: (archive.folder / name).unlink()


def _overwrite(archive: Archive) -> None:
    (archive.folder / "segment_001.mp4").write_bytes(b"something else")


def _add_part(archive: Archive) -> None:
    (archive.folder / "part_009_a1.flv").write_bytes(b"FLV")


def _forget_timeline(archive: Archive) -> None:
    archive.stage.store.timelines[1] = ()


def _move_timeline(archive: Archive) -> None:
    *pieces, last = archive.stage.store.timelines[1]
    archive.stage.store.timelines[1] = (*pieces, replace(last, offset_ms=9_000))


def _lose_row(archive: Archive) -> None:
    archive.stage.store.events.pop(next(iter(archive.stage.store.events)))


def _lose_video(archive: Archive) -> None:
    (archive.stage.archive / str(archive.session.file)).unlink()


@pytest.mark.parametrize(
    ("touch", "what", "says"),
    [
        (_remove("part_001_a1.flv"), "part 1", "part_001_a1.flv is missing"),
        (_remove("segment_001.mp4"), "segment 1", "segment_001.mp4 is missing"),
        (_overwrite, "segment 1", "SHA-256 differs"),
        (_overwrite, "video", "SHA-256 differs"),
        (_lose_video, "video", "is missing"),
        (_add_part, "part 9", "part_009_a1.flv is known to no row"),
        (_forget_timeline, "timeline", "there is none; `archiver align 1` builds it"),
        (_move_timeline, "timeline", "does not lie in segment 1; `archiver align 1` builds it anew"),
        (_lose_row, "rows", "1 without a row"),
        (_lose_row, "journal 1", "rows pass over 1 of its events"),
        (_remove(journal_path(Path(), 1).name), "rows", "rows without one"),
    ],
)
async def test_what_was_touched_is_named(
    archive: Archive, touch: Callable[[Archive], None], what: str, says: str
) -> None:
    """Each fault is a finding that says what is wrong, and what mends it where something does."""
    touch(archive)
    assert says in (await archive.wrong())[what]


@pytest.mark.parametrize("left", [b"", FILE_HEADER, FILE_HEADER + b"torn"])
async def test_a_journal_without_records_is_read_to_its_end(archive: Archive, left: bytes) -> None:
    """A process that was killed before its first frame leaves a file, and nothing that rows could be missing of."""
    journal_path(archive.folder, 2).write_bytes(left)
    assert await archive.wrong() == {}


async def test_a_journal_behind_the_rows_is_named(archive: Archive) -> None:
    """Its records have no rows yet."""
    with JournalWriter(archive.folder, 2) as writer:
        writer.append(raw(push_frame([chat_message(7)])))
    assert (await archive.wrong())["journal 2"].endswith("rows do not reach its end")


async def test_segments_that_stay_separate_are_as_they_should_be(archive: Archive) -> None:
    """A creator who turns the phone gets a file for each picture size: nothing is wrong, and it is told."""
    stored = archive.stage.store.sessions
    stored[1] = replace(archive.session, file=None, sha256=None, error=SEPARATE_FILES)
    assert await archive.wrong() == {}
    assert SEPARATE_FILES in {finding.says for finding in await archive.findings()}
    stored[1] = replace(archive.session, file=None, sha256=None, error="The segments could not be joined.")
    assert await archive.wrong() == {"video": "The segments could not be joined."}


async def test_a_session_without_media_needs_no_video(archive: Archive) -> None:
    """What never arrived is told by the segment and the coverage; there is nothing to make a video of."""
    store = archive.stage.store
    (only,) = await store.segments(1)
    await store.save_segment(replace(only, state=SegmentState.EMPTY, duration_ms=None, offset_ms=None))
    store.sessions[1] = replace(archive.session, file=None, sha256=None)
    store.timelines[1] = ()
    assert "video" not in await archive.wrong()


async def test_a_gap_left_open_and_segments_out_of_place(archive: Archive) -> None:
    """Rows that cannot both be true are told."""
    store = archive.stage.store
    await store.save_gap(Gap(session_id=1, cause=GapCause.STALL, started_at=archive.session.started_at + 7))
    assert "a gap was never closed" in (await archive.wrong())["coverage"]
    await store.save_gap(Gap(session_id=1, cause=GapCause.STALL, started_at=archive.session.started_at + 7, ended_at=2))
    (first,) = await store.segments(1)
    await store.save_segment(replace(first, number=2, offset_ms=5_000))
    says = (await archive.wrong())["coverage"]
    assert "segment 2 begins at 5000 ms of the video, the one before is left at 2000 ms" in says


async def test_files_are_made_again_from_the_parts(archive: Archive) -> None:
    """A session that an earlier version ended without its video gets it; when and why it ended stays, and the parts."""
    store, ended = archive.stage.store, archive.stage.store.sessions[1]
    (only,) = await store.segments(1)
    for name in ("segment_001.mp4", Path(str(ended.file)).name):
        (archive.folder / name).unlink()
    await store.save_segment(replace(only, state=SegmentState.FAILED, file=None, error="torn", offset_ms=None))
    store.sessions[1] = replace(
        ended, file=None, sha256=None, duration_ms=None, error="Segment 1 could not be finished"
    )
    store.timelines[1] = ()
    archive.stage.clock.advance(86_400_000)
    assert set(await archive.wrong()) == {"segment 1", "video"}
    await archive.stage.runner().remake(1)
    assert await archive.wrong() == {}
    assert store.sessions[1] == ended
    assert (archive.folder / only.part).is_file()


async def test_a_file_that_was_changed_is_made_again(archive: Archive) -> None:
    """It is not taken for the one that was made because it can be read."""
    _overwrite(archive)
    await archive.stage.runner().remake(1)
    assert await archive.wrong() == {}
    assert (archive.folder / "segment_001.mp4").read_bytes() != b"something else"


async def test_what_cannot_be_made_again_stays_as_it_is(archive: Archive) -> None:
    """Neither file nor part: nothing is touched, for the video that is there is all there is."""
    before = archive.stage.store.sessions[1]
    for name in ("segment_001.mp4", "part_001_a1.flv"):
        (archive.folder / name).unlink()
    with pytest.raises(CaptureError, match=r"Segment 1 has neither its part part_001_a1\.flv nor segment_001\.mp4"):
        await archive.stage.runner().remake(1)
    assert archive.stage.store.sessions[1] == before
    assert (archive.stage.archive / str(before.file)).is_file()


async def test_a_session_that_goes_on_is_not_made_again(archive: Archive) -> None:
    """It belongs to the process that records it."""
    archive.stage.store.sessions[1] = replace(archive.session, ended_at=None, end_cause=None)
    with pytest.raises(SessionConflictError, match="has not ended"):
        await archive.stage.runner().remake(1)
