"""Fixtures of the integration tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from archiver.media.remux import FFmpegFinisher
from archiver.media.version import find_ffmpeg
from archiver.rebroadcast.server import RebroadcastServer
from tests.fakes.live_room import live_room


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=False).returncode:
        pytest.skip("this machine does not let us mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
async def server() -> AsyncIterator[RebroadcastServer]:
    """A room without video that is live."""
    async with live_room() as running:
        yield running


@pytest.fixture
async def finisher() -> FFmpegFinisher:
    """With the bundled FFmpeg."""
    return FFmpegFinisher(await find_ffmpeg())
