"""A message of the chat box in ASS markup: name in the viewer's colour, gifts in the accent colour, wrapped to the box.

Markup always returns to the style it began with, so messages can be joined by line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from archiver.export.caption import NAMELESS, caption
from archiver.export.flow import Entry
from archiver.export.layout import Box
from archiver.export.text import ELLIPSIS, clean, for_ass, isolate
from archiver.export.width import COLUMN, measure, measure_ascii, wrap
from archiver.model.replay import ReplayItem

LINE_BREAK = "\\N"

_MAX_ROWS = 5  # of one message
_MAX_NAME = 40  # characters, before it is cut to the box
# Bright on any picture behind a dark outline, and apart from the accent (written BBGGRR, as ASS has it).
_PALETTE = (
    "FFC27A", "FFE57F", "D3F07C", "9BE88F", "7FE0C0", "A6B8FF",
    "8F9BFF", "B39DFF", "E5A3FF", "FF9FD2", "F5C6A5", "D8D8B0",
)  # fmt: skip
_NAME_CLOSE = "{\\b0\\c&HFFFFFF&}"
_BADGES = {(False, False): "", (True, False): "◆ ", (False, True): "★ ", (True, True): "◆★ "}
_GIFT_OPEN = "{\\b1\\c&H4CD7FF&\\3c&H00336B&}"
_GIFT_CLOSE = "{\\b0\\c&HFFFFFF&\\3c&H000000&}"


class _Head(NamedTuple):
    markup: str
    width: int


def entries(placed: Iterable[tuple[int, ReplayItem]], box: Box) -> Iterator[Entry]:
    """Each item that has something to say, ready for the box."""
    width, max_rows = box.width, min(_MAX_ROWS, box.rows)
    bold_width = width * 10 // 11
    for at_ms, item in placed:
        said = caption(item)
        if said is None:
            continue
        name, joint, raw = said
        body = clean(raw)
        if not body:
            continue
        is_gift = item.kind == "gift"
        viewer = item.viewer_id or item.unique_id or name
        head = _head(name, joint, viewer, item.is_moderator, item.is_subscriber, is_gift, width)
        markup, rows = _message(head, body, bold_width if is_gift else width, max_rows)
        if is_gift:
            markup += _GIFT_CLOSE
        yield at_ms, item.in_gap or item.is_history, rows, markup


def _message(head: _Head, body: str, width: int, max_rows: int) -> tuple[str, int]:
    first = width - head.width
    if body.isascii():
        if measure_ascii(body) <= first:
            return head.markup + for_ass(body), 1
    elif len(body) * 2 * COLUMN <= first:
        return head.markup + for_ass(isolate(body)), 1
    lines = wrap(body, first=first, width=width, rows=max_rows, ellipsis=ELLIPSIS)
    return head.markup + _joined(lines), len(lines)


def _joined(lines: list[str]) -> str:
    text = LINE_BREAK.join(lines)
    if text.isascii() and "{" not in text and text.count("\\") < len(lines):
        return text
    return LINE_BREAK.join([for_ass(isolate(line)) for line in lines])


@lru_cache(maxsize=1 << 13)  # people talk more than once
def _head(
    name: str, joint: str, viewer: int | str, is_moderator: bool, is_subscriber: bool, is_gift: bool, width: int
) -> _Head:
    """Badges, name and joint; the name is cut to half the box. ``viewer`` decides the colour."""
    room = max(4 * COLUMN, width // 2)
    shown = clean(name, _MAX_NAME) or NAMELESS
    shown = wrap(shown, first=room, width=room, rows=1, ellipsis=ELLIPSIS)[0]
    badges = "" if is_gift else _BADGES[is_moderator, is_subscriber]
    opening = _GIFT_OPEN if is_gift else f"{{\\b1\\c&H{_colour(viewer)}&}}"
    closing = "" if is_gift else _NAME_CLOSE
    text_width = measure(badges + joint) + measure(shown) * (10 if is_gift else 11) // 10  # names are bold
    return _Head(f"{opening}{badges}{for_ass(isolate(shown))}{closing}{joint}", text_width)


def _colour(viewer: int | str) -> str:
    """The viewer's place in the palette: the same in every session."""
    key = crc32(viewer.encode("utf-8", "replace")) if isinstance(viewer, str) else viewer
    return _PALETTE[(key * 0x9E3779B1 >> 15) % len(_PALETTE)]
