"""archiver query: SQL over the archive, read-only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.cli.arguments import count, seconds
from archiver.cli.context import config_of, settings_of, wants_json
from archiver.errors import UsageError

if TYPE_CHECKING:
    from archiver.query.sql import Answer

_MAX_STATEMENT_BYTES = 1 << 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver query``."""
    parser.add_argument(
        "sql", metavar="SQL", nargs="?", help="one SELECT; views: chat_replay, gift_ledger, viewer_curve, ...; -: stdin"
    )
    parser.add_argument("-f", "--file", metavar="FILE", help="read the statement from a file; - for stdin")
    parser.add_argument(
        "--param", action="append", default=[], type=_parameter, metavar="NAME=VALUE",
        help="the value of :NAME in the statement; a number where it looks like one",
    )  # fmt: skip
    parser.add_argument("--format", choices=("table", "json", "csv", "parquet"), help="default: table")
    parser.add_argument(
        "-o", "--output", type=_place, metavar="FILE", help="write a file; json, csv or parquet by its name; -: stdout"
    )
    parser.add_argument("--limit", type=count, default=1000, metavar="N", help="at most so many rows, 0 for all (1000)")
    parser.add_argument(
        "--timeout", type=seconds, default=60.0, metavar="TIME", help="how long the database may take: 90s, 10m (60s)"
    )
    parser.set_defaults(handler=query)


def _parameter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _place(text: str) -> Path | None:
    return None if text == "-" else Path(text)


def query(args: argparse.Namespace) -> int:
    """Run one statement and print its rows."""
    from archiver.cli.output import print_json
    from archiver.deliver.kept import check_kept, own_files
    from archiver.query.parameters import read_value
    from archiver.query.sql import run_sql
    from archiver.store.engine import sqlite_path

    style = _style(args)
    settings = settings_of(args)
    if args.output is not None:
        own = own_files(settings, config_of(args), sqlite_path(settings.database_url))
        check_kept(args.output, own, settings.archive_folder)
    parameters = {name: read_value(value) for name, value in args.param}
    with run_sql(
        settings.database_url, statement_of(args), parameters=parameters, limit=args.limit or None,
        timeout_s=args.timeout, role=settings.database.query_role,
    ) as answer:  # fmt: skip
        size = _write(answer, style, args.output)
        if answer.is_cut:
            sys.stderr.write(f"archiver: only the first {args.limit} rows are shown; --limit N shows more.\n")
    if args.output is not None and wants_json(args):
        files = [{"format": style, "file": str(args.output), "bytes": size}]
        print_json({"files": files, "has_more": answer.is_cut})
    return 0


def statement_of(args: argparse.Namespace) -> str:
    """The statement: the argument, or what the file or stdin holds.

    Raises:
        UsageError: none was given, or two, or the file cannot be read.
    """
    if (args.sql is None) == (args.file is None):
        raise UsageError("Give one statement: as an argument, or with -f FILE.")
    source = args.file if args.sql is None else "-" if args.sql == "-" else None
    if source is None:
        return str(args.sql)
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(_MAX_STATEMENT_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(_MAX_STATEMENT_BYTES + 1)
        if len(raw) > _MAX_STATEMENT_BYTES:
            raise UsageError("The statement is longer than 1 MiB.")
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"The statement cannot be read from {source} ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise UsageError(f"The statement in {source} is not UTF-8.") from None


def _style(args: argparse.Namespace) -> str:
    if args.output is None:
        if wants_json(args) and args.format not in (None, "json"):
            raise UsageError(
                f"With --json stdout is one JSON document; leave --json or --format {args.format} out, or name a file "
                "with -o."
            )
        return "json" if wants_json(args) else args.format or "table"
    style = args.format or args.output.suffix.lower().removeprefix(".")
    if style not in ("json", "csv", "parquet"):
        raise UsageError("A file is json, csv or parquet: end its name so, or say --format.")
    return str(style)


def _write(answer: Answer, style: str, output: Path | None) -> int | None:
    """The rows in their place; returns the size of the file, if it is one."""
    from archiver.cli import rows

    if output is not None:
        return rows.write_file(output, style, answer.columns, answer.rows)
    writers = {"table": rows.write_table, "json": rows.write_json, "csv": rows.write_csv, "parquet": rows.write_parquet}
    writers[style](answer.columns, answer.rows)
    return None
