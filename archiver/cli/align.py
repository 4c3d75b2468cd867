"""archiver align: rebuild timelines, say what moved, or set a session's display shift."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from archiver.cli.arguments import session_or_all, signed_ms
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import clock_time, length, print_json, print_table, say
from archiver.cli.sessions import NO_SESSIONS, resolve
from archiver.config import Settings
from archiver.errors import UsageError
from archiver.model.timeline import TimelinePiece

ALL = "all"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver align``."""
    parser.add_argument(
        "session", type=session_or_all, metavar="ID", help="a session's number, last, or all for every session"
    )
    parser.add_argument(
        "--shift",
        type=signed_ms,
        metavar="MS",
        help="show events later (positive) or earlier; stored beside the offsets",
    )
    parser.set_defaults(handler=align)


def align(args: argparse.Namespace) -> int:
    """Rebuild from the raw samples; offsets of all events follow."""
    settings = settings_of(args)
    if args.session == ALL:
        if args.shift is not None:
            raise UsageError("A display shift belongs to one session; name it instead of all.")
        reports = asyncio.run(_align_all(settings))
        _show_all(reports, as_json=wants_json(args))
        return 0
    report = asyncio.run(_align_one(settings, resolve(settings, args.session), args.shift))
    if wants_json(args):
        print_json(report)
    else:
        _show(report)
    return 0


def _show(report: dict[str, Any]) -> None:
    say(f"Session {report['session_id']}: {len(report['pieces'])} pieces, display shift {report['shift_ms']} ms.")
    say(_what_moved(report))
    print_table(
        ["from (UTC)", "offset", "segment", "kind", "error ms", "in gap"],
        [
            [
                clock_time(piece["from_at"]) if piece["from_at"] else "the beginning",
                length(piece["offset_ms"]),
                piece["segment"],
                piece["kind"],
                piece["error_ms"],
                "yes" if piece["in_gap"] else "",
            ]
            for piece in report["pieces"]
        ],
    )


def _what_moved(report: dict[str, Any]) -> str:
    before, after, moved = report["before"], report["after"], report["moved"]
    kinds = f"kind {before['kind']}, error up to {before['error_ms']} ms"
    if (before["kind"], before["error_ms"]) != (after["kind"], after["error_ms"]):
        kinds += f" -> {after['kind']}, {after['error_ms']} ms"
    if not moved["moved"]:
        return f"No event moved ({kinds})."
    return (
        f"{moved['moved']} of {moved['events']} events moved, by {moved['median_ms']} ms in the median and "
        f"{moved['max_ms']} ms at most ({kinds})."
    )


def _show_all(reports: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json(reports)
        return
    if not reports:
        say(NO_SESSIONS)
        return
    print_table(
        ["session", "kind", "error ms", "events", "moved", "median ms", "max ms"],
        [
            [
                report["session_id"],
                f"{report['before']['kind']} -> {report['after']['kind']}",
                report["after"]["error_ms"],
                report["moved"]["events"],
                report["moved"]["moved"],
                report["moved"]["median_ms"],
                report["moved"]["max_ms"],
            ]
            for report in reports
        ],
    )


async def _align_all(settings: Settings) -> list[dict[str, Any]]:
    """Every session, twice: what the first round learns of hosts serves the sessions before it in the second."""
    from archiver.query.reader import open_reader
    from archiver.query.sessions import list_sessions

    with open_reader(settings.database_url) as engine:
        ids = [summary.id for summary in list_sessions(engine)[::-1]]
    first = {session_id: await _realign(settings, session_id) for session_id in ids}
    reports = [await _align_one(settings, session_id, None, before=first[session_id][0]) for session_id in ids]
    return [{key: value for key, value in report.items() if key != "pieces"} for report in reports]


async def _align_one(
    settings: Settings, session_id: int, shift_ms: int | None, *, before: Sequence[TimelinePiece] | None = None
) -> dict[str, Any]:
    """What became of a session; ``before`` is what it is compared with, where not the timeline stored now."""
    from archiver.align.report import compare_timelines, report_timeline
    from archiver.app import open_store
    from archiver.query.places import event_instants
    from archiver.query.reader import open_reader

    if shift_ms is not None:
        async with open_store(settings) as store:
            await store.set_shift(session_id, shift_ms)
    stored, after = await _realign(settings, session_id)
    before = stored if before is None else before
    async with open_store(settings) as store:
        session = await store.session(session_id)
    with open_reader(settings.database_url) as engine:
        moved = compare_timelines(before, after, event_instants(engine, session_id))
    return {
        "session_id": session.id,
        "shift_ms": session.shift_ms,
        "skew_ms": session.skew_ms,
        "before": asdict(report_timeline(before)),
        "after": asdict(report_timeline(after)),
        "moved": asdict(moved),
        "pieces": [asdict(piece) for piece in after],
    }


async def _realign(settings: Settings, session_id: int) -> tuple[Sequence[TimelinePiece], Sequence[TimelinePiece]]:
    from archiver.app import open_store, realign_session

    async with open_store(settings) as store:
        return await realign_session(settings, store, session_id)
