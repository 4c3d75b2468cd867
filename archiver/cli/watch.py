"""archiver watch: the watchlist."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.cli.arguments import ENGINES, QUALITIES, seconds
from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import clock_time, print_json, print_table, say
from archiver.clock import SystemClock
from archiver.errors import UsageError
from archiver.model.creator import WatchEntry, parse_creator

if TYPE_CHECKING:
    from archiver.store.sql_store import SqlStore

#: An import file is a list of creators, not a data set.
_MAX_IMPORT_BYTES = 4 << 20

_Action = Callable[[argparse.Namespace, "SqlStore"], Awaitable[list[WatchEntry]]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver watch``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="watch creators")
    add.add_argument(
        "--quality", choices=QUALITIES, metavar="Q", help="best, origin, uhd, hd, sd, ld ... (default: record.quality)"
    )
    add.add_argument("--protocol", choices=("flv", "hls"), help="default: record.protocol")
    add.add_argument("--engine", choices=ENGINES, metavar="E", help="auto, native or ffmpeg (default: record.engine)")
    add.add_argument("--every", type=seconds, metavar="TIME", help="check this often (default: watch.poll_interval_s)")
    add.set_defaults(handler=_handler(_add))
    remove = actions.add_parser("remove", help="stop watching; what was archived stays")
    remove.set_defaults(handler=_handler(_remove))
    pause = actions.add_parser("pause", help="keep on the list without checking")
    pause.set_defaults(handler=_handler(_pause))
    resume = actions.add_parser("resume", help="check again, at once")
    resume.set_defaults(handler=_handler(_resume))
    for action in (add, remove, pause, resume):
        action.add_argument(
            "targets", nargs="+", metavar="CREATOR", help="@handle, address of the LIVE page, or user id"
        )
    load = actions.add_parser("import", help="add the creators in a file: one a line, # begins a comment")
    load.add_argument("file", metavar="FILE")
    load.set_defaults(handler=_handler(_import))
    actions.add_parser("list", help="who is watched, and what the last checks said").set_defaults(
        handler=_handler(_list)
    )


def _handler(action: _Action) -> Callable[[argparse.Namespace], int]:
    def handler(args: argparse.Namespace) -> int:
        entries = asyncio.run(_with_store(args, action))
        _show(args, entries)
        return 0

    return handler


async def _with_store(args: argparse.Namespace, action: _Action) -> list[WatchEntry]:
    from archiver.app import open_store

    args.settings = settings_of(args)
    async with open_store(args.settings) as store:
        return await action(args, store)


async def _add(args: argparse.Namespace, store: SqlStore) -> list[WatchEntry]:
    return [
        await store.add_watch_entry(
            handle,
            added_at=SystemClock().now_ms(),
            user_id=user_id,
            quality=args.quality,
            protocol=args.protocol,
            engine=args.engine,
            poll_interval_s=args.every,
        )
        for handle, user_id in await _named(args, store, [parse_creator(target) for target in args.targets])
    ]


async def _named(args: argparse.Namespace, store: SqlStore, whom: Sequence[str | int]) -> list[tuple[str, int | None]]:
    """(handle, user id where that was given) of each: the handle it has on the watchlist, else the one TikTok tells.

    Raises:
        LiveApiError: its children, where TikTok does not.
    """
    known = _by_user_id(await store.watch_entries())
    if unknown := [who for who in whom if isinstance(who, int) and who not in known]:
        from archiver.app import open_client

        async with open_client(args.settings) as client:
            for user_id in unknown:
                known[user_id] = await client.api.fetch_unique_id(user_id)
    return [(known[who], who) if isinstance(who, int) else (who, None) for who in whom]


def _by_user_id(entries: Sequence[WatchEntry]) -> dict[int, str]:
    return {entry.user_id: entry.unique_id for entry in entries if entry.user_id is not None}


async def _remove(args: argparse.Namespace, store: SqlStore) -> list[WatchEntry]:
    for handle in await _known(args, store):
        await store.remove_watch_entry(handle)
    return list(await store.watch_entries())


async def _pause(args: argparse.Namespace, store: SqlStore) -> list[WatchEntry]:
    return [await store.pause_watch_entry(handle) for handle in await _known(args, store)]


async def _resume(args: argparse.Namespace, store: SqlStore) -> list[WatchEntry]:
    return [await store.resume_watch_entry(handle) for handle in await _known(args, store)]


async def _known(args: argparse.Namespace, store: SqlStore) -> list[str]:
    """Handles of those named, all of them on the list; otherwise nothing is done to any. Raises UsageError."""
    whom = [parse_creator(target) for target in args.targets]
    entries = await store.watch_entries()
    watched = {entry.unique_id: entry.unique_id for entry in entries} | _by_user_id(entries)
    if missing := [f"@{who}" if isinstance(who, str) else str(who) for who in whom if who not in watched]:
        be = "is" if len(missing) == 1 else "are"
        raise UsageError(
            f"{', '.join(missing)} {be} not on the watchlist, nothing was changed; see `archiver watch list`."
        )
    return [watched[who] for who in whom]


async def _list(_args: argparse.Namespace, store: SqlStore) -> list[WatchEntry]:
    return list(await store.watch_entries())


async def _import(args: argparse.Namespace, store: SqlStore) -> list[WatchEntry]:
    creators = await _named(args, store, read_creators(Path(args.file)))
    now = SystemClock().now_ms()
    return [await store.add_watch_entry(handle, added_at=now, user_id=user_id) for handle, user_id in creators]


def read_creators(path: Path) -> list[str | int]:
    """Handles and user ids of an import file, each once, in order.

    Raises:
        UsageError: unreadable, too large, not text, or a line that holds neither; the sentence names the line.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_IMPORT_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text; write one creator a line.") from error
    if len(data) > _MAX_IMPORT_BYTES:
        raise UsageError(f"{path} is too large for a list of creators (limit: 4 MiB).")
    whom: dict[str | int, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        word = line.split("#", 1)[0].strip()
        if not word:
            continue
        try:
            whom[parse_creator(word)] = None
        except UsageError as error:
            raise UsageError(f"{path}, line {number}: {error}") from None
    return list(whom)


def _show(args: argparse.Namespace, entries: list[WatchEntry]) -> None:
    if wants_json(args):
        print_json([asdict(entry) for entry in entries])
        return
    if not entries:
        say("The watchlist is empty; add someone with `archiver watch add @handle`.")
        return
    print_table(
        ["creator", "state", "options", "last check (UTC)", "said", "next check (UTC)", "failures", "problem"],
        [
            [
                f"@{entry.unique_id}",
                "paused" if entry.is_paused else "watched",
                _options(entry),
                clock_time(entry.last_check_at),
                entry.last_status,
                "" if entry.is_paused else clock_time(entry.next_check_at or None) or "now",
                entry.failure_count,
                entry.last_error,
            ]
            for entry in entries
        ],
    )


def _options(entry: WatchEntry) -> str:
    """What it does not leave to the configuration."""
    every = None if entry.poll_interval_s is None else f"{entry.poll_interval_s:.10g}s"
    own = {"every": every, "quality": entry.quality, "protocol": entry.protocol, "engine": entry.engine}
    return ", ".join(f"{name} {value}" for name, value in own.items() if value)
