"""Whether a file that is to be made has room, before it is begun: one that fills the disk takes it from recordings."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from archiver.errors import DiskError


async def require_space(target: Path, size_bytes: int) -> None:
    """See that the disk of ``target`` has so many bytes free, where it tells.

    Raises:
        DiskError: it has not.
    """
    try:
        free_bytes = (await asyncio.to_thread(shutil.disk_usage, target.parent)).free
    except OSError:
        return  # making the file says what is wrong
    if free_bytes < size_bytes:
        raise DiskError(
            f"{target.parent} has {free_bytes} bytes free and {target.name} needs {size_bytes}; free some space, and "
            "it is made."
        )
