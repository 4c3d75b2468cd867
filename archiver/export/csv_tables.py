"""CSV as RFC 4180 has it: a header line, quotes where they are needed, CRLF.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and viewers choose their names:
such texts get an apostrophe in front, unless the file is for a program.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from archiver.export.chunks import chunked
from archiver.export.clock import iso_time
from archiver.export.options import ExportOptions, option
from archiver.export.output import Output
from archiver.export.tables import TABLES, Table, Type, chosen
from archiver.export.text import without_controls
from archiver.model.replay import ReplayItem

_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvOptions(ExportOptions):
    """Choices about CSV."""

    tables: tuple[str, ...] = option(("events",), "the tables written", choices=tuple(TABLES))
    guard: bool = option(True, "keep spreadsheets from taking names and comments for formulas")
    bom: bool = option(False, "begin with a byte order mark, by which Excel knows UTF-8")


def files(options: CsvOptions) -> tuple[Output, ...]:
    """A file for each table."""
    return tuple(
        Output(suffix, partial(_write, table), table.kinds) for table, suffix in chosen(options.tables, ".csv")
    )


def _write(table: Table, items: Iterable[ReplayItem], options: CsvOptions) -> Iterator[bytes]:
    return chunked(_lines(table, items, options))


def _lines(table: Table, items: Iterable[ReplayItem], options: CsvOptions) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line)
    if options.bom:
        yield _BYTE_ORDER_MARK
    writer.writerow(table.columns)
    yield line.text
    cells = [_cell(kind, options) for kind in table.columns.values()]
    for row in table.rows(items, options):
        writer.writerow([cell(value) for cell, value in zip(cells, row, strict=True)])
        yield line.text


class _Line:
    """The line that a csv.writer has just written."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        """Take a line; the writer gives each in one piece."""
        self.text = text


def _cell(kind: Type, options: CsvOptions) -> Callable[[Any], Any]:
    """How values of a column are written; what is missing is an empty cell."""
    if kind is Type.FLAG:
        return int
    if kind is Type.TIME:
        return lambda at: "" if at is None else iso_time(at, options.tz)
    if kind in (Type.TEXT, Type.WORD):
        return _guarded if options.guard else without_controls
    return lambda value: value


def _guarded(text: str) -> str:
    text = without_controls(text)
    return f"'{text}" if _FORMULA.match(text) else text
