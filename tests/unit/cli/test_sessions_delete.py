"""archiver sessions delete: what is said when it cannot be done, and what is left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archiver.cli.main import run
from archiver.run.lock import session_lock
from archiver.store.sql_store import SqlStore
from tests.archive import ANNA, ROOM, archive_session


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> str:
    path = tmp_path / "config.toml"
    path.write_text(
        f'[database]\nurl = "{sqlite_url}"\n[archive]\nfolder = "{tmp_path / "archive"}"\n', encoding="utf-8"
    )
    return str(path)


@pytest.fixture
async def folder(sqlite_url: str, tmp_path: Path) -> Path:
    """The folder of an ended session, with a file."""
    async with SqlStore(sqlite_url) as store:
        await archive_session(store)
    folder = tmp_path / "archive" / "anna" / "1"
    folder.mkdir(parents=True)
    (folder / "part.flv").write_bytes(b"x")
    return folder


def test_what_a_process_works_on_is_kept(config: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows and files stay as long as the session's lock is held."""
    with session_lock(folder):
        assert run(["--config", config, "sessions", "delete", "1", "--yes"]) == 2
    assert "working on session 1" in capsys.readouterr().err
    assert (folder / "part.flv").exists()
    assert run(["--config", config, "sessions", "delete", "1", "--yes"]) == 0
    assert not folder.exists()


async def test_after_a_crash_it_is_not_said_to_run(
    config: str, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody can stop what does not run: it has to be finished."""
    async with SqlStore(sqlite_url) as store:
        await store.open_session(
            room_id=ROOM, creator=ANNA, title="", started_at=1, folder="anna/2", broadcast_started_at=None
        )
    assert run(["--config", config, "sessions", "delete", "last", "--yes"]) == 2
    assert "what a crash left open" in capsys.readouterr().err


def test_files_that_stay_are_told(
    config: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that cannot be removed is named, and the command fails."""
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    assert run(["--config", config, "sessions", "delete", "1", "--yes"]) == 1
    said = capsys.readouterr().err
    assert str(folder) in said
    assert said.count("\n") == 1
