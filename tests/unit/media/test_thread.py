"""Work in threads that ends with whoever waits for it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from archiver.media.remux import FFmpegFinisher
from archiver.media.thread import IsGivenUp, in_thread
from archiver.media.version import FFmpeg


async def test_a_cancelled_task_ends_its_thread(tmp_path: Path) -> None:
    """The work learns that nobody waits for it any more."""
    begun, ended = threading.Event(), threading.Event()

    def work(_path: Path, is_given_up: IsGivenUp) -> None:
        begun.set()
        while not is_given_up():
            pass
        ended.set()

    task = asyncio.create_task(in_thread(work, tmp_path))
    await asyncio.to_thread(begun.wait, 20)
    task.cancel()
    assert await asyncio.to_thread(ended.wait, 20)


async def test_a_digest_nobody_waits_for_is_not_finished(tmp_path: Path) -> None:
    """Cancelling the digest of a file that would take an hour lets go of its thread."""
    huge = tmp_path / "huge.mp4"
    with huge.open("wb") as file:
        file.truncate(1 << 42)
    finisher = FFmpegFinisher(FFmpeg(path="ffmpeg", version="n9.0", source="bundled"))
    task = asyncio.create_task(finisher.sha256(str(huge)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    async with asyncio.timeout(20):
        await asyncio.get_running_loop().shutdown_default_executor()
