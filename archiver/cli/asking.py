"""What commands share that ask about rooms: the action with its client, the target, the answer."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import clock_time, print_json, print_table, say
from archiver.errors import UsageError, UserOfflineError
from archiver.model.broadcast import LiveCheck, RoomInfo
from archiver.model.creator import parse_handle
from archiver.wire.values import decimal_id

if TYPE_CHECKING:
    from archiver.tiktok.client import TikTokClient

Ask = Callable[[argparse.Namespace, "TikTokClient"], Awaitable[int]]
TARGET = "@handle, address of the LIVE page, or room id"


def add_action(actions: Any, name: str, summary: str, ask: Ask) -> argparse.ArgumentParser:
    """An action of a command; ``ask`` gets an open client and gives the exit status."""
    parser: argparse.ArgumentParser = actions.add_parser(name, help=summary)
    parser.set_defaults(handler=lambda args: asyncio.run(_with_client(args, ask)))
    return parser


async def _with_client(args: argparse.Namespace, ask: Ask) -> int:
    from archiver.app import open_client

    args.settings = settings_of(args, log_level="warning")
    async with open_client(args.settings) as client:
        return await ask(args, client)


def positive_id(text: str) -> int:
    """A 63-bit id."""
    number = decimal_id(text)
    if number is None:
        raise argparse.ArgumentTypeError(f"{text[:60]!r} is not an id; it is a number of up to 19 digits")
    return number


def target_of(text: str) -> str | int:
    """A room id as a number, a handle as text. Raises UsageError: neither."""
    if not (text.isascii() and text.isdigit() and len(text) >= 15):
        return parse_handle(text)
    number = decimal_id(text)
    if number is None:
        raise UsageError(f"{text[:60]!r} is not a room id; it is a number of up to 19 digits.")
    return number


def live_room(check: LiveCheck) -> int:
    """The room of a live creator. Raises UserOfflineError."""
    if not check.is_live or check.room_id is None:
        raise UserOfflineError(f"@{check.unique_id} is not live.")
    return check.room_id


def print_answer(args: argparse.Namespace, document: dict[str, Any], text: str) -> None:
    """One JSON document, or a line for people."""
    if wants_json(args):
        print_json(document)
    else:
        say(text)


def print_facts(args: argparse.Namespace, facts: dict[str, Any]) -> None:
    """What is known of one thing."""
    if wants_json(args):
        print_json(facts)
    else:
        print_table(["what", "value"], [[name, "" if value is None else str(value)] for name, value in facts.items()])


def print_room(args: argparse.Namespace, info: RoomInfo) -> None:
    """A room with its streams, but for their addresses, which are signed."""
    facts = {
        "room_id": info.room_id, "unique_id": info.creator.unique_id, "nickname": info.creator.nickname,
        "user_id": info.creator.user_id, "status": info.status.name.lower(), "title": info.title,
        "started_at": info.started_at, "viewers": info.viewer_count, "total_viewers": info.total_viewers,
        "likes": info.like_count,
    }  # fmt: skip
    streams = [
        {"protocol": v.protocol, "quality": v.quality, "codec": v.codec, "width": v.width, "height": v.height,
         "bitrate_bps": v.bitrate_bps}
        for v in info.variants
    ]  # fmt: skip
    if wants_json(args):
        print_json({**facts, "streams": streams})
        return
    print_facts(args, facts | {"started_at": f"{clock_time(info.started_at)} (UTC)" if info.started_at else ""})
    print_table(["protocol", "quality", "codec", "size", "bit/s"], [
        [s["protocol"], s["quality"], s["codec"], f"{s['width']}x{s['height']}" if s["width"] else "", s["bitrate_bps"]]
        for s in streams
    ])  # fmt: skip
