from __future__ import annotations

from pathlib import Path

from archiver.deliver.plan import plan
from archiver.deliver.video import source_of
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


def test_a_symbolic_link_is_not_replaced_by_the_video(tmp_path: Path) -> None:
    """The video is made where the link points, and found from where the link lies."""
    archive, link = tmp_path / "archive", tmp_path / "links" / "ann.mkv"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "disk" / "films" / "ann.mkv")
    (job,) = plan(recording(part(1)), [exporter_named("mkv")], archive=archive, target=str(link))
    assert source_of(job) == (archive / "ann" / "7400" / "ann.mp4", tmp_path / "disk" / "films" / "ann.mkv")
