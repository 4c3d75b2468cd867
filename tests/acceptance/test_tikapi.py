"""TikAPI from the command line and in the service, on a rebroadcast room."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archiver.app import open_app
from archiver.config import Settings, load_settings
from archiver.model.broadcast import RoomStatus
from archiver.rebroadcast.cues import broadcast_cues
from archiver.rebroadcast.scenario import Chat, Scenario
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store import migrate
from tests.acceptance.conftest import Command, MakeSettings, rebroadcast, write_config
from tests.fakes.live_room import CREATOR, live_room, long_scenario
from tests.integration.test_rebroadcast_events import say_all

SECRETS = ("k3yk3yk3yk3y", "acc0untacc0unt")


def tikapi(server: RebroadcastServer, *more: str) -> str:
    """The section of the configuration, with both keys."""
    lines = [
        "[tikapi]",
        f'base_url = "{server.base_url}"',
        f'api_key = "{SECRETS[0]}"',
        f'account_key = "{SECRETS[1]}"',
    ]
    return "\n".join([*lines, "poll_interval_s = 0.5", *more])


@pytest.fixture(scope="module")
def server() -> Iterator[RebroadcastServer]:
    with rebroadcast(long_scenario(), with_video=False) as running:
        yield running


@pytest.fixture
def command(server: RebroadcastServer, make_settings_for: MakeSettings, archiver: Command, tmp_path: Path) -> Command:
    """`archiver ...` with both keys and permission to act."""
    make_settings_for(server.endpoints(), extra=tikapi(server, "allow_actions = true"))
    return lambda *words: archiver("--config", tmp_path, *words)


def test_key_account_and_rooms_are_shown(command: Command, server: RebroadcastServer) -> None:
    """key, permissions, show and recommend answer, for people and as JSON."""
    room_id = server.room.room_id  # type: ignore[union-attr]
    assert command("--json", "tikapi", "key").json["subscription"] == "rebroadcast"
    assert "live_status" in command("tikapi", "permissions").out
    assert command("room", "id", f"@{CREATOR}", "--by", "tikapi").out.strip() == str(room_id)
    shown = command("--json", "tikapi", "show", f"@{CREATOR}").json
    assert (shown["room_id"], shown["title"], shown["streams"][0]["quality"]) == (room_id, "Twelve seconds", "ld")
    recommended = command("tikapi", "recommend", str(room_id))
    assert str(room_id) in recommended.out
    over = command("tikapi", "stats", str(room_id))
    assert (over.status, "may be over" in over.err) == (1, True)
    assert command("tikapi", "show", "@nobody").status == 1


def test_acting_needs_to_be_meant(command: Command, server: RebroadcastServer) -> None:
    """Without --as-me nothing is done; with it, once, and no key is shown."""
    assert command("tikapi", "chat", f"@{CREATOR}", "hello").status == 2
    assert command("tikapi", "start", "My title").status == 2
    assert command("tikapi", "stop").status == 2
    assert not server.seen.said
    for words in (("chat", f"@{CREATOR}", "hello"), ("start", "My title", "--topic=5"), ("stop",)):
        outcome = command("--log-level", "debug", "tikapi", *words, "--as-me")
        assert outcome.status == 0, outcome.err
        assert not [secret for secret in SECRETS if secret in outcome.out + outcome.err]
        if words[0] == "start":
            assert "rtmp://127.0.0.1/live" in outcome.out
    assert [each.what for each in server.seen.said] == ["chat", "start", "stop"]


def test_acting_needs_permission(
    server: RebroadcastServer, make_settings_for: MakeSettings, archiver: Command, tmp_path: Path
) -> None:
    """The configuration has the last word."""
    make_settings_for(server.endpoints(), extra=tikapi(server))
    refused = archiver("--config", tmp_path, "tikapi", "stop", "--as-me")
    assert refused.status == 1
    assert "tikapi.allow_actions" in refused.err


def test_its_budget_holds_over_commands(
    server: RebroadcastServer, make_settings_for: MakeSettings, archiver: Command, tmp_path: Path
) -> None:
    """What one command has spent, or was told, the next one knows; `doctor` shows it."""
    make_settings_for(server.endpoints(), extra=tikapi(server, "[budget]", "tikapi_per_hour = 2"))
    assert archiver("--config", tmp_path, "tikapi", "key").status == 0
    assert archiver("--config", tmp_path, "tikapi", "permissions").status == 0
    before = server.seen.tikapi_requests
    refused = archiver("--config", tmp_path, "tikapi", "key")
    assert refused.status == 1
    assert "its limit of 2 a hour is reached" in refused.err
    assert server.seen.tikapi_requests == before
    findings = {each["what"]: each for each in archiver("--config", tmp_path, "--json", "doctor", "--offline").json}
    assert "2 of 2 this hour" in findings["requests to tikapi"]["says"]


def test_doctor_tries_it(command: Command, server: RebroadcastServer) -> None:
    """With the other ways, and says which of them work."""
    server.faults.handshake = "bad_request"
    findings = command("--json", "doctor", f"@{CREATOR}").json
    server.faults.handshake = ""
    shown = {each["what"]: (each["state"], each["says"]) for each in findings}
    assert shown["TikAPI"] == ("ok", "takes the API key")
    assert shown["events by tikapi"] == ("ok", "opens the event stream")
    assert shown["events by direct"][0] == "failed"


def test_doctor_asks_it_for_the_room(command: Command, server: RebroadcastServer) -> None:
    """Where the platform says nothing; and tells when it does not take the keys."""
    server.faults.api_live, server.faults.page = "forbidden", "no_tag"
    well = {each["what"]: each["state"] for each in command("--json", "doctor", f"@{CREATOR}").json}
    server.faults.tikapi = "unauthorized"
    ill = {each["what"]: (each["state"], each["says"]) for each in command("--json", "doctor", f"@{CREATOR}").json}
    server.faults.api_live, server.faults.page, server.faults.tikapi = "", "", ""
    assert (well[f"@{CREATOR}"], well["events by tikapi"]) == ("failed", "ok")
    state, says = ill["TikAPI"]
    assert (state, "tikapi.api_key" in says) == ("failed", True)
    assert "events by tikapi" not in ill


async def test_a_watch_with_tikapis_keys_alone(tmp_path: Path, archiver: Command) -> None:
    """No sign server, no socket: the service archives the broadcast all the same, as it does by a socket."""
    script = builtin_scenario("short")
    found: dict[str, list[list[dict[str, Any]]]] = {}
    for way in ("tikapi", "sign_server"):
        folder = tmp_path / way
        folder.mkdir()
        migrate.upgrade(f"sqlite:///{folder}/archiver.db")
        async with live_room(_without_events(script)) as server:
            if way == "tikapi":
                server.faults.sign, server.faults.handshake = "payment", "bad_request"
            await _serve(load_settings(write_config(folder, server.endpoints(), extra=tikapi(server))), server, script)
        found[way] = await asyncio.to_thread(_asked, archiver, folder, way)
    assert found["tikapi"] == found["sign_server"]
    said = [cue.text for cue in broadcast_cues(script, script.broadcast[0]) if isinstance(cue, Chat)]
    assert [row["text"] for row in found["tikapi"][0]] == said


def _without_events(script: Scenario) -> Scenario:
    """Live until a control message ends it."""
    changes = {"event": (), "likes": (), "viewer_curve": None, "after_s": 0.0, "duration_s": 600.0}
    return script.model_copy(update={"broadcast": (script.broadcast[0].model_copy(update=changes),)})


async def _serve(settings: Settings, server: RebroadcastServer, script: Scenario) -> None:
    """What `archiver run` does with one watched creator; the script is said when the event stream is open."""
    async with open_app(settings) as app:
        await app.store.add_watch_entry(server.scenario.creator.unique_id, added_at=0)
        stop, service = asyncio.Event(), app.service()
        serving = asyncio.create_task(service.run(stop))
        while not (server.seen.entered or server.seen.tikapi_requests):
            await asyncio.sleep(0.01)
        assert server.room is not None
        say_all(server.room, script, 3)
        server.room.set_status(RoomStatus.ENDED, server.room.started_at + 20_000)
        await service.supervisor.wait_idle()
        stop.set()
        await serving


_QUESTIONS = (
    "SELECT text, viewer_id, nickname FROM chat_replay WHERE kind = 'chat' AND is_history = 0 ORDER BY seq",
    "SELECT viewer_id, gift_id, repeat_count, diamond_count, group_id, is_streak_end FROM gifts ORDER BY seq",
    "SELECT gift_name, gift_count, diamonds, viewer_id FROM gift_ledger ORDER BY first_seq",
    "SELECT count(*) AS n FROM follows UNION ALL SELECT count(*) FROM shares UNION ALL SELECT count(*) FROM joins",
    "SELECT method, n FROM message_counts WHERE kind = 'unknown' ORDER BY method",
)


def _asked(archiver: Command, folder: Path, way: str) -> list[list[dict[str, Any]]]:
    """What the archive says; that it was reached by this way, and that its log shows no key."""
    session = archiver("--config", folder, "--json", "sessions", "show", "last").json
    assert [each["strategy"] for each in session["connections"]] == [way]
    assert session["state"] == "ended"
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "config.toml":
            data = path.read_bytes()
            assert not [secret for secret in SECRETS if secret.encode() in data], path
    return [archiver("--config", folder, "--json", "query", question).json for question in _QUESTIONS]
