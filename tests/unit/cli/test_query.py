"""archiver query: how rows are printed."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archiver.cli.main import run
from archiver.cli.query import write_csv, write_json


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> str:
    """A configuration with an empty archive."""
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


class Terminal(io.StringIO):
    """A terminal as far as output is concerned."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_column_may_be_called_anything(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Names of columns are text, not markup and not orders to the terminal."""
    assert run(["--config", config, "query", 'SELECT 1 AS "a[/b]\x1b[31m[red]c"']) == 0
    shown = capsys.readouterr().out
    assert "a[/b]" in shown
    assert "[red]c" in shown
    assert "\x1b" not in shown


def test_json_keeps_columns_of_one_name_apart(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A join often gives two columns of one name: none is lost."""
    assert run(["--config", config, "--json", "query", "SELECT 1 AS id, 2 AS id, 3 AS id_2"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": 1, "id_2": 2, "id_2_2": 3}]


def test_json_is_json_whatever_the_values(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Infinity is null, bytes are hexadecimal digits, no rows are an empty array."""
    assert run(["--config", config, "--json", "query", "SELECT 9e999 AS a, x'00ff' AS b"]) == 0
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [{"a": None, "b": "00ff"}]
    assert run(["--config", config, "--json", "query", "SELECT 1 AS a WHERE 0"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_json_cannot_drive_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """C1 controls, bidi overrides and lone surrogates are escaped, and read back as they were."""
    text = "a\x9b31m\u202e\u2028\ud83d \u0645 \U000e0041"
    write_json(("t",), iter([(text,)]))
    shown = capsys.readouterr().out
    assert shown.replace("\n", "").isprintable()
    assert json.loads(shown) == [{"t": text}]


def test_a_failing_statement_leaves_no_half_document(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What breaks after some rows ends in one JSON document, that of the error."""
    statement = "SELECT 1 AS a UNION ALL SELECT abs(-9223372036854775807 - 1)"
    assert run(["--config", config, "--json", "query", statement]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "query"


def test_a_query_that_is_not_text_is_told(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes on the command line that are not UTF-8 end in a sentence."""
    assert run(["--config", config, "query", "SELECT '\udcff'"]) == 1
    assert "Unicode" in capsys.readouterr().err


def _rows() -> Iterator[tuple[Any, ...]]:
    for start in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"):
        yield (f"{start}cmd|' /C calc'!A0",)
    yield (-5,)


def test_csv_holds_no_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a spreadsheet may take for a formula has a quote in front; numbers stay numbers."""
    write_csv(("x",), _rows())
    cells = [row[0] for row in csv.reader(io.StringIO(capsys.readouterr().out, newline=""))][1:]
    assert all(cell.startswith("'") for cell in cells[:-1])
    assert cells[-1] == "-5"


def test_csv_drives_no_terminal_and_keeps_files_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal controls become marks; a file gets every character."""
    row = ("red \x1b[31m",)
    write_csv(("x",), iter([row]))
    assert "\x1b[31m" in capsys.readouterr().out

    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    write_csv(("x\x1b",), iter([row]))
    assert "\x1b" not in terminal.getvalue()
