"""Reads what FFmpeg writes with ``-progress``: blocks of key=value lines, each closed by a ``progress`` line."""

from __future__ import annotations

from typing import NamedTuple


class ProgressBlock(NamedTuple):
    """One block: how much has been written."""

    media_ms: int
    bytes: int
    is_end: bool


class ProgressParser:
    """Collects lines to blocks; passes over other lines and values FFmpeg does not know yet (N/A)."""

    def __init__(self) -> None:
        self._values: dict[str, int] = {}

    def feed(self, line: str) -> ProgressBlock | None:
        """Take a line; a block when the line closes one that has both position and size."""
        key, _, value = line.strip().partition("=")
        if key in {"out_time_us", "total_size"}:
            if value.isascii() and value.isdecimal():
                self._values[key] = int(value)
            return None
        if key != "progress" or not value:
            return None
        values, self._values = self._values, {}
        if len(values) < 2:
            return None
        return ProgressBlock(values["out_time_us"] // 1000, values["total_size"], value == "end")
