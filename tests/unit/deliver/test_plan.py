from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from archiver.deliver.plan import Job, plan
from archiver.errors import UsageError
from archiver.export.layout import AssOptions
from archiver.export.registry import exporter_named
from archiver.model.replay import Recording
from tests.fakes.replay import part, recording

_ARCHIVE = Path("/archive")
_TWO = recording(part(1), part(2, offset_ms=60_000, width=320, height=640))


def _plan(*formats: str, of: Recording = _TWO, **chosen: Any) -> list[Job]:
    return plan(of, [exporter_named(name) for name in formats], archive=_ARCHIVE, **chosen)


def test_files_lie_beside_the_video_with_its_name() -> None:
    """Players find subtitles of the video's name; the file knows its video from where it lies."""
    jobs = _plan("srt", "jsonl")
    assert [job.path for job in jobs] == [_ARCHIVE / "ann/7400/ann.srt", _ARCHIVE / "ann/7400/ann.jsonl"]
    assert {job.options.video for job in jobs} == {"ann.mp4"}


def test_parts_have_files_beside_their_videos() -> None:
    """One file for each part, of the size of its picture and with the part's times."""
    first, second = _plan("ass", by_parts=True)
    assert [first.path, second.path] == [_ARCHIVE / "ann/7400/001.ass", _ARCHIVE / "ann/7400/002.ass"]
    assert (second.options.video, second.options.video_width, second.options.shift_ms) == ("002.mp4", 320, -60_000)


def test_a_template_with_a_slash_at_its_end_is_a_folder(tmp_path: Path) -> None:
    """As any other name is: each file has the name there that it has beside the video."""
    jobs = _plan("srt", "jsonl", target=f"{tmp_path}/%(creator)s/")
    assert [job.path for job in jobs] == [tmp_path / "ann/ann.srt", tmp_path / "ann/ann.jsonl"]


def test_a_session_that_still_runs_is_named_by_its_number() -> None:
    """Nothing is finished yet: no video to name, and the export goes on without."""
    running = recording(part(1, file=None, duration_ms=None), file=None, duration_ms=None, ended_at=None)
    (job,) = _plan("srt", of=running)
    assert job.path == _ARCHIVE / "ann/7400/session_1.srt"
    assert job.options.video == ""
    assert _plan("srt", of=running, by_parts=True)[0].path == _ARCHIVE / "ann/7400/part_001.srt"


def test_what_the_session_knows_fits_the_options_and_choices_win() -> None:
    """Title, shift and size are the session's unless chosen; a format takes only its own choices."""
    of = recording(part(1), shift_ms=250, title="")
    srt, ass = _plan("srt", "ass", of=of, own={"lines": 7, "side": "bottom"})
    assert (srt.options.title, srt.options.shift_ms, srt.options.video_height) == ("@ann", 250, 1280)
    assert isinstance(ass.options, AssOptions)
    assert (ass.options.lines, ass.options.side) == (7, "bottom")
    assert _plan("srt", of=of, shared={"shift_ms": 9})[0].options.shift_ms == 9


def test_a_stretch_may_begin_where_the_last_events_are() -> None:
    """Those after the last picture have its place, and a display shift moves them on."""
    assert _plan("srt", shared={"from_ms": 120_000})
    assert _plan("srt", shared={"from_ms": 120_250, "shift_ms": 250})


def test_targets(tmp_path: Path) -> None:
    """A file, a folder, a template; the video is named as seen from there."""
    assert _plan("srt", target="x/y.srt")[0].path == Path("x/y.srt")
    assert _plan("srt", target=str(tmp_path))[0].path == tmp_path / "ann.srt"
    jobs = _plan("srt", "ass", target=f"{tmp_path}/%(creator)s/%(part)02d.%(ext)s", by_parts=True)
    assert [job.path.relative_to(tmp_path).as_posix() for job in jobs if job.path] == [
        "ann/01.srt", "ann/02.srt", "ann/01.ass", "ann/02.ass",
    ]  # fmt: skip
    assert _plan("srt", target="/archive/x.srt")[0].options.video == "ann/7400/ann.mp4"
    assert _plan("srt", target="-")[0].path is None


@pytest.mark.parametrize(
    ("formats", "chosen", "sentence"),
    [
        (("srt",), {"own": {"side": "right"}}, "srt cannot be given --side"),
        (("srt", "jsonl"), {"target": "-"}, "Only one file can be written to stdout, and this makes 2"),
        (("srt", "jsonl"), {"target": "x.srt"}, "This makes 2 files; name a folder"),
        (("srt", "jsonl"), {"target": "%(id)s"}, "Two of the files would be called 1"),
        (("srt",), {"shared": {"from_ms": 120_001}}, "session 1 is 120000 ms long, and --from is later"),
        (("srt",), {"shared": {"from_ms": 120_251, "shift_ms": 250}}, "The export would be empty"),
        (("srt",), {"shared": {"to_ms": 0}}, "The export would be empty: to .0 ms. is where the video begins"),
        (("srt",), {"by_parts": True, "of": recording()}, "Session 1 has no parts with video"),
        (("srt",), {"by_parts": True, "shared": {"to_ms": 1}, "of": recording(part(1, offset_ms=5))}, "None of"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_in_a_sentence(
    formats: tuple[str, ...], chosen: dict[str, Any], sentence: str
) -> None:
    """Nothing is written before the whole plan stands."""
    with pytest.raises(UsageError, match=sentence):
        _plan(*formats, **chosen)


@pytest.mark.parametrize("name", ["srt", "burn", "mkv"])
def test_a_pipe_is_no_place_for_a_file(tmp_path: Path, name: str) -> None:
    """Of no format: a file would take the pipe's place."""
    os.mkfifo(tmp_path / "pipe.mkv")
    with pytest.raises(UsageError, match="is not a file"):
        _plan(name, target=str(tmp_path / "pipe.mkv"))


def test_what_was_recorded_is_never_written_over(tmp_path: Path) -> None:
    """No name, no template and no detour reaches the video, the parts or the journals of any session."""
    folder = tmp_path / "ann" / "7400"
    (tmp_path / "bo").mkdir(parents=True)
    (tmp_path / "bo" / "other.mp4").touch()
    names = (
        "ann/7400/ann.mp4",
        "ann/7400/../7400/002.mp4",
        "ann/7400/part_001_a1.flv",
        "ann/7400/journal_001.wsj",
        "bo/other.mp4",
    )
    for name in (*names, "%(creator)s/7400/%(creator)s.mp4"):
        with pytest.raises(UsageError, match="is what was recorded and is never written over"):
            plan(_TWO, [exporter_named("srt")], archive=tmp_path, target=f"{tmp_path}/{name}")
    (job,) = plan(_TWO, [exporter_named("srt")], archive=tmp_path, target=f"{folder}/mine.srt")
    assert job.path == folder / "mine.srt"


@pytest.mark.parametrize("form", ["mkv", "burn"])
def test_a_video_with_chat_never_takes_the_place_of_a_recorded_one(tmp_path: Path, form: str) -> None:
    """Not of another session's either; videos that were exported before are made anew."""
    (tmp_path / "bo").mkdir()
    for name in ("bo_2026-01-31T201500Z.mp4", "segment_001.mkv", "bo_2026-01-31T201500Z.burnt.mp4", "clip.mp4"):
        (tmp_path / "bo" / name).touch()
    for name in ("bo_2026-01-31T201500Z.mp4", "segment_001.mkv"):
        with pytest.raises(UsageError, match="is what was recorded and is never written over"):
            plan(_TWO, [exporter_named(form)], archive=tmp_path, target=f"{tmp_path}/bo/{name}")
    for name in ("bo_2026-01-31T201500Z.burnt.mp4", "clip.mp4"):
        (job,) = plan(_TWO, [exporter_named(form)], archive=tmp_path, target=f"{tmp_path}/bo/{name}")
        assert job.path == tmp_path / "bo" / name


def test_the_database_is_never_written_over(tmp_path: Path) -> None:
    """By no detour either."""
    kept = {tmp_path / "archiver.db": "the archive's database"}
    (tmp_path / "archive").mkdir()
    for name in ("archiver.db", "archive/../archiver.db"):
        with pytest.raises(UsageError, match="is the archive's database and is never written over"):
            plan(_TWO, [exporter_named("jsonl")], archive=tmp_path, target=f"{tmp_path}/{name}", kept=kept)


def test_only_a_file_is_replaced_by_a_file(tmp_path: Path) -> None:
    """A pipe, a device such as /dev/null, or a folder that a template names is not."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "1").mkdir()
    for name in ("pipe", "%(id)s"):
        with pytest.raises(UsageError, match=r"is not a file; name another place with -o, or - for stdout\."):
            plan(_TWO, [exporter_named("srt")], archive=tmp_path / "archive", target=f"{tmp_path}/{name}")


def test_a_slash_at_the_end_is_a_folder_that_is_made(tmp_path: Path) -> None:
    """As every copying command has it; several files go there too."""
    jobs = _plan("srt", "jsonl", target=f"{tmp_path}/new/")
    assert [job.path for job in jobs] == [tmp_path / "new" / "ann.srt", tmp_path / "new" / "ann.jsonl"]


def test_home_is_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A quoted ~ means what it means to a shell."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert [job.path for job in _plan("srt", target="~/%(id)s.%(ext)s")] == [tmp_path / "1.srt"]
