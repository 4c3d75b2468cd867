"""archiver room, from the command line, on a rebroadcast room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.rebroadcast.server import RebroadcastServer
from tests.acceptance.conftest import Command, MakeSettings, rebroadcast
from tests.fakes.live_room import CREATOR, long_scenario

SESSION = 'session_id = "s3ss10n"\ntt_target_idc = "useast1a"\nallow_actions = true'


@pytest.fixture(scope="module")
def server() -> Iterator[RebroadcastServer]:
    with rebroadcast(long_scenario(), with_video=False) as running:
        yield running


@pytest.fixture
def room(server: RebroadcastServer, make_settings_for: MakeSettings, archiver: Command, tmp_path: Path) -> Command:
    make_settings_for(server.endpoints(), extra=SESSION)
    return lambda *words: archiver("room", "--config", tmp_path, *words)


def test_a_live_room_is_shown(room: Command, server: RebroadcastServer, tmp_path: Path) -> None:
    """live, id, show, handle and limits answer, for people and as JSON."""
    room_id = server.room.room_id  # type: ignore[union-attr]
    assert room("--json", "live", f"@{CREATOR}").json == [
        {"target": f"@{CREATOR}", "is_live": True, "status": "live", "room_id": room_id}
    ]
    many = room("--json", "live", str(room_id), "7140000000000000009").json
    assert [each["status"] for each in many] == ["live", "unknown"]
    for way in ("any", "api", "html", "sign"):
        assert room("id", f"@{CREATOR}", "--by", way).out.strip() == str(room_id)
    shown = room("--json", "show", f"@{CREATOR}").json
    assert (shown["title"], shown["status"], shown["streams"][0]["quality"]) == ("Twelve seconds", "live", "ld")
    assert "http" not in room("show", str(room_id)).out  # addresses of streams are signed
    assert room("handle", str(server.scenario.creator.user_id)).out == f"@{CREATOR}\n"
    assert room("--json", "limits").json["minute"]["maximum"] == 100_000
    assert room("id", "@nobody").status == 1


def test_gifts_are_listed_and_kept(room: Command, tmp_path: Path) -> None:
    """The list reaches the terminal and the catalogue."""
    assert "Rose" in room("gifts").out
    assert [gift["gift_id"] for gift in room("--json", "gifts", f"@{CREATOR}").json] == [5655, 5658]
    with sqlite3.connect(tmp_path / "archiver.db") as database:
        rows = database.execute("SELECT gift_name, diamond_count, is_streakable FROM gift_catalogue ORDER BY gift_id")
        assert rows.fetchall() == [("Rose", 1, 1), ("Perfume", 20, 0)]
    database.close()


def test_pictures_are_downloaded(room: Command, tmp_path: Path) -> None:
    """Cover and avatar become files named by what they are."""
    files = room("--json", "pictures", f"@{CREATOR}", "-o", str(tmp_path)).json["files"]
    assert sorted(Path(file).name for file in files) == [f"{CREATOR}_avatar.png", f"{CREATOR}_cover.png"]
    assert all(Path(file).read_bytes().startswith(b"\x89PNG") for file in files)
    refused = room("pictures", f"@{CREATOR}", "-o", str(tmp_path / "no" / "where"))
    assert refused.status == 1
    assert "cannot be written" in refused.err


def test_acting_needs_to_be_meant(room: Command, server: RebroadcastServer) -> None:
    """Without --as-me nothing is said; with it, once, and no secret is shown."""
    assert room("chat", f"@{CREATOR}", "hello").status == 2
    assert not server.seen.said
    for words in (("chat", "hello"), ("like", "--count=3"), ("gift", "5655")):
        outcome = room("--log-level", "debug", words[0], f"@{CREATOR}", *words[1:], "--as-me")
        assert outcome.status == 0, outcome.err
        assert "s3ss10n" not in outcome.out + outcome.err
    assert [each.what for each in server.seen.said] == ["chat", "like", "gift"]
