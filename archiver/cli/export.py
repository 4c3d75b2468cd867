"""archiver export: chat and events of a session as files for players, editors, programs and people."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from archiver.cli.arguments import duration_ms, session_ref, signed_ms, words, zone
from archiver.cli.context import config_of, settings_of, wants_json
from archiver.cli.output import print_json, say
from archiver.cli.progress import ExportDisplay
from archiver.config import Settings
from archiver.deliver.kept import own_files
from archiver.deliver.plan import STDOUT, Job, flag_of, plan
from archiver.errors import UsageError
from archiver.export.naming import FIELDS
from archiver.export.options import Option, own_options
from archiver.export.registry import EXPORTERS, GROUPS, exporter_named

#: Fields of ``ExportOptions`` that have a flag of their own, beside kinds, viewers and shift.
_SHARED = {"from_ms": "start", "to_ms": "end", "tz": "tz"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver export``: those of every format, then what formats add."""
    parser.add_argument("session", type=session_ref, metavar="ID", help="a session's number, or last")
    parser.add_argument("--format", required=True, type=words, metavar="F,F", help=_formats())
    parser.add_argument(
        "-o", "--output", metavar="PATH",
        help="file, folder, - for stdout, or a template such as '%%(creator)s/%%(started_at)s.%%(ext)s' of the fields "
        f"{', '.join(FIELDS)} (default: export.output of the configuration, else beside the video)",
    )  # fmt: skip
    parser.add_argument("--from", dest="start", type=duration_ms, metavar="T", help="from this position in the video")
    parser.add_argument("--to", dest="end", type=duration_ms, metavar="T", help="up to this position in the video")
    parser.add_argument("--kinds", type=words, metavar="K,K", help="only these kinds: chat, gift, follow, ...")
    parser.add_argument("--viewers", type=words, metavar="V,V", help="only of these viewers: @handle or id")
    parser.add_argument("--lang", type=words, metavar="L,L", help="only comments in these languages: en, zh, ...")
    parser.add_argument("--shift", type=signed_ms, metavar="MS", help="on top of the session's own display shift")
    parser.add_argument(
        "--tz",
        type=zone,
        metavar="ZONE",
        help="zone of times of day, such as Europe/Berlin (default: export.timezone of the configuration)",
    )
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--parts", action="store_true", help="a file for each part of the video, with the part's times")
    extent.add_argument("--session", dest="parts", action="store_false", help="one file for the session (default)")
    _add_own(parser)
    parser.set_defaults(handler=export, parts=False)


def _formats() -> str:
    """Every format with its description, by group."""
    lines = {group: [f"{each.name} ({each.description})" for each in EXPORTERS.values() if each.group == group]
             for group in GROUPS}  # fmt: skip
    return " ".join(f"{GROUPS[group]}: {'; '.join(told)}." for group, told in lines.items() if told)


def _add_own(parser: argparse.ArgumentParser) -> None:
    """A flag for each choice that formats add; one that several formats have is one flag."""
    rules: dict[str, dict[str, tuple[Option, Any]]] = {}
    for exporter in EXPORTERS.values():
        for field, rule in own_options(exporter.options):
            rules.setdefault(field.name, {})[exporter.name] = (rule, field.default)
    group = parser.add_argument_group("of some formats")
    for name, by_format in rules.items():
        group.add_argument(flag_of(name), dest=name, help=_own_help(name, by_format), **_own_type(name, by_format))


def _own_help(name: str, by_format: dict[str, tuple[Option, Any]]) -> str:
    """What the option does in each format, formats with the same words together."""
    names: dict[str, list[str]] = {}
    for form, (rule, default) in by_format.items():
        told = f" ({_told(name, default)})" if default not in (None, "", (), False) else ""
        names.setdefault(rule.about.replace("%", "%%") + told, []).append(form)
    return "; ".join(f"{', '.join(forms)}: {what}" for what, forms in names.items())


def _told(name: str, default: Any) -> str:
    if isinstance(default, tuple):
        return ",".join(default)
    return f"{default / 1000:g}s" if name.endswith("_ms") else str(default)


def _own_type(name: str, by_format: dict[str, tuple[Option, Any]]) -> dict[str, Any]:
    """How argparse reads the option; a word may be any that one of the formats knows, each checks its own."""
    rule, default = next(iter(by_format.values()))
    if isinstance(default, bool):
        return {"action": argparse.BooleanOptionalAction if default else "store_true", "default": None}
    if isinstance(default, tuple):
        return {"type": words, "metavar": "W,W"}
    if rule.choices:
        return {"choices": tuple(dict.fromkeys(word for each, _ in by_format.values() for word in each.choices))}
    if name.endswith("_ms"):
        return {"type": duration_ms, "metavar": "TIME"}
    if rule.least is not None:
        return {"type": _whole, "metavar": "N"}
    return {"metavar": "TEXT"}


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def export(args: argparse.Namespace) -> int:
    """Write the files, each whole or not at all."""
    from archiver.query.reader import open_reader
    from archiver.query.recording import read_recording
    from archiver.query.sessions import LAST
    from archiver.store.engine import sqlite_path

    if args.output == STDOUT and wants_json(args):
        raise UsageError("With --json stdout is for the list of files; name a file with -o, or leave --json out.")
    settings = settings_of(args)
    exporters = [exporter_named(name) for name in dict.fromkeys(args.format)]
    with open_reader(settings.database_url) as engine:
        recording = read_recording(engine, LAST if args.session is None else args.session)
    jobs = plan(
        recording,
        exporters,
        archive=settings.archive_folder,
        target=args.output or settings.export.output or None,
        base=None if args.output else settings.base,
        shared=_shared(args, settings, recording.session.shift_ms),
        own=_own(args),
        by_parts=args.parts,
        kept=own_files(settings, config_of(args), sqlite_path(settings.database_url)),
    )
    with ExportDisplay(recording.session.duration_ms, is_quiet=wants_json(args) or args.output == STDOUT) as display:
        sizes = write_all(jobs, settings, display.listener)
    if args.output != STDOUT:
        _report(args, jobs, sizes)
    return 0


def _shared(args: argparse.Namespace, settings: Settings, shift_ms: int) -> dict[str, Any]:
    chosen = {name: getattr(args, dest) for name, dest in _SHARED.items() if getattr(args, dest) is not None}
    if args.kinds:
        chosen["kinds"] = frozenset(args.kinds)
    if args.viewers:
        chosen["viewers"] = viewers = frozenset(viewer.removeprefix("@").lower() for viewer in args.viewers)
        if "" in viewers:
            raise UsageError("'@' alone is no viewer; write --viewers @handle or an id.")
    if args.lang:
        chosen["languages"] = frozenset(language.lower() for language in args.lang)
    return {"tz": ZoneInfo(settings.export.timezone)} | chosen | {"shift_ms": shift_ms + (args.shift or 0)}


def _own(args: argparse.Namespace) -> dict[str, Any]:
    names = {field.name for exporter in EXPORTERS.values() for field, _ in own_options(exporter.options)}
    return {name: value for name in names if (value := getattr(args, name)) is not None}


def write_all(
    jobs: Iterable[Job], settings: Settings, listener: Callable[[str], Callable[[int], None]]
) -> list[int | None]:
    """Write every file of a plan; returns their sizes. ``listener`` gives the one that hears of a file's progress."""
    from archiver.deliver.write import check, write

    jobs = list(jobs)
    for job in jobs:
        check(job)
    return [write(job, settings, listener(job.path.name if job.path else STDOUT)) for job in jobs]


def _report(args: argparse.Namespace, jobs: list[Job], sizes: list[int | None]) -> None:
    if not wants_json(args):
        for job in jobs:
            say(str(job.path))
        return
    files = [
        {
            "format": job.exporter.name,
            "part": job.options.part.number if job.options.part else None,
            "file": str(job.path),
            "bytes": size,
        }
        for job, size in zip(jobs, sizes, strict=True)
    ]
    print_json({"files": files})
