"""Ids as the platform makes them: the upper 32 bits are Unix seconds."""

from __future__ import annotations

import itertools
import secrets


class Snowflakes:
    """Makes ids that never repeat within a room server."""

    def __init__(self) -> None:
        start = secrets.randbits(31)
        self._low = itertools.count(start)

    def next(self, at_ms: int) -> int:
        """A new id for something that happens at ``at_ms`` (epoch ms)."""
        return (at_ms // 1000 << 32) | (next(self._low) & 0xFFFFFFFF)


def read_number(text: str) -> int | None:
    """A whole number as clients send ids and positions; None for anything else, endless digits included."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else None
