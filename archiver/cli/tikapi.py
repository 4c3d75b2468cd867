"""archiver tikapi: ask TikAPI about its key, its account and rooms; and, when allowed, act as the account."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from archiver.cli.asking import (
    TARGET,
    add_action,
    live_room,
    positive_id,
    print_answer,
    print_facts,
    print_room,
    target_of,
)
from archiver.cli.context import wants_json
from archiver.cli.output import json_text, print_json

if TYPE_CHECKING:
    from archiver.tiktok.client import TikTokClient


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver tikapi``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_action(actions, "key", "what the API key may do", _key)
    add_action(actions, "permissions", "what the account may do", _permissions)
    show = add_action(actions, "show", "title, figures and streams of a live room", _show)
    recommend = add_action(actions, "recommend", "rooms like a live one, as TikAPI describes them", _recommend)
    for ask in (show, recommend):
        ask.add_argument("target", metavar="TARGET", help=TARGET)
    stats = add_action(actions, "stats", "figures of a broadcast of the account's own, once it is over", _stats)
    stats.add_argument("room_id", type=positive_id, metavar="ROOM_ID", help="decimal room id")
    _configure_acts(actions)


def _configure_acts(actions: Any) -> None:
    chat = add_action(actions, "chat", "say something in a room as the account", _chat)
    start = add_action(
        actions, "start", "begin a broadcast as the account, and show where its pictures must go", _start
    )
    stop = add_action(actions, "stop", "end the account's broadcast", _stop)
    for act in (chat, start, stop):
        act.add_argument(
            "--as-me", action="store_true", required=True, help="yes, act as the account of tikapi.account_key"
        )
    chat.add_argument("target", metavar="TARGET", help=TARGET)
    chat.add_argument("text", metavar="TEXT", help="the comment")
    start.add_argument("title", metavar="TITLE", help="what viewers read")
    start.add_argument("--topic", type=positive_id, metavar="ID", help="number of a topic (hashtag_id)")
    start.add_argument("--game", type=positive_id, metavar="ID", help="number of a game (game_tag_id)")
    start.add_argument("--from-app", action="store_true", help="without a server and key for an encoder of one's own")


async def _room_id(client: TikTokClient, text: str) -> int:
    target = target_of(text)
    return target if isinstance(target, int) else live_room((await client.tikapi.check(target)).check)


async def _key(args: argparse.Namespace, client: TikTokClient) -> int:
    return _print_content(args, await client.tikapi.key_info())


async def _permissions(args: argparse.Namespace, client: TikTokClient) -> int:
    return _print_content(args, await client.tikapi.permissions())


async def _recommend(args: argparse.Namespace, client: TikTokClient) -> int:
    return _print_content(args, await client.tikapi.recommend(await _room_id(client, args.target)))


async def _show(args: argparse.Namespace, client: TikTokClient) -> int:
    print_room(args, await client.tikapi.fetch_room_info(await _room_id(client, args.target)))
    return 0


async def _stats(args: argparse.Namespace, client: TikTokClient) -> int:
    print_facts(args, asdict(await client.tikapi.stats(args.room_id)))
    return 0


async def _chat(args: argparse.Namespace, client: TikTokClient) -> int:
    await client.tikapi.send_chat(await _room_id(client, args.target), args.text)
    print_answer(args, {"done": args.action}, "Said.")
    return 0


async def _start(args: argparse.Namespace, client: TikTokClient) -> int:
    started = await client.tikapi.start(
        args.title, third_party=not args.from_app, hashtag_id=args.topic, game_tag_id=args.game
    )
    print_facts(args, asdict(started))
    return 0


async def _stop(args: argparse.Namespace, client: TikTokClient) -> int:
    await client.tikapi.stop()
    print_answer(args, {"done": args.action}, "Stopped.")
    return 0


def _print_content(args: argparse.Namespace, content: dict[str, Any]) -> int:
    """What TikAPI documents no shape of: as it is, its larger parts as JSON."""
    if wants_json(args):
        print_json(content)
    else:
        shown = {key: value if isinstance(value, str) else json_text(value) for key, value in content.items()}
        print_facts(args, shown)
    return 0
