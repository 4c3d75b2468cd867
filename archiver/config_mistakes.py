"""A mistake in a configuration as one sentence with file, line and key."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

#: What pydantic names by Python's words.
_IN_TOML = {
    "path_type": "Input should be a text, the path of a file or folder",
    "tuple_type": 'Input should be a list, such as ["a", "b"]',
    "dict_type": 'Input should be a table, such as { a = "b" }',
}


def sentence_of(source: Path | str, text: str, loc: tuple[str, ...], problem: Any) -> str:
    """The sentence about what pydantic found at ``loc`` (section, key); ``text`` is what was read from ``source``."""
    key = ".".join(part for part in loc if not part.isdigit() and part != "[key]")
    line = line_of(text, loc)
    where = f"{source}, line {line}: {key}" if line else f"{source}: {key}"
    if problem["type"] == "extra_forbidden":
        return f"{where} is not a key of the configuration; see config.example.toml for every key."
    message = str(problem["msg"]).removeprefix("Value error, ")
    message = _IN_TOML.get(problem["type"], message)
    if problem["type"] == "model_type":
        return f"{where} is wrong: it is a section, so write [{key}] and its keys below."
    if not key:  # what does not fit together, of several sections
        return f"{source}: {message}."
    return f"{where} is wrong: {lower_first(message)}."


def variable_of(loc: tuple[str, ...], environment: Mapping[str, str]) -> str | None:
    """The environment variable that sets the key at ``loc``; None where the file does."""
    wanted = f"ARCHIVER_{'__'.join(loc[:2])}".upper()
    return next((name for name in environment if name.upper() == wanted), None)


def stray_variable(environment: Mapping[str, str], keys: Mapping[str, Collection[str]]) -> str | None:
    """The sentence about a variable that is meant for a key and reaches none; ``keys`` are those of each section."""
    spelt = {f"{section}_{key}": f"ARCHIVER_{section}__{key}".upper() for section in keys for key in keys[section]}
    for name in environment:
        start, _, words = name.lower().partition("archiver_")
        section, is_key, _ = words.partition("__")
        if start:
            continue
        if words in spelt:
            return f"{name} in the environment sets nothing; write {spelt[words]}, with two underscores."
        if is_key and section not in keys:
            return f"{name} in the environment: {section} is not a section of the configuration."
    return None


def not_json(error: Exception, environment: Mapping[str, str]) -> str | None:
    """The sentence about a variable whose list or table cannot be read; None where something else is wrong."""
    mistake = error.__cause__
    if not isinstance(mistake, json.JSONDecodeError):
        return None
    names = (
        name for name, value in environment.items() if value == mistake.doc and name.upper().startswith("ARCHIVER_")
    )
    how = 'write a list as ["a", "b"] and a table as {"a": "b"}'
    return next((f"{name} in the environment is not JSON; {how}." for name in names), None)


def line_of(text: str, loc: tuple[str, ...]) -> int | None:
    """Line of a key in the TOML text, as far as a simple scan finds it."""
    table: tuple[str, ...] = ()
    best: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            table = tuple(part.strip().strip("\"'") for part in header.group(1).split("."))
            if table == loc[: len(table)] and best is None:
                best = number
        elif key := re.match(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=", line):
            path = (*table, key.group(1))
            if path == loc[: len(path)]:
                return number
    return best


def lower_first(text: str) -> str:
    """The text as the end of a sentence."""
    return text[:1].lower() + text[1:]
