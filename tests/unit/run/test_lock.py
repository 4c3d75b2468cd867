"""One process per session."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archiver.errors import DiskError, SessionConflictError
from archiver.run.lock import session_lock

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


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    """A folder that cannot be made is named, with what to look at."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"archive\.folder"), session_lock(tmp_path / "file" / "session"):
        pass
