from __future__ import annotations

from pathlib import Path

import pytest

from archiver.deliver.plan import plan
from archiver.deliver.video import source_of
from archiver.errors import UsageError
from archiver.export.registry import exporter_named
from tests.fakes.replay import part, recording


def test_the_video_is_found_from_a_folder_that_does_not_exist_yet(tmp_path: Path) -> None:
    """The folder is made with the file, after the video was read."""
    archive = tmp_path / "archive"
    (archive / "ann" / "7400").mkdir(parents=True)
    (archive / "ann" / "7400" / "ann.mp4").write_bytes(b"video")
    target = tmp_path / "new" / "folder" / "ann.mkv"
    (job,) = plan(recording(part(1)), [exporter_named("mkv")], archive=archive, target=str(target))
    source, made = source_of(job)
    assert source.read_bytes() == b"video"
    assert made == target


def test_what_is_not_finished_yet_is_told_by_its_name(tmp_path: Path) -> None:
    """Whoever asks for parts is not told to ask for parts."""
    running = recording(part(1), part(2, offset_ms=60_000, file=None, duration_ms=None), file=None, duration_ms=None)
    (whole,) = plan(running, [exporter_named("mkv")], archive=tmp_path)
    with pytest.raises(UsageError, match=r"Session 1 has no finished video; .* export its parts with --parts\."):
        source_of(whole)
    first, second = plan(running, [exporter_named("mkv")], archive=tmp_path, by_parts=True)
    assert source_of(first)[0].name == "001.mp4"
    with pytest.raises(UsageError, match=r"^Part 2 of session 1 has no finished video; wait for its end\.$"):
        source_of(second)


def test_a_symbolic_link_is_not_replaced_by_the_video(tmp_path: Path) -> None:
    """The video is made where the link points, and found from where the link lies."""
    archive, link = tmp_path / "archive", tmp_path / "links" / "ann.mkv"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "disk" / "films" / "ann.mkv")
    (job,) = plan(recording(part(1)), [exporter_named("mkv")], archive=archive, target=str(link))
    assert source_of(job) == (archive / "ann" / "7400" / "ann.mp4", tmp_path / "disk" / "films" / "ann.mkv")
