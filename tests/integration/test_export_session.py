"""Every format of sessions as they are: two parts with a gap between them, a display shift, and one that still runs."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from archiver.config import Settings, load_settings
from archiver.deliver.plan import Job, plan
from archiver.deliver.write import write
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.projection import catch_up
from archiver.export.registry import EXPORTERS, exporter_named
from archiver.export.text import clean
from archiver.model.event import Chat, Viewer
from archiver.model.frame import FrameKind, RawFrame
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece
from archiver.query.reader import open_reader
from archiver.query.recording import read_recording
from archiver.query.replay import iter_replay
from archiver.store.sql_store import SqlStore
from tests.fakes.raw_frames import captured_frames
from tests.synthetic import START, Said, archive, connection, gap, together

_BO = Viewer(5, "bo", "Bo 🎈", "", "")
_SHIFT_MS = -1_500
_MARK = re.compile(r"mark(\d+)")
#: What positions are written in, at the coarsest.
_PRECISION_MS = {"ass": 10}


def _clock(text: str) -> int:
    hours, minutes, seconds = text.replace(",", ".").split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def _first_seen(text: str, stamp: str) -> dict[int, int]:
    """Where each mark first stands behind a stamp."""
    found: dict[int, int] = {}
    at = -1
    for match in re.finditer(rf"{stamp}|mark(\d+)", text, re.MULTILINE):
        if match[1]:
            at = _clock(match[1])
        else:
            found.setdefault(int(match[2]), at)
    return found


def _csv(path: Path) -> dict[int, int]:
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {int(mark[1]): int(row["shown_ms"]) for row in rows if (mark := _MARK.search(row["text"]))}


def _parquet(path: Path) -> dict[int, int]:
    with duckdb.connect() as connection_:
        rows = connection_.execute(f"SELECT text, shown_ms FROM '{path}'").fetchall()
    return {int(mark[1]): shown_ms for text, shown_ms in rows if (mark := _MARK.search(text))}


def _json_lines(path: Path) -> dict[int, int]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {int(mark[1]): record["shown_ms"] for record in records if (mark := _MARK.search(record["text"]))}


def _found(pattern: str, scale: float) -> Callable[[Path], dict[int, int]]:
    def read(path: Path) -> dict[int, int]:
        text = path.read_text(encoding="utf-8")
        return {int(mark): round(float(at) * scale) for at, mark in re.findall(pattern, text)}

    return read


#: Where each mark is shown, by format; what is not here holds no comments.
_READERS: dict[str, Callable[[Path], dict[int, int]]] = {
    "srt": lambda path: _first_seen(path.read_text("utf-8"), r"^([\d:,]+) -->"),
    "vtt": lambda path: _first_seen(path.read_text("utf-8"), r"^([\d:.]+) -->"),
    "ass": lambda path: _first_seen(path.read_text("utf-8"), r"^Dialogue: \d+,([\d:.]+),"),
    "html": _found(r'\[(\d+),0,"[^"]*","bo","mark(\d+)', 1),
    "jsonl": _json_lines,
    "csv": _csv,
    "parquet": _parquet,
    "bilibili": _found(r'<d p="([\d.]+),[^>]*>mark(\d+)', 1000),
    "twitch": _found(r'"content_offset_seconds":([\d.]+).*?"body":"mark(\d+)', 1000),
    "live-chat": lambda path: {
        int(_MARK.search(line)[1]): int(re.search(r'OffsetTimeMsec":"(\d+)', line)[1])  # type: ignore[index]
        for line in path.read_text("utf-8").splitlines()
    },
}
_ABOUT = {"info", "nfo", "chapters", "ffmetadata"}
FORMATS = [name for name, exporter in EXPORTERS.items() if not exporter.track]


def test_every_format_is_read_here() -> None:
    """A new format has to say where its comments stand."""
    assert set(FORMATS) == _READERS.keys() | _ABOUT


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{database_url}"\n')
    return load_settings(path)


async def _archive(url: str, *, is_over: bool) -> int:
    """A comment every two seconds: 20 s of video, 6 s without, 14 s of video."""
    instants = range(START + 500, START + 40_000, 2_000)
    said = [
        Said(at, "chat", "WebcastChatMessage", n + 1, _BO, Chat(5, f"mark{n}", "en", None, False, False, None, None))
        for n, at in enumerate(instants)
    ]
    media = together(
        connection(1, opened_at=START, length_ms=20_000, offset_ms=0),
        connection(2, opened_at=START + 26_000, length_ms=14_000, offset_ms=20_000, is_over=is_over),
        gaps=(gap(START + 20_000, START + 26_000),),
    )
    async with SqlStore(url) as store:
        ended_at = START + 40_000 if is_over else None
        session_id, _ = await archive(store, said, media, shift_ms=_SHIFT_MS, ended_at=ended_at)
    return session_id


def _jobs(settings: Settings, session_id: int, form: str, **chosen: Any) -> list[Job]:
    with open_reader(settings.database_url) as engine:
        recording = read_recording(engine, session_id)
    own = {"tables": ("events",)} if form in ("csv", "parquet") else {}
    return plan(recording, [exporter_named(form)], archive=settings.archive_folder, own=own, **chosen)


def _shown(settings: Settings, jobs: list[Job]) -> list[dict[int, int]]:
    """What each file shows where."""
    found = []
    for job in jobs:
        assert write(job, settings)
        assert job.path
        found.append(_READERS[job.exporter.name](job.path))
    return found


def _expected(settings: Settings, session_id: int) -> dict[int, int]:
    """Where each mark belongs in the session's video, display shift applied."""
    with open_reader(settings.database_url) as engine:
        items = list(iter_replay(engine, session_id, kinds=("chat",)))
    return {
        int(item.text.removeprefix("mark")): item.offset_ms + _SHIFT_MS for item in items if item.offset_ms is not None
    }


def _close(found: dict[int, int], expected: dict[int, int], form: str) -> bool:
    precision_ms = _PRECISION_MS.get(form, 1)
    return found.keys() == expected.keys() and all(
        found[mark] == expected[mark] // precision_ms * precision_ms for mark in expected
    )


@pytest.mark.parametrize("is_over", [True, False], ids=["ended", "running"])
async def test_comments_stand_where_the_timeline_has_them(settings: Settings, is_over: bool) -> None:
    """The whole session, a stretch of it, and its parts: in every format each comment is at its shifted place."""
    session_id = await _archive(settings.database_url, is_over=is_over)
    places = _expected(settings, session_id)
    assert len(places) == 20
    on_screen = {mark: at for mark, at in places.items() if at >= 0}
    stretch = {mark: at for mark, at in on_screen.items() if 8_000 <= at < 25_000}
    with open_reader(settings.database_url) as engine:
        begin_ms = read_recording(engine, session_id).parts[1].offset_ms
    parts = [
        {mark: at for mark, at in on_screen.items() if at < begin_ms},
        {mark: at - begin_ms for mark, at in on_screen.items() if at >= begin_ms},
    ]
    assert all(parts)
    for form in _READERS:
        # Data keeps what is shifted to before the video; what is drawn cannot.
        whole = places if form in ("jsonl", "csv", "parquet") else on_screen
        (found,) = _shown(settings, _jobs(settings, session_id, form))
        assert _close(_spread(found), _spread(whole), form), form
        chosen = {"from_ms": 8_000, "to_ms": 25_000}
        (found,) = _shown(settings, _jobs(settings, session_id, form, shared=chosen))
        assert _close(_spread(found), _spread(stretch), form), form
        for found, expected in zip(
            _shown(settings, _jobs(settings, session_id, form, by_parts=True)), parts, strict=True
        ):
            assert _close(_spread(found), _spread(expected), form), form


def _spread(places: dict[int, int]) -> dict[int, int]:
    """Without the comments of the gap, which share one moment: subtitles show the newest of them that fit."""
    counts: dict[int, int] = {}
    for at in places.values():
        counts[at // 40] = counts.get(at // 40, 0) + 1
    return {mark: at for mark, at in places.items() if counts[at // 40] == 1}


@pytest.mark.parametrize("is_over", [True, False], ids=["ended", "running"])
async def test_descriptions_know_parts_gaps_and_state(settings: Settings, is_over: bool) -> None:
    """Chapters begin where the video goes on; a running session says that it is live."""
    session_id = await _archive(settings.database_url, is_over=is_over)
    texts = {}
    for form in _ABOUT:
        (job,) = _jobs(settings, session_id, form)
        write(job, settings)
        assert job.path
        texts[form] = job.path.read_text(encoding="utf-8")
    facts = json.loads(texts["info"])
    assert facts["live_status"] == ("was_live" if is_over else "is_live")
    assert [each["number"] for each in facts["archiver"]["parts"]] == [1, 2]
    begins = [chapter["start_time"] for chapter in facts["chapters"]]
    assert begins == [0, pytest.approx(20, abs=1)]
    assert [round(int(at) / 1000, 3) for at in re.findall(r"START=(\d+)", texts["ffmetadata"])] == begins
    assert texts["chapters"].count("<ChapterTimeEnd>") == (2 if is_over else 1)
    assert "After a gap of 6 s" in texts["chapters"]
    assert "<movie>" in texts["nfo"]


@pytest.mark.parametrize("room", ["replay_room_7289038229041367840.bin", "replay_room_7309128470994258694.bin"])
async def test_real_rooms_are_in_every_format(room: str, shared_data: Path, sqlite_url: str, tmp_path: Path) -> None:
    """What people really wrote, through journal and database: every comment is in every format that holds comments."""
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "{sqlite_url}"\n')
    settings = load_settings(config)
    with JournalWriter(tmp_path, 1) as writer:
        for number, frame in enumerate(captured_frames((shared_data / "webcast" / room).read_bytes())):
            writer.append(RawFrame(FrameKind.PUSH, frame, START + number * 100, number * 100))
    async with SqlStore(sqlite_url) as store:
        session_id, _ = await archive(store, [], connection(1, opened_at=START, length_ms=1_000, offset_ms=0))
        session = await store.session(session_id)
        await catch_up(session=session, folder=tmp_path, store=store)
        piece = TimelinePiece(
            number=1, from_at=MIN_INSTANT, to_at=MAX_INSTANT, segment=1, offset_ms=0, position_ms=0, in_gap=True,
            kind="arrival", error_ms=0,
        )  # fmt: skip
        await store.save_timeline(session_id, (piece,))
    with open_reader(sqlite_url) as engine:
        said = [item for item in iter_replay(engine, session_id, kinds=("chat",)) if clean(item.text)]
    assert len(said) > 20
    counts = {
        "html": r'\[0,0,"', "jsonl": r'"kind":"chat"', "csv": r"(?m)^\d+,\d+,chat,", "bilibili": "<d p=",
        "twitch": '"is_action":false', "live-chat": "liveChatTextMessageRenderer",
    }  # fmt: skip
    for form in FORMATS:
        (job,) = _jobs(settings, session_id, form, shared={"kinds": frozenset({"chat"})})
        assert write(job, settings)
        assert job.path
        if form in counts:
            assert len(re.findall(counts[form], job.path.read_text(encoding="utf-8"))) == len(said), form
