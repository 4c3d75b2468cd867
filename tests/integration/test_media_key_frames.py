"""Key frames and the encoder's clock, read back from parts as FFmpeg writes them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from archiver.errors import MediaInvalidError
from archiver.flv.tags import HEADER, TagReader
from archiver.media.key_frames import read_key_frames
from archiver.rebroadcast.sei import presentation_ms, stamped
from tests.fakes.media_files import MediaFiles, run_ffmpeg

AT = 1_786_367_257_000


@pytest.fixture
def part(tmp_path: Path, media_files: MediaFiles) -> Path:
    """Six seconds of FLV whose key frames, one each second, carry the clock."""
    path = tmp_path / "part.flv"
    tags = TagReader().feed(media_files.flv())
    data = b"".join(stamped(tag, AT + presentation_ms(tag) if tag.is_key_frame else 0).data for tag in tags)
    path.write_bytes(HEADER + data)
    return path


@pytest.mark.parametrize("suffix", [".flv", ".ts", ".mp4", ".mkv"])
async def test_the_clock_lives_through_a_copy(part: Path, suffix: str) -> None:
    """Whatever container FFmpeg copies the stream to: the same positions, the same clock."""
    copy = part.with_name(f"copy{suffix}")
    run_ffmpeg("-i", str(part), "-c", "copy", str(copy))
    original, found = await read_key_frames(part), await read_key_frames(copy)
    assert [frame.sei_ts for frame in original] == [AT + frame.pts_ms for frame in original]
    assert [(f.is_key, f.sei_ts) for f in found] == [(True, f.sei_ts) for f in original]
    assert len(found) == 6
    assert max(abs(one.media_ms - two.media_ms) for one, two in zip(found, original, strict=True)) <= 25


async def test_key_frames_without_the_clock_are_found_too(tmp_path: Path, media_files: MediaFiles) -> None:
    """Segments of a playlist begin at them."""
    path = tmp_path / "part.flv"
    path.write_bytes(media_files.flv())
    found = await read_key_frames(path)
    assert [frame.sei_ts for frame in found] == [None] * 6
    steps = [two.media_ms - one.media_ms for one, two in pairwise(found)]
    assert steps == [1000] * 5


async def test_what_is_no_media_is_said(tmp_path: Path) -> None:
    """An error of ours, not of the library."""
    path = tmp_path / "part.flv"
    path.write_bytes(b"nothing")
    with pytest.raises(MediaInvalidError):
        await read_key_frames(path)
