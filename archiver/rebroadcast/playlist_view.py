"""An HLS playlist as a media server further away would show it: later, and dated as the script says. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Literal

_DATE = "#EXT-X-PROGRAM-DATE-TIME:"
_PRIVATE_DATE = "#EXT-X-FP-DateTime:"
_OF_SEGMENT = ("#EXTINF", "#EXT-X-DISCONTINUITY", _DATE)


def without_newest(text: str, hidden: Collection[str]) -> str | None:
    """The playlist before the hidden segments were there; None when nothing is left. They must be its last ones."""
    lines: list[str] = []
    waiting: list[str] = []
    has_segment = False
    for line in text.splitlines():
        if line.startswith(_OF_SEGMENT):
            waiting.append(line)
        elif line and not line.startswith("#"):
            if line.rpartition("/")[2] in hidden:
                break
            lines += [*waiting, line]
            waiting, has_segment = [], True
        else:
            lines.append(line)
    return "\n".join(lines) + "\n" if has_segment else None


def dated(text: str, dates: Literal["none", "pdt", "fp"]) -> str:
    """The dates of a playlist in the standard's tag, in the private one, or gone."""
    if dates == "pdt":
        return text
    lines = (_redated(line, dates) if line.startswith(_DATE) else line for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _redated(line: str, dates: str) -> str:
    if dates == "none":
        return ""
    date = datetime.fromisoformat(line.removeprefix(_DATE)).astimezone(UTC)
    return _PRIVATE_DATE + date.strftime("%Y-%m-%dT%H:%M:%S.") + f"{date.microsecond // 1000:03d}Z"
