"""CSV and Parquet as DuckDB reads them."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from archiver.errors import ConfigError
from archiver.export import jsonl
from archiver.export.options import ExportOptions
from archiver.export.registry import EXPORTERS
from archiver.export.tables import TABLES
from archiver.export.text import for_utf8, without_controls
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift, recording
from tests.unit.export.hostile import ATTACKS, session

_FORMULA_STARTS = tuple("=+-@\t\r")


def _write(folder: Path, form: str, items: list[ReplayItem], **chosen: Any) -> dict[str, Path]:
    """The files of a format by suffix."""
    exporter = EXPORTERS[form]
    options = exporter.options(recording=recording(), **chosen)
    paths = {}
    for output in exporter.outputs(options):
        path = folder / f"x{output.suffix}"
        with path.open("wb") as file:
            for chunk in output.write(iter(items), options):
                file.write(chunk.encode() if isinstance(chunk, str) else chunk)
        paths[output.suffix] = path
    return paths


def _ask(sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def test_parquet_holds_every_table_and_its_texts_as_they_were(tmp_path: Path) -> None:
    """Types, texts and counts are those of the session, whatever the texts are."""
    items = list(session(2_000))
    paths = _write(tmp_path, "parquet", items)
    assert list(paths) == [f".{name}.parquet" for name in TABLES]
    rows = _ask(
        f"SELECT seq, kind, nickname, text, in_gap, epoch_ms(time) FROM '{paths['.events.parquet']}' ORDER BY seq"
    )
    assert rows == [(i.seq, i.kind, for_utf8(i.nickname), for_utf8(i.text), i.in_gap, i.at) for i in items]
    assert _ask(f"SELECT count(*), sum(diamonds) FROM '{paths['.gifts.parquet']}'") == [(40, 40 * 500)]
    assert _ask(f"SELECT max(viewers) FROM '{paths['.viewer_counts.parquet']}'") == [(1998,)]
    people = {i.viewer_id for i in items if i.viewer_id}
    totals = _ask(f"SELECT count(*), sum(events), sum(diamonds), sum(likes) FROM '{paths['.viewers.parquet']}'")
    assert totals == [(len(people), sum(i.viewer_id is not None for i in items), 40 * 500, 40 * 15)]


def test_parquet_streams_in_row_groups(tmp_path: Path) -> None:
    """A long session is many row groups, each written before the next is read."""
    (path,) = _write(tmp_path, "parquet", list(session(40_000)), tables=("chats",)).values()
    assert path.name == "x.parquet"
    groups = _ask(f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{path}')")
    assert groups == [(3,)]


def test_csv_and_jsonl_are_read_alike(tmp_path: Path) -> None:
    """DuckDB finds in CSV the rows that are in JSON; guarding apart, texts are equal."""
    items = list(session(1_000))
    (path,) = _write(tmp_path, "csv", items, guard=False).values()
    lines = tmp_path / "x.jsonl"
    lines.write_text(b"".join(jsonl.write(items, ExportOptions())).decode(), encoding="utf-8")
    columns = "seq, kind, shown_ms, viewer_id, quantity, diamonds"
    from_csv = _ask(f"SELECT {columns} FROM read_csv('{path}', all_varchar=false, sample_size=-1) ORDER BY seq")
    assert from_csv == _ask(f"SELECT {columns} FROM read_json('{lines}', maximum_object_size=9999999) ORDER BY seq")
    texts = [row["text"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))]
    assert texts[3::3][:5] == [without_controls(item.text) for item in items][3::3][:5]


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    """No text cell begins as a formula does; numbers stay numbers; what is guarded is otherwise unchanged."""
    items = [chat(-5, text, name) for text in ATTACKS for name in ("=cmd", "Ann", " @x")] + [gift(1, "=Rose")]
    (path,) = _write(tmp_path, "csv", items, shift_ms=-10).values()
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert len(rows) == len(items)
    assert {row["shown_ms"] for row in rows} == {"-15", "-9"}
    for row in rows:
        for name in ("nickname", "text", "gift_name", "unique_id"):
            assert not row[name].lstrip(" ").startswith(_FORMULA_STARTS)
    assert rows[0]["nickname"] == "'=cmd"
    assert "\0" not in path.read_text(encoding="utf-8")


def test_csv_tables_zones_and_byte_order_mark(tmp_path: Path) -> None:
    """Several tables are several files; times of day are in the zone; Excel gets its mark when asked."""
    paths = _write(tmp_path, "csv", [chat(0)], tables=("chats", "gifts"), bom=True, tz=ZoneInfo("Asia/Tokyo"))
    assert list(paths) == [".chats.csv", ".gifts.csv"]
    text = paths[".chats.csv"].read_bytes().decode("utf-8-sig")
    assert paths[".chats.csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[0] == ",".join(TABLES["chats"].columns)
    assert "2023-11-15T07:13:20.000+09:00" in text


def test_broken_clocks_do_not_end_a_table(tmp_path: Path) -> None:
    """An instant outside the calendar is a number without a time."""
    for form in ("csv", "parquet"):
        (path,) = _write(tmp_path, form, [chat(0, at=1 << 62)], tables=("events",)).values()
        assert _ask(f'SELECT "at", time FROM "{path}"') == [(1 << 62, None)]


def test_parquet_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with the extra's name."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"pip install 'tiktok-live-archiver\[analytics\]'"):
        _write(tmp_path, "parquet", [])
