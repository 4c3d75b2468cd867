"""JSON from outside: declared as models, bounded, and refused with the path of what is wrong.

Two rules hold for every object: a null is an absent key, and digits in ``x_str`` stand in for ``x``, because the ids of
the platform exceed 2^53 and arrive rounded where JavaScript has touched them.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from archiver.errors import BlockedError, UnexpectedPayloadError

MAX_BODY_BYTES = 8 << 20
MAX_TEXT_CHARACTERS = 2000

_END_OF_TIME_MS = 253_402_300_800_000  # the year 10000
_MAX_PATH_STEPS = 12
_MAX_STEP_CHARACTERS = 60

_Model = TypeVar("_Model", bound="Foreign")


class Foreign(BaseModel):
    """An object of which we read some keys; the others are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _read_object(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        twins = {k[:-4]: v for k, v in value.items() if k.endswith("_str") and _stands_in(v, value.get(k[:-4]))}
        return {key: item for key, item in {**value, **twins}.items() if item is not None}


def _stands_in(text: Any, number: Any) -> bool:
    """Whether ``text`` is the exact form of ``number``, which may be rounded or absent."""
    is_number = number is None or isinstance(number, int | float) or number == ""
    return is_number and isinstance(text, str) and text.isascii() and text.isdigit()


def _clean_text(value: Any) -> Any:
    """Text that every store accepts: bounded, without NUL and lone surrogates."""
    if not isinstance(value, str):
        return value
    return value[:MAX_TEXT_CHARACTERS].replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _from_digits(value: Any) -> Any:
    """The number that digits write; anything else as it is."""
    is_number = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19
    return int(value) if is_number else value


def _read_id(value: Any) -> Any:
    """An id as a positive 63-bit integer; "", "0" and 0 mean that there is none."""
    value = _from_digits(value)
    if value in ("", 0):
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 63:
        raise ValueError("not an id")
    return value


def _read_figure(value: Any) -> int | None:
    """A count or a time as a row holds it. It is never worth an answer: whatever else stands there counts as absent."""
    value = _from_digits(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value < 1 << 63 else None


def _read_instant(value: Any) -> int | None:
    """Epoch milliseconds within the calendar, which every clock and database can hold."""
    figure = _read_figure(value)
    return figure if figure is not None and 0 < figure < _END_OF_TIME_MS else None


def _read_seconds(value: Any) -> int | None:
    """An instant in epoch seconds, as milliseconds."""
    figure = _read_figure(value)
    return _read_instant(figure * 1000) if figure is not None else None


Text = Annotated[str, BeforeValidator(_clean_text)]
Id = Annotated[int | None, BeforeValidator(_read_id)]
Figure = Annotated[int | None, BeforeValidator(_read_figure)]
Instant = Annotated[int | None, BeforeValidator(_read_instant)]
SecondsInstant = Annotated[int | None, BeforeValidator(_read_seconds)]


def read_json(model: type[_Model], body: bytes, *, source: str) -> _Model:
    """Read a JSON answer; ``source`` names the route in error sentences.

    Raises:
        BlockedError: empty, or HTML where JSON is due (firewall, captcha).
        UnexpectedPayloadError: not JSON, too large, nested too deeply, or of another shape.
    """
    text = body.strip()
    if not text:
        raise BlockedError(f"{source} answered with an empty body, which is how the platform blocks a client; wait, "
                           "or use another address or proxy.")  # fmt: skip
    if text.startswith(b"<"):
        raise BlockedError(f"{source} answered with a web page instead of data (firewall or captcha); wait, or use "
                           "another address or proxy.")  # fmt: skip
    return read_value(model, parse_json(text, source=source), source=source)


def parse_json(text: bytes | str, *, source: str) -> Any:
    """The value of a JSON text. Raises UnexpectedPayloadError when it is too large, too deep or not JSON."""
    if len(text) > MAX_BODY_BYTES:
        raise UnexpectedPayloadError(f"{source} answered with more than {MAX_BODY_BYTES >> 20} MiB.")
    try:
        return json.loads(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
    except RecursionError:
        raise UnexpectedPayloadError(f"{source} answered with JSON nested too deeply to read.") from None
    except ValueError:
        raise UnexpectedPayloadError(f"{source} answered with something that is not JSON.") from None


def read_value(model: type[_Model], value: Any, *, source: str, path: str = "") -> _Model:
    """Check a parsed value against ``model``; ``path`` is where it was found.

    Raises:
        UnexpectedPayloadError: it has another shape; the sentence names the path.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        steps = [name for part in first["loc"][:_MAX_PATH_STEPS] if (name := clean_name(str(part)))]
        where = ".".join([path, *steps] if path else steps) or "the answer"
        problem = str(first["msg"]).removeprefix("Value error, ").lower()
        raise UnexpectedPayloadError(f"{source} answered in an unknown shape: {where}: {problem}.") from None


def clean_name(text: str) -> str:
    """A key that the sender chose, fit for a sentence, a row and a file name."""
    return re.sub(r"[^A-Za-z0-9_@.-]", "_", text[:_MAX_STEP_CHARACTERS])
