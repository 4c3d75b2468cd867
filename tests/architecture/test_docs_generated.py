"""The reference pages say what the code does, all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from archiver.model.event import KINDS
from archiver.query.sql import run_sql
from archiver.store.schema import metadata
from archiver.store.views import VIEWS
from tests.architecture import docs_generator
from tests.architecture.docs_generator import REFERENCE, WORDS


@pytest.mark.parametrize("name", docs_generator.pages())
def test_generated_pages_are_up_to_date(name: str) -> None:
    """A page on disk is what the code makes of it; `make docs` writes it."""
    page = REFERENCE / name
    assert page.read_text(encoding="utf-8") == docs_generator.pages()[name], f"{name} is out of date; run `make docs`"


def test_no_page_of_a_view_that_is_no_more() -> None:
    """Each page under schema/ is of a view."""
    assert {page.stem for page in (REFERENCE / "schema").iterdir()} == set(VIEWS)


@pytest.mark.postgres
def test_columns_of_views_have_the_type_that_is_told(postgres_url: str) -> None:
    """PostgreSQL types the columns of views; the pages say the same."""
    told = {"text": {"text", "varchar"}, "integer": {"int8", "int4", "int2"}, "0 or 1": {"int8", "int4", "int2"}}
    statement = "SELECT table_name, column_name, udt_name FROM information_schema.columns WHERE table_schema = 'public'"
    with run_sql(postgres_url, statement, limit=None) as answer:
        columns = [row for row in answer.rows if row[0] in VIEWS]
    assert columns
    wrong = [row for row in columns if row[2] not in told[docs_generator.view_type(row[1])]]
    assert wrong == []


def test_every_command_and_option_is_in_the_reference() -> None:
    """Each command has a heading, and under it each of its options and arguments."""
    sections = _sections("cli.md")
    for name, parser in docs_generator.every_command().items():
        title = f"archiver {name}" if name else "Everywhere"
        assert title in sections, f"{title} has no section"
        for action in docs_generator.own_arguments(parser):
            for flag in action.option_strings:
                assert re.search(rf"`[^`]*{re.escape(flag)}\b", sections[title]), f"{title} lacks {flag}"
            assert action.help or not action.option_strings, f"{title}: {action.dest} has no help"


def test_every_key_is_in_the_reference() -> None:
    """Each key of the configuration has a row in its section, with words."""
    sections = _sections("config.md")
    for section, key, _ in docs_generator.settings_keys():
        row = re.search(rf"^\| `{key}` \|.*\| (.+) \|$", sections[f"[{section}]"], re.MULTILINE)
        assert row, f"{section}.{key} is not described"
        assert row[1].strip()


def test_every_table_view_and_column_is_in_the_reference() -> None:
    """Each table and view has a section, and each column a row with words."""
    sections = _sections("schema.md")
    views = docs_generator.views_with_columns()
    sections |= {name: (REFERENCE / "schema" / f"{name}.md").read_text(encoding="utf-8") for name in views}
    owners = {t.name: [c.name for c in t.columns] for t in metadata.sorted_tables}
    for name, columns in (owners | views).items():
        for column in columns:
            row = re.search(rf"^\| `{column}` \|.*\| (.+) \|$|^\| `{column}` \| (.+) \|$", sections[name], re.MULTILINE)
            assert row, f"{name}.{column} is not described"


def test_every_error_code_is_in_the_reference() -> None:
    """Each code has a row, and no two errors share one."""
    text = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    codes = [error.code for error in docs_generator.every_error()]
    assert len(codes) == len(set(codes))
    assert all(f"| `{code}` |" in text for code in codes)


def test_every_word_stands_for_something() -> None:
    """Words for a table, column, method, kind or key that is no more are removed with it."""
    owners = {t.name: {c.name for c in t.columns} for t in metadata.sorted_tables}
    owners |= {name: set(columns) for name, columns in docs_generator.views_with_columns().items()}
    unused = [path for path in _paths(WORDS["schema"]) if not _is_used(path, owners)]
    assert unused == []
    assert list(WORDS["events"]["methods"]) == docs_generator.decoded_methods()
    assert list(WORDS["events"]["kinds"]) == list(KINDS)
    assert set(VIEWS) <= set(WORDS["schema"])


def _is_used(path: tuple[str, ...], owners: dict[str, set[str]]) -> bool:
    match path:
        case ("intro" | "view_texts",):
            return True
        case ("shared", column):
            return any(column in columns and column not in WORDS["schema"][owner] for owner, columns in owners.items())
        case (owner, "example"):
            return owner in VIEWS
        case (owner, "about"):
            return owner in owners
        case (owner, column):
            return column in owners.get(owner, set())
    return False


def _paths(words: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from ((key, inner) for inner in value)
        else:
            yield (key,)


def _sections(name: str) -> dict[str, str]:
    """Heading, without backticks -> the text up to the next heading."""
    parts = re.split(r"^#+ (.+)$", (REFERENCE / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {title.strip("`"): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}
