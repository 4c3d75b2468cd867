"""archiver export: chat as subtitles and data."""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from archiver.cli.arguments import duration_ms, positive, session_ref, signed_ms
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import print_json, say
from archiver.config import Settings
from archiver.errors import DiskError
from archiver.export.options import LAYOUTS, SIDES, ExportOptions
from archiver.export.registry import EXPORTERS, Exporter, exporter_named
from archiver.model.replay import SessionSummary

_STDOUT = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver export``."""
    formats = "; ".join(f"{each.name}: {each.description}" for each in EXPORTERS.values())
    parser.add_argument("session", type=session_ref, metavar="ID", help="a session's number, or last")
    parser.add_argument("--format", required=True, metavar="F", help=formats)
    parser.add_argument(
        "-o", "--output", metavar="PATH", help="file or folder, - for stdout (default: beside the video)"
    )
    parser.add_argument("--from", dest="start", type=duration_ms, metavar="T", help="from this position in the video")
    parser.add_argument("--to", dest="end", type=duration_ms, metavar="T", help="up to this position in the video")
    parser.add_argument("--kinds", metavar="K,K", help="only these kinds: chat, gift, follow, ...")
    parser.add_argument("--shift", type=signed_ms, metavar="MS", help="on top of the session's own display shift")
    parser.add_argument("--lines", type=positive, metavar="N", help="srt: messages at once; ass: rows of the chat box")
    parser.add_argument("--duration", type=duration_ms, metavar="TIME", help="how long a message stays, such as 8s")
    parser.add_argument("--side", choices=SIDES, default="right", help="ass: where the chat box is")
    parser.add_argument("--layout", choices=LAYOUTS, default="stack", help="ass: stack scrolls, slots is smaller")
    parser.set_defaults(handler=export)


def export(args: argparse.Namespace) -> int:
    """Write one file, whole or not at all."""
    from archiver.query.reader import open_reader
    from archiver.query.sessions import LAST, get_session

    settings, exporter = settings_of(args), exporter_named(args.format)
    with open_reader(settings.database_url) as engine:
        summary = get_session(engine, LAST if args.session is None else args.session)
    options = options_for(
        settings,
        summary,
        shift_ms=summary.shift_ms + (args.shift or 0),
        from_ms=args.start,
        to_ms=args.end,
        kinds=frozenset(args.kinds.split(",")) if args.kinds else None,
        lines=args.lines,
        duration_ms=args.duration,
        side=args.side,
        layout=args.layout,
    )
    path = None if args.output == _STDOUT else _target(settings, summary, exporter, args.output)
    write_export(settings, summary, exporter, options, path)
    if path is not None:
        print_json({"file": str(path)}) if wants_json(args) else say(str(path))
    return 0


def options_for(settings: Settings, summary: SessionSummary, **chosen: Any) -> ExportOptions:
    """Options that fit a session: its title, its shift, the size of its picture; ``chosen`` wins."""
    fitting: dict[str, Any] = {"title": summary.title or f"@{summary.unique_id}", "shift_ms": summary.shift_ms}
    return ExportOptions(**(fitting | _picture(settings, summary) | chosen))


def write_export(
    settings: Settings, summary: SessionSummary, exporter: Exporter, options: ExportOptions, path: Path | None
) -> None:
    """Write a session's replay to ``path``, or to stdout when it is None."""
    from archiver.query.reader import open_reader
    from archiver.query.replay import iter_replay

    with open_reader(settings.database_url) as engine:
        chunks = exporter.write(iter_replay(engine, summary.id, kinds=options.kinds), options)
        if path is None:
            write_stdout(chunks)
        else:
            write_atomically(path, chunks)


def default_path(settings: Settings, summary: SessionSummary, exporter: Exporter) -> Path:
    """Beside the video, with its name, so that players find the subtitles."""
    folder = settings.archive_folder / summary.folder
    stem = Path(summary.file).stem if summary.file else f"session_{summary.id}"
    return folder / (stem + exporter.suffix)


def _target(settings: Settings, summary: SessionSummary, exporter: Exporter, output: str | None) -> Path:
    beside = default_path(settings, summary, exporter)
    if output is None:
        return beside
    path = Path(output)
    return path / beside.name if path.is_dir() else path


def _picture(settings: Settings, summary: SessionSummary) -> dict[str, int]:
    """Size of the session's picture, which the chat box is laid out for."""
    from archiver.app import open_store

    async def first_size() -> dict[str, int]:
        async with open_store(settings) as store:
            for segment in await store.segments(summary.id):
                if segment.width and segment.height:
                    return {"video_width": segment.width, "video_height": segment.height}
        return {}

    return asyncio.run(first_size())


def write_stdout(chunks: Iterable[str]) -> None:
    """Write text to stdout as a file holds it: UTF-8 and unchanged line ends, whatever the terminal's character set."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.writelines(chunks)


def write_atomically(path: Path, chunks: Iterable[str]) -> None:
    """Write text to ``path`` as UTF-8: the whole file appears at once, or the old one stays.

    Raises:
        DiskError: the folder cannot be written or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DiskError(f"{path.parent} cannot be written ({error.strerror}); choose another place with -o.") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines(chunks)
            os.fchmod(file.fileno(), 0o644)
        Path(draft).replace(path)
    except OSError as error:
        raise DiskError(f"{path} cannot be written ({error.strerror}); nothing was changed.") from error
    finally:
        Path(draft).unlink(missing_ok=True)
