"""Rows of a query as table, CSV, JSON and Parquet; all but the table as they come."""

from __future__ import annotations

import csv
import io
import math
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from archiver.cli.output import json_text, print_table, safe
from archiver.errors import QueryError, UsageError

if TYPE_CHECKING:
    from archiver.export.tables import Type

Row = tuple[Any, ...]

#: A spreadsheet takes cells that begin with these for formulas.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MEMORY_BYTES = 8 << 20
_INTEGERS = range(-(1 << 63), 1 << 63)


def write_table(columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    """A table on stdout."""
    print_table(columns, (tuple(map(_flat, row)) for row in rows))


def write_csv(columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    """CSV on stdout; a terminal is not driven by what stands in it."""
    is_watched = sys.stdout.isatty()
    _csv(sys.stdout, columns, rows, is_watched=is_watched)


def write_json(columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    """A JSON array on stdout: whole or not at all, however many rows there are."""
    with tempfile.SpooledTemporaryFile(_MEMORY_BYTES, "w+", encoding="utf-8", newline="") as draft:
        for line in _json_lines(columns, rows):  # written by one: ``writelines`` keeps them all in memory
            draft.write(line)
        draft.seek(0)
        shutil.copyfileobj(draft, sys.stdout)


def write_parquet(columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    """A Parquet file on stdout, which must not be a terminal."""
    from archiver.deliver.files import write_stdout

    if sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal; name a file with -o FILE.")
    write_stdout(_parquet(columns, rows))


def write_file(path: Path, style: str, columns: tuple[str, ...], rows: Iterator[Row]) -> int:
    """The rows in a file, which appears whole or not at all; returns its size. ``style`` is csv, json or parquet."""
    from archiver.deliver.files import write_atomically

    makers = {"csv": _csv_lines, "json": _json_lines}
    return write_atomically(path, _parquet(columns, rows) if style == "parquet" else makers[style](columns, rows))


def _csv_lines(columns: tuple[str, ...], rows: Iterator[Row]) -> Iterator[str]:
    line = io.StringIO(newline="")
    for row in chain([columns], rows):
        _csv(line, row, iter(()), is_watched=False)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _csv(file: TextIO, columns: Sequence[Any], rows: Iterator[Row], *, is_watched: bool) -> None:
    """Text that a spreadsheet would run as a formula gets a quote in front."""
    writer = csv.writer(file)
    for row in chain([columns], rows):
        cells = [_inert(_flat(value)) for value in row]
        writer.writerow([safe(cell) for cell in cells] if is_watched else cells)


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _json_lines(columns: tuple[str, ...], rows: Iterator[Row]) -> Iterator[str]:
    """One object a line."""
    keys = _distinct(columns)
    joint = "["
    for row in rows:
        cells = dict(zip(keys, map(_json_value, row), strict=True))
        yield f"{joint}\n{json_text(cells)}"
        joint = ","
    yield "[]\n" if joint == "[" else "\n]\n"


def _json_value(value: Any) -> Any:
    """JSON has no infinity, and no bytes: those are given as hexadecimal digits."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _flat(value: Any) -> Any:
    """What a cell holds: of bytes and arrays the same as in JSON."""
    if isinstance(value, list | tuple):
        return json_text(_json_value(value))
    return _json_value(value) if isinstance(value, bytes | memoryview) else value


def _distinct(names: Sequence[str]) -> list[str]:
    """Names for the keys of an object: a repeated one gets a number, so that no column is lost."""
    taken: dict[str, None] = {}
    for name in names:
        key, number = name, 2
        while key in taken:
            key, number = f"{name}_{number}", number + 1
        taken[key] = None
    return list(taken)


def _parquet(columns: tuple[str, ...], rows: Iterator[Row]) -> Iterator[bytes]:
    """A column has the type of its first row group: integers, floats, flags, bytes, else text."""
    from archiver.export.parquet import ROWS, write_rows

    begin = list(islice(rows, ROWS))
    types = {name: _type([row[n] for row in begin]) for n, name in enumerate(_distinct(columns))}
    return write_rows(types, _fitting(types, chain(begin, rows)))


def _type(values: list[Any]) -> Type:
    from archiver.export.tables import Type

    kinds = {type(value) for value in values} - {type(None)}
    if kinds <= {int} and kinds and all(value is None or value in _INTEGERS for value in values):
        return Type.INTEGER
    if kinds and kinds <= {int, float}:
        return Type.FLOAT
    if kinds == {bool}:
        return Type.FLAG
    return Type.BYTES if kinds and kinds <= {bytes, memoryview} else Type.TEXT


def _fitting(types: dict[str, Type], rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield tuple(_fitted(name, kind, value) for (name, kind), value in zip(types.items(), row, strict=True))


def _fitted(name: str, kind: Type, value: Any) -> Any:
    """The value as its column holds it.

    Raises:
        QueryError: the value is of another type than the first ones of its column.
    """
    if value is None:
        return None
    is_bytes = isinstance(value, bytes | memoryview)
    if kind.value == "text":
        return str(_flat(value))
    is_fit = {
        "integer": isinstance(value, int) and value in _INTEGERS,
        "float": isinstance(value, int | float),
        "flag": isinstance(value, bool),
    }
    if not is_fit.get(kind.value, is_bytes):
        raise QueryError(f"The column {name} changes its type between rows; make it one, with CAST({name} AS TEXT).")
    return bytes(value) if is_bytes else value
