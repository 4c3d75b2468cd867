"""archiver room: ask the platform about rooms, creators and gifts; and, when allowed, say something in a room."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.cli.arguments import positive
from archiver.cli.asking import TARGET, add_action, live_room, positive_id, print_answer, print_room, target_of
from archiver.cli.context import wants_json
from archiver.cli.output import clock_time, print_json, print_table
from archiver.clock import SystemClock
from archiver.errors import DiskError, UsageError, UserOfflineError
from archiver.model.broadcast import LiveCheck, RoomInfo
from archiver.model.creator import parse_handle

if TYPE_CHECKING:
    from archiver.config import Settings
    from archiver.tiktok.client import TikTokClient


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver room``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    live = add_action(actions, "live", "who is live; many room ids are asked at once", _live)
    live.add_argument("targets", nargs="+", metavar="TARGET", help=TARGET)
    number = add_action(actions, "id", "the room of a live creator", _id)
    number.add_argument("target", metavar="@HANDLE", help="handle, or address of the LIVE page")
    number.add_argument(
        "--by", choices=("any", "api", "html", "sign", "tikapi"), default="any", help="the route to ask (any)"
    )
    show = add_action(actions, "show", "title, figures and streams of a live room", _show)
    show.add_argument("target", metavar="TARGET", help=TARGET)
    handle = add_action(actions, "handle", "the handle a user id has now", _handle)
    handle.add_argument("user_id", type=positive_id, metavar="USER_ID", help="decimal user id")
    gifts = add_action(actions, "gifts", "the gift list; the database notes what is new in it", _gifts)
    gifts.add_argument("target", nargs="?", metavar="TARGET", help=f"{TARGET}; default: the platform's list")
    pictures = add_action(actions, "pictures", "download a live room's cover and its creator's avatar", _pictures)
    pictures.add_argument("target", metavar="TARGET", help=TARGET)
    pictures.add_argument("-o", "--output", default=".", metavar="DIR", help="folder (default: this one)")
    add_action(actions, "limits", "what is left of the sign server's requests", _limits)
    _configure_acts(actions)


def _configure_acts(actions: Any) -> None:
    chat = add_action(actions, "chat", "say something in a room as your account", _chat)
    like = add_action(actions, "like", "send likes as your account", _like)
    gift = add_action(actions, "gift", "send a gift as your account, which costs its coins", _gift)
    for act in (chat, like, gift):
        act.add_argument("target", metavar="TARGET", help=TARGET)
        act.add_argument(
            "--as-me", action="store_true", required=True, help="yes, act as the account of tiktok.session_id"
        )
    chat.add_argument("text", metavar="TEXT", help="the comment")
    gift.add_argument("gift_id", type=positive_id, metavar="GIFT_ID", help="its number, see `archiver room gifts`")
    for act in (like, gift):
        act.add_argument("--count", type=positive, default=1, metavar="N", help="how many (1)")


async def _room_id(client: TikTokClient, text: str) -> int:
    target = target_of(text)
    return target if isinstance(target, int) else await client.api.fetch_room_id(target)


async def _live(args: argparse.Namespace, client: TikTokClient) -> int:
    targets = [target_of(text) for text in args.targets]
    rooms = [target for target in targets if isinstance(target, int)]
    alive = await client.api.fetch_is_live_room_ids(*rooms) if len(rooms) > 1 else {}
    rows: list[dict[str, Any]] = []
    for target in targets:
        if isinstance(target, int) and len(rooms) > 1:
            state = {True: "live", False: "over", None: "unknown"}[alive.get(target)]
            rows.append({"target": str(target), "is_live": alive.get(target), "status": state, "room_id": target})
        else:
            rows.append(_checked(target, await client.api.fetch_is_live(target)))
    if wants_json(args):
        print_json(rows)
    else:
        print_table(["target", "status", "room"], [[row["target"], row["status"], str(row["room_id"])] for row in rows])
    return 0


def _checked(target: str | int, check: LiveCheck) -> dict[str, Any]:
    shown = str(target) if isinstance(target, int) else f"@{target}"
    status = check.status.name.lower() if check.is_live else "offline"
    return {"target": shown, "is_live": check.is_live, "status": status, "room_id": check.room_id}


async def _id(args: argparse.Namespace, client: TikTokClient) -> int:
    handle = parse_handle(args.target)
    if args.by == "sign":
        found = await client.sign_server.room_id(handle)
        if not found.is_live or found.room_id is None:
            raise UserOfflineError(f"@{handle} is not live.")
        room_id = found.room_id
    elif args.by == "tikapi":
        room_id = live_room((await client.tikapi.check(handle)).check)
    else:
        api = client.api
        ways = {"any": api.fetch_room_id, "api": api.fetch_room_id_by_api, "html": api.fetch_room_id_by_html}
        room_id = await ways[args.by](handle)
    print_answer(args, {"unique_id": handle, "room_id": room_id}, str(room_id))
    return 0


async def _info(client: TikTokClient, text: str) -> RoomInfo:
    return await client.api.fetch_room_info(await _room_id(client, text))


async def _show(args: argparse.Namespace, client: TikTokClient) -> int:
    print_room(args, await _info(client, args.target))
    return 0


async def _handle(args: argparse.Namespace, client: TikTokClient) -> int:
    unique_id = await client.api.fetch_unique_id(args.user_id)
    print_answer(args, {"user_id": args.user_id, "unique_id": unique_id}, f"@{unique_id}")
    return 0


async def _gifts(args: argparse.Namespace, client: TikTokClient) -> int:
    from archiver.app import open_store

    room_id = await _room_id(client, args.target) if args.target else None
    offers = sorted(await client.api.fetch_gifts(room_id), key=lambda offer: (offer.diamond_count, offer.gift_id))
    settings: Settings = args.settings
    async with open_store(settings) as store:
        await store.save_gifts(offers, seen_at=SystemClock().now_ms())
    if wants_json(args):
        print_json([asdict(offer) for offer in offers])
    else:
        rows = [
            [offer.gift_id, offer.name, offer.diamond_count, "yes" if offer.is_streakable else ""] for offer in offers
        ]
        print_table(["gift", "name", "diamonds", "streaks"], rows)
    return 0


async def _pictures(args: argparse.Namespace, client: TikTokClient) -> int:
    info = await _info(client, args.target)
    folder = Path(args.output)
    written: list[str] = []
    for kind, url in info.picture_urls.items():
        picture = await client.api.fetch_picture(url)
        path = folder / f"{info.creator.unique_id or info.room_id}_{kind}{picture.suffix}"
        try:
            await asyncio.to_thread(path.write_bytes, picture.data)
        except OSError as error:
            raise DiskError(f"{path} cannot be written ({error.strerror}); name another folder with -o.") from error
        written.append(str(path))
    if not written:
        raise UsageError("The room shows no picture.")
    print_answer(args, {"files": written}, "\n".join(written))
    return 0


async def _limits(args: argparse.Namespace, client: TikTokClient) -> int:
    limits = asdict(await client.sign_server.rate_limits())
    if wants_json(args):
        print_json(limits)
    else:
        rows = [
            [window, at["remaining"], at["maximum"], clock_time(at["reset_at"])] for window, at in limits.items() if at
        ]
        print_table(["window", "left", "of", "begins anew (UTC)"], rows)
    return 0


async def _chat(args: argparse.Namespace, client: TikTokClient) -> int:
    await client.actions.chat(await _room_id(client, args.target), args.text)
    return _done(args, "Said.")


async def _like(args: argparse.Namespace, client: TikTokClient) -> int:
    await client.actions.like(await _room_id(client, args.target), args.count)
    return _done(args, "Liked.")


async def _gift(args: argparse.Namespace, client: TikTokClient) -> int:
    await client.actions.gift(await _room_id(client, args.target), args.gift_id, args.count)
    return _done(args, "Given.")


def _done(args: argparse.Namespace, sentence: str) -> int:
    print_answer(args, {"done": args.action}, sentence)
    return 0
