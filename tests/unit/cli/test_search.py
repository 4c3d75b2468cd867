"""archiver search: how hits are shown, and what is said when there are none."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from archiver.cli.main import run
from archiver.cli.search import end_instant, instant
from archiver.store.sql_store import SqlStore
from tests.archive import archive_session

DAY_MS = 86_400_000


@pytest.fixture
async def config(sqlite_url: str, tmp_path: Path) -> str:
    """A configuration with one archived session, shown a second later."""
    async with SqlStore(sqlite_url) as store:
        await store.set_shift(await archive_session(store), 1_000)
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


def test_a_table_of_hits(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Session, creator and the position that exports show, with the display shift."""
    assert run(["--config", config, "search", "hello"]) == 0
    shown = capsys.readouterr().out
    for part in ("@anna", "0:00:01.5", "Bo 🎈", "hello {\\b1}", "1970-01-01 00:00:10"):
        assert part in shown


def test_hits_with_the_lines_around_them(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The hit is marked, what was said before and after stands around it."""
    assert run(["--config", config, "search", "--context", "1", "你好"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Session 1 of @anna, 1970-01-01 00:00:13 UTC, segment 1"
    assert [line[:1] for line in lines[1:4]] == [" ", ">", " "]
    assert "0:00:04.0  雪: 你好" in lines[2]


def test_one_document(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON holds what is stored: the offset without the shift, and the shift beside it."""
    assert run(["--config", config, "--json", "search", "hello", "--limit", "1", "--session", "last"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["has_more"] is False
    (hit,) = answer["hits"]
    assert (hit["session_id"], hit["offset_ms"], hit["shift_ms"], hit["text"][:5]) == (1, 500, 1_000, "hello")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nowhere"], 0, "Nothing was found."),
        (["--", "-hello"], 2, "nothing to search for"),
        (["?"], 2, "nothing to search for"),
        (["x" * 10_000], 2, "shorten it"),
        (["hello", "--creator", "nobody"], 2, "no creator @nobody"),
        (["hello", "--session", "99"], 2, "no session 99"),
        (["hello", "--creator", ""], 2, "not a TikTok handle"),
        (["hello", "--viewer", ""], 2, "no viewer @"),
        (["hello", "--viewer", "@"], 2, "no viewer @"),
        (["hello", "--viewer", "9" * 5000], 2, "no viewer @"),
        (["hello", "--kind", "gift"], 2, "not searched"),
        (["hello", "--from", "2026-12-01", "--to", "2026-11-01"], 2, "--from is not before --to"),
        (["hello\x00world"], 0, "Nothing was found."),
        (["\udcff"], 2, "nothing to search for"),
        (["' OR 1=1 --"], 0, "Nothing was found."),
    ],
)
def test_nothing_is_a_traceback(
    config: str, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    """Whatever is searched for ends in hits, in none, or in one sentence."""
    assert run(["--config", config, "search", *arguments]) == status
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert len((shown.out + shown.err).splitlines()) == 1


def test_dates() -> None:
    """A day begins with the day and ends with it; an instant is itself; UTC where no zone is given."""
    assert instant("1970-01-02") == DAY_MS
    assert end_instant("1970-01-02") == end_instant("19700102") == end_instant("1970-W01-5") == 2 * DAY_MS
    assert instant("1970-01-02T01:00") == end_instant("1970-01-02T01:00") == DAY_MS + 3_600_000
    assert instant("1970-01-02T01:00+01:00") == DAY_MS
    with pytest.raises(argparse.ArgumentTypeError, match="not a date"):
        instant("yesterday")
