"""Whatever is wrong ends in one clear sentence and the right exit status; what was archived stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import Endpoints
from archiver.store import migrate
from tests.acceptance.conftest import Command, Outcome, rebroadcast, write_config
from tests.archive import unwritable

NOWHERE = Endpoints("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9", "ws://127.0.0.1:9")


def sentence(outcome: Outcome) -> str:
    """The one line that a failure ends in; everything else about it must be right, too."""
    lines = outcome.err.strip().splitlines()
    assert outcome.status in (1, 2)
    assert "Traceback" not in outcome.err
    assert lines[-1].startswith("archiver: ")
    return lines[-1]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A ready archive whose platform cannot be reached."""
    path = write_config(tmp_path, NOWHERE)
    migrate.upgrade(f"sqlite:///{tmp_path}/archiver.db")
    return path


def in_room(folder: Path, command: Callable[[Path], Outcome], **faults: Any) -> Outcome:
    """Run a command against a live room without video, with faults."""
    with rebroadcast(builtin_scenario("short"), with_video=False, **faults) as server:
        path = write_config(folder, server.endpoints())
        migrate.upgrade(f"sqlite:///{folder}/archiver.db")
        return command(path)


def test_broken_toml_names_file_and_line(tmp_path: Path, archiver: Command) -> None:
    """A configuration that is not TOML is wrong usage, and the line is named."""
    path = tmp_path / "config.toml"
    path.write_text("[watch\npoll_interval_s = 3\n")
    outcome = archiver("--config", path, "watch", "list")
    assert outcome.status == 2
    assert f"{path} is not valid TOML" in sentence(outcome)
    assert "line 1" in outcome.err


@pytest.mark.parametrize("handle", ["../../etc/passwd", "a/b", "@a\\b", "@", "@ä", "@a..b", "@-x;rm", "a" * 80])
def test_handles_that_are_none_are_refused(config: Path, archiver: Command, handle: str) -> None:
    """Path characters and the like are refused before anything is asked or written."""
    for command in (["watch", "add"], ["record"]):
        outcome = archiver("--config", config, *command, handle)
        assert outcome.status == 2
        assert "is not a TikTok handle" in sentence(outcome)
    assert archiver("--config", config, "--json", "watch", "list").json == []


def test_a_recording_of_no_length_is_refused(config: Path, archiver: Command) -> None:
    """Before anybody is asked anything."""
    outcome = archiver("--config", config, "record", "@someone", "--for", "0")
    assert (outcome.status, "'0' is no time at all" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    "options", [["--engine", "native", "--protocol", "hls"], ["--engine", "native", "--ffmpeg-option", "probesize=9"]]
)
@pytest.mark.parametrize("wait", [[], ["--wait"]])
def test_options_that_exclude_each_other_are_refused_at_once(
    config: Path, archiver: Command, options: list[str], wait: list[str]
) -> None:
    """Nobody waits for a broadcast that could not be recorded so."""
    outcome = archiver("--config", config, "record", "@someone", *options, *wait)
    assert outcome.status == 2
    assert "The native engine" in sentence(outcome)


def test_errors_are_json_when_json_is_asked_for(config: Path, archiver: Command) -> None:
    """With --json the error is a document on stdout, with a code."""
    outcome = archiver("--config", config, "--json", "watch", "remove", "@nobody")
    assert outcome.status == 2
    assert outcome.json["error"]["code"] == "usage"


def test_an_unreachable_platform_is_said_so(config: Path, archiver: Command) -> None:
    """No server at all is not "offline"."""
    outcome = archiver("--config", config, "record", "@someone")
    assert outcome.status == 1
    assert "127.0.0.1:9" in sentence(outcome) or "reach" in sentence(outcome) or "connect" in sentence(outcome)


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({"api_live": "user_not_found", "page": "never_live"}, "no"),
        ({"api_live": "html", "page": "firewall"}, "firewall"),
        ({"api_live": "empty", "page": "no_tag"}, "blocked"),
        ({"api_live": "forbidden", "page": "redirect"}, "country"),
        ({"api_live": "rate_limited"}, "fewer requests"),
    ],
)
def test_what_the_platform_says_about_a_creator(
    tmp_path: Path, archiver: Command, faults: dict[str, str], said: str
) -> None:
    """Unknown creators, firewall pages, empty bodies, regions and limits each have their own sentence."""
    outcome = in_room(tmp_path, lambda path: archiver("--config", path, "record", "@short_show"), **faults)
    assert outcome.status == 1
    assert said in sentence(outcome)


def test_an_offline_creator_is_said_so(tmp_path: Path, archiver: Command) -> None:
    """Another handle than the room's is unknown or offline, never an internal error."""
    outcome = in_room(tmp_path, lambda path: archiver("--config", path, "record", "@someone_else"))
    assert outcome.status == 1
    assert "someone_else" in sentence(outcome)


def test_without_ffmpeg_recording_says_what_to_do(tmp_path: Path, archiver: Command) -> None:
    """A configured FFmpeg that is none is named together with its key."""
    extra = f'[record]\nffmpeg = "{tmp_path}/no-ffmpeg"\n'
    path = write_config(tmp_path, NOWHERE, extra=extra)
    migrate.upgrade(f"sqlite:///{tmp_path}/archiver.db")
    outcome = archiver("--config", path, "record", "@someone")
    assert outcome.status == 1
    assert "record.ffmpeg" in sentence(outcome)


def test_an_unwritable_folder_is_named(tmp_path: Path, archiver: Command) -> None:
    """An archive folder that is a file stops the recording with a sentence; the database is untouched."""
    (tmp_path / "archive").write_text("in the way")
    outcome = in_room(tmp_path, lambda path: archiver("--config", path, "record", "@short_show"))
    assert outcome.status == 1
    assert "archive.folder" in sentence(outcome)
    assert archiver("--config", tmp_path / "config.toml", "--json", "sessions", "list").json == []


def test_a_missing_database_says_how_to_make_it(tmp_path: Path, archiver: Command) -> None:
    """Commands do not make a database behind one's back."""
    path = write_config(tmp_path, NOWHERE)
    outcome = archiver("--config", path, "sessions", "list")
    assert "archiver db upgrade" in sentence(outcome)
    assert not (tmp_path / "archiver.db").exists()


def test_a_newer_database_is_left_alone(config: Path, archiver: Command) -> None:
    """A schema from the future is refused by every command and not touched."""
    database = config.parent / "archiver.db"
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for command in (["sessions", "list"], ["db", "upgrade"], ["watch", "add", "@someone"], ["query", "SELECT 1"]):
        assert "newer" in sentence(archiver("--config", config, *command))
    connection = sqlite3.connect(database)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    connection.close()


def test_a_locked_database_is_said_so(config: Path, archiver: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another program holds the database the sentence says so instead of hanging."""
    monkeypatch.setattr("archiver.store.engine.BUSY_TIMEOUT_MS", 50)
    connection = sqlite3.connect(config.parent / "archiver.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        outcome = archiver("--config", config, "watch", "add", "@someone")
    finally:
        connection.close()
    assert outcome.status == 1
    assert "lock" in sentence(outcome)


def test_a_database_that_cannot_be_written_is_said_before_anything_begins(config: Path, archiver: Command) -> None:
    """What records needs it: it does not even ask the platform. What reads does not mind."""
    with unwritable(config.parent / "archiver.db"):
        for command in (["record", "@someone"], ["run"]):
            outcome = archiver("--config", config, *command)
            assert "the file cannot be written; check its permissions" in sentence(outcome)
            assert len(outcome.err.splitlines()) == 1
        assert archiver("--config", config, "watch", "list").status == 0
        findings = archiver("--config", config, "--json", "doctor", "--offline").json
        (database,) = [finding for finding in findings if finding["what"] == "database"]
        assert database["state"] == "failed"
        assert "the file cannot be written; check its permissions" in database["says"]


def test_a_file_that_is_no_database_is_said_so(config: Path, archiver: Command) -> None:
    """A damaged database file is named as such and not overwritten."""
    database = config.parent / "archiver.db"
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    database.write_bytes(b"this is a text, not a database, " * 64)
    outcome = archiver("--config", config, "sessions", "list")
    assert "database" in sentence(outcome)
    assert database.read_bytes().startswith(b"this is a text")


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM watch_entries", "DROP TABLE events", "SELECT 1; SELECT 2", "SELEC 1", "PRAGMA journal_mode=DELETE"],
)
def test_query_only_reads(config: Path, archiver: Command, sql: str) -> None:
    """Writing, several statements and typing errors are refused in one sentence."""
    outcome = archiver("--config", config, "query", sql)
    assert outcome.status == 1
    assert "query" in sentence(outcome).lower()


def test_unknown_sessions_and_formats_are_refused(config: Path, archiver: Command) -> None:
    """A session that is not there, a number that is none, a format nobody knows: each is named."""
    assert "session" in sentence(archiver("--config", config, "sessions", "show", "12"))
    assert "session" in sentence(archiver("--config", config, "export", "last", "--format", "srt"))
    assert "'docx'" in sentence(archiver("--config", config, "export", "1", "--format", "docx"))
    outcome = archiver("--config", config, "sessions", "show", "../1")
    assert outcome.status == 2


def test_a_broken_script_names_its_key(tmp_path: Path, archiver: Command) -> None:
    """A rebroadcast script with a mistake says where."""
    script = tmp_path / "script.toml"
    script.write_text('[creator]\nunique_id = "x_y"\nnickname = "X"\nfolowers = 3\n')
    outcome = archiver("rebroadcast", script)
    assert outcome.status == 2
    assert "folowers" in sentence(outcome)
