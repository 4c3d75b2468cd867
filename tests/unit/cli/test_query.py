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
from archiver.cli.rows import write_csv, write_json


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


def test_a_name_that_no_file_can_have_is_told(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the statement runs."""
    assert run(["--config", config, "query", "SELECT 1 AS a", "-o", "a" * 300 + ".csv"]) == 2
    assert "a… cannot be written (File name too long)" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["table", "csv", "parquet"])
def test_json_and_another_format_contradict_each_other(
    config: str, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Of two formats for one stdout neither is chosen in silence; a file has its own."""
    argv = ["--config", config, "--json", "query", "SELECT 1 AS a", "--format"]
    assert run([*argv, form]) == 2
    shown = capsys.readouterr()
    assert f"leave --json or --format {form} out" in json.loads(shown.out)["error"]["message"]
    assert run([*argv, "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"a": 1}]


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


@pytest.mark.parametrize("style", ["table", "csv"])
def test_bytes_are_hexadecimal_digits_everywhere(config: str, style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell holds the same as JSON does."""
    assert run(["--config", config, "query", "SELECT x'00ff' AS b", "--format", style]) == 0
    assert capsys.readouterr().out.split() == ["b", "00ff"]


@pytest.mark.postgres
def test_arrays_are_json(postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is in them is what it is outside of them: numbers are numbers, and there is no infinity."""
    path = tmp_path / "postgres.toml"
    path.write_text(f'[database]\nurl = "{postgres_url}"\n', encoding="utf-8")
    statement = (
        "SELECT ARRAY[1.5, 2] AS n, ARRAY['NaN'::float8] AS f, ARRAY['é', NULL] AS t, ARRAY['\\x00'::bytea] AS b"
    )
    assert run(["--config", str(path), "--json", "query", statement]) == 0
    shown = capsys.readouterr().out
    expected = {"n": [1.5, 2], "f": [None], "t": ["é", None], "b": ["00"]}
    assert json.loads(shown, parse_constant=pytest.fail) == [expected]
    assert run(["--config", str(path), "query", statement, "--format", "csv"]) == 0
    _, cells = csv.reader(io.StringIO(capsys.readouterr().out, newline=""))
    assert [json.loads(cell) for cell in cells] == list(expected.values())


@pytest.mark.postgres
def test_flags_of_postgresql_stay_flags_in_parquet(postgres_url: str, tmp_path: Path) -> None:
    """A comparison is true or false, not the text of it; nothing at all is missing."""
    from pyarrow import parquet

    config, path = tmp_path / "postgres.toml", tmp_path / "rows.parquet"
    config.write_text(f'[database]\nurl = "{postgres_url}"\n', encoding="utf-8")
    statement = "SELECT n > 1 AS more, n FROM (VALUES (1), (2), (NULL)) x(n)"
    assert run(["--config", str(config), "query", statement, "-o", str(path)]) == 0
    read = parquet.read_table(path)
    assert [str(field.type) for field in read.schema] == ["bool", "int64"]
    assert read.column("more").to_pylist() == [False, True, None]


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


def test_statement_from_a_file_with_parameters(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """-f reads the statement; each :name takes its value, as a number where it is one; texts and comments stay."""
    file = tmp_path / "question.sql"
    file.write_text("SELECT :n + 1 AS n, :who AS who, ':who 50%' AS said -- :nobody\n", encoding="utf-8")
    argv = ["--config", config, "--json", "query", "-f", str(file), "--param", "n=41", "--param", "who='; DROP"]
    assert run(argv) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 42, "who": "'; DROP", "said": ":who 50%"}]


def test_statement_from_stdin(config: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A dash reads stdin."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"SELECT 7 AS n"), encoding="utf-8"))
    assert run(["--config", config, "--json", "query", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 7}]


@pytest.mark.parametrize(
    "argv",
    [
        [], ["SELECT 1", "-f", "x.sql"], ["-f", "/no/such/file.sql"], ["SELECT :a"], ["SELECT 1", "--param", "a=1"],
        ["SELECT 1", "-o", "x.doc"],
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_a_sentence(argv: list[str], config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No statement, two of them, a missing file, a name without value, a value without name."""
    assert run(["--config", config, "query", *argv]) != 0
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "mistake in the archiver" not in said


def test_parquet_is_read_by_another_program(config: str, tmp_path: Path) -> None:
    """Integers, floats, bytes and text keep their types; a column without values is text."""
    from pyarrow import parquet

    path = tmp_path / "rows.parquet"
    statement = (
        "SELECT 1 AS n, 0.5 AS f, x'00ff' AS b, '雪' AS t, NULL AS u, 2 AS n UNION ALL SELECT 2, 1, NULL, 'x', NULL, 3"
    )
    assert run(["--config", config, "query", statement, "-o", str(path)]) == 0
    read = parquet.read_table(path)
    assert [str(field.type) for field in read.schema] == ["int64", "double", "binary", "string", "string", "int64"]
    assert read.to_pylist()[0] == {"n": 1, "f": 0.5, "b": b"\x00\xff", "t": "雪", "u": None, "n_2": 2}


def test_the_archive_is_never_written_over(
    config: str, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip of -o costs neither the rows nor the settings nor a video."""
    video = tmp_path / "archive" / "ann" / "segment_001.mp4"
    video.parent.mkdir(parents=True)
    video.touch()
    for place in (sqlite_url.removeprefix("sqlite:///"), config, str(video)):
        before = Path(place).read_bytes()
        assert run(["--config", config, "query", "SELECT 1", "--format", "csv", "-o", place]) == 2
        assert "is never written over" in capsys.readouterr().err
        assert Path(place).read_bytes() == before


def test_a_dash_is_stdout_as_it_is_for_exports(
    config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no file of that name."""
    monkeypatch.chdir(tmp_path)
    assert run(["--config", config, "query", "SELECT 1 AS a", "--format", "csv", "-o", "-"]) == 0
    assert capsys.readouterr().out.split() == ["a", "1"]
    assert not (tmp_path / "-").exists()


def test_with_json_a_file_is_told_of(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One document on stdout, as of every command; also whether all rows are in the file."""
    file = tmp_path / "rows.csv"
    statement = "SELECT 1 AS a UNION ALL SELECT 2"
    assert run(["--config", config, "--json", "query", statement, "--limit", "1", "-o", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "files": [{"format": "csv", "file": str(file), "bytes": file.stat().st_size}],
        "has_more": True,
    }


def test_a_column_that_changes_its_type_leaves_no_file(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What does not fit the first rows of a Parquet column is an error, and no half of a file stays."""
    statement = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
        "SELECT CASE WHEN i = 40000 THEN 'x' ELSE i END AS v FROM n"
    )
    assert run(["--config", config, "query", statement, "--limit", "0", "-o", str(tmp_path / "v.parquet")]) == 1
    assert "CAST(v AS TEXT)" in capsys.readouterr().err
    assert not list(tmp_path.glob("*v.parquet*"))


@pytest.mark.parametrize("style", ["csv", "json"])
def test_a_file_holds_what_stdout_would(
    config: str, style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """-o writes the same document, its format told by the name."""
    path = tmp_path / f"rows.{style}"
    statement = "SELECT 1 AS a, '=1+1' AS b UNION ALL SELECT 2, 'é'"
    assert run(["--config", config, "query", statement, "-o", str(path)]) == 0
    assert run(["--config", config, "query", statement, "--format", style]) == 0
    with path.open(encoding="utf-8", newline="") as file:
        assert file.read() == capsys.readouterr().out


def test_a_mistake_is_told_with_its_place(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Line and column of what the database did not understand."""
    assert run(["--config", config, "query", "SELECT 1\nFROM no_such_table"]) == 1
    assert "line 2, column 6" in capsys.readouterr().err
