from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.deliver.files import check_reachable, write_atomically
from archiver.errors import DiskError, UsageError


def test_a_file_is_written_in_folders_made_for_it(tmp_path: Path) -> None:
    """Text is UTF-8 with the line ends it has; bytes are as they are; the size is told."""
    assert write_atomically(tmp_path / "a" / "b.txt", iter(["é\n", "\r\n"])) == 5
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"\xc3\xa9\n\r\n"
    assert write_atomically(tmp_path / "b.bin", iter([b"\0\xff"])) == 2
    assert (tmp_path / "b.bin").stat().st_mode & 0o777 == 0o644


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Whole or not at all, and no draft stays."""

    def broken() -> Iterator[str]:
        yield "half"
        raise DiskError("The database's disk is gone.")

    target = tmp_path / "chat.srt"
    target.write_text("old")
    with pytest.raises(DiskError):
        write_atomically(target, broken())
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["chat.srt"]


def test_a_symbolic_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    """The file appears where the link points, whether one is there or not yet."""
    for name in ("there", "not there yet"):
        link, target = tmp_path / f"link to {name}", tmp_path / "elsewhere" / name
        link.symlink_to(target)
        if name == "there":
            target.parent.mkdir()
            target.write_text("old")
        write_atomically(link, iter(["new"]))
        assert link.is_symlink()
        assert target.read_text() == "new"


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """A file where a folder should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"cannot be written .*; choose another place with -o\."):
        write_atomically(tmp_path / "file" / "chat.srt", iter([]))


def test_what_is_no_file_keeps_its_place(tmp_path: Path) -> None:
    """A pipe or a device (/dev/null, as root) is not replaced by a file, and neither is a folder."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(UsageError, match="is not a file; name another place with -o"):
            write_atomically(path, iter(["text"]))
    assert (tmp_path / "pipe").is_fifo()


def test_the_longest_names_are_written(tmp_path: Path) -> None:
    """As many bytes as a file system takes, in any script."""
    for name in ("a" * 251 + ".srt", "你" * 83 + "a.srt"):
        write_atomically(tmp_path / name, iter(["text"]))
        assert (tmp_path / name).read_text() == "text"


def test_a_place_where_nobody_may_look_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's folder."""

    def forbidden(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", forbidden)
    with pytest.raises(
        UsageError, match=r"x\.srt cannot be written \(Permission denied\); name another place with -o\."
    ):
        check_reachable(tmp_path / "x.srt")
