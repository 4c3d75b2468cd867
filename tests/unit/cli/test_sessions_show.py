"""archiver sessions show: how the events came, and the room's own totals beside what is archived."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archiver.cli.main import run
from archiver.eventlog.journal import JournalWriter
from archiver.model.frame import FrameKind, RawFrame
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import webcast_pb2 as pb
from tests.journalled import START, ZOE, dated, log_messages, open_journalled


def note(kind: FrameKind, content: dict[str, str], at_ms: int) -> RawFrame:
    return RawFrame(kind, json.dumps(content).encode(), START + at_ms, START + at_ms)


@pytest.fixture
async def config(sqlite_url: str, tmp_path: Path) -> str:
    """A session of two connections, by two ways, one try that failed, and a room that counts."""
    folder = tmp_path / "s"
    folder.mkdir()
    with JournalWriter(folder, 1) as journal:
        journal.append(note(FrameKind.DISCONNECTED, {"reason": "the sign server has no agent"}, 0))
        journal.append(note(FrameKind.CONNECTED, {"strategy": "direct"}, 1_000))
        journal.append(note(FrameKind.DISCONNECTED, {"reason": "closed by the platform (1006)"}, 5_000))
        journal.append(note(FrameKind.CONNECTED, {"strategy": "polling"}, 6_000))
    rank = pb.RoomRank(score=130, user=pb.RoomRank.Person(id=70)).SerializeToString()
    lion = pb.GiftMessage.Gift(id=1, name="Lion", diamond_count=100, type=2)
    messages = [
        dated("WebcastGiftMessage", pb.GiftMessage(gift_id=1, repeat_count=1, user=ZOE, gift=lion), 6_500),
        dated("WebcastRoomUserSeqMessage", pb.RoomUserSeqMessage(total=3, total_user=9, ranks=[rank]), 7_000),
        dated("WebcastLikeMessage", pb.LikeMessage(count=5, total=200, user=ZOE), 7_500),
    ]
    async with SqlStore(sqlite_url) as store:
        await log_messages(store, await open_journalled(store, folder), folder, messages)
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


def test_which_way_served(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each connection with its way, its time and its end; tries that failed have a reason and no way."""
    assert run(["--config", config, "--json", "sessions", "show", "last"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["connections"] == [
        {"strategy": "", "connected_at": None, "ended_at": START, "reason": "the sign server has no agent"},
        {"strategy": "direct", "connected_at": START + 1_000, "ended_at": START + 5_000,
         "reason": "closed by the platform (1006)"},
        {"strategy": "polling", "connected_at": START + 6_000, "ended_at": None, "reason": ""},
    ]  # fmt: skip
    assert run(["--config", config, "sessions", "show", "last"]) == 0
    text = capsys.readouterr().out
    assert all(part in text for part in ("events by", "direct", "polling", "no agent", "(1006)"))


def test_the_rooms_own_totals(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What the room counted, what is archived, and the difference; in JSON and for people."""
    assert run(["--config", config, "--json", "sessions", "show", "last"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(each["what"], each["room_total"], each["counted"], each["difference"]) for each in shown["totals"]] == [
        ("likes", 200, 5, 195), ("viewers", 9, 0, 9), ("diamonds", 130, 100, 30)
    ]  # fmt: skip
    assert shown["gifters"] == [
        {"viewer_id": 70, "unique_id": "zoe", "nickname": "Zoe", "first_score": 130, "room_score": 130, "counted": 100,
         "difference": 30}
    ]  # fmt: skip
    assert run(["--config", config, "sessions", "show", "last"]) == 0
    words = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["likes", "200", "5", "195"] in words
    assert ["@zoe", "130", "130", "100", "30"] in words
