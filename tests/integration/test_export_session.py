"""Every format of sessions as they are.

Two parts with a gap between them, a display shift, battles, one that still runs, and one of more than ten hours.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from archiver.config import Settings, load_settings
from archiver.deliver.files import write_atomically
from archiver.deliver.plan import Job, plan
from archiver.deliver.write import content, write
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.projection import catch_up
from archiver.export.layout import LAYOUTS
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
from tests.synthetic import START, Said, archive, battle, connection, gap, together

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
_OWN: dict[str, dict[str, Any]] = {"csv": {"tables": ("events",)}, "parquet": {"tables": ("events",)}}
#: What is exported, and what is chosen: every format that holds comments, videos by the text that goes into them, and
#: every look of ASS.
_CASES: dict[str, tuple[str, dict[str, Any]]] = {
    **{name: (name, _OWN.get(name, {})) for name in EXPORTERS if name not in _ABOUT},
    **{f"ass {layout}": ("ass", {"layout": layout}) for layout in LAYOUTS},
}
_HOURS_MS = 11 * 3_600_000
#: How long the first part is before anybody says anything, and whether the session is over.
_STATES = [(0, True), (0, False), (_HOURS_MS, True)]
each_state = pytest.mark.parametrize(("lead_ms", "is_over"), _STATES, ids=["ended", "running", "eleven hours"])


def test_every_format_is_read_here() -> None:
    """A new format has to say where its comments stand."""
    assert set(FORMATS) == _READERS.keys() | _ABOUT
    assert {EXPORTERS[form].track or form for form, _ in _CASES.values()} == _READERS.keys()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{database_url}"\n')
    return load_settings(path)


async def _archive(url: str, *, lead_ms: int, is_over: bool) -> int:
    """A comment every two seconds: 20 s of video, 6 s without, 14 s of video; two battles, one begun in the gap."""
    begin = START + lead_ms
    said = [
        Said(at, "chat", "WebcastChatMessage", n + 1, _BO, Chat(5, f"mark{n}", "en", None, False, False, None, None))
        for n, at in enumerate(range(begin + 500, begin + 40_000, 2_000))
    ]
    said += [*battle(begin + 8_000, begin + 12_000), *battle(begin + 22_000, None, number=2, opponent="Zoë\n[CHAPTER]")]
    media = together(
        connection(1, opened_at=START, length_ms=lead_ms + 20_000, offset_ms=0),
        connection(2, opened_at=begin + 26_000, length_ms=14_000, offset_ms=lead_ms + 20_000, is_over=is_over),
        gaps=(gap(begin + 20_000, begin + 26_000),),
    )
    async with SqlStore(url) as store:
        ended_at = begin + 40_000 if is_over else None
        said.sort(key=lambda message: message.at)
        session_id, _ = await archive(store, said, media, shift_ms=_SHIFT_MS, ended_at=ended_at)
    return session_id


def _jobs(settings: Settings, session_id: int, case: str, **chosen: Any) -> list[Job]:
    form, own = _CASES.get(case, (case, {}))
    with open_reader(settings.database_url) as engine:
        recording = read_recording(engine, session_id)
    return plan(recording, [exporter_named(form)], archive=settings.archive_folder, own=own, **chosen)


def _shown(settings: Settings, jobs: list[Job]) -> list[dict[int, int]]:
    """What each file shows where; of a video, the text that goes into it."""
    found = []
    for job in jobs:
        assert job.path
        if job.exporter.track:
            with content(job, settings.database_url) as chunks:
                assert write_atomically(job.path, chunks)
        else:
            assert write(job, settings)
        found.append(_READERS[job.exporter.track or job.exporter.name](job.path))
    return found


def _expected(settings: Settings, session_id: int) -> dict[int, int]:
    """Where each mark belongs in the session's video, display shift applied."""
    with open_reader(settings.database_url) as engine:
        items = list(iter_replay(engine, session_id, kinds=("chat",)))
    return {
        int(item.text.removeprefix("mark")): item.offset_ms + _SHIFT_MS for item in items if item.offset_ms is not None
    }


def _stand(found: dict[int, int], expected: dict[int, int], case: str) -> None:
    """Each comment is where it belongs, and nothing else is there.

    Those of the gap share one moment, and what is drawn shows the newest of them that fit.
    """
    form, _ = _CASES[case]
    precision_ms = _PRECISION_MS.get(EXPORTERS[form].track or form, 1)
    instants = Counter(at // 40 for at in expected.values())
    alone = {mark: at // precision_ms * precision_ms for mark, at in expected.items() if instants[at // 40] == 1}
    assert len(alone) > 2
    assert {mark: at for mark, at in found.items() if mark in alone} == alone, case
    assert found.keys() <= expected.keys(), case


@each_state
async def test_comments_stand_where_the_timeline_has_them(settings: Settings, lead_ms: int, is_over: bool) -> None:
    """The whole session, a stretch of it, and its parts: in every format each comment is at its shifted place."""
    session_id = await _archive(settings.database_url, lead_ms=lead_ms, is_over=is_over)
    places = _expected(settings, session_id)
    assert len(places) == 20
    on_screen = {mark: at for mark, at in places.items() if at >= 0}
    stretch = {mark: at for mark, at in on_screen.items() if lead_ms + 8_000 <= at < lead_ms + 25_000}
    assert stretch
    with open_reader(settings.database_url) as engine:
        begin_ms = read_recording(engine, session_id).parts[1].offset_ms
    parts = [
        {mark: at for mark, at in on_screen.items() if at < begin_ms},
        {mark: at - begin_ms for mark, at in on_screen.items() if at >= begin_ms},
    ]
    assert all(parts)
    shared = {"kinds": frozenset({"chat"})}
    a_stretch = shared | {"from_ms": lead_ms + 8_000, "to_ms": lead_ms + 25_000}
    for case in _CASES:
        # Data keeps what is shifted to before the video; what is drawn cannot.
        whole = places if case in ("jsonl", "csv", "parquet") else on_screen
        (found,) = _shown(settings, _jobs(settings, session_id, case, shared=shared))
        _stand(found, whole, case)
        (found,) = _shown(settings, _jobs(settings, session_id, case, shared=a_stretch))
        _stand(found, stretch, case)
        by_parts = _shown(settings, _jobs(settings, session_id, case, shared=shared, by_parts=True))
        for found, expected in zip(by_parts, parts, strict=True):
            _stand(found, expected, case)


@each_state
async def test_descriptions_know_parts_gaps_battles_and_state(settings: Settings, lead_ms: int, is_over: bool) -> None:
    """Chapters begin where the video goes on and where a battle is shown; a running session says that it is live."""
    session_id = await _archive(settings.database_url, lead_ms=lead_ms, is_over=is_over)
    texts = {}
    for form in (*_ABOUT, "html"):
        (job,) = _jobs(settings, session_id, form)
        write(job, settings)
        assert job.path
        texts[form] = job.path.read_text(encoding="utf-8")
    facts = json.loads(texts["info"])
    assert facts["live_status"] == ("was_live" if is_over else "is_live")
    assert [each["number"] for each in facts["archiver"]["parts"]] == [1, 2]
    begins = {chapter["title"]: chapter["start_time"] for chapter in facts["chapters"]}
    lead_s, shift_s = lead_ms / 1000, _SHIFT_MS / 1000
    assert begins == {
        "Start": 0,
        "Battle with Bert": pytest.approx(lead_s + 8 + shift_s, abs=1),
        "After the battle with Bert": pytest.approx(lead_s + 12 + shift_s, abs=1),
        "Battle with Zoë [CHAPTER]": pytest.approx(lead_s + 20 + shift_s, abs=1),  # shifted as the chat is
        "After a gap of 6 s (disconnect)": pytest.approx(lead_s + 20, abs=1),
    }
    assert [round(int(at) / 1000, 3) for at in re.findall(r"START=(\d+)", texts["ffmetadata"])] == [*begins.values()]
    assert re.findall(r"(?m)^title=(.*)$", texts["ffmetadata"])[1:] == list(begins)
    assert texts["chapters"].count("<ChapterTimeEnd>") == (5 if is_over else 4)
    assert re.findall(r"<ChapterString>(.*?)</", texts["chapters"]) == list(begins)
    assert "<movie>" in texts["nfo"]
    marked = {
        title: int(at) / 1000 for at, title in re.findall(r'\[(\d+),2,"LIVE","","([^"]*attle[^"]*)"\]', texts["html"])
    }
    assert marked == {title: at for title, at in begins.items() if "attle" in title}


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
