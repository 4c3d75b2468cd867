"""The border of the command line."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

from archiver.__main__ import main
from archiver.cli.main import COMMANDS, build_parser, run


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """``archiver --help`` exits 0 and lists all commands."""
    with pytest.raises(SystemExit) as caught:
        run(["--help"])
    shown = capsys.readouterr().out
    assert caught.value.code == 0
    assert [name for name in COMMANDS if f"    {name} " not in shown] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command explains itself and knows the options that work everywhere."""
    with pytest.raises(SystemExit) as caught:
        run([command, "--help"])
    shown = capsys.readouterr().out
    assert caught.value.code == 0
    assert "--json" in shown


@pytest.mark.parametrize("command", ["watch", "room", "tikapi", "sessions", "db"])
def test_the_list_of_commands_names_their_actions(command: str) -> None:
    """All that ask; those that act as an account are one word together."""
    (group,) = build_parser([command])._subparsers._group_actions  # type: ignore[union-attr]
    actions = group.choices[command]._subparsers._group_actions[0].choices  # type: ignore[call-overload, index]
    acting = {"chat", "like", "gift", "start", "stop"}
    assert [action for action in actions if action not in acting and action not in COMMANDS[command]] == []


@pytest.mark.parametrize(
    "words", [["--json", "sessions", "list"], ["sessions", "--json", "list"], ["sessions", "list", "--json"]]
)
def test_options_that_go_everywhere_go_everywhere(words: list[str]) -> None:
    """Before the command, behind it and behind its action; what stands before is not undone behind."""
    args = build_parser(words).parse_args(["--log-level", "debug", *words, "--config", "a.toml"])
    assert (args.json, args.log_level, args.config) == (True, "debug", "a.toml")
    assert "debug" not in vars(args)


def test_wrong_usage_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command is wrong usage: after the usage, a sentence like every other names the known ones."""
    assert run(["recrod"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("usage: archiver ")
    assert shown.err.splitlines()[-1].startswith("archiver: argument COMMAND: invalid choice: 'recrod'")
    assert "'record'" in shown.err.splitlines()[-1]
    assert shown.out == ""


@pytest.mark.parametrize("words", [["--json", "sessions", "show", "x"], ["sessions", "show", "x", "--json"]])
def test_wrong_usage_is_a_document_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A program that asked for JSON need not read what is meant for people."""
    assert run(words) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "usage"
    assert error["message"].startswith("argument ID: 'x' is not a session; ")
    assert error["message"].endswith("see `archiver sessions show --help`.")


@pytest.mark.parametrize(
    ("words", "prog"),
    [
        (["record", "@anna", "--format", "flv"], "archiver record"),
        (["watch", "add", "@anna", "--often"], "archiver watch add"),
        (["--often", "watch", "list"], "archiver"),
    ],
)
def test_what_is_not_known_is_refused_where_it_stands(
    words: list[str], prog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The usage that follows, and the help that is named, are those of the command."""
    assert run(words) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"usage: {prog} [")
    assert shown.splitlines()[-1].startswith("archiver: unrecognized arguments: --")
    assert shown.endswith(f"see `{prog} --help`.\n")


def test_ctrl_c_is_one_line_from_the_first_moment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also while modules are still being imported."""

    class Impatient(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "archiver.cli.main":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "archiver.cli.main")
    monkeypatch.setattr(sys, "meta_path", [Impatient(), *sys.meta_path])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 130
    assert capsys.readouterr().err == "archiver: interrupted.\n"


@pytest.mark.parametrize(("columns", "widest"), [(60, 60), (0, 100)])
@pytest.mark.parametrize("is_paged", [False, True])
def test_help_is_as_wide_as_the_terminal(columns: int, widest: int, is_paged: bool) -> None:
    """Also behind `| less`; and a terminal that does not say how wide it is, as in containers, is not eleven wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-m", "archiver", "--help"], stdin=theirs, stderr=theirs,
        stdout=subprocess.PIPE if is_paged else theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = child.communicate()[0] if is_paged else _all_of(ours)
    child.wait()
    os.close(ours)
    lengths = [len(line.rstrip()) for line in shown.decode().splitlines()]
    assert widest - 25 < max(lengths) <= widest


def _all_of(terminal: int) -> bytes:
    """What was written to a terminal, until nobody has it open: Linux ends that with an error."""
    shown = b""
    with suppress(OSError):
        while chunk := os.read(terminal, 65_536):
            shown += chunk
    return shown


def test_help_imports_nothing_heavy() -> None:
    """Only the named command's module is imported: --help stays near the cost of bare Python."""
    code = (
        "import sys; from archiver.cli.main import build_parser; build_parser(['--help']).format_help();"
        "print(sorted(m for m in sys.modules if m.startswith(('archiver.', 'sqlalchemy', 'httpx', 'rich', 'asyncio'))))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "['archiver.cli', 'archiver.cli.main']"


def test_ctrl_c_behind_the_end_changes_nothing() -> None:
    """A command that has done everything ends as such, though Python is still clearing up when Ctrl-C comes."""
    code = """
import os, signal, sys
from archiver.__main__ import main
class Late:
    def __del__(self, kill=os.kill, pid=os.getpid(), number=signal.SIGINT): kill(pid, number)
sys.late = Late()
sys.argv = ["archiver", "--version"]
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_second_ctrl_c_is_no_traceback_either() -> None:
    """It may come while what was written before the first one waits for its reader."""
    code = """
import sys
from archiver import __main__
from archiver.cli import main
class Stuck:
    encoding = "utf-8"
    def write(self, text): return len(text)
    def flush(self): raise KeyboardInterrupt
    def fileno(self): return 1
def interrupted(argv):
    sys.stdout = Stuck()
    raise KeyboardInterrupt
main.run = interrupted
try:
    __main__.main()
finally:
    sys.stdout = sys.__stdout__
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "archiver: interrupted.\n")


def test_error_sentences_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A sentence may name files and quote servers: controls in it are shown as marks."""
    assert run(["--config", str(tmp_path / "\x1b[2J.toml"), "sessions", "list"]) == 2
    shown = capsys.readouterr().err
    assert "does not exist" in shown
    assert "\x1b" not in shown


def test_a_terminal_of_another_character_set_is_no_failure(sqlite_url: str, tmp_path: Path) -> None:
    """Text that stdout cannot write is escaped, JSON stays JSON, and subtitles are UTF-8 all the same."""
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")

    def output(*argv: str) -> bytes:
        command = [sys.executable, "-m", "archiver", "--config", str(config), *argv]
        return subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "latin-1"}
        ).stdout

    assert b"\\U0001f381" in output("query", "SELECT '🎁' AS gift")
    assert json.loads(output("--json", "query", "SELECT '🎁' AS gift")) == [{"gift": "🎁"}]
