"""Long work on files in a worker thread, which ends with the task that waits for it.

A thread cannot be cancelled, and a process waits for its threads before it exits: reading a recording of hours would
make a stop take minutes.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

#: Asked now and then by the work: whether nobody wants its result any more. It may return anything then.
IsGivenUp = Callable[[], bool]


async def in_thread(work: Callable[[Path, IsGivenUp], T], path: Path) -> T:
    """``work(path, is_given_up)`` in a worker thread. Raises what it raises."""
    given_up = threading.Event()
    try:
        return await asyncio.to_thread(work, path, given_up.is_set)
    finally:
        given_up.set()
