"""Parts that somebody removes or moves away while they are written: their bytes are there until the last one closes."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from archiver.media.draft import draft_of
from archiver.open_file import copy_bytes

log = structlog.get_logger(__name__)


def create_part(path: Path) -> int:
    """Make a part, open for reading and writing. Raises OSError; one that exists is never overwritten."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)


def write_anew(path: Path, fd: int) -> None:
    """Write what is open as ``fd`` anew in its place, which is empty. Blocking.

    Raises:
        OSError: it cannot be; then it is lost for good.
    """
    draft = draft_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        copy = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            copy_bytes(fd, copy, os.fstat(fd).st_size)
        finally:
            os.close(copy)
        if path.exists():  # somebody else's: it stays
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


async def put_back(part: Path, write: Callable[[], None]) -> None:
    """Put a part back by ``write``, in a thread, and say what became of it. Raises nothing."""
    try:
        await asyncio.to_thread(write)
    except OSError as error:
        log.error("A part was removed while it was being written, and is lost.", folder=str(part.parent),
                  problem=error.strerror)  # fmt: skip
    else:
        log.warning("A part was removed while it was being written; it was written anew.", folder=str(part.parent))
