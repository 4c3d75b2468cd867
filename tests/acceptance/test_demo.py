"""`archiver demo`, as a person runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.cli.demo import fresh_folder
from archiver.config import load_settings
from tests.acceptance.conftest import Command
from tests.archive import unwritable


@pytest.mark.slow
def test_the_demo_leaves_an_archive_to_look_at(tmp_path: Path, archiver: Command) -> None:
    """Exit 0, one JSON document, every file it names is there, and its configuration answers further questions."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine.txt").write_text("do not touch")
    done = subprocess.run(
        [sys.executable, "-m", "archiver", "demo", "--script", "short", "--dir", "demo", "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    report = json.loads(done.stdout)
    assert [session["state"] for session in report["sessions"]] == ["ended"]
    files = [Path(path) for paths in report["files"].values() for path in paths]
    assert {path.suffix for path in files} == {".mp4", ".srt", ".ass", ".html", ".jsonl"}
    assert all((tmp_path / path).stat().st_size for path in files)
    assert all(report["answers"].values())
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["mine.txt"]
    config = tmp_path / report["config"]
    with unwritable(config.parent / "archiver.db"):  # to look is enough
        verified = archiver("--config", config, "sessions", "verify", "last")
        assert (verified.status, verified.err) == (0, "")
    assert archiver("--config", config, "--json", "query", "SELECT count(*) AS n FROM chats").json[0]["n"] > 0
    assert archiver("--config", config, "db", "check").status == 0
    shown = archiver("--config", config, "--json", "align", "last", "--shift=-1.5s").json
    assert (shown["shift_ms"], len(shown["pieces"]) > 1) == (-1500, True)
    assert shown["moved"]["moved"] == 0, "what the session built when it ended is what its samples say"
    everything = archiver("--config", config, "--json", "align", "all").json
    assert [one["session_id"] for one in everything] == [session["id"] for session in report["sessions"]]
    assert archiver("--config", config, "align", "all", "--shift", "5").status == 2
    assert archiver("--config", config, "sessions", "delete", "last").status == 2
    assert archiver("--config", config, "sessions", "delete", "last", "--yes").status == 0
    assert archiver("--config", config, "--json", "sessions", "list").json == []


@pytest.mark.slow
def test_a_demo_that_is_stopped_at_once_says_so_in_a_line(tmp_path: Path) -> None:
    """The second signal stops the recording before its database is closed: nothing breaks that must be told."""
    process = subprocess.Popen(
        [sys.executable, "-m", "archiver", "demo", "--script", "short", "--dir", "demo"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("session 1:"):
            break
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert [line for line in said.splitlines() if "recorded" not in line] == [
        "archiver: Stopped at once; what is unfinished is finished by the next start."
    ]


def test_init_makes_what_the_other_commands_need(tmp_path: Path, archiver: Command) -> None:
    """A folder with a configuration, a database and an archive; doctor finds nothing wrong; a second init refuses."""
    home = tmp_path / "home"
    assert archiver("init", home).status == 0
    config = home / "config.toml"
    assert archiver("--config", config, "db", "check").status == 0
    findings = archiver("--config", home, "--json", "doctor", "--offline").json
    assert {finding["state"] for finding in findings} <= {"ok", "warning"}
    assert archiver("init", home).status == 2


def test_the_watchlist_from_end_to_end(tmp_path: Path, archiver: Command) -> None:
    """Add, import, pause, resume, remove: each is seen by the next list."""
    archiver("init", tmp_path)
    config = tmp_path / "config.toml"
    handles = tmp_path / "handles.txt"
    handles.write_text("# people\n@ann\nhttps://www.tiktok.com/@bo.b/live  # her\n\nann\n", encoding="utf-8")
    assert archiver("--config", config, "watch", "import", handles).status == 0
    options = ("--quality", "hd", "--every", "5m", "--engine", "ffmpeg")
    assert archiver("--config", config, "watch", "add", "@ann", *options).status == 0
    assert archiver("--config", config, "watch", "pause", "@bo.b").status == 0
    listed = archiver("--config", config, "--json", "watch", "list").json
    assert [(e["unique_id"], e["is_paused"], e["quality"], e["poll_interval_s"], e["engine"]) for e in listed] == [
        ("ann", False, "hd", 300.0, "ffmpeg"),
        ("bo.b", True, None, None, None),
    ]
    outcome = archiver("--config", config, "watch", "add", "@ann", "--engine", "native", "--protocol", "hls")
    assert (outcome.status, "FLV only" in outcome.err) == (2, True)
    assert "'auto', 'native', 'ffmpeg'" in archiver("watch", "add", "@ann", "--engine", "none").err
    assert archiver("--config", config, "watch", "remove", "@ann", "@bo.b").status == 0
    assert archiver("--config", config, "--json", "watch", "list").json == []
    handles.write_text("@ann\nnot a handle\n", encoding="utf-8")
    outcome = archiver("--config", config, "watch", "import", handles)
    assert (outcome.status, "line 2" in outcome.err) == (2, True)
    assert archiver("--config", config, "--json", "watch", "list").json == []


def test_one_gone_handle_does_not_half_remove(tmp_path: Path, archiver: Command) -> None:
    """When one of several handles is not on the list, none is removed."""
    archiver("init", tmp_path)
    config = tmp_path / "config.toml"
    archiver("--config", config, "watch", "add", "@ann")
    outcome = archiver("--config", config, "watch", "remove", "@ann", "@nobody")
    assert (outcome.status, "@nobody is not on the watchlist" in outcome.err) == (2, True)
    assert len(archiver("--config", config, "--json", "watch", "list").json) == 1


def test_an_empty_archive_says_so(tmp_path: Path, archiver: Command) -> None:
    """What is done with all sessions is not just silent where there are none."""
    archiver("init", tmp_path)
    for command in (["sessions", "list"], ["align", "all"], ["redecode", "all"]):
        outcome = archiver("--config", tmp_path, *command)
        assert (outcome.status, outcome.out.startswith("There are no sessions yet")) == (0, True), command
    outcome = archiver("--config", tmp_path, "sessions", "list", "--creator", "@ann")
    assert outcome.out.startswith("There are no sessions of @ann")


def test_a_demo_begins_with_a_script_and_a_folder_of_its_own(
    tmp_path: Path, archiver: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder is not empty, even this one, the next is made beside it; without a script nothing is made."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "mine.txt").write_text("do not touch")
    monkeypatch.chdir(here)
    assert fresh_folder(Path()) == tmp_path / "here-2"
    assert fresh_folder(Path("../here")) == tmp_path / "here-2"
    assert fresh_folder(Path("new")) == Path("new")
    outcome = archiver("demo", "--dir", "mine.txt")
    assert (outcome.status, "mine.txt cannot be made" in outcome.err) == (1, True)
    assert archiver("demo", "--script", "none.toml", "--dir", "other").status == 2
    assert not (here / "other").exists()


def test_what_a_rebroadcast_prints_can_be_configured(tmp_path: Path) -> None:
    """Below its first line stands TOML, which a configuration takes as it is."""
    running = subprocess.Popen(
        [sys.executable, "-u", "-m", "archiver", "rebroadcast", "short"], stdout=subprocess.PIPE, text=True
    )
    with running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(8)]
        running.terminate()
    path = tmp_path / "config.toml"
    path.write_text("".join(lines[1:]), encoding="utf-8")
    settings = load_settings(path)
    assert settings.tikapi.base_url == settings.tiktok.webcast_url == settings.tiktok.sign_url
    assert settings.tiktok.webcast_ws_url.startswith("ws://127.0.0.1:")
