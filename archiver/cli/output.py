"""Tables for people, one JSON document for machines. Text from the network never drives the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archiver.terminal import printable

#: Width of what is not on a terminal: each row is one line there, for grep and its like.
_PLAIN_WIDTH = 1_000_000
#: Characters of one cell: a table is for looking at.
_MAX_CELL = 2_000
#: A longer word, such as a path, may go on in the next line of its cell.
_LONG_WORD = 24
#: So many rows say what a column needs.
_SAMPLE = 100
#: Blanks between two columns; one, where two are too many.
_BETWEEN = 2


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a reader who has gone to the border of the command line; rich would exit here with status 1."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """A console for stdout or stderr; plain and without end when it is not a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    return _Console(file=stream, width=None if stream.isatty() else _PLAIN_WIDTH, highlight=False)


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json_text(document, indent=2) + "\n")


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON that neither drives a terminal nor meets a stdout that cannot write it: what is unsafe is escaped."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not is_unicode, indent=indent, default=str)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on stdout, numbers to the right; a list for each row where a terminal is too narrow for its words."""
    collected = [list(row) for row in rows]
    shown = console()
    if not shown.is_terminal:
        with shown.capture() as captured:
            shown.print(_table(columns, collected))
        sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))
        return
    for between in (_BETWEEN, 1):
        if widths := _widths(columns, collected, shown.width - between * (len(columns) - 1)):
            shown.print(_table(columns, collected, widths=widths, between=between))
            return
    for row in collected:
        shown.print(_record(columns, row), "")


def _widths(columns: Sequence[str], collected: Sequence[Sequence[Any]], room: int) -> list[int]:
    """What each column gets of the room, so that no word is torn but those longer than most; [] where that cannot be.

    What words leave over goes where it saves the most lines.
    """
    heads = [_words(name) for name in columns]
    bodies = [[_words(row[index]) for row in collected] for index in range(len(columns))]
    widths = [
        max(1, *head, min(_LONG_WORD, max((n for words in body for n in words), default=0)))
        for head, body in zip(heads, bodies, strict=True)
    ]
    if sum(widths) > room:
        return []
    samples = [[head, *body[:_SAMPLE]] for head, body in zip(heads, bodies, strict=True)]
    lines = [_lines(sample, width) for sample, width in zip(samples, widths, strict=True)]
    for _ in range(room - sum(widths)):
        if not any(lines):
            break
        index = lines.index(max(lines))
        widths[index] += 1
        lines[index] = _lines(samples[index], widths[index])
    return widths


def _words(value: Any) -> list[int]:
    """How broad each word of a cell is."""
    return [cell_len(word) for word in _cell(value).split()]


def _lines(cells: Sequence[Sequence[int]], width: int) -> int:
    """How many lines cells have beyond their first, words broken as a terminal has room for them."""
    count = 0
    for words in cells:
        at = 0
        for word in words:
            beside = at + 1 + word if at else word
            if beside <= width:
                at = beside
            else:
                count += bool(at) + (word - 1) // width
                at = (word - 1) % width + 1
    return count


def _record(columns: Sequence[str], row: Sequence[Any]) -> Table:
    record = Table.grid(padding=(0, _BETWEEN, 0, 0))
    record.add_column(style="bold", overflow="fold")
    record.add_column(overflow="fold")
    for name, value in zip(columns, row, strict=True):
        record.add_row(Text(_cell(name)), Text(_cell(value)))
    return record


def _table(
    columns: Sequence[str], collected: Sequence[Sequence[Any]], *, widths: Sequence[int] = (), between: int = _BETWEEN
) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, between, 0, 0), header_style="bold")
    for index, name in enumerate(columns):
        is_number = bool(collected) and all(
            isinstance(row[index], int | float) or row[index] is None for row in collected
        )
        table.add_column(Text(_cell(name)), justify="right" if is_number else "left", overflow="fold",
                         width=widths[index] if widths else None)  # fmt: skip
    for row in collected:
        table.add_row(*(Text(_cell(value)) for value in row))
    return table


def say(message: str) -> None:
    """A line for people on stdout."""
    sys.stdout.write(safe(message) + "\n")


def safe(value: Any) -> str:
    """Text for a terminal: control characters, escape sequences and bidi overrides shown as a replacement mark."""
    return "" if value is None else printable(str(value))


def _cell(value: Any) -> str:
    text = safe(value[: _MAX_CELL + 1] if isinstance(value, str) else value)
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - 1] + "…"


def clock_time(at: int | None) -> str:
    """An instant (epoch ms) as local-free UTC text to the second, or ""."""
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def length(duration_ms: int | None) -> str:
    """A duration as h:mm:ss.t, or ""."""
    if duration_ms is None:
        return ""
    tenths = duration_ms // 100
    return f"{tenths // 36_000}:{tenths // 600 % 60:02}:{tenths // 10 % 60:02}.{tenths % 10}"


def size(byte_count: int | None) -> str:
    """A size in MB, or ""."""
    return "" if byte_count is None else f"{byte_count / 1e6:.1f} MB"
