"""Files that FFmpeg makes: under another name until they are whole."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from archiver.errors import DiskError, MediaInvalidError
from archiver.media.command import redact
from archiver.media.process import LineListener, spawn


def draft_of(target: Path) -> Path:
    """Where a file is made before it is verified: the same folder, a name that no search for videos shows."""
    return target.with_name(f".{target.stem}.draft{target.suffix}")


async def run(
    argv: Sequence[str],
    target: Path,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    on_line: LineListener | None = None,
) -> str:
    """Run FFmpeg until the draft of ``target`` is written; returns its last words.

    Raises:
        DiskError: there is no space left.
        MediaInvalidError: it failed.
    """
    async with spawn(argv, cwd=cwd, env=env, on_line=on_line) as child:
        exit_code = await child.wait()
    if "No space left on device" in child.stderr_tail:
        raise disk_error(target, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    if exit_code != 0:
        words = redact(child.stderr_tail.strip().rpartition("\n")[2])
        raise MediaInvalidError(f"FFmpeg could not make {target.name} (exit code {exit_code}): {words}")
    return child.stderr_tail


async def put_in_place(draft: Path, target: Path) -> None:
    """Give the draft its name, on the disk and not only in memory.

    Raises:
        DiskError: it cannot be.
    """
    await asyncio.to_thread(_put_in_place, draft, target)


async def remove(draft: Path) -> None:
    """Take away what is left of a draft."""
    await asyncio.to_thread(draft.unlink, missing_ok=True)


def disk_error(path: Path, error: OSError) -> DiskError:
    """What to tell about a file that cannot be written."""
    return DiskError(
        f"{path.parent} cannot hold {path.name} ({error.strerror}); free some space or check the folder's rights."
    )


def _put_in_place(draft: Path, target: Path) -> None:
    try:
        _sync(draft)
        draft.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise disk_error(target, error) from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
