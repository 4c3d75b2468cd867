"""Where the output goes: a reader who has gone, a full disk, nowhere at all."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog

from archiver import logs

MAIN = [sys.executable, "-c", "from archiver.__main__ import main; main()"]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    subprocess.run([*MAIN, "init", str(tmp_path)], check=True, capture_output=True)
    return tmp_path / "config.toml"


def run(*args: str, unbuffered: str = "", **streams: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    return subprocess.run([*MAIN, *args], stderr=subprocess.PIPE, env=environment, check=False, **streams)


@pytest.mark.parametrize("args", [["query", "SELECT 1"], ["--json", "watch", "list"], ["--help"]])
def test_a_reader_who_has_gone_is_no_failure(config: Path, args: list[str]) -> None:
    """`archiver ... | head -1` exits 0 without a word, tables, documents and help alike."""
    reader, writer = os.pipe()
    os.close(reader)
    done = run("--config", str(config), *args, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_a_result_that_cannot_be_written_is_said(config: Path, style: str, unbuffered: str) -> None:
    """A full disk is one sentence and status 1, also when it shows only at the end."""
    as_json = ["--json"] if style == "json" else ["--format", style]
    with Path("/dev/full").open("wb") as full:
        done = run("--config", str(config), "query", "SELECT 1", *as_json, stdout=full, unbuffered=unbuffered)
    assert done.returncode == 1
    assert b"cannot be written (No space left on device)" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_result_that_fits_in_part_is_said(config: Path, tmp_path: Path, unbuffered: str) -> None:
    """A disk that is nearly full takes the first half of a write; the second is not lost without a word."""
    statement = "SELECT printf('%.*c', 400000, 'x')"
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (200_000, 200_000))
    with (tmp_path / "result").open("wb") as result:
        done = run("--config", str(config), "query", statement, "--format", "csv", stdout=result,
                   unbuffered=unbuffered, preexec_fn=limited)  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert b"cannot be written (File too large)" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("args", [["--help"], ["--version"], ["sessions", "--help"], ["sessions", "show", "--help"]])
def test_help_that_cannot_be_written_is_said(args: list[str], unbuffered: str) -> None:
    """As of any other result."""
    with Path("/dev/full").open("wb") as full:
        done = run(*args, stdout=full, unbuffered=unbuffered)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), done.stderr
    assert b"cannot be written (No space left on device)" in done.stderr


def test_a_log_that_cannot_be_written_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk or a closed terminal behind stderr raises nothing in the middle of a recording."""

    class Full:
        def isatty(self) -> bool:
            return False

        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def flush(self) -> None:
            self.write("")

    try:
        for stream in (Full(), None):
            monkeypatch.setattr(sys, "stderr", stream)
            logs.configure()
            structlog.get_logger().error("The disk is full.")
    finally:
        monkeypatch.undo()
        structlog.reset_defaults()
