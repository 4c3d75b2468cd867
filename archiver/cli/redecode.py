"""archiver redecode: event rows again from the journals."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, Any

from archiver.cli.arguments import session_ref
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import print_json, print_table, say
from archiver.cli.sessions import NO_SESSIONS, resolve
from archiver.errors import ArchiverError

if TYPE_CHECKING:
    from archiver.config import Settings
    from archiver.eventlog.redecode import RedecodeReport
    from archiver.store.sql_store import SqlStore

_ALL = "all"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver redecode``."""
    parser.add_argument("session", type=_which, metavar="ID", help="a session's number, last, or all")
    parser.epilog = (
        "The raw frames in the journals stay as they are. The rows of a session are replaced in one transaction, and "
        "only if no event is lost by it. A session that is being recorded is left alone."
    )
    parser.set_defaults(handler=redecode)


def _which(text: str) -> int | str | None:
    return _ALL if text == _ALL else session_ref(text)


def redecode(args: argparse.Namespace) -> int:
    """Replace rows; say what has changed. With ``all`` one session's failure does not keep the others from it."""
    reports, failures = asyncio.run(_redecode(args))
    if wants_json(args):
        print_json({"sessions": [_document(report) for report in reports], "failures": failures})
    elif not reports and not failures:
        say(NO_SESSIONS)
    else:
        for report in reports:
            _show(report)
        for failure in failures:
            say(f"Session {failure['session_id']}: {failure['message']}")
    return 1 if failures else 0


async def _redecode(args: argparse.Namespace) -> tuple[list[RedecodeReport], list[dict[str, Any]]]:
    from archiver.app import open_store

    settings = settings_of(args)
    reports: list[RedecodeReport] = []
    failures: list[dict[str, Any]] = []
    async with open_store(settings) as store:
        for session_id in _session_ids(settings, args.session):
            try:
                reports.append(await _one(settings, store, session_id))
            except ArchiverError as error:
                if args.session != _ALL:
                    raise
                failures.append({"session_id": session_id, "code": error.code, "message": str(error)})
    return reports, failures


async def _one(settings: Settings, store: SqlStore, session_id: int) -> RedecodeReport:
    from archiver.eventlog.redecode import redecode as redecode_session
    from archiver.run.lock import session_lock

    session = await store.session(session_id)
    folder = settings.archive_folder / session.folder
    with session_lock(folder):
        return await redecode_session(session=session, folder=folder, store=store)


def _session_ids(settings: Settings, which: int | str | None) -> list[int]:
    from archiver.query.reader import open_reader
    from archiver.query.sessions import list_sessions

    if which != _ALL:
        assert not isinstance(which, str)
        return [resolve(settings, which)]
    with open_reader(settings.database_url) as engine:
        return sorted(summary.id for summary in list_sessions(engine))


def _show(report: RedecodeReport) -> None:
    rows = report.after.total()
    if not report.changed:
        say(f"Session {report.session_id}: {rows} events, as before.")
        return
    say(
        f"Session {report.session_id}: {rows} events, {rows - report.before.total()} more than before; "
        f"{report.differing.total()} say something else."
    )
    print_table(["kind", "before", "after", "differing"], [[kind, *counts] for kind, counts in report.changed.items()])


def _document(report: RedecodeReport) -> dict[str, Any]:
    return {
        "session_id": report.session_id,
        "before": dict(sorted(report.before.items())),
        "after": dict(sorted(report.after.items())),
        "changed": {
            kind: {"before": old, "after": new, "differing": differing}
            for kind, (old, new, differing) in report.changed.items()
        },
    }
