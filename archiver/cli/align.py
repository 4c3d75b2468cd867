"""archiver align: rebuild a session's timeline, or set its display shift."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import asdict
from typing import Any

from archiver.cli.arguments import session_ref, signed_ms
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import clock_time, length, print_json, print_table, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver align``."""
    parser.add_argument("session", type=session_ref, metavar="ID", help="a session's number, or last")
    parser.add_argument(
        "--shift",
        type=signed_ms,
        metavar="MS",
        help="show events later (positive) or earlier; stored beside the offsets",
    )
    parser.set_defaults(handler=align)


def align(args: argparse.Namespace) -> int:
    """Rebuild from the raw samples; offsets of all events follow."""
    report = asyncio.run(_align(args))
    if wants_json(args):
        print_json(report)
        return 0
    say(f"Session {report['session_id']}: {len(report['pieces'])} pieces, display shift {report['shift_ms']} ms.")
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
    return 0


async def _align(args: argparse.Namespace) -> dict[str, Any]:
    from archiver.app import open_store
    from archiver.cli.sessions import resolve
    from archiver.run.timeline import rebuild_timeline

    settings = settings_of(args)
    async with open_store(settings) as store:
        session = await store.session(resolve(settings, args.session))
        if args.shift is not None:
            await store.set_shift(session.id, args.shift)
        pieces = await rebuild_timeline(session, store)
        session = await store.session(session.id)
    return {
        "session_id": session.id,
        "shift_ms": session.shift_ms,
        "skew_ms": session.skew_ms,
        "pieces": [asdict(piece) for piece in pieces],
    }
