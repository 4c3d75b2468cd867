"""What is said of a file that FFmpeg could not make."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from archiver.errors import ArchiverError, DiskError, MediaInvalidError
from archiver.media.draft import run


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (
            "No space left on device",
            DiskError,
            "{folder} cannot hold chat.mp4 (No space left on device); free some space or check the folder's rights.",
        ),
        ("Invalid argument", MediaInvalidError, "FFmpeg could not make chat.mp4 (exit code 1): Invalid argument"),
    ],
)
async def test_the_file_that_was_asked_for_is_named(
    tmp_path: Path, words: str, kind: type[ArchiverError], said: str
) -> None:
    """Not its draft, which nobody knows of; and what to do is true of exports and recordings alike."""
    with pytest.raises(kind, match=f"^{re.escape(said.format(folder=tmp_path))}$"):
        await run([sys.executable, "-c", f"raise SystemExit({words!r})"], tmp_path / "chat.mp4")
