"""People change their names and handles; they are the same people."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from archiver.app import open_app
from archiver.config import load_settings
from archiver.query.reader import open_reader
from archiver.query.sessions import list_sessions
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store import migrate
from tests.acceptance.conftest import Command, rebroadcast, serve_script, write_config


def scenario() -> Scenario:
    """Two broadcasts; between them the creator takes another handle, and a viewer another name and handle."""
    said = [("bo", "hello", 1), ("bo_later", "again", 1)]
    broadcasts: list[dict[str, Any]] = [
        {
            "title": f"part {n}", "after_s": 2 if n else 0, "duration_s": 5,
            "event": [{"at_s": at_s, "kind": "chat", "viewer": viewer, "text": text}],
        }
        for n, (viewer, text, at_s) in enumerate(said)
    ]  # fmt: skip
    broadcasts[1] |= {"unique_id": "anna_live"}
    return Scenario.model_validate(
        {
            "creator": {"unique_id": "anna", "nickname": "Anna", "user_id": 7_000_001, "sec_uid": "MS4w-anna"},
            "viewers": {
                "bo": {"nickname": "Bo", "unique_id": "bo", "user_id": 5},
                "bo_later": {"nickname": "Bo the Great", "unique_id": "bo.great", "user_id": 5},
            },
            "broadcast": broadcasts,
        }
    )  # fmt: skip


def test_a_creator_is_watched_by_user_id(tmp_path: Path, archiver: Command) -> None:
    """Digits alone are a user id, on the command line and in a file; nothing is added when one is nobody's."""
    migrate.upgrade(f"sqlite:///{tmp_path}/archiver.db")
    with rebroadcast(scenario(), with_video=False) as server:
        path = write_config(tmp_path, server.endpoints())
        outcome = archiver("--config", path, "watch", "add", "@bo", "7000002")
        assert (outcome.status, "7000002" in outcome.err) == (1, True), outcome.err
        assert archiver("--config", path, "--json", "watch", "list").json == []
        added = archiver("--config", path, "--json", "watch", "add", "7000001", "@7000001")
        assert [(e["unique_id"], e["user_id"]) for e in added.json] == [("anna", 7_000_001), ("7000001", None)]
    (tmp_path / "list.txt").write_text("7000001  # known by now: nobody is asked\n")
    again = archiver("--config", path, "--json", "watch", "import", tmp_path / "list.txt")
    assert [e["unique_id"] for e in again.json] == ["anna"]
    assert archiver("--config", path, "--json", "watch", "pause", "7000001").json[0]["is_paused"] is True
    left = archiver("--config", path, "--json", "watch", "remove", "7000001").json
    assert [e["unique_id"] for e in left] == ["7000001"]
    for wrong in ("0", "9" * 20):
        assert archiver("--config", path, "watch", "add", wrong).status == 2


async def test_the_service_follows_a_creator_to_another_handle(tmp_path: Path) -> None:
    """Watched by the old handle, the broadcast under the new one is archived too."""
    async with RebroadcastServer(scenario(), with_video=False) as server:
        settings = load_settings(write_config(tmp_path, server.endpoints()))
        migrate.upgrade(settings.database_url)
        async with open_app(settings) as app:
            await serve_script(app, server)
            (entry,) = await app.store.watch_entries()
    assert (entry.unique_id, entry.user_id) == ("anna_live", 7_000_001)
    with open_reader(settings.database_url) as engine:
        assert sorted((each.title, each.chats) for each in list_sessions(engine)) == [("part 0", 1), ("part 1", 1)]


def test_a_creator_survives_a_change_of_handle(tmp_path: Path, archiver: Command) -> None:
    """Both sessions are of one creator, found by the new handle and the old one; viewers keep the names they had."""
    migrate.upgrade(f"sqlite:///{tmp_path}/archiver.db")
    with rebroadcast(scenario(), with_video=False) as server:
        path = write_config(tmp_path, server.endpoints())
        first = archiver("--config", path, "--json", "record", "@anna")
        while server.room is None or server.room.broadcast.title != "part 1":
            time.sleep(0.02)
        second = archiver("--config", path, "--json", "record", "@anna_live")
    assert (first.status, second.status) == (0, 0), first.err + second.err
    assert (first.json["unique_id"], second.json["unique_id"]) == ("anna", "anna_live")

    def ask(sql: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = archiver("--config", path, "--json", "query", sql).json
        return rows

    assert ask("SELECT unique_id, user_id, sec_uid FROM creators") == [
        {"unique_id": "anna_live", "user_id": 7_000_001, "sec_uid": "MS4w-anna"}
    ]
    assert [row["unique_id"] for row in ask("SELECT unique_id FROM handles ORDER BY first_seen_at")] == [
        "anna", "anna_live"
    ]  # fmt: skip
    assert ask("SELECT count(DISTINCT creator_id) AS creators, count(*) AS sessions FROM sessions") == [
        {"creators": 1, "sessions": 2}
    ]
    assert ask("SELECT unique_id, nickname FROM viewers WHERE user_id = 5") == [
        {"unique_id": "bo.great", "nickname": "Bo the Great"}
    ]
    assert ask("SELECT unique_id, nickname FROM viewer_names WHERE user_id = 5 ORDER BY first_seen_at") == [
        {"unique_id": "bo", "nickname": "Bo"}, {"unique_id": "bo.great", "nickname": "Bo the Great"}
    ]  # fmt: skip
    assert ask("SELECT sessions FROM first_seen WHERE viewer_id = 5") == [{"sessions": 2}]
