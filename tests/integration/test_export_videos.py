"""Videos with chat of an archived session, from the database to the file."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import av
import pytest

from archiver.config import Settings, load_settings
from archiver.deliver.plan import Job, plan
from archiver.deliver.write import write
from archiver.errors import UsageError
from archiver.export.registry import EXPORTERS, exporter_named
from archiver.query.reader import open_reader
from archiver.query.recording import read_recording
from archiver.store.sql_store import SqlStore
from tests.archive import archive_session
from tests.fakes.media_files import run_ffmpeg

_STREAMS = {
    "mkv": ["video", "audio", "subtitle"],
    "mp4": ["video", "audio", "subtitle"],
    "burn": ["video", "audio"],
    "overlay": ["video"],
}


@pytest.fixture
async def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    """An archive with a session of eight seconds, its video and those of its two parts."""
    config = tmp_path / "config.toml"
    config.write_text(f'[archive]\nfolder = "archive"\n[database]\nurl = "{sqlite_url}"\n')
    settings = load_settings(config)
    async with SqlStore(sqlite_url) as store:
        await archive_session(store)
    folder = settings.archive_folder / "anna" / "1"
    folder.mkdir(parents=True)
    run_ffmpeg(
        "-f", "lavfi", "-i", "testsrc=s=90x160:r=10:d=8", "-f", "lavfi", "-i", "sine=d=8", "-c:v", "libx264",
        "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(settings.archive_folder / "anna.mp4"),
    )  # fmt: skip
    for number in (1, 2):
        shutil.copyfile(settings.archive_folder / "anna.mp4", folder / f"{number}.mp4")
    return settings


def _jobs(settings: Settings, form: str, **chosen: Any) -> list[Job]:
    with open_reader(settings.database_url) as engine:
        recording = read_recording(engine, "last")
    return plan(recording, [exporter_named(form)], archive=settings.archive_folder, **chosen)


def test_every_video_is_made_here() -> None:
    """A new format has to say which streams it has."""
    assert set(_STREAMS) == {name for name, exporter in EXPORTERS.items() if exporter.track}


@pytest.mark.parametrize("form", _STREAMS)
async def test_videos_are_made_beside_the_session_s_own(settings: Settings, form: str) -> None:
    """The file has the streams and the length it should have; progress is told in the time of the whole video."""
    before = (settings.archive_folder / "anna.mp4").read_bytes()
    positions: list[int] = []
    is_cut = form in ("burn", "overlay")
    (job,) = _jobs(settings, form, shared={"from_ms": 1_000, "to_ms": 3_000})
    size_bytes = await asyncio.to_thread(write, job, settings, positions.append)
    assert job.path is not None
    assert job.path.name == f"anna{EXPORTERS[form].suffix}"
    assert job.path.stat().st_size == size_bytes
    with av.open(str(job.path)) as made:
        assert [stream.type for stream in made.streams] == _STREAMS[form]
        assert made.duration is not None
        assert made.duration / av.time_base == pytest.approx(2 if is_cut else 8, abs=0.3 if is_cut else 21)
    assert positions
    assert max(positions) >= (2_500 if is_cut else 1_000)
    assert (settings.archive_folder / "anna.mp4").read_bytes() == before


async def test_parts_have_videos_of_their_own(settings: Settings) -> None:
    """One file for each part, with the part's times."""
    jobs = _jobs(settings, "mkv", by_parts=True)
    for job in jobs:
        await asyncio.to_thread(write, job, settings)
    assert [job.path.name for job in jobs if job.path] == ["1.chat.mkv", "2.chat.mkv"]
    assert all(job.path and job.path.exists() for job in jobs)


async def test_what_has_no_video_is_refused(settings: Settings) -> None:
    """To stdout, or of a video that is gone: a sentence."""
    (job,) = _jobs(settings, "burn", target="-")
    with pytest.raises(UsageError, match="A video cannot be written to stdout"):
        write(job, settings)
    (job,) = _jobs(settings, "mkv", target="chat")
    with pytest.raises(UsageError, match=r"Give chat the ending \.mkv or \.mp4"):
        await asyncio.to_thread(write, job, settings)


@pytest.mark.parametrize(
    ("form", "name", "own", "sentence"),
    [
        ("burn", "x.mkv", {}, r"Give x\.mkv the ending \.mp4: that is what is made\."),
        ("overlay", "x.mp4", {}, r"Give x\.mp4 the ending \.mov: that is what is made with --codec prores\."),
        ("overlay", "x.mov", {"codec": "vp9"}, r"Give x\.mov the ending \.webm: that is what is made with --codec vp9"),
    ],
)
async def test_a_name_that_says_something_else_is_refused_before_the_work(
    settings: Settings, tmp_path: Path, form: str, name: str, own: dict[str, str], sentence: str
) -> None:
    """Not after it, as a video that cannot be read."""
    (job,) = _jobs(settings, form, target=str(tmp_path / "new" / name), own=own)
    with pytest.raises(UsageError, match=sentence):
        await asyncio.to_thread(write, job, settings)
    assert not (tmp_path / "new").exists()
