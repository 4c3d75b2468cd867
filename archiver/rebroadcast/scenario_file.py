"""Script files: TOML to a Scenario, every mistake one sentence with file and key."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from archiver.errors import ArchiverError, ScenarioError
from archiver.rebroadcast.scenario import Scenario

MAX_FILE_BYTES = 4 << 20
BUILT_IN = ("default", "short")


def load_scenario(path: Path) -> Scenario:
    """Read a script.

    Raises:
        ScenarioError: the file cannot be read, is not TOML (with its line), or a key is wrong (with its path).
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)  # not its size: a device has none
        if len(data) > MAX_FILE_BYTES:
            raise ScenarioError(f"{path} is larger than {MAX_FILE_BYTES >> 20} MiB; a script is a small TOML file.")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ScenarioError(f"{path} cannot be read ({error.strerror}); name a script file.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path} is not UTF-8 text (byte {error.start}); save the script as UTF-8.") from error
    return parse_scenario(text, source=str(path))


def builtin_scenario(name: str = "default") -> Scenario:
    """A script that comes with the archiver: one of BUILT_IN. Raises ScenarioError for another name."""
    if name not in BUILT_IN:
        raise ScenarioError(f"There is no built-in script {name!r}; choose {' or '.join(BUILT_IN)}, or name a file.")
    text = files("archiver.rebroadcast").joinpath("scenarios", f"{name}.toml").read_text(encoding="utf-8")
    return parse_scenario(text, source=f"{name}.toml")


def parse_scenario(text: str, *, source: str) -> Scenario:
    """Read a script from text; ``source`` names it in errors. Raises ScenarioError."""
    try:
        return Scenario.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{source} is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise ScenarioError(f"{source}: {_first_mistake(error)}") from error
    except (RecursionError, ValueError):
        raise ScenarioError(
            f"{source} is not valid TOML: a value is nested too deeply or has too many digits."
        ) from None
    except ArchiverError as error:
        raise ScenarioError(f"{source}: creator.unique_id: {error}") from error


def _first_mistake(error: ValidationError) -> str:
    """The first mistake as a sentence, and how many more there are."""
    # A misspelt key is both unknown and missing: name the misspelling.
    mistakes = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    more = f" ({len(mistakes) - 1} more)" if len(mistakes) > 1 else ""
    key = _key(mistakes[0]["loc"])
    return f"{key + ': ' if key else ''}{_advice(mistakes[0])}.{more}"


def _key(location: tuple[int | str, ...]) -> str:
    """``("broadcast", 0, "event", 2, "chat", "text")`` as ``broadcast[1].event[3].text``."""
    parts: list[str] = []
    for index, step in enumerate(location):
        if isinstance(step, int):
            parts[-1:] = [f"{parts[-1] if parts else ''}[{step + 1}]"]
        elif not _is_kind(location, index):
            parts.append(step)
    return ".".join(parts)


def _is_kind(location: tuple[int | str, ...], index: int) -> bool:
    """Whether this step is the validator's name for an event's kind, which is no key of the file."""
    return index >= 2 and location[index - 2] == "event" and isinstance(location[index - 1], int)


def _advice(mistake: ErrorDetails) -> str:
    match mistake["type"]:
        case "extra_forbidden":
            return "this key is not known; see docs/reference/scenario.md for the keys"
        case "missing":
            return "this key is missing; add it"
        case "union_tag_invalid":
            return f"kind {mistake['ctx']['tag']!r} is not known; use one of {mistake['ctx']['expected_tags']}"
        case "union_tag_not_found":
            return "the key 'kind' is missing; add it"
        case _:
            message = mistake["msg"].removeprefix("Value error, ").removesuffix(".")
            return message[:1].lower() + message[1:]
