"""One process per session: a file lock in the session's folder, released by the system when its holder dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.errors import DiskError, SessionConflictError

LOCK_NAME = ".session.lock"


@contextmanager
def session_lock(folder: Path) -> Iterator[None]:
    """Hold the session's lock.

    Raises:
        SessionConflictError: a running process holds it.
        DiskError: the folder cannot be made or written.
    """
    make_folder(folder)
    try:
        handle = (folder / LOCK_NAME).open("a")
    except OSError as error:
        raise _unwritable(folder, error) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SessionConflictError(f"Another archiver process is working on {folder}; let it finish.") from None
        yield


def make_folder(folder: Path) -> None:
    """Make a session's folder. Raises DiskError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> DiskError:
    return DiskError(
        f"The session folder {folder} cannot be written ({error.strerror}); check archive.folder and its rights."
    )
