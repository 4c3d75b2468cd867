"""One process per session, one recording per room: file locks, released by the system when their holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from archiver.errors import DiskError, SessionConflictError

LOCK_NAME = ".session.lock"


#: Who looks whether a lock is held has it for a moment; a refusal is not believed at once.
_TRIES, _PAUSE_S = 5, 0.01


@contextmanager
def session_lock(folder: Path) -> Iterator[None]:
    """Hold the session's lock.

    Raises:
        SessionConflictError: a running process holds it.
        DiskError: the folder cannot be made or written, or has no locks.
    """
    make_folder(folder)
    with _open(folder / LOCK_NAME) as handle:
        if not _take(handle):
            raise SessionConflictError(f"Another archiver process is working on {folder}; let it finish.")
        yield


@contextmanager
def room_lock(archive: Path, room_id: int) -> Iterator[None]:
    """Be the only recording of a room into an archive folder, whichever process and database the other one has.

    Raises:
        SessionConflictError: it is being recorded.
        DiskError: the folder cannot be made or written, or has no locks.
    """
    make_folder(archive)
    path = archive / f".room_{room_id}.lock"
    with _open(path) as handle:
        if not _take(handle) or not _is_at(handle, path):
            raise SessionConflictError(
                f"Room {room_id} is being recorded into {archive} already; let that recording finish, or stop it first."
            )
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def remove_left_lock(archive: Path, room_id: int) -> None:
    """Remove the lock file of a recording that was killed; that of one that goes on stays."""
    with suppress(SessionConflictError, DiskError), room_lock(archive, room_id):
        return


def is_held(folder: Path) -> bool:
    """Whether a running process works on the session of a folder."""
    try:
        handle = (folder / LOCK_NAME).open("rb")
    except OSError:
        return False
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # a file system without locks, where nobody holds one
            return False
        return False


def _open(path: Path) -> IO[str]:
    try:
        return path.open("a")
    except OSError as error:
        raise _unwritable(path.parent, error) from error


def _take(handle: IO[str]) -> bool:
    for _ in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE_S)
        except OSError as error:
            raise DiskError(
                f"{handle.name} cannot be locked ({error.strerror}): this file system has no file locks; "
                "put archive.folder on one that has."
            ) from error
        else:
            return True
    return False


def _is_at(handle: IO[str], path: Path) -> bool:
    """Whether the file is still the one there: its last holder removes it."""
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except OSError:
        return False


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
