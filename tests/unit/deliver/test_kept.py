"""What nothing is written over, whatever writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.config import load_settings
from archiver.deliver.kept import check_kept, own_files
from archiver.errors import UsageError
from archiver.store.engine import sqlite_path


@pytest.fixture
def own(tmp_path: Path) -> dict[Path, str]:
    """The own files of an archive with cookies, options in its URL and a configuration of a name of its own."""
    config = tmp_path / "mine.toml"
    config.write_text('[database]\nurl = "sqlite:///archiver.db?timeout=5"\n[tiktok]\ncookies_file = "cookies.txt"\n')
    for name in ("cookies.txt", "archiver.db"):
        (tmp_path / name).touch()
    settings = load_settings(config)
    return own_files(settings, config, sqlite_path(settings.database_url))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("mine.toml", "the configuration"),
        ("cookies.txt", "the file of your cookies"),
        ("archiver.db", "the archive's database"),
        ("archiver.db-wal", "the archive's database"),
        ("archive/../archiver.db", "the archive's database"),
        ("link", "the configuration"),
        ("twin", "the archive's database"),
    ],
)
def test_the_archivers_own_files_are_kept(tmp_path: Path, own: dict[Path, str], name: str, what: str) -> None:
    """By whatever name: the newest rows lie beside the database, and links lead to what they point to."""
    (tmp_path / "link").symlink_to("mine.toml")
    (tmp_path / "twin").hardlink_to(tmp_path / "archiver.db")
    with pytest.raises(UsageError, match=f"is {what} and is never written over"):
        check_kept(tmp_path / name, own, tmp_path / "archive")


@pytest.mark.parametrize("name", [".session.lock", ".room_7400000000000000001.lock"])
def test_locks_are_kept(tmp_path: Path, name: str) -> None:
    """A new file in a lock's place is held by nobody: two processes would work on one session."""
    with pytest.raises(UsageError, match="keeps two processes from one session and is never written over"):
        check_kept(tmp_path / "archive" / name, {}, tmp_path / "archive")


def test_everything_else_may_be_written(tmp_path: Path, own: dict[Path, str]) -> None:
    """Also a name that looks like a part, outside of the archive."""
    for name in ("other.toml", "part_001_a1.flv", "archive/rows.csv", ".session.lock"):
        check_kept(tmp_path / name, own, tmp_path / "archive")
