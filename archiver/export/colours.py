"""Colours of names and gifts, written BBGGRR as ASS has them: bright on any picture behind a dark outline."""

from __future__ import annotations

from zlib import crc32

WHITE = "FFFFFF"
GIFT = "4CD7FF"
PLATE = "102E5C"  #: behind a gift

_PALETTE = (
    "FFC27A", "FFE57F", "D3F07C", "9BE88F", "7FE0C0", "A6B8FF",
    "8F9BFF", "B39DFF", "E5A3FF", "FF9FD2", "F5C6A5", "D8D8B0",
)  # fmt: skip
_CREATOR, _MODERATOR, _SUBSCRIBER = "7F7FFF", "FFC27A", "E5A3FF"


def alpha_of(opacity: int) -> str:
    """An opacity in percent as ASS has it: 00 is solid, FF cannot be seen."""
    return f"{round(255 * (100 - opacity) / 100):02X}"


def colour_of(scheme: str, viewer: int | str, is_creator: bool, is_moderator: bool, is_subscriber: bool) -> str:
    """The colour of a name by scheme: ``viewer``, the same in every session; ``role``; or ``plain``."""
    if scheme == "plain":
        return WHITE
    if scheme == "role":
        return _CREATOR if is_creator else _MODERATOR if is_moderator else _SUBSCRIBER if is_subscriber else WHITE
    key = crc32(viewer.encode("utf-8", "replace")) if isinstance(viewer, str) else viewer
    return _PALETTE[(key * 0x9E3779B1 >> 15) % len(_PALETTE)]
