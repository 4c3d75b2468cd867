"""`archiver demo`, as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import Command


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
    assert archiver("--config", config, "sessions", "verify", "last").status == 0
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
    assert archiver("--config", config, "watch", "remove", "@ann", "@nobody").status == 2
    assert len(archiver("--config", config, "--json", "watch", "list").json) == 1
