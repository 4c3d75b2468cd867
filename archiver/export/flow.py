"""Which messages are on screen together, and from when to when.

Two layouts, both exact: what they yield never overlaps itself and never ends before it starts. ``rolling`` is a stack
that scrolls: one window for each change of the whole box. ``turns`` gives each message one place of its own until the
place is needed again: one entry for each message, a quarter of the size, and nothing moves.

A message stays for a frame at least. In a flood, those that would not be seen for a frame wait for one, up to a second;
messages from a gap in the video (they all fall on one position) do not wait: the newest that fit are shown.

The values are plain tuples, and the loops call nothing they need not, because a million of them are made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeVar

FRAME_MS = 40  #: changes closer together than a frame at 25 fps are one change
MAX_WAIT_MS = 1000

#: Text as it is written, or encoded already: what is written many times need not be encoded as often.
Markup = TypeVar("Markup", str, bytes)
#: A message ready to be shown: (at_ms, is_hurried, rows, markup). A hurried one does not wait.
Entry: TypeAlias = tuple[int, bool, int, str]
#: One message at its own place: (start_ms, end_ms, row counted from the top, rows, markup).
Turn: TypeAlias = tuple[int, int, int, int, str]


def rolling(
    entries: Iterable[tuple[int, bool, int, Markup]], rows: int, duration_ms: int, stop_ms: int
) -> Iterator[tuple[int, int, list[Markup], int]]:
    """Windows of at most ``rows`` rows, back to back, none from ``stop_ms`` on; ``entries`` in order of ``at_ms``.

    A window is (start_ms, end_ms, messages oldest first, how many of the last have just come).
    """
    shown: deque[tuple[int, int]] = deque()  # (leaves at, rows), oldest first
    markups: deque[Markup] = deque()  # of the same messages
    start_ms = used = fresh = fresh_rows = 0
    for at_ms, is_hurried, height, markup in entries:
        if at_ms >= start_ms + FRAME_MS or not shown:
            opening_ms = at_ms if at_ms > start_ms else start_ms  # noqa: FURB136 - no call
        elif fresh_rows + height > rows and not is_hurried and start_ms + FRAME_MS - at_ms <= MAX_WAIT_MS:
            opening_ms = start_ms + FRAME_MS  # the window is full: wait for the next
        else:
            opening_ms = -1  # part of the present window
        if opening_ms >= 0:
            end_ms = opening_ms if opening_ms < stop_ms else stop_ms  # noqa: FURB136 - no call
            if shown:
                if shown[0][0] <= end_ms - FRAME_MS:
                    yield from _windows(shown, markups, start_ms, end_ms, fresh)
                    used = sum(row[1] for row in shown)
                elif end_ms - start_ms >= FRAME_MS:
                    yield start_ms, end_ms, list(markups), fresh
            start_ms = opening_ms
            fresh = fresh_rows = 0
        leaves_ms = (at_ms if at_ms > start_ms else start_ms) + duration_ms  # noqa: FURB136 - no call
        shown.append((leaves_ms, height))
        markups.append(markup)
        fresh += 1
        fresh_rows += height
        used += height
        while used > rows and len(shown) > 1:
            used -= shown.popleft()[1]
            markups.popleft()
        if fresh > len(shown):
            fresh, fresh_rows = len(shown), used
    yield from _windows(shown, markups, start_ms, stop_ms, fresh)


def _windows(
    shown: deque[tuple[int, int]], markups: deque[Markup], start_ms: int, end_ms: int, fresh: int
) -> Iterator[tuple[int, int, list[Markup], int]]:
    """The windows from ``start_ms`` to ``end_ms``: one, and one more for each message that leaves in between."""
    while shown:
        leaves_ms, _ = shown[0]
        if leaves_ms > end_ms - FRAME_MS:
            if end_ms - start_ms >= FRAME_MS:
                yield start_ms, end_ms, list(markups), fresh
            return
        if leaves_ms - start_ms >= FRAME_MS:
            yield start_ms, leaves_ms, list(markups), fresh
            start_ms, fresh = leaves_ms, 0
        shown.popleft()
        markups.popleft()


def turns(entries: Iterable[Entry], rows: int, duration_ms: int, stop_ms: int) -> Iterator[Turn]:
    """Each message at its own place in a box of ``rows`` rows, in order of their starts; places are taken in turn."""
    # (row counted on from the first message, start, row, rows, markup)
    shown: deque[tuple[int, int, int, int, str]] = deque()
    next_row = start_ms = 0
    for at_ms, is_hurried, height, markup in entries:
        row = next_row % rows
        if row + height > rows:  # a message is not parted: go on at the top
            next_row += rows - row
            row = 0
        needed = next_row + height - rows
        if at_ms >= start_ms + FRAME_MS:
            start_ms = at_ms
        else:  # starts never go back: a waiting message holds up those behind it
            start_ms = _start_ms(shown, needed, max(start_ms, at_ms), at_ms + MAX_WAIT_MS, is_hurried)
        while shown and shown[0][0] < needed:
            _, begun_ms, gone_row, gone_height, gone_markup = shown.popleft()
            end_ms = begun_ms + duration_ms
            if end_ms > start_ms or end_ms > stop_ms:
                end_ms = start_ms if start_ms < stop_ms else stop_ms  # noqa: FURB136 - no call
            if end_ms - begun_ms >= FRAME_MS:
                yield begun_ms, end_ms, gone_row, gone_height, gone_markup
        shown.append((next_row, start_ms, row, height, markup))
        next_row += height
    for _, begun_ms, row, height, markup in shown:
        end_ms = min(stop_ms, begun_ms + duration_ms)
        if end_ms - begun_ms >= FRAME_MS:
            yield begun_ms, end_ms, row, height, markup


def _start_ms(
    shown: Iterable[tuple[int, int, int, int, object]], needed: int, start_ms: int, latest_ms: int, is_hurried: bool
) -> int:
    """When a message may start that needs the rows below ``needed``: the last of those it displaces had its frame."""
    begun_ms = -FRAME_MS
    for row, begins_ms, *_ in shown:
        if row >= needed:
            break
        begun_ms = begins_ms
    if is_hurried or start_ms >= begun_ms + FRAME_MS:
        return start_ms
    return max(start_ms, min(begun_ms + FRAME_MS, latest_ms))
