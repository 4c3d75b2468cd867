"""One process per session."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archiver.errors import DiskError, SessionConflictError
from archiver.eventlog.journal import JournalWriter
from archiver.run.lock import is_held, remove_left_lock, room_lock, session_lock

HOLDER = """
import sys; from pathlib import Path; from archiver.run.lock import session_lock
with session_lock(Path(sys.argv[1])):
    print("held", flush=True); sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    """The lock is held against other processes, and kill -9 of its holder frees it."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(SessionConflictError), session_lock(tmp_path):
            pass
        holder.kill()
    with session_lock(tmp_path):
        pass


def test_a_file_system_without_locks_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is recorded where no lock can be held, and who only looks is told that nobody holds one."""
    with session_lock(tmp_path):
        pass

    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(fcntl, "flock", refuse)
    for lock in (session_lock(tmp_path), room_lock(tmp_path, 7)):
        with pytest.raises(DiskError, match=r"no file locks; put archive\.folder"), lock:
            pass
    with pytest.raises(DiskError, match="cannot be locked"):
        JournalWriter(tmp_path, 1)
    assert not is_held(tmp_path)


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    """A folder that cannot be made is named, with what to look at."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"archive\.folder"), session_lock(tmp_path / "file" / "session"):
        pass


def test_a_room_is_recorded_once_in_an_archive_folder(tmp_path: Path) -> None:
    """Also within one process; other rooms and other archives are free, and nothing is left behind."""
    with room_lock(tmp_path, 7):
        with (
            pytest.raises(SessionConflictError, match=r"Room 7 is being recorded into .* already"),
            room_lock(tmp_path, 7),
        ):
            pass
        with room_lock(tmp_path, 8), room_lock(tmp_path / "other", 7):
            pass
    with room_lock(tmp_path, 7):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_the_lock_file_of_a_killed_recording_goes(tmp_path: Path) -> None:
    """That of a recording that goes on stays, and holds."""
    left = tmp_path / ".room_7.lock"
    left.touch()
    remove_left_lock(tmp_path, 7)
    assert not left.exists()
    with room_lock(tmp_path, 7):
        remove_left_lock(tmp_path, 7)
        with pytest.raises(SessionConflictError), room_lock(tmp_path, 7):
            pass


def test_whether_a_session_is_worked_on_can_be_seen(tmp_path: Path) -> None:
    """By anybody, without being in the way; a lock file that was left behind says nothing."""
    assert not is_held(tmp_path / "none")
    with session_lock(tmp_path):
        assert is_held(tmp_path)
        assert is_held(tmp_path)
    assert (tmp_path / ".session.lock").exists()
    assert not is_held(tmp_path)


def test_a_look_is_no_refusal(tmp_path: Path) -> None:
    """Who looks holds the lock for a moment; whoever wants it then gets it all the same."""
    (tmp_path / ".session.lock").touch()
    with (tmp_path / ".session.lock").open("rb") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        threading.Timer(0.01, lambda: fcntl.flock(looking, fcntl.LOCK_UN)).start()
        with session_lock(tmp_path):
            pass
