"""archiver sessions: what was captured."""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from archiver.cli.arguments import positive, session_ref
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import clock_time, length, print_json, print_table, say, size
from archiver.config import Settings
from archiver.errors import DiskError, UsageError
from archiver.model.replay import SessionSummary
from archiver.model.session import Gap, Segment, SessionState

if TYPE_CHECKING:
    from archiver.query.connections import Connection
    from archiver.query.totals import GifterCheck, Total

#: Also while the creator pauses or the stream is lost: events are logged, and the video goes on with it.
_BEING_RECORDED = (SessionState.RECORDING, SessionState.PAUSED, SessionState.GRACE)


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver sessions``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="all sessions, newest first")
    listing.add_argument("--creator", metavar="@HANDLE", help="only this creator's")
    listing.add_argument("--live", action="store_true", help="only those that are being recorded now")
    listing.add_argument("--limit", type=positive, metavar="N", help="at most so many")
    listing.set_defaults(handler=list_all)
    for name, summary, handler in (
        ("show", "one session: segments, gaps, files, how events came, the room's own totals", show),
        ("verify", "compare files, journal and rows; exit 1 when something is wrong", verify),
        ("delete", "remove a session's rows and files for good", delete),
    ):
        action = actions.add_parser(name, help=summary)
        action.add_argument("session", type=session_ref, metavar="ID", help="a session's number, or last")
        action.set_defaults(handler=handler)
        if name == "delete":
            action.add_argument("--yes", action="store_true", help="really")
        if name == "verify":
            action.add_argument(
                "--repair", action="store_true",
                help="make missing files again from the parts, then compare",
            )  # fmt: skip


#: What is said of an empty archive.
NO_SESSIONS = "There are no sessions yet; `archiver run` or `archiver record @handle` makes one."


def resolve(settings: Settings, ref: int | None) -> int:
    """The id of a session that exists; None means the newest. Raises UsageError."""
    return _summary(settings, ref).id


def _summary(settings: Settings, ref: int | None) -> SessionSummary:
    from archiver.query.reader import open_reader
    from archiver.query.sessions import LAST, get_session

    with open_reader(settings.database_url) as engine:
        return get_session(engine, LAST if ref is None else ref)


def _told(settings: Settings, session_id: int) -> tuple[Sequence[Connection], Sequence[Total], Sequence[GifterCheck]]:
    from archiver.query.connections import connections
    from archiver.query.reader import open_reader
    from archiver.query.totals import gifters, totals

    with open_reader(settings.database_url) as engine:
        return connections(engine, session_id), totals(engine, session_id), gifters(engine, session_id)


def list_all(args: argparse.Namespace) -> int:
    """List sessions."""
    from archiver.model.creator import parse_handle
    from archiver.query.reader import open_reader
    from archiver.query.sessions import list_sessions

    handle = None if args.creator is None else parse_handle(args.creator)
    settings = settings_of(args)
    with open_reader(settings.database_url) as engine:
        limit = None if args.live else args.limit  # what a crash left open does not count
        summaries = list_sessions(engine, unique_id=handle, only_open=args.live, limit=limit)
    if args.live:
        summaries = [summary for summary in summaries if _is_recording(settings, summary)][: args.limit]
    if wants_json(args):
        print_json([_as_json(settings, summary) for summary in summaries])
    elif summaries:
        print_summaries(summaries)
    elif args.live:
        say("Nothing is being recorded now.")
    elif handle:
        say(f"There are no sessions of @{handle}; `archiver sessions list` shows all.")
    else:
        say(NO_SESSIONS)
    return 0


def _is_recording(settings: Settings, summary: SessionSummary) -> bool:
    """Whether a running process records it; a session that a crash left open is not."""
    return summary.state in _BEING_RECORDED and _is_worked_on(settings, summary)


def _is_worked_on(settings: Settings, summary: SessionSummary) -> bool:
    from archiver.run.lock import is_held

    return is_held(settings.archive_folder / summary.folder)


def _as_json(settings: Settings, summary: SessionSummary) -> dict[str, Any]:
    return asdict(summary) | {"is_recording": _is_recording(settings, summary)}


def print_summaries(summaries: list[SessionSummary]) -> None:
    """The table of sessions; narrow enough for a terminal of 100 columns."""
    print_table(
        ["id", "creator", "started (UTC)", "end", "duration", "chats", "gifts", "gaps", "sync"],
        [
            [each.id, f"@{each.unique_id}", clock_time(each.started_at)[:16], each.end_cause or each.state,
             length(each.duration_ms), each.chats, each.gifts, each.gaps, _sync(each)]
            for each in summaries
        ],
    )  # fmt: skip


def _sync(summary: SessionSummary) -> str:
    """Kind of the timeline and the estimate of its error."""
    if summary.error_ms is None:
        return summary.sync_kind
    error = f"{summary.error_ms / 1000:.1f} s" if summary.error_ms >= 1000 else f"{summary.error_ms} ms"
    return f"{summary.sync_kind} ±{error}"


def show(args: argparse.Namespace) -> int:
    """Show one session."""
    settings = settings_of(args)
    show_session(args, settings, args.session)
    return 0


def show_session(args: argparse.Namespace, settings: Settings, ref: int | None) -> None:
    """Print a session with its segments, gaps, connections, totals and files."""
    summary = _summary(settings, ref)
    segments, gaps = asyncio.run(_parts(settings, summary.id))
    ways, totals, gifters = _told(settings, summary.id)
    if wants_json(args):
        parts: dict[str, Sequence[Any]] = {
            "segments": segments, "gaps": gaps, "connections": ways, "totals": totals, "gifters": gifters,
        }  # fmt: skip
        print_json(
            _as_json(settings, summary) | {name: [asdict(each) for each in some] for name, some in parts.items()}
        )
        return
    print_summaries([summary])
    print_table(
        ["segment", "state", "at", "duration", "format", "picture", "size", "file", "problem"],
        [
            [each.number, each.state.value, length(each.offset_ms), length(each.duration_ms),
             f"{each.protocol} {each.quality} {each.codec}", f"{each.width}x{each.height}" if each.width else "",
             size(each.bytes), each.file or each.part, each.error]
            for each in segments
        ],
    )  # fmt: skip
    if gaps:
        print_table(
            ["gap", "from (UTC)", "seconds", "detail"],
            [[each.cause.value, clock_time(each.started_at), _seconds(each), each.detail] for each in gaps],
        )
    if ways:
        print_table(
            ["events by", "from (UTC)", "until (UTC)", "ended because"],
            [[each.strategy, clock_time(each.connected_at), clock_time(each.ended_at), each.reason] for each in ways],
        )
    _print_totals(totals, gifters)
    say(
        f"Events: {summary.events} ({summary.unknown} not understood), {summary.diamonds} diamonds, "
        f"{summary.viewers_peak or 0} viewers at the most, display shift {summary.shift_ms} ms"
    )
    say(f"Folder: {settings.archive_folder / summary.folder}")
    if summary.file:
        say(f"Video:  {settings.archive_folder / summary.file}")


def _print_totals(totals: Sequence[Total], gifters: Sequence[GifterCheck]) -> None:
    """What the room counted itself beside what is archived; a busy room does not tell all that it counts."""
    if totals:
        print_table(
            ["room's own", "total", "archived", "difference"],
            [[each.what, each.room_total, each.counted, each.difference] for each in totals],
        )
    if gifters:
        print_table(
            ["top gifter", "first", "diamonds", "archived", "difference"],
            [
                [f"@{each.unique_id}" if each.unique_id else each.nickname or each.viewer_id, each.first_score,
                 each.room_score, each.counted, each.difference]
                for each in gifters
            ],
        )  # fmt: skip


def _seconds(gap: Gap) -> float | None:
    return None if gap.ended_at is None else round((gap.ended_at - gap.started_at) / 1000, 1)


async def _parts(settings: Settings, session_id: int) -> tuple[list[Segment], list[Gap]]:
    from archiver.app import open_store

    async with open_store(settings) as store:
        return list(await store.segments(session_id)), list(await store.gaps(session_id))


def verify(args: argparse.Namespace) -> int:
    """Verify one session's archive."""
    settings = settings_of(args)
    session_id = resolve(settings, args.session)
    findings = asyncio.run(_verify(settings, session_id))
    if args.repair and _lack_files(findings):
        asyncio.run(_repair(settings, session_id))
        findings = asyncio.run(_verify(settings, session_id))
    is_ok = all(finding["is_ok"] for finding in findings)
    if wants_json(args):
        print_json({"ok": is_ok, "findings": findings})
    else:
        print_table(
            ["what", "state", "says"], [[f["what"], "ok" if f["is_ok"] else "WRONG", f["says"]] for f in findings]
        )
        if _lack_files(findings) and not args.repair:
            say(f"`archiver sessions verify {session_id} --repair` makes missing files again from the parts.")
    return 0 if is_ok else 1


def _lack_files(findings: list[dict[str, Any]]) -> bool:
    """Whether a segment or the video is not as it should be: what can be made of parts."""
    return any(not f["is_ok"] and f["what"].split()[0] in {"segment", "video"} for f in findings)


async def _repair(settings: Settings, session_id: int) -> None:
    from archiver.app import open_app

    async with open_app(settings) as app:
        await app.runner.remake(session_id)


async def _verify(settings: Settings, session_id: int) -> list[dict[str, Any]]:
    from archiver.app import verify_stored

    return [asdict(finding) for finding in await verify_stored(settings, session_id)]


def delete(args: argparse.Namespace) -> int:
    """Delete one session."""
    settings = settings_of(args)
    summary = _summary(settings, args.session)
    if not args.yes:
        raise UsageError(
            f"This removes session {summary.id} of @{summary.unique_id} with its {summary.events} events and its video "
            "for good; add --yes if you mean it."
        )
    if _is_worked_on(settings, summary):
        raise UsageError(f"A running archiver process is working on session {summary.id}; stop it, or let it finish.")
    if summary.ended_at is None:
        raise UsageError(f"Session {summary.id} has not ended; `archiver run` finishes what a crash left open.")
    asyncio.run(_delete(settings, summary))
    folder = settings.archive_folder / summary.folder
    if folder.exists():
        raise DiskError(f"Session {summary.id} is deleted, but not all of its files: remove {folder} by hand.")
    if wants_json(args):
        print_json({"deleted": summary.id})
    else:
        say(f"Session {summary.id} is deleted.")
    return 0


async def _delete(settings: Settings, summary: SessionSummary) -> None:
    """Rows first: a folder without rows is found by hand, rows without a folder would be a lie."""
    from archiver.app import open_store

    async with open_store(settings) as store:
        await store.delete_session(summary.id)
    shutil.rmtree(settings.archive_folder / summary.folder, ignore_errors=True)
