"""What the documentation shows works: links, commands, SQL, configuration, and its own structure."""

from __future__ import annotations

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.cli.main import COMMANDS, build_parser
from archiver.config import make_settings
from archiver.query.parameters import read_value
from archiver.query.sql import run_sql
from tests.architecture import documents
from tests.architecture.docs_generator import every_command
from tests.architecture.documents import ROOT, Block

_SEPARATORS = {"|", "||", "&&", ";", ">", ">>", "2>", "&"}
#: Pages whose TOML blocks are scripts of a rebroadcast.
_SCRIPT_PAGES = {ROOT / "docs" / "reference" / "scenario.md"}


def _commands(text: str) -> Iterator[list[str]]:
    """The arguments of every `archiver` command in the lines of a shell block."""
    for line in text.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line.removeprefix("$ "), posix=True, punctuation_chars="|&;>")
        lexer.whitespace_split = True
        words = list(lexer)
        for start, word in enumerate(words):
            if Path(word).name == "archiver" and (start == 0 or _begins_command(words[:start])):
                rest = words[start + 1 :]
                end = next((i for i, other in enumerate(rest) if other in _SEPARATORS), len(rest))
                yield rest[:end]


def _begins_command(before: list[str]) -> bool:
    """Whether what stands before is a separator, variables, or `sudo -u NAME`."""
    return before[-1] in _SEPARATORS or "=" in before[0] or (before[:2] == ["sudo", "-u"] and len(before) == 3)


_SHELL = [(block, argv) for block in documents.blocks("sh") for argv in _commands(block.text)]
_QUERIES = [(block, argv) for block, argv in _SHELL if "query" in argv]


@pytest.mark.parametrize("page", documents.pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link names a file of the repository, and its anchor a heading there."""
    for link in documents.links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in documents.anchors(target), f"{link}: no such heading"


@pytest.mark.parametrize(("block", "argv"), _SHELL, ids=str)
def test_shown_commands_are_commands(block: Block, argv: list[str]) -> None:
    """Each `archiver` command in a shell block is one that the parser takes."""
    try:
        build_parser(argv).parse_args(argv)
    except (SystemExit, argparse.ArgumentError):
        pytest.fail(f"{block}: `archiver {shlex.join(argv)}` is not accepted")


def test_commands_named_in_the_text_exist() -> None:
    """`archiver x y` in running text names a command, and an action where the command has actions."""
    known = every_command()
    for page in documents.pages():
        for name, following in re.findall(r"`archiver (\w+)(?: (\w+))?", page.read_text(encoding="utf-8")):
            assert name in COMMANDS, f"{page.name}: there is no command {name!r}"
            if following and any(other.startswith(f"{name} ") for other in known):
                assert f"{name} {following}" in known, f"{page.name}: there is no `archiver {name} {following}`"


@pytest.mark.parametrize("block", documents.blocks("sql"), ids=str)
def test_shown_sql_runs(block: Block, database_url: str) -> None:
    """Each SQL block is a statement that the console takes, on both databases."""
    with run_sql(database_url, block.text) as answer:
        assert answer.columns, f"{block} gives nothing"
        list(answer.rows)


@pytest.mark.parametrize(("block", "argv"), _QUERIES, ids=str)
def test_shown_queries_run(block: Block, argv: list[str], sqlite_url: str) -> None:
    """So is the SQL of each `archiver query` in a shell block."""
    args = build_parser(argv).parse_args(argv)
    if args.sql is None:
        pytest.skip("the statement is in a file")
    parameters = {name: read_value(value) for name, value in args.param}
    with run_sql(sqlite_url, args.sql, parameters=parameters) as answer:
        assert answer.columns, f"{block} gives nothing"


@pytest.mark.parametrize("block", documents.blocks("toml"), ids=str)
def test_shown_configuration_is_valid(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each TOML block is a configuration, or stands on the page about scripts."""
    values = tomllib.loads(block.text)
    if block.page not in _SCRIPT_PAGES:
        make_settings(base=ROOT, values=values)


def test_readme_first_screen() -> None:
    """The first screen has both commands, the installation, a session's output and what may be archived."""
    head = (ROOT / "README.md").read_text(encoding="utf-8").split("## Quick start")[0]
    for words in ("make demo", "make test", "pip install .", "uv tool install .", "Archive only what you may"):
        assert words in head, f"the README's first screen lacks {words!r}"
    shown = head.split("<!-- demo-output -->")[1].split("<!-- /demo-output -->")[0]
    assert "archiver demo" in head
    assert "sei ±" in shown, "the README shows no session"
    assert ".mp4" in shown, "the README shows no files"


def test_every_page_is_reachable() -> None:
    """Each page under docs is linked from another one."""
    linked = {
        (page.parent / link.partition("#")[0]).resolve() for page in documents.pages() for link in documents.links(page)
    }
    lonely = [page for page in (ROOT / "docs").rglob("*.md") if page.resolve() not in linked]
    assert lonely == []


def test_pages_named_by_the_code_exist() -> None:
    """A docs/... path in code, configuration or build files is a page."""
    files = [
        *ROOT.glob("archiver/**/*.py"),
        *ROOT.glob("archiver/**/*.toml"),
        *ROOT.glob("proto/**/*"),
        ROOT / "Makefile",
    ]
    for file in filter(Path.is_file, files):
        for named in re.findall(r"docs/[\w/-]+\.md", file.read_text(encoding="utf-8")):
            assert (ROOT / named).is_file(), f"{file.relative_to(ROOT)} names {named}"


def test_decisions_have_their_form() -> None:
    """Each decision has context, decision and consequences, on one short page."""
    for page in (ROOT / "docs" / "decisions").glob("*.md"):
        if page.name == "index.md":
            continue
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], page.name
        assert len(text.splitlines()) <= 30, f"{page.name} is too long"
