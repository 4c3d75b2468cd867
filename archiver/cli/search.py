"""archiver search: who said what, in every archived broadcast."""

from __future__ import annotations

import argparse
from argparse import ArgumentTypeError
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

from archiver.cli.arguments import count, positive, session_ref, words
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import clock_time, length, print_json, print_table, say
from archiver.errors import UsageError
from archiver.model.search import SearchHit, SearchLine, SearchPage

_ORDERS = ("newest", "rank")
_EVERY = -1  #: no session is named


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver search``."""
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help='words, "a phrase", begin*, -without; put -- before a TEXT with a minus'
    )
    parser.add_argument("--creator", metavar="@HANDLE", help="only this creator's broadcasts")
    parser.add_argument("--session", type=session_ref, default=_EVERY, metavar="ID", help="only this session, or last")
    parser.add_argument("--viewer", metavar="@HANDLE", help="only what this viewer said; a user id will do")
    parser.add_argument(
        "--kind",
        type=words,
        metavar="K,K",
        help="of chat, question, caption, pin, poll, notice, room_message, intro, ... (all)",
    )
    parser.add_argument(
        "--from", dest="start", type=instant, metavar="DATE", help="from this day or instant on (UTC): 2026-11-02T18:00"
    )
    parser.add_argument(
        "--to", dest="end", type=end_instant, metavar="DATE", help="up to the end of this day, or instant"
    )
    parser.add_argument(
        "--order", choices=_ORDERS, default="newest", help="latest first, or the best of the latest 5000"
    )
    parser.add_argument("--limit", type=positive, default=50, metavar="N", help="at most so many hits (50)")
    parser.add_argument("--offset", type=count, default=0, metavar="N", help="pass so many hits over first")
    parser.add_argument(
        "--context", type=count, default=0, metavar="N", help="show so many lines before and after each"
    )
    parser.set_defaults(handler=search)


def instant(text: str) -> int:
    """``2026-11-02`` or ``2026-11-02T18:00[:30][+01:00]`` to epoch ms; UTC where no zone is given."""
    try:
        given = datetime.fromisoformat(text)
        return round((given if given.tzinfo else given.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"{text!r} is not a date; write 2026-11-02 or 2026-11-02T18:00") from None


def end_instant(text: str) -> int:
    """As ``instant``; a day ends with the day."""
    end = instant(text)
    with suppress(ValueError):  # it has a time of day
        date.fromisoformat(text)
        end += timedelta(days=1) // timedelta(milliseconds=1)
    return end


def search(args: argparse.Namespace) -> int:
    """Print the hits: a table, or with their context one after the other."""
    from archiver.model.creator import parse_handle
    from archiver.query import search as searching
    from archiver.query.reader import open_reader
    from archiver.query.sessions import LAST, get_session

    if args.start is not None and args.end is not None and args.start >= args.end:
        raise UsageError("Nothing can be found: --from is not before --to.")
    with open_reader(settings_of(args).database_url) as engine:
        session_id = get_session(engine, LAST).id if args.session is None else args.session
        session_id = None if session_id == _EVERY else session_id
        page = searching.search(
            engine,
            " ".join(args.text),
            creator=None if args.creator is None else parse_handle(args.creator),
            session_id=session_id,
            viewer=None if args.viewer is None else args.viewer.removeprefix("@"),
            kinds=args.kind,
            from_at=args.start,
            to_at=args.end,
            order=args.order,
            limit=args.limit,
            offset=args.offset,
            context=args.context,
        )
    if wants_json(args):
        print_json({"hits": [asdict(hit) for hit in page.hits], "has_more": page.has_more})
    else:
        show(page, with_context=args.context > 0)
    return 0


def show(page: SearchPage, *, with_context: bool = False) -> None:
    """The hits for people; positions are those that are shown in exports, with the session's display shift."""
    if not page.hits:
        say("Nothing was found.")
        return
    if with_context:
        for hit in page.hits:
            _show_around(hit)
    else:
        print_hits(page.hits)
    if page.has_more:
        say("There is more; --limit N shows more, --offset N passes some over.")


def print_hits(hits: tuple[SearchHit, ...]) -> None:
    """The table of hits."""
    print_table(
        ["session", "creator", "at (UTC)", "in the video", "segment", "viewer", "text"],
        [
            [hit.session_id, f"@{hit.creator}", clock_time(hit.at), _shown_at(hit.offset_ms, hit.shift_ms), hit.segment,
             _speaker(hit), hit.text]
            for hit in hits
        ],
    )  # fmt: skip


def _show_around(hit: SearchHit) -> None:
    say(f"Session {hit.session_id} of @{hit.creator}, {clock_time(hit.at)} UTC, segment {hit.segment or 'none'}")
    own = SearchLine(hit.seq, hit.kind, hit.offset_ms, hit.unique_id, hit.nickname, hit.text)
    for line in (*hit.before, own, *hit.after):
        mark = ">" if line is own else " "
        say(f"{mark} {_shown_at(line.offset_ms, hit.shift_ms):>11}  {_speaker(line)}: {' '.join(line.text.split())}")
    say("")


def _speaker(line: SearchHit | SearchLine) -> str:
    """Who said it; where nobody is told, what it is."""
    if line.kind in ("room_message", "intro"):
        return "(room)"
    return line.nickname or line.unique_id or ("(hidden)" if line.kind == "chat" else f"({line.kind})")


def _shown_at(offset_ms: int | None, shift_ms: int) -> str:
    return "" if offset_ms is None else length(max(0, offset_ms + shift_ms))
