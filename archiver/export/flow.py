"""Which messages are on screen together, and from when to when.

Two layouts, both exact: what they yield never overlaps itself and never ends before it starts. ``rolling`` is a stack
that scrolls: one window for each change of the whole box. ``turns`` gives each message one place of its own until the
place is needed again: one entry for each message, a quarter of the size, and nothing moves.

A message stays for a frame at least. In a flood, those that would not be seen for a frame wait for one, up to a second;
messages from a gap in the video (they all fall on one position) do not wait: the newest that fit are shown.

The values are plain tuples, because a million of them are made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeAlias, TypeVar

FRAME_MS = 40  #: changes closer together than a frame at 25 fps are one change
MAX_WAIT_MS = 1000

#: Text as it is written, or encoded already: what is written many times need not be encoded as often.
Markup = TypeVar("Markup", str, bytes)
#: A message ready to be shown: (at_ms, is_hurried, rows, markup). A hurried one does not wait.
Entry: TypeAlias = tuple[int, bool, int, str]
#: What is on screen: (start_ms, end_ms, messages oldest first, how many of the last have just come).
Window: TypeAlias = tuple[int, int, list[str], int]
#: One message at its own place: (start_ms, end_ms, row counted from the top, rows, markup).
Turn: TypeAlias = tuple[int, int, int, int, str]


def rolling(
    entries: Iterable[tuple[int, bool, int, Markup]], rows: int, duration_ms: int, stop_ms: int
) -> Iterator[tuple[int, int, list[Markup], int]]:
    """Windows of at most ``rows`` rows, back to back, none from ``stop_ms`` on; ``entries`` in order of ``at_ms``."""
    stack: _Stack[Markup] = _Stack(rows)
    shown = stack.shown
    for at_ms, is_hurried, height, markup in entries:
        start_ms = stack.start_ms
        opening_ms = at_ms if at_ms >= start_ms + FRAME_MS else stack.opening_ms(at_ms, is_hurried, height)
        if opening_ms is not None:
            end_ms = min(stop_ms, opening_ms)
            if shown and shown[0][0] <= end_ms - FRAME_MS:
                yield from stack.windows(end_ms)
            elif shown and end_ms - start_ms >= FRAME_MS:
                yield start_ms, end_ms, [each[2] for each in shown], stack.fresh
            stack.start_ms = start_ms = opening_ms
            stack.fresh = stack.fresh_rows = 0
        shown.append(((max(start_ms, at_ms)) + duration_ms, height, markup))
        stack.fresh += 1
        stack.fresh_rows += height
        stack.used += height
        if stack.used > rows:
            stack.push_out()
    yield from stack.windows(stop_ms)


class _Stack(Generic[Markup]):
    """The messages on screen since ``start_ms``, oldest first."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self.start_ms = 0
        self.shown: deque[tuple[int, int, Markup]] = deque()  # (leaves at, rows, markup)
        self.used = 0  # rows
        self.fresh = 0  # messages since start_ms, and their rows
        self.fresh_rows = 0

    def opening_ms(self, at_ms: int, is_hurried: bool, rows: int) -> int | None:
        """When a message of the present frame begins a new window, or None when it belongs to the present one."""
        if not self.shown:
            return max(at_ms, self.start_ms)
        next_ms = self.start_ms + FRAME_MS
        is_full = self.fresh_rows + rows > self._rows
        may_wait = not is_hurried and next_ms - at_ms <= MAX_WAIT_MS
        return next_ms if is_full and may_wait else None

    def push_out(self) -> None:
        """The oldest messages leave, for there is no room."""
        shown = self.shown
        while self.used > self._rows and len(shown) > 1:
            self.used -= shown.popleft()[1]
        if self.fresh > len(shown):
            self.fresh, self.fresh_rows = len(shown), self.used

    def windows(self, end_ms: int) -> Iterator[tuple[int, int, list[Markup], int]]:
        """The windows from ``start_ms`` to ``end_ms``: one, and one more for each message that leaves in between."""
        shown = self.shown
        start_ms, fresh = self.start_ms, self.fresh
        while shown:
            leaves_ms = shown[0][0]
            if leaves_ms > end_ms - FRAME_MS:
                if end_ms - start_ms >= FRAME_MS:
                    yield start_ms, end_ms, [markup for _, _, markup in shown], fresh
                return
            if leaves_ms - start_ms >= FRAME_MS:
                yield start_ms, leaves_ms, [markup for _, _, markup in shown], fresh
                start_ms, fresh = leaves_ms, 0
            self.used -= shown.popleft()[1]


def turns(entries: Iterable[Entry], rows: int, duration_ms: int, stop_ms: int) -> Iterator[Turn]:
    """Each message at its own place in a box of ``rows`` rows, in order of their starts; places are taken in turn."""
    # (row counted on from the first message, its turn if undisturbed)
    shown: deque[tuple[int, int, int, int, int, str]] = deque()
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
            _, begun_ms, end_ms, gone_row, gone_height, gone_markup = shown.popleft()
            end_ms = min(end_ms, start_ms)
            if end_ms - begun_ms >= FRAME_MS:
                yield begun_ms, end_ms, gone_row, gone_height, gone_markup
        end_ms = start_ms + duration_ms
        shown.append((next_row, start_ms, min(stop_ms, end_ms), row, height, markup))
        next_row += height
    for _, begun_ms, end_ms, row, height, markup in shown:
        if end_ms - begun_ms >= FRAME_MS:
            yield begun_ms, end_ms, row, height, markup


def _start_ms(
    shown: Iterable[tuple[int, int, int, int, int, str]], needed: int, start_ms: int, latest_ms: int, is_hurried: bool
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
