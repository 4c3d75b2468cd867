"""A message in ASS markup: name in its colour, gifts on a card, wrapped to the box.

Markup always returns to the style it began with, so messages can be joined by line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from archiver.export.caption import NAMELESS, caption
from archiver.export.colours import GIFT, PLATE, WHITE, colour_of
from archiver.export.flow import Entry
from archiver.export.layout import AssOptions
from archiver.export.sift import Placed
from archiver.export.speaker import NOBODY, Known, Speaker, said, speaker
from archiver.export.text import ELLIPSIS, MAX_TEXT, clean, for_ass, isolate, isolate_rows
from archiver.export.width import ASCII_WIDTHS, COLUMN, SPACE, measure, wrap
from archiver.model.replay import ReplayItem

LINE_BREAK = "\\N"

MAX_ROWS = 5  #: of one message
_MAX_NAME = 40  # characters, before it is cut to the box
_BADGES = {(False, False): "", (True, False): "◆ ", (False, True): "★ ", (True, True): "◆★ "}
_NAME_CLOSE = f"{{\\b0\\c&H{WHITE}&}}"

_GUESS = 9  # tenths of a column: about what a letter of a sentence takes
_HAZARD = 255
#: Widths of the ASCII characters that are written as they are; any other is a hazard.
_PLAIN_WIDTHS = bytes(
    _HAZARD if code > 126 or code < 32 or chr(code) in "{\\" else width for code, width in enumerate(ASCII_WIDTHS)
)


class Head(NamedTuple):
    """What stands before the body: badges, name and joint."""

    markup: str
    width: int


class Brackets(NamedTuple):
    """What makes gifts stand out."""

    opening: str
    closing: str


def brackets(options: AssOptions) -> Brackets:
    """A gift's brackets under ``options``. The card is a broad outline: it follows the text, whatever font draws it."""
    if options.gifts == "text":
        return Brackets(f"{{\\b1\\c&H{GIFT}&\\3c&H00336B&}}", f"{{\\b0\\c&H{WHITE}&\\3c&H000000&}}")
    outline = outline_of(options.size)
    return Brackets(
        f"{{\\b1\\c&H{GIFT}&\\3c&H{PLATE}&\\bord{max(2, round(options.size * 0.17))}}}",
        f"{{\\b0\\c&H{WHITE}&\\3c&H000000&\\bord{outline}}}",
    )


def outline_of(font_size: int) -> int:
    """Breadth of the dark line around letters, in pixels."""
    return max(1, round(font_size / 14))


def entries(placed: Iterable[Placed], options: AssOptions, *, width: int, rows: int) -> Iterator[Entry]:
    """Each item that has something to say, broken into rows of ``width`` (tenths of a column), at most ``rows``."""
    speakers = Speakers(options, width)
    max_rows = min(MAX_ROWS, rows)
    known, add = speakers.known.entries.get, speakers.known.add
    for at_ms, item in placed:
        if item.kind != "chat":
            if (entry := speakers.entry(at_ms, item, max_rows)) is not None:
                yield entry
            continue
        viewer, handle, nickname, text, is_moderator, is_subscriber = said(item)
        if not text:
            continue
        name, of, moderator, subscriber, opening, room = known(viewer or nickname, NOBODY)
        if name != nickname or of != handle or moderator is not is_moderator or subscriber is not is_subscriber:
            opening, room = add((viewer, nickname, is_moderator, is_subscriber, handle))
        made = None
        if text.isascii() and len(text) <= MAX_TEXT:  # the commonest by far
            made = plain_rows(text, room, width, max_rows)
        markup, height = made or broken(text if len(text) <= MAX_TEXT else clean(text), room, width, max_rows)
        if markup:
            yield at_ms, item.in_gap or item.is_history, height, opening + markup


def plain_rows(text: str, first: int, width: int, max_rows: int) -> tuple[str, int] | None:
    """What ``broken`` makes of ASCII text, in a fraction of the time.

    None where that does not do: for text that has to be cleaned or escaped, broken elsewhere than at spaces, or cut. A
    row is guessed by its characters and then measured, so it always fits, but might have held a little more.
    """
    widths = text.encode().translate(_PLAIN_WIDTHS)
    left = sum(widths)
    if (left >= _HAZARD and _HAZARD in widths) or "  " in text or text[0] == " " or text[-1] == " ":
        return None
    if left <= first:
        return text, 1
    markup, begin, room, height = "", 0, first, 1
    while height < max_rows:  # cheaper than a range, which is made for each message
        height += 1
        end = text.rfind(" ", begin, begin + room // _GUESS + 1)
        while end >= 0 and (used := sum(widths[begin:end])) > room:
            end = text.rfind(" ", begin, end)
        if end >= 0:
            markup += text[begin:end] + LINE_BREAK
            begin = end + 1
            left -= used + SPACE
        elif begin:
            return None
        else:  # not even a word fits behind the name
            markup = LINE_BREAK
        if left <= width:
            return markup + text[begin:], height
        room = width
    return None


@lru_cache(maxsize=1 << 11)  # short exclamations and emoji come again and again
def broken(text: str, first: int, width: int, max_rows: int) -> tuple[str, int]:
    """Text of any script as markup, and its number of rows."""
    lines = wrap(clean(text), first=first, width=width, rows=max_rows, ellipsis=ELLIPSIS)
    return LINE_BREAK.join(map(for_ass, isolate_rows(lines))), len(lines)


class Speakers:
    """Who says something, as it is written before the message."""

    def __init__(self, options: AssOptions, width: int) -> None:
        self._options = options
        self._width = width
        self._gift = brackets(options)
        self._named = lru_cache(maxsize=1 << 12)(self._name)  # people who give gifts give more than one
        self.known = Known(self._comment)  #: what stands before a comment, and the width that is left beside it

    def entry(self, at_ms: int, item: ReplayItem, max_rows: int) -> Entry | None:
        """An item that is no chat."""
        line = caption(item)
        body = clean(line[2]) if line else ""
        if not line or not body:
            return None
        name, joint, _ = line
        is_hurried = item.in_gap or item.is_history
        if item.kind == "gift":
            # Bold is broader, and a card needs room at both ends.
            width = self._width * 10 // 11 - COLUMN
            head = self._named(name, joint, self._gift.opening, "")
            markup, rows = broken(body, width - head.width, width, max_rows)
            return at_ms, is_hurried, rows, head.markup + markup + self._gift.closing
        head = self._marked(speaker(item), name, joint) if name else Head("", 0)
        markup, rows = broken(body, self._width - head.width, self._width, max_rows)
        return at_ms, is_hurried, rows, head.markup + markup

    def _comment(self, key: Speaker) -> tuple[str, int]:
        head = self._marked(key, key[1] or key[4] or NAMELESS, ": ")
        return head.markup, self._width - head.width

    def _marked(self, key: Speaker, name: str, joint: str) -> Head:
        """The name in its colour, behind its badges."""
        viewer, _, is_moderator, is_subscriber, unique_id = key
        options, handle = self._options, unique_id or name
        is_creator = bool(handle) and handle == options.recording.session.unique_id
        colour = colour_of(options.colours, viewer or handle, is_creator, is_moderator, is_subscriber)
        badges = _BADGES[is_moderator, is_subscriber]
        head = self._named(name, joint, f"{{\\b1\\c&H{colour}&}}{badges}", _NAME_CLOSE)
        return head._replace(width=head.width + measure(badges))

    def _name(self, name: str, joint: str, opening: str, closing: str) -> Head:
        """The name, cut to half the box."""
        room = max(4 * COLUMN, self._width // 2)
        shown = clean(name, _MAX_NAME) or NAMELESS
        shown = wrap(shown, first=room, width=room, rows=1, ellipsis=ELLIPSIS)[0]
        width = measure(joint) + measure(shown) * 11 // 10  # names are bold
        return Head(f"{opening}{for_ass(isolate(shown))}{closing}{joint}", width)
