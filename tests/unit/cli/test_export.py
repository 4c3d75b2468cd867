"""archiver export: flags made of what formats declare, and what is written where."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from archiver.cli.export import configure
from archiver.cli.main import run
from archiver.export.options import own_options
from archiver.export.registry import EXPORTERS
from archiver.store.sql_store import SqlStore
from tests.archive import archive_session


@pytest.fixture
async def config(sqlite_url: str, tmp_path: Path) -> Path:
    """The configuration of an archive with one session."""
    async with SqlStore(sqlite_url) as store:
        await archive_session(store)
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n')
    return path


def _export(config: Path, *args: str) -> int:
    return run(["--config", str(config), "export", "last", *args])


def test_every_choice_of_every_format_is_a_flag() -> None:
    """What a format declares is on the command line, with what it does in each format."""
    parser = argparse.ArgumentParser()
    configure(parser)
    helps = {action.dest: action.help or "" for action in parser._actions}
    for exporter in EXPORTERS.values():
        for field, rule in own_options(exporter.options):
            assert rule.about in helps[field.name]
            assert exporter.name in helps[field.name]


def test_several_formats_are_several_files(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One call, one document that names what was written and how long it is."""
    template = f"{tmp_path}/out/%(creator)s %(id)03d.%(ext)s"
    assert _export(config, "--format", "srt,jsonl,srt", "-o", template, "--json") == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(each["format"], each["part"], Path(each["file"]).name) for each in files] == [
        ("srt", None, "anna 001.srt"), ("jsonl", None, "anna 001.jsonl"),
    ]  # fmt: skip
    assert [each["bytes"] for each in files] == [Path(each["file"]).stat().st_size for each in files]


def test_stdout_is_either_for_the_file_or_for_the_document(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With both asked for it would be neither."""
    assert _export(config, "--format", "srt", "-o", "-", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"].startswith("With --json stdout is for the list")


@pytest.mark.parametrize("name", ["config.toml", "archiver.db-wal"])
def test_the_archivers_own_files_are_never_written_over(
    config: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Not by the export of a session."""
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    place = config if name == config.name else database.with_name(f"{database.name}-wal")
    before = config.read_bytes()
    assert _export(config, "--format", "srt", "-o", str(place)) == 2
    assert "is never written over" in capsys.readouterr().err
    assert config.read_bytes() == before


def test_filters_reach_the_file(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kinds, viewers, languages, stretch, shift and zone, on stdout."""
    narrow = ("--kinds", "chat", "--viewers", "@BO", "--lang", "en", "--shift", "250", "--tz", "Asia/Tokyo")
    assert _export(config, "--format", "jsonl", "-o", "-", *narrow, "--from", "0", "--to", "1s") == 0
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert (record["unique_id"], record["shown_ms"] - record["offset_ms"]) == ("bo", 250)
    assert record["at_iso"].endswith("+09:00")


def test_the_configuration_says_where_and_in_which_zone(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o and --tz the configuration decides, from its own folder on; the command line wins."""
    with config.open("a") as file:
        file.write('[export]\noutput = "out/%(creator)s %(started_at)s.%(ext)s"\ntimezone = "Asia/Tokyo"\n')
    assert _export(config, "--format", "jsonl", "--json") == 0
    written = Path(json.loads(capsys.readouterr().out)["files"][0]["file"])
    assert (written.parent, written.name) == (config.parent / "out", "anna 1970-01-01_09-00-10.jsonl")
    assert '+09:00"' in written.read_text()
    assert _export(config, "--format", "jsonl", "-o", "-", "--tz", "UTC") == 0
    assert '+09:00"' not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ('output = "out/%(creator)s"', r"needs %(ext)s"),
        ('output = "%(nope)s.%(ext)s"', "here is no field 'nope' for file names"),
        ('timezone = "Mars"', "use the name of a time zone"),
    ],
)
def test_wrong_keys_are_refused(config: Path, key: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything else is done."""
    with config.open("a") as file:
        file.write(f"[export]\n{key}\n")
    assert _export(config, "--format", "srt") == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--format", "srt", "--tables", "chats"), "srt cannot be given --tables"),
        (("--format", "srt", "--lines", "99"), "lines is 99; it must be between 1 and 50"),
        (("--format", "jsonl", "--kinds", "nope"), "'nope' is not a possible value of kinds"),
        (("--format", "jsonl", "--viewers", "bo,@"), "'@' alone is no viewer"),
        (("--format", "csv", "-o", "%(nope)s"), "There is no field 'nope' for file names"),
        (("--format", "srt", "-o", "a" * 300), "a… cannot be written (File name too long); name another place with -o"),
        (("--format", "srt", "-o", "~nobody-of-this-name/x.srt"), "There is nobody '~nobody-of-this-name' names here"),
    ],
)
def test_wrong_requests_end_in_a_sentence(
    config: Path, args: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, nothing written."""
    assert _export(config, *args) == 2
    assert sentence in capsys.readouterr().err


def test_a_video_that_cannot_be_made_is_refused_before_any_file_is_written(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of several formats is enough: no other file is made first."""
    assert _export(config, "--format", "srt,burn", "-o", f"{tmp_path}/out/%(id)s.%(format)s") == 2
    assert "Give 1.burn the ending .mp4" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
