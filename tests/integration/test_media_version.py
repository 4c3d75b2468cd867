"""Finding an FFmpeg, with the bundled one and with programs that only pretend."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import FFmpegMissingError
from archiver.media import version
from archiver.media.version import FFmpeg, can_read_hevc_in_flv, find_ffmpeg


def script(path: Path, text: str) -> Path:
    """An executable shell script."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


async def test_the_bundled_ffmpeg_is_found_and_reads_hevc_in_flv() -> None:
    """What comes with the install can do the whole job."""
    found = await find_ffmpeg()
    assert found.source == "bundled"
    assert found.major is not None
    assert found.major >= 8
    assert found.warning is None
    assert await can_read_hevc_in_flv(found)


async def test_a_configured_ffmpeg_comes_first_and_an_old_one_is_warned_about(tmp_path: Path) -> None:
    """The user's choice is obeyed, with a sentence about what it costs."""
    old = script(tmp_path / "old", 'echo "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000"')
    found = await find_ffmpeg(old)
    assert (found.source, found.version, found.major) == ("configured", "5.1.9-0+deb12u1", 5)
    assert found.warning
    assert "5.1.9" in found.warning


async def test_an_ffmpeg_that_fails_on_hevc_is_found_out(tmp_path: Path) -> None:
    """The probe believes what the program does."""
    mute = script(tmp_path / "mute", "exit 0")
    assert not await can_read_hevc_in_flv(FFmpeg(path=str(mute), version="9.0", source="configured"))


@pytest.mark.parametrize("text", ["echo hello", "exit 1"])
async def test_a_configured_program_that_is_not_ffmpeg_is_refused(tmp_path: Path, text: str) -> None:
    """The sentence names the program and the key."""
    other = script(tmp_path / "other", text)
    with pytest.raises(FFmpegMissingError, match=r"other is not FFmpeg; correct record\.ffmpeg"):
        await find_ffmpeg(other)


async def test_without_any_ffmpeg_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither bundled nor on PATH."""
    monkeypatch.setattr(version, "_bundled", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FFmpegMissingError, match="reinstall imageio-ffmpeg"):
        await find_ffmpeg()


async def test_path_is_searched_when_nothing_is_bundled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A system FFmpeg is used where the bundled one is missing."""
    script(tmp_path / "ffmpeg", 'echo "ffmpeg version n7.1 Copyright"')
    monkeypatch.setattr(version, "_bundled", lambda: None)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = await find_ffmpeg()
    assert (found.source, found.major, found.warning) == ("system", 7, None)


def test_a_development_build_has_no_major_version_and_no_warning() -> None:
    """A build from the tree is not taken for an old one."""
    build = FFmpeg(path="ffmpeg", version="N-117000-g0123abc", source="system")
    assert (build.major, build.warning) == (None, None)
