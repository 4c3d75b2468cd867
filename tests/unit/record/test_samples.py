"""The sync log."""

from __future__ import annotations

from pathlib import Path

from archiver.model.media import CaptureProgress
from archiver.model.timeline import SyncSample
from archiver.record.samples import SampleLog, read_samples


def progress(media_ms: int, monotonic_ms: int) -> CaptureProgress:
    return CaptureProgress(media_ms=media_ms, bytes=1, wall_ms=5_000 + monotonic_ms, monotonic_ms=monotonic_ms)


def test_samples_are_on_disk_before_the_log_is_closed(tmp_path: Path) -> None:
    """What a kill leaves behind is every sample noted so far."""
    path = tmp_path / "part.sync.jsonl"
    with SampleLog(path, 4) as log:
        log.note(progress(500, 1000))
        log.note(progress(1500, 2000))
        assert list(read_samples(path)) == [SyncSample(4, 500, 6000, 1000), SyncSample(4, 1500, 7000, 2000)]


def test_samples_that_follow_too_closely_are_left_out(tmp_path: Path) -> None:
    """A burst of reports gives one sample."""
    with SampleLog(tmp_path / "log", 1) as log:
        assert log.note(progress(500, 1000)) is not None
        assert log.note(progress(510, 1010)) is None


def test_torn_and_foreign_lines_are_passed_over(tmp_path: Path) -> None:
    """A torn tail, binary rubbish, other JSON and wrong types cost only their own line."""
    path = tmp_path / "log"
    good = b'{"segment":1,"media_ms":2,"wall_ms":3,"monotonic_ms":4}\n'
    foreign = b'\xff\xfe\n[]\n3\n{"segment":1}\n{"segment":1,"media_ms":"2","wall_ms":3,"monotonic_ms":4}\n'
    path.write_bytes(good + foreign + good + good[:20])
    assert list(read_samples(path)) == [SyncSample(1, 2, 3, 4)] * 2


def test_a_missing_log_has_no_samples(tmp_path: Path) -> None:
    """A part without media has no log."""
    assert list(read_samples(tmp_path / "none")) == []


def test_a_log_that_cannot_be_written_still_gives_samples(tmp_path: Path) -> None:
    """The samples go on to the database when the folder is gone."""
    with SampleLog(tmp_path / "gone" / "log", 1) as log:
        assert log.note(progress(500, 1000)) is not None
        assert log.note(progress(1500, 2000)) is not None


def test_a_log_that_cannot_be_read_has_no_samples(tmp_path: Path) -> None:
    """A folder in its place, and values no database could hold, stop nobody."""
    (tmp_path / "folder").mkdir()
    assert list(read_samples(tmp_path / "folder")) == []
    log = tmp_path / "log"
    log.write_text('{"segment":1,"media_ms":99999999999999999999,"wall_ms":1,"monotonic_ms":1}\n')
    assert list(read_samples(log)) == []
