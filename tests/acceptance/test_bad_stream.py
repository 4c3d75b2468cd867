"""A room whose event stream misbehaves: the session goes on, and rows say what happened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archiver.rebroadcast.cues import broadcast_cues
from archiver.rebroadcast.scenario import Chat
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.store import migrate
from tests.acceptance.conftest import Command, rebroadcast, write_config

SIGN_ONLY = 'strategies = ["sign_server"]\n'


def record(tmp_path: Path, archiver: Command, **faults: Any) -> dict[str, Any]:
    """Record the short script, played fast and without video, in a room with faults; the session as JSON."""
    migrate.upgrade(f"sqlite:///{tmp_path}/archiver.db")  # before the room is live: it plays fast
    with rebroadcast(builtin_scenario("short"), with_video=False, speed=6, **faults) as server:
        path = write_config(tmp_path, server.endpoints(), extra=SIGN_ONLY)
        outcome = archiver("--config", path, "--json", "record", "@short_show")
    assert outcome.status == 0, outcome.err
    assert "Traceback" not in outcome.err
    session: dict[str, Any] = outcome.json
    return session


def ask(tmp_path: Path, archiver: Command, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = archiver("--config", tmp_path / "config.toml", "--json", "query", sql).json
    return rows


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({"sign": "payment"}, "plan"),
        ({"sign": "forbidden"}, "key"),
        ({"sign": "rate_limited"}, "limit"),
        ({"sign": "error"}, "sign server"),
        ({"sign": "empty"}, "empty"),
        ({"sign": "no_cookie"}, "cookie"),
        ({"handshake": "device_blocked"}, "refused this device"),
        ({"handshake": "bad_request"}, "refused"),
    ],
)
def test_why_there_are_no_events_is_a_row(tmp_path: Path, archiver: Command, faults: dict[str, str], said: str) -> None:
    """When the event stream cannot be opened the session runs on, and one row of kind "connection" has the reason."""
    session = record(tmp_path, archiver, **faults)
    assert session["state"] == "ended"
    rows = ask(tmp_path, archiver, "SELECT detail FROM events WHERE kind = 'connection'")
    reasons = [json.loads(row["detail"])["reason"] for row in rows]
    assert any(said.lower() in reason.lower() for reason in reasons), reasons
    assert len(rows) == len(set(reasons))


def test_bad_frames_cost_nothing_else(tmp_path: Path, archiver: Command) -> None:
    """Text frames, truncated frames, a gzip bomb and an undecodable message leave rows; every comment is there."""
    faults = ("unknown_payload_type", "text_frame", "truncated_frame", "gzip_bomb", "undecodable_message")
    session = record(tmp_path, archiver, frames=faults)
    scenario = builtin_scenario("short")
    said = [cue.text for cue in broadcast_cues(scenario, scenario.broadcast[0]) if isinstance(cue, Chat)]
    before = {line.text for line in scenario.broadcast[0].history}
    rows = ask(tmp_path, archiver, "SELECT text FROM chat_replay WHERE kind = 'chat' ORDER BY at, seq")
    assert [row["text"] for row in rows if row["text"] not in before] == said
    complaints = ask(tmp_path, archiver, "SELECT detail FROM events WHERE kind = 'undecodable' ORDER BY seq")
    assert len(complaints) == 3
    assert session["unknown"] >= 4


def test_a_room_that_ended_between_check_and_connect(tmp_path: Path, archiver: Command) -> None:
    """The session that was opened for it is closed again, and says why."""
    session = record(tmp_path, archiver, room_info="finished")
    assert (session["state"], session["end_cause"]) == ("ended", "status_ended")
    assert session["file"] is None


def test_a_restricted_room_is_a_gap_with_a_reason(tmp_path: Path, archiver: Command) -> None:
    """Events of an 18+ room are logged although its video is refused; the gap says why there is none."""
    session = record(tmp_path, archiver, room_info="restricted")
    assert session["chats"] > 0
    assert [gap["cause"] for gap in session["gaps"]]
