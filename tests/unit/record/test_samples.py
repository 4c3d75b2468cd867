"""The sync log."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from archiver.model.media import CaptureProgress, PlaylistMark
from archiver.model.timeline import SyncSample
from archiver.record.samples import SampleLog, read_samples


def progress(media_ms: int, monotonic_ms: int) -> CaptureProgress:
    return CaptureProgress(media_ms=media_ms, bytes=1, wall_ms=5_000 + monotonic_ms, monotonic_ms=monotonic_ms)


def test_samples_are_on_disk_before_the_log_is_closed(tmp_path: Path) -> None:
    """What a kill leaves behind is every sample noted so far."""
    path = tmp_path / "part.sync.jsonl"
    with closing(SampleLog(path, 4)) as log:
        log.note(progress(500, 1000))
        log.note(progress(1500, 2000))
        assert list(read_samples(path)) == [SyncSample(4, 500, 6000, 1000), SyncSample(4, 1500, 7000, 2000)]


def test_samples_that_follow_too_closely_are_left_out(tmp_path: Path) -> None:
    """A burst of reports gives one sample."""
    with closing(SampleLog(tmp_path / "log", 1)) as log:
        assert len(log.note(progress(500, 1000))) == 1
        assert log.note(progress(510, 1010)) == []


def test_key_frames_and_the_encoders_clock_are_never_left_out(tmp_path: Path) -> None:
    """They come with every key frame and are worth a line each, unless every frame has one."""
    with closing(SampleLog(tmp_path / "log", 1)) as log:
        log.note(progress(500, 1000))
        [key] = log.note(replace(progress(540, 1040), pts_ms=90_540, is_key=True, sei_ts=5_000))
        assert log.note(replace(progress(580, 1080), sei_ts=5_040)) == []
    assert key == SyncSample(1, 540, 6040, 1040, 90_540, True, 5_000)
    assert list(read_samples(tmp_path / "log"))[1] == key


def test_marks_of_a_playlist_are_samples_too(tmp_path: Path) -> None:
    """They are taken with the report that brings them, also when the report itself says nothing new."""
    with closing(SampleLog(tmp_path / "log", 1)) as log:
        log.note(progress(500, 1000))
        marks = (PlaylistMark(0, date_at=7_000), PlaylistMark(2_000, 5_500, 500, is_break=True, lost_ms=900))
        found = log.note(replace(progress(510, 1010), marks=marks))
    assert found == [
        SyncSample(1, 0, is_key=True, date_at=7_000),
        SyncSample(1, 2_000, 5_500, 500, is_key=True, is_break=True, lost_ms=900),
    ]  # fmt: skip
    assert list(read_samples(tmp_path / "log"))[1:] == found


def test_torn_and_foreign_lines_are_passed_over(tmp_path: Path) -> None:
    """A torn tail, binary rubbish, other JSON and wrong types cost only their own line."""
    path = tmp_path / "log"
    good = b'{"segment":1,"media_ms":2,"wall_ms":3,"monotonic_ms":4}\n'
    foreign = b'\xff\xfe\n[]\n3\n{"segment":1}\n{"segment":1,"media_ms":"2","wall_ms":3,"monotonic_ms":4}\n'
    foreign += b'{"segment":1,"media_ms":2,"wall_ms":3,"is_key":1}\n'
    foreign += b'{"segment":1,"media_ms":2,"is_break":1}\n{"segment":1,"media_ms":2,"sei_ts":-5}\n'
    path.write_bytes(good + foreign + good + good[:20])
    assert list(read_samples(path)) == [SyncSample(1, 2, 3, 4)] * 2


def test_a_missing_log_has_no_samples(tmp_path: Path) -> None:
    """A part without media has no log."""
    assert list(read_samples(tmp_path / "none")) == []


def test_a_log_that_cannot_be_written_still_gives_samples(tmp_path: Path) -> None:
    """The samples go on to the database when the folder is gone."""
    with closing(SampleLog(tmp_path / "gone" / "log", 1)) as log:
        assert log.note(progress(500, 1000))
        assert log.note(progress(1500, 2000))


def test_a_log_that_cannot_be_read_has_no_samples(tmp_path: Path) -> None:
    """A folder in its place, and values no database could hold, stop nobody."""
    (tmp_path / "folder").mkdir()
    assert list(read_samples(tmp_path / "folder")) == []
    log = tmp_path / "log"
    log.write_text('{"segment":1,"media_ms":99999999999999999999,"wall_ms":1,"monotonic_ms":1}\n')
    assert list(read_samples(log)) == []
