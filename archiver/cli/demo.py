"""archiver demo: the whole job on a rebroadcast room, end to end, without account or network."""

from __future__ import annotations

import argparse
import asyncio
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.cli.arguments import seconds
from archiver.cli.context import start_logging, wants_json
from archiver.cli.output import print_json, print_table, say
from archiver.cli.progress import CaptureDisplay
from archiver.cli.rebroadcast import read_script
from archiver.cli.sessions import print_summaries
from archiver.clock import SystemClock
from archiver.config import FILE_NAME, Settings, load_settings
from archiver.errors import DiskError
from archiver.model.replay import SessionSummary

if TYPE_CHECKING:
    from archiver.rebroadcast.scenario import Scenario
    from archiver.rebroadcast.server import RebroadcastServer

_FORMATS = ("srt", "ass", "html", "jsonl")

#: What the demo shows of SQL: a title, and a statement that works on both databases.
_TOP_GIFTERS = (
    "Who gave most",
    (
        "SELECT nickname, sum(gift_count) AS gifts, sum(diamonds) AS diamonds FROM gift_ledger "
        "GROUP BY viewer_id, nickname ORDER BY diamonds DESC, nickname LIMIT 5"
    ),
)
#: What the demo searches for.
_SEARCH = ("Where the clock was spoken of", "clock")
_HITS = 8


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver demo``."""
    parser.add_argument(
        "--seconds", type=seconds, metavar="TIME", help="stop after this long (default: play it all, 90 s)"
    )
    parser.add_argument("--dir", default="archiver-demo", metavar="DIR", help="where the archive goes (archiver-demo)")
    parser.add_argument("--script", default="default", metavar="SCRIPT", help="a scenario file, or default, or short")
    parser.set_defaults(handler=demo)


def demo(args: argparse.Namespace) -> int:
    """Rebroadcast, watch, record, log, finish, export, query."""
    start_logging(args, default="error")  # a stream that ends is tried again, which is no news to a first visitor
    script = read_script(args.script)  # before anything is made
    folder = fresh_folder(Path(args.dir))
    settings = asyncio.run(_broadcast_and_record(args, script, folder))
    _report(args, settings)
    return 0


async def _broadcast_and_record(args: argparse.Namespace, script: Scenario, folder: Path) -> Settings:
    from archiver.rebroadcast.server import RebroadcastServer

    async with RebroadcastServer(script) as server:
        settings = _settings_for(server, folder)
        with CaptureDisplay(is_quiet=wants_json(args)) as display:
            display.say(
                f"@{server.scenario.creator.unique_id} goes live on {server.base_url}; archiving to {_short(folder)}."
            )
            await _archive(args, settings, server, display)
    return settings


async def _archive(
    args: argparse.Namespace, settings: Settings, server: RebroadcastServer, display: CaptureDisplay
) -> None:
    """The unattended service, until the script is over and every session has ended."""
    from archiver.app import open_app
    from archiver.run.shutdown import stop_on_signals

    async with open_app(settings, on_progress=display.update) as app:
        await app.store.add_watch_entry(server.scenario.creator.unique_id, added_at=SystemClock().now_ms())
        service = app.service()
        with stop_on_signals() as stop:
            serving = asyncio.create_task(service.run(stop))
            over = asyncio.create_task(_everything_ended(server, service.supervisor.wait_idle))
            try:
                await asyncio.wait({serving, over}, timeout=args.seconds, return_when=asyncio.FIRST_COMPLETED)
                stop.set()
                await serving
            finally:  # who is stopped at once does not close the database under the service
                over.cancel()
                serving.cancel()
                await asyncio.gather(over, serving, return_exceptions=True)


async def _everything_ended(server: RebroadcastServer, wait_idle: Any) -> None:
    await server.done.wait()
    await wait_idle()


def fresh_folder(wanted: Path) -> Path:
    """``wanted``, or the first of wanted-2, wanted-3 ... that is not there: a demo never touches an older one.

    Raises:
        DiskError: it cannot be made.
    """
    number, folder = 1, wanted
    absolute = wanted.resolve()  # "." and ".." have a name, too
    try:
        while folder.exists() and any(folder.iterdir()):
            number += 1
            folder = absolute.parent / f"{absolute.name}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(f"{folder} cannot be made ({error.strerror}); choose another with --dir.") from error
    return folder


def _settings_for(server: RebroadcastServer, folder: Path) -> Settings:
    """A real configuration file that points at the rebroadcast room, and its database."""
    from archiver.store import migrate

    lines = ["[watch]", "poll_interval_s = 2.0", "host_spacing_s = 0.1", "tick_s = 0.5", ""]
    lines += ["[session]", "status_interval_s = 2.0", "grace_s = 20.0", "", "[tiktok]"]
    lines += [f'{key} = "{url}"' for key, url in server.endpoints()._asdict().items()]
    path = folder / FILE_NAME
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = load_settings(path)
    migrate.upgrade(settings.database_url)
    return settings


def _report(args: argparse.Namespace, settings: Settings) -> None:
    from archiver.query.reader import open_reader
    from archiver.query.sessions import list_sessions

    with open_reader(settings.database_url) as engine:
        summaries = list_sessions(engine)[::-1]
    files = {summary.id: _export_all(settings, summary) for summary in summaries}
    answers = {_TOP_GIFTERS[0]: _ask(settings, _TOP_GIFTERS[1]), _SEARCH[0]: _find(settings, _SEARCH[1])}
    if wants_json(args):
        print_json(
            {
                "config": str(settings.base / FILE_NAME),
                "sessions": [asdict(summary) for summary in summaries],
                "files": files,
                "answers": {title: [dict(zip(columns, row, strict=True)) for row in rows]
                            for title, (columns, rows) in answers.items()},
            }
        )  # fmt: skip
        return
    say("")
    print_summaries(summaries)
    archiver = f"archiver --config {shlex.quote(str(_short(settings.base / FILE_NAME)))}"
    commands = (f'{archiver} query "{_TOP_GIFTERS[1]}"', f"{archiver} search {_SEARCH[1]}")
    for (title, answer), command in zip(answers.items(), commands, strict=True):
        say("")
        say(f"{title}: {command}")
        print_table(*answer)
    say("")
    print_table(["session", "file"], [[session, _short(path)] for session, paths in files.items() for path in paths])
    say("")
    say(f'Ask more: {archiver} query "SELECT ..."')


def _short(path: str | Path) -> Path:
    """A path as seen from here, where that is shorter."""
    return Path(path).relative_to(Path.cwd()) if Path(path).is_relative_to(Path.cwd()) else Path(path)


def _export_all(settings: Settings, summary: SessionSummary) -> list[str]:
    from archiver.deliver.plan import plan
    from archiver.deliver.write import write
    from archiver.export.registry import exporter_named
    from archiver.query.reader import open_reader
    from archiver.query.recording import read_recording

    with open_reader(settings.database_url) as engine:
        recording = read_recording(engine, summary.id)
    paths = [str(settings.archive_folder / summary.file)] if summary.file else []
    for job in plan(recording, [exporter_named(name) for name in _FORMATS], archive=settings.archive_folder):
        write(job, settings)
        paths.append(str(job.path))
    return paths


def _ask(settings: Settings, sql: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    from archiver.query.sql import run_sql

    with run_sql(settings.database_url, sql) as answer:
        return answer.columns, list(answer.rows)


def _find(settings: Settings, text: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    from archiver.query.reader import open_reader
    from archiver.query.search import search

    with open_reader(settings.database_url) as engine:
        hits = search(engine, text, limit=_HITS).hits
    columns = ("session_id", "segment", "offset_ms", "nickname", "text")
    return columns, [tuple(getattr(hit, name) for name in columns) for hit in hits]
