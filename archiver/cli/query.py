"""archiver query: SQL over the archive, read-only."""

from __future__ import annotations

import argparse
import csv
import math
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from archiver.cli.arguments import count
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import json_text, print_table, safe

#: A spreadsheet takes cells that begin with these for formulas.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MEMORY_BYTES = 8 << 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver query``."""
    parser.add_argument("sql", metavar="SQL", help="one SELECT; views: chat_replay, gift_ledger, viewer_curve, ...")
    parser.add_argument("--format", choices=("table", "json", "csv"), help="default: table")
    parser.add_argument("--limit", type=count, default=1000, metavar="N", help="at most so many rows, 0 for all (1000)")
    parser.set_defaults(handler=query)


def query(args: argparse.Namespace) -> int:
    """Run one statement and print its rows."""
    from archiver.query.sql import run_sql

    style = "json" if wants_json(args) else args.format or "table"
    settings = settings_of(args)
    with run_sql(settings.database_url, args.sql, limit=args.limit or None) as answer:
        if style == "csv":
            write_csv(answer.columns, answer.rows)
        elif style == "json":
            write_json(answer.columns, answer.rows)
        else:
            print_table(answer.columns, answer.rows)
        if answer.is_cut:
            sys.stderr.write(f"archiver: only the first {args.limit} rows are shown; --limit N shows more.\n")
    return 0


def write_csv(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    """CSV on stdout, as the rows come; text that a spreadsheet would run as a formula gets a quote in front."""
    writer = csv.writer(sys.stdout)
    is_watched = sys.stdout.isatty()  # a file keeps every character, a terminal is not driven by them
    writer.writerow([safe(name) for name in columns] if is_watched else columns)
    for row in rows:
        cells = [_inert(value) for value in row]
        writer.writerow([safe(cell) for cell in cells] if is_watched else cells)


def write_json(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    """A JSON array on stdout, one object a line: whole or not at all, however many rows there are."""
    keys = _distinct(columns)
    with tempfile.SpooledTemporaryFile(_MEMORY_BYTES, "w+", encoding="utf-8", newline="") as draft:
        joint = "["
        for row in rows:
            cells = dict(zip(keys, map(_json_value, row), strict=True))
            draft.write(f"{joint}\n{json_text(cells)}")
            joint = ","
        draft.write("[]\n" if joint == "[" else "\n]\n")
        draft.seek(0)
        shutil.copyfileobj(draft, sys.stdout)


def _distinct(names: Sequence[str]) -> list[str]:
    """Names for the keys of an object: a repeated one gets a number, so that no column is lost."""
    taken: dict[str, None] = {}
    for name in names:
        key, number = name, 2
        while key in taken:
            key, number = f"{name}_{number}", number + 1
        taken[key] = None
    return list(taken)


def _json_value(value: Any) -> Any:
    """JSON has no infinity, and no bytes: those are given as hexadecimal digits."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
