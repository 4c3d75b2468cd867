"""The reference pages that are made from the code: `python -m tests.architecture.docs_generator` writes them.

tests/architecture/test_docs_generated.py fails when a page is not what the code says.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import create_engine, inspect

from archiver import errors
from archiver.cli.main import COMMANDS, build_parser
from archiver.config import Settings
from archiver.model.batch import BODY_TABLES
from archiver.model.event import KINDS
from archiver.store.schema import metadata
from archiver.store.views import VIEWS, create_views
from archiver.wire import decode
from archiver.wire.readers.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
WORDS = tomllib.loads((Path(__file__).with_name("reference_words.toml")).read_text(encoding="utf-8"))
_NOTICE = "<!-- Made by `make docs`; edit the code or tests/architecture/reference_words.toml instead. -->"


def pages() -> dict[str, str]:
    """File name under docs/reference -> its text."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "cli.md": _cli,
        "config.md": _config,
        "schema.md": _schema,
        "errors.md": _errors,
        "events.md": _events,
    }
    makers |= {f"schema/{name}.md": partial(_view, name, columns) for name, columns in views_with_columns().items()}
    return {name: "\n".join([_NOTICE, "", *make()]).rstrip("\n") + "\n" for name, make in makers.items()}


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines] + [""]


# cli.md


def every_command() -> dict[str, argparse.ArgumentParser]:
    """``watch add`` -> its parser, for every command and action, and "" for the program itself."""
    root = build_parser(list(COMMANDS))
    found = {"": root}
    for name, parser in subcommands(root).items():
        found[name] = parser
        found |= {f"{name} {action}": sub for action, sub in subcommands(parser).items()}
    return found


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The actions below a parser, by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def own_arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes beside what every command takes."""
    everywhere = {"config", "log_level", "json", "debug", "help"}
    return [
        action
        for action in parser._actions
        if action.dest not in everywhere and not isinstance(action, argparse._SubParsersAction)
    ]


def _cli() -> Iterator[str]:
    commands = every_command()
    yield from ("# Command line", "", *WORDS["cli"]["intro"].strip().splitlines(), "", "## Everywhere", "")
    yield from _arguments([a for a in commands[""]._actions if not isinstance(a, argparse._SubParsersAction)])
    for name, parser in commands.items():
        if not name:
            continue
        level = "###" if " " in name else "##"
        yield from (f"{level} `archiver {name}`", "")
        summary = COMMANDS.get(name) or _action_help(commands[name.split()[0]], name.split()[-1])
        yield from (f"{summary[:1].upper()}{summary[1:]}.", "")
        if parser.epilog:
            yield from (parser.epilog, "")
        if arguments := own_arguments(parser):
            yield from _arguments(arguments)


def _action_help(parser: argparse.ArgumentParser, name: str) -> str:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return next(choice.help or "" for choice in action._choices_actions if choice.dest == name)
    return ""


def _arguments(actions: list[argparse.Action]) -> list[str]:
    return table(("argument", "what"), [(f"`{argument_name(a)}`", (a.help or "").replace("%%", "%")) for a in actions])


def argument_name(action: argparse.Action) -> str:
    """How a person writes the argument: ``-o, --output PATH``, or ``FILE``."""
    value = str(action.metavar or "{" + ",".join(map(str, action.choices or ())) + "}")
    if not action.option_strings:
        return f"{value} ..." if action.nargs == "+" else f"[{value}]" if action.nargs == "?" else value
    flags = ", ".join(action.option_strings)
    if value == "{}":
        value = action.dest.upper()
    return flags if action.nargs == 0 else f"{flags} {value}"


# config.md


def settings_keys() -> Iterator[tuple[str, str, Any]]:
    """(section, key, field) of every key of the configuration."""
    for section, model in Settings.model_fields.items():
        if section != "base":
            for key, field in model.default.__class__.model_fields.items():
                yield section, key, field


def _config() -> Iterator[str]:
    yield from ("# Configuration", "", *WORDS["config"]["intro"].strip().splitlines(), "")
    comments = _example_comments()
    previous = None
    rows: list[tuple[str, ...]] = []
    for section, key, field in settings_keys():
        if section != previous:
            yield from _config_table(rows)
            rows, previous = [], section
            doc = (Settings.model_fields[section].default.__class__.__doc__ or "").strip()
            yield from (f"## `[{section}]`", "", doc, "")
        rows.append((f"`{key}`", _default(field.default), _bounds(field), comments[section, key]))
    yield from _config_table(rows)


def _config_table(rows: list[tuple[str, ...]]) -> list[str]:
    return table(("key", "default", "allowed", "what"), rows) if rows else []


def _default(value: Any) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if value is None:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "`{}`"
    if isinstance(value, tuple):
        return "`[" + ", ".join(f'"{item}"' for item in value) + "]`"
    return f"`{value}`" if isinstance(value, int | float) else f'`"{value}"`'


def _bounds(field: Any) -> str:
    limits = []
    for rule in field.metadata:
        for attribute, sign in (("gt", ">"), ("ge", "≥"), ("lt", "<"), ("le", "≤")):
            if (limit := getattr(rule, attribute, None)) is not None:
                limits.append(f"{sign} {limit:g}")
    text = str(field.annotation)
    if "Literal" in text and not limits:
        limits = [f"`{word}`" for word in re.findall(r"'(\w+)'", text)]
    if "SecretStr" in text:
        limits.append("secret")
    return ", ".join(limits)


def _example_comments() -> dict[tuple[str, str], str]:
    """(section, key) -> the comment beside the key in config.example.toml; without one, a word of our own."""
    section, found = "", {}
    for line in (ROOT / "config.example.toml").read_text(encoding="utf-8").splitlines():
        if header := re.match(r"\[(\w+)\]", line):
            section = header[1]
        elif entry := re.match(r'(?:# )?(\w+) = (?:"[^"]*"|\[[^\]]*\]|[^#"]+?)\s*(?:#\s*(.*))?$', line):
            found[section, entry[1]] = entry[2] or WORDS["config"][section][entry[1]]
    return found


# schema.md


def views_with_columns() -> dict[str, list[str]]:
    """View -> its columns, as a database makes them."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        create_views(connection)
        columns = {name: [c["name"] for c in inspect(connection).get_columns(name)] for name in VIEWS}
    engine.dispose()
    return columns


def _schema() -> Iterator[str]:
    words = WORDS["schema"]
    yield from ("# Tables and views", "", *words["intro"].strip().splitlines(), "", "## Views", "")
    yield from table(("view", "what"), [(f"[`{name}`](schema/{name}.md)", words[name]["about"]) for name in VIEWS])
    yield from ("## Tables", "")
    for entry in metadata.sorted_tables:
        yield from (f"### `{entry.name}`", "", words[entry.name]["about"], "")
        yield from (f"Key: {', '.join(f'`{c.name}`' for c in entry.primary_key.columns)}.", "")
        rows = [
            (f"`{c.name}`", _type(c), "yes" if c.nullable else "", _meaning(entry.name, c.name)) for c in entry.columns
        ]
        yield from table(("column", "type", "null", "what"), rows)


def _view(name: str, columns: list[str]) -> Iterator[str]:
    words = WORDS["schema"][name]
    yield from (f"# `{name}`", "", _from_below(words["about"]), "")
    rows = [(f"`{c}`", view_type(c), _from_below(_meaning(name, c))) for c in columns]
    yield from table(("column", "type", "what"), rows)
    yield from ("## Example", "", "```sql", words["example"].strip(), "```", "")
    yield from ("[All tables and views](../schema.md) · [Cookbook](../../how-to/cookbook.md)",)


def _from_below(text: str) -> str:
    """The links of a word, as a page one folder deeper has to write them."""
    return text.replace("](", "](../")


def view_type(column: str) -> str:
    """The type of a view's column, which is that of its name wherever it stands; tested on PostgreSQL."""
    if column.startswith(("is_", "in_")):
        return "0 or 1"
    texts = {c.name for owner in metadata.sorted_tables for c in owner.columns if str(c.type) == "TEXT"}
    return "text" if column in texts | set(WORDS["schema"]["view_texts"]) else "integer"


def _type(column: Any) -> str:
    return {"BIGINT": "integer", "INTEGER": "integer", "SMALLINT": "0 or 1", "TEXT": "text"}.get(
        str(column.type), "number"
    )


def _meaning(owner: str, column: str) -> str:
    words = WORDS["schema"]
    return words[owner].get(column) or words["shared"][column]


# errors.md


def every_error() -> list[type[errors.ArchiverError]]:
    """All errors, in the order of the module."""
    return [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.ArchiverError)
    ]


def _errors() -> Iterator[str]:
    yield from ("# Errors", "", *WORDS["errors"]["intro"].strip().splitlines(), "")
    rows = [
        (
            f"`{each.code}`",
            str(each.exit_status),
            f"`{each.__name__}`",
            (each.__doc__ or "").split("\n")[0].replace("``", "`"),
        )
        for each in every_error()
    ]
    yield from table(("code", "exit status", "in Python", "when"), rows)


# events.md


def decoded_methods() -> list[str]:
    """Names of the methods that have a reader of their own, as the platform usually writes them."""
    return [f"Webcast{name}" for name in decode._BY_NAME]


def listed_methods() -> list[tuple[str, str]]:
    """(method, kind) of every method that is read by its line in the catalogue."""
    return [(f"Webcast{name}", listed.kind) for name, listed in CATALOGUE.items()]


def _events() -> Iterator[str]:
    words = WORDS["events"]
    yield from ("# Events", "", *words["intro"].strip().splitlines(), "", "## Methods that are decoded", "")
    yield from table(("method", "kinds", "table"), [(f"`{m}`", *words["methods"][m]) for m in decoded_methods()])
    yield from ("## Methods read as a whole", "", words["listed"].strip(), "")
    yield from table(("method", "kind"), [(f"`{method}`", f"`{kind}`") for method, kind in listed_methods()])
    yield from ("## Kinds", "")
    yield from table(("kind", "what"), [(f"`{kind}`", words["kinds"][kind]) for kind in KINDS])
    yield from ("## Tables of bodies", "", words["bodies"].strip(), "")
    yield from table(
        ("table", "what"), [(f"[`{t}`](schema.md#{t})", WORDS["schema"][t]["about"]) for t in BODY_TABLES.values()]
    )
    yield words["unknown"].strip()


def main() -> None:
    """Write every page."""
    (REFERENCE / "schema").mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
