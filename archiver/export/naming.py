"""File names from templates, as yt-dlp writes them: ``%(creator)s/%(started_at)s %(title).60s.%(ext)s``.

What fills a template comes from the network: it never makes a folder, hides a file, drives a terminal or grows without
bounds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from archiver.errors import UsageError
from archiver.export.clock import day_time
from archiver.export.options import ExportOptions
from archiver.export.text import clean

#: What a template may name, and what it stands for.
FIELDS = {
    "id": "number of the session",
    "creator": "handle of the creator",
    "nickname": "name of the creator",
    "title": "title of the broadcast",
    "room_id": "id of the room",
    "started_at": "when the session, or the part, began: 2026-01-31_20-15-00 in the zone of --tz",
    "date": "the day of it: 2026-01-31",
    "duration": "length in seconds",
    "part": "number of the part; NA for a whole session",
    "format": "name of the format",
    "ext": "what the format's files end with, without the first dot",
}
_MISSING = "NA"
_MAX_VALUE = 120  # characters
_MAX_NAME_BYTES = 200  # file systems take 255; what stands around a draft's name needs some
_FIELD = re.compile(
    r"%\((?P<name>[^()>]*)(?:>(?P<time>[^()]+))?\)(?P<flags>[-0 +#]*)(?P<width>\d{0,3})(?:\.(?P<precision>\d{1,4}))?"
    r"(?P<type>[sdifx])"
)
_UNSAFE = re.compile(r'[/\\:*?"<>|%]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

Value = str | int | datetime | None


def is_template(text: str) -> bool:
    """Whether a path names fields."""
    return "%(" in text


def fields_of(options: ExportOptions, *, form: str, suffix: str) -> dict[str, Value]:
    """The values of a file: one for each of ``FIELDS``."""
    session, part = options.recording.session, options.part
    duration_ms = session.duration_ms if part is None else part.duration_ms
    started = day_time(session.started_at if part is None else part.started_at, options.tz)
    return {
        "id": session.id,
        "creator": session.unique_id,
        "nickname": session.nickname,
        "title": session.title,
        "room_id": session.room_id,
        "started_at": started,
        "date": None if started is None else started.strftime("%Y-%m-%d"),
        "duration": None if duration_ms is None else duration_ms // 1000,
        "part": None if part is None else part.number,
        "format": form,
        "ext": suffix.removeprefix("."),
    }


def fill(template: str, values: Mapping[str, Value]) -> str:
    """The path that a template makes. Its own slashes part folders; those in values do not.

    ``%(part)03d`` pads a number, ``%(title).40s`` cuts a text, ``%(started_at>%Y-%m)s`` writes a time as ``strftime``
    does, ``%%`` is a percent sign.

    Raises:
        UsageError: a field that does not exist, or a template that cannot be read.
    """
    pieces: list[str] = []
    position = 0
    for match in _FIELD.finditer(template):
        pieces += [_literal(template[position : match.start()]), _value(match, values)]
        position = match.end()
    path = "".join([*pieces, _literal(template[position:])])
    ending = f".{values.get('ext')}"
    return "/".join(_bounded(part, ending) for part in path.split("/"))


def _literal(text: str) -> str:
    if "%" in text.replace("%%", ""):
        raise UsageError(
            f"The template {text!r} cannot be read; a field is written %(name)s, a percent sign %%. "
            f"The fields are {', '.join(FIELDS)}."
        )
    return text.replace("%%", "%")


def _value(match: re.Match[str], values: Mapping[str, Value]) -> str:
    name, kind = match["name"], match["type"]
    if name not in values:
        raise UsageError(f"There is no field {name!r} for file names; use one of {', '.join(FIELDS)}.")
    value = values[name]
    if isinstance(value, datetime):
        value = _time(value, match["time"] or "%Y-%m-%d_%H-%M-%S")
    elif match["time"]:
        raise UsageError(f"The field {name!r} is no time; only started_at takes a format behind '>'.")
    if value is None or value == "":
        return _MISSING
    if isinstance(value, str):
        if kind != "s":
            raise UsageError(f"The field {name!r} is a text; write %({name})s.")
        value = safe_name(value)
    width = str(min(int(match["width"] or 0), _MAX_VALUE) or "")
    precision = "" if match["precision"] is None else f".{min(int(match['precision']), _MAX_VALUE)}"
    flags = match["flags"].replace("#", "") if kind != "s" else match["flags"].replace("0", "")
    return str(f"%{flags}{width}{precision}{kind}" % value)


def _time(value: datetime, form: str) -> str:
    try:
        return value.strftime(form)
    except ValueError:
        raise UsageError(f"{form!r} is not a format of a time; write it as for strftime: %Y-%m-%d.") from None


def safe_name(text: str) -> str:
    """Text as part of a file name on any file system: no separators, no control or bidi characters, bounded."""
    text = _UNSAFE.sub("_", clean(text, _MAX_VALUE)).strip(" ")
    text = re.sub(r"^[.~-]+|\.+$", "_", text)  # not hidden, not an option of a command, not ".."
    return f"_{text}" if _RESERVED.fullmatch(text) else text or _MISSING


def _bounded(name: str, ending: str) -> str:
    """A name of a file or folder that file systems take: its end, where the format's ``ending`` is, is kept whole."""
    if len(name.encode("utf-8", "surrogatepass")) <= _MAX_NAME_BYTES:
        return name
    stem, end = name.removesuffix(ending), ending
    if stem == name:
        stem, dot, end = name.rpartition(".")
        stem, end = (stem, dot + end) if stem and len(end) <= 20 else (name, "")
    kept = stem.encode("utf-8", "surrogatepass")[: _MAX_NAME_BYTES - len(end.encode())]
    return kept.decode("utf-8", "ignore").rstrip(" .") + end
