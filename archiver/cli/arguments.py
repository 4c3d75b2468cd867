"""Types of arguments that several commands share."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from zoneinfo import ZoneInfo

from archiver.errors import UsageError
from archiver.model.media import Engine
from archiver.wire.values import decimal_id

MAX_DURATION_MS = 10 * 366 * 86_400_000
#: Values of ``--quality``, as ``record.quality`` of the configuration takes them.
QUALITIES = ("best", "origin", "uhd_60", "uhd", "hd_60", "hd", "sd", "ld", "auto", "ao")
#: Values of ``--engine``, as ``record.engine`` of the configuration takes them.
ENGINES = tuple(engine.value for engine in Engine)
_MAX_WHOLE = (1 << 31) - 1
_UNITS_MS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def duration_ms(text: str) -> int:
    """``90``, ``90s``, ``1h30m``, ``250ms``, ``1:02:03.5`` to milliseconds (a bare number is seconds)."""
    milliseconds = _milliseconds(text)
    if milliseconds > MAX_DURATION_MS:
        raise ArgumentTypeError("a time of more than ten years is none of a broadcast")
    return round(milliseconds)


def _milliseconds(text: str) -> float:
    if re.fullmatch(r"(\d+:)?\d{1,2}:\d{1,2}(\.\d+)?", text):
        total = 0.0
        for part in text.split(":"):
            total = total * 60 + float(part)
        return total * 1000
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) * 1000
    parts = re.findall(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ArgumentTypeError(f"{text!r} is not a time; write 90s, 1h30m, 250ms or 1:02:03")
    return sum(float(number) * _UNITS_MS[unit] for number, unit in parts)


def positive(text: str) -> int:
    """A whole number from 1."""
    return _whole(text, 1)


def count(text: str) -> int:
    """A whole number from 0."""
    return _whole(text, 0)


def _whole(text: str, least: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and least <= int(text) <= _MAX_WHOLE):
        raise ArgumentTypeError(f"{text[:60]!r} is not a whole number from {least} to {_MAX_WHOLE}")
    return int(text)


def port(text: str) -> int:
    """A TCP port; 0 for a free one."""
    if count(text) > 65_535:
        raise ArgumentTypeError(f"{text!r} is not a port; use 1 to 65535, or 0 for a free one")
    return int(text)


def seconds(text: str) -> float:
    """A time above 0, in seconds."""
    milliseconds = duration_ms(text)
    if milliseconds <= 0:
        raise ArgumentTypeError(f"{text!r} is no time at all")
    return milliseconds / 1000


def signed_ms(text: str) -> int:
    """A shift in milliseconds: ``-1500``, or a duration with an optional sign (``--shift=-1.5s``)."""
    sign, rest = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    return sign * (duration_ms(f"{rest}ms") if rest.isdigit() else duration_ms(rest))


def session_ref(text: str) -> int | None:
    """A session's id, or None for ``last``."""
    if text == "last":
        return None
    number = decimal_id(text)
    if number is None:
        raise ArgumentTypeError(
            f"{text[:60]!r} is not a session; use its number from `archiver sessions list`, or last"
        )
    return number


def words(text: str) -> tuple[str, ...]:
    """``a,b`` to its words."""
    found = tuple(filter(None, (word.strip() for word in text.split(","))))
    if not found:
        raise ArgumentTypeError(f"{text!r} names nothing; separate several by commas")
    return found


def zone(text: str) -> ZoneInfo:
    """A time zone by its name, such as ``Europe/Berlin`` or ``UTC``."""
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise ArgumentTypeError(f"{text!r} is not a time zone; use a name such as Europe/Berlin or UTC") from None


def session_or_all(text: str) -> int | str | None:
    """A session's id, None for ``last``, or the word ``all``."""
    return text if text == "all" else session_ref(text)


def ffmpeg_option(text: str) -> tuple[str, str]:
    """``NAME=VALUE``, of those that may be set for a recording."""
    from archiver.media.ffmpeg_options import parse_option

    try:
        return parse_option(text)
    except UsageError as error:
        raise ArgumentTypeError(str(error).rstrip(".")) from None
