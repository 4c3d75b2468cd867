"""Output for people and for machines."""

from __future__ import annotations

import io
import json
import sys

import pytest
from rich.text import Text

from archiver.cli.output import clock_time, length, print_json, print_table, safe


def test_text_from_the_network_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences, bells, bidi overrides and line breaks are shown as a mark; markup stays text."""
    print_table(["name"], [["\x1b[31mred\x07\u202e\n[bold]x[/bold] 好 🎁"]])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]x[/bold] 好 🎁" in shown
    assert len(shown.splitlines()) == 2


def test_what_is_no_terminal_gets_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    """However long a row is, `grep` sees it whole, and nothing but it."""
    print_table(["number", "text", "last"], [[1, "x" * 500, "end"], [22, "y", None]])
    assert capsys.readouterr().out.splitlines() == [
        "number  text" + " " * 498 + "last",
        "     1  " + "x" * 500 + "  end",
        "    22  y",
    ]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (18, ["session  text  end", "      7  hi    x", "      8  你好"]),
        (16, ["session text end", "      7 hi   x", "      8 你好"]),
        (15, ["session  7", "text     hi", "end      x", "", "session  8", "text     你好", "end", ""]),
    ],
)
def test_on_a_terminal_no_heading_is_torn(monkeypatch: pytest.MonkeyPatch, width: int, lines: list[str]) -> None:
    """Where the head of a table does not fit side by side, each row is a list."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    print_table(["session", "text", "end"], [[7, "hi", "x"], [8, "你好", None]])
    assert [line.rstrip() for line in Text.from_ansi(terminal.getvalue()).plain.split("\n")] == [*lines, ""]


def _on_terminal(monkeypatch: pytest.MonkeyPatch, width: int, columns: list[str], *rows: list[object]) -> list[str]:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    print_table(columns, rows)
    return [line.rstrip() for line in Text.from_ansi(terminal.getvalue()).plain.split("\n")][:-1]


def test_on_a_terminal_no_date_and_no_number_is_torn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines break between words, and where the long texts are first."""
    columns, row = ["id", "started", "problem"], [7_400_000_000_000_000_001, "2026-01-31 20:15", "it went wrong twice"]
    assert _on_terminal(monkeypatch, 45, columns, row) == [
        "                 id  started      problem",
        "7400000000000000001  2026-01-31   it went",
        "                     20:15        wrong twice",
    ]
    assert _on_terminal(monkeypatch, 36, columns, row)[0] == "id       7400000000000000001"


def test_a_word_longer_than_most_goes_on_in_the_next_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path costs no table its shape."""
    assert _on_terminal(monkeypatch, 40, ["state", "file"], ["ok", "/" + "x" * 39]) == [
        "state  file", "ok     /" + "x" * 32, "       " + "x" * 7,
    ]  # fmt: skip


def test_safe_keeps_every_script() -> None:
    """Arabic, Persian with its joiners, Chinese, Thai and joined emoji pass untouched."""
    text = "مرحبا می\u200cخواهم 你好 สวัสดี 🎁 👩\u200d👧"
    assert safe(text) == text


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed parses back to what was given."""
    document = {"text": "好\x1b", "rows": [1, None]}
    print_json(document)
    assert json.loads(capsys.readouterr().out) == document


@pytest.mark.parametrize(
    ("ms", "text"), [(None, ""), (0, "0:00:00.0"), (3_723_456, "1:02:03.4"), (360_000_000, "100:00:00.0")]
)
def test_lengths(ms: int | None, text: str) -> None:
    """Durations are shown to the tenth, without a cap at a day."""
    assert length(ms) == text


def test_instants_are_utc() -> None:
    """Instants do not depend on the machine's time zone."""
    assert clock_time(0) == "1970-01-01 00:00:00"


def test_a_cell_is_bounded(capsys: pytest.CaptureFixture[str]) -> None:
    """A table shows the beginning of a text that would fill the screen for minutes."""
    print_table(["text"], [["x" * 1_000_000]])
    assert 1_900 < len(capsys.readouterr().out) < 10_000
