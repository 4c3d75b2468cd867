"""Runs in .venv-interop: lets TikTokLive 6.6.5 read push frames as its client does.

    tiktoklive_decode.py facts FILE   prints JSON: for each message what TikTokLive reads in it
    tiktoklive_decode.py trees FILE   prints JSON: for each message its fields by number, down to the last
    tiktoklive_decode.py cpu FILE     for each line on stdin decodes all frames once and prints the CPU seconds

FILE holds frames, each after its length (u32, little-endian).
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import struct
import sys
import time
from pathlib import Path
from typing import Any

import betterproto
from TikTokLive import TikTokLiveClient
from TikTokLive.client.ws.ws_utils import extract_webcast_response_message
from TikTokLive.events import proto_events
from TikTokLive.events.proto_events import EVENT_MAPPINGS
from TikTokLive.proto.custom_extras import WebcastPushFrame


def read_frames(path: str) -> list[bytes]:
    data, position, frames = Path(path).read_bytes(), 0, []
    while position < len(data):
        (length,) = struct.unpack_from("<I", data, position)
        frames.append(data[position + 4 : position + 4 + length])
        position += 4 + length
    return frames


def print_facts(frames: list[bytes]) -> None:
    facts = []
    for frame in frames:
        result = extract_webcast_response_message(WebcastPushFrame().parse(frame))
        facts += [message_facts(message) for message in result.messages]
    json.dump(facts, sys.stdout)


def message_facts(message: Any) -> dict[str, Any]:
    known = {"method": message.method, "msg_id": message.msg_id}
    event_type = EVENT_MAPPINGS.get(message.method)
    if event_type is None:
        return known
    try:
        event = event_type().parse(message.payload)
    except Exception as error:  # noqa: BLE001 - whatever it chokes on is its finding
        return {**known, "error": f"{type(error).__name__}: {error}"}
    common = getattr(event, "base_message", None)
    if common is not None:
        known |= {"create_time": common.create_time, "key": common.display_text.key}
    return known | body_facts(event)


def print_trees(frames: list[bytes]) -> None:
    trees = []
    for frame in frames:
        result = extract_webcast_response_message(WebcastPushFrame().parse(frame))
        trees += [message_tree(message) for message in result.messages]
    json.dump(trees, sys.stdout)


def message_tree(message: Any) -> dict[str, Any] | None:
    """The fields that are set; None where TikTokLive knows no type or cannot parse it."""
    event_type = EVENT_MAPPINGS.get(message.method)
    try:
        return tree_of(event_type().parse(message.payload)) if event_type else None
    except Exception:  # noqa: BLE001 - whatever it chokes on, the other test says so
        return None


def tree_of(message: Any) -> dict[str, Any]:
    """Field number -> value; a message is a tree again, a map is a list of entries {1: key, 2: value}."""
    tree = {}
    for field in dataclasses.fields(message):
        meta = field.metadata.get("betterproto")
        if meta is None:
            continue
        value = getattr(message, field.name)
        if isinstance(value, dict):
            value = [{"1": plain(key), "2": plain(each)} for key, each in sorted(value.items())]
        elif isinstance(value, list):
            value = [plain(each) for each in value]
        else:
            value = plain(value)
        if value not in (0, "", [], {}, False, None):
            tree[str(meta.number)] = value
    return tree


def plain(value: Any) -> Any:
    if isinstance(value, betterproto.Message):
        return tree_of(value)
    if isinstance(value, bytes):
        return value.hex()
    return int(value) if isinstance(value, int) else value


def body_facts(event: Any) -> dict[str, Any]:
    match event:
        case proto_events.CommentEvent():
            return {"text": event.content, "language": event.content_language, **user_facts(event.user_info)}
        case proto_events.EmoteChatEvent():
            return {"emotes": [emote.emote_id for emote in event.emote_list], **user_facts(event.user)}
        case proto_events.GiftEvent():
            return {
                "gift_id": event.m_gift.id,
                "gift_name": event.m_gift.name,
                "diamond_count": event.m_gift.diamond_count,
                "gift_type": event.m_gift.type,
                "repeat_count": event.repeat_count,
                "combo_count": event.combo_count,
                "repeat_end": event.repeat_end,
                "group_id": event.group_id,
                **user_facts(event.from_user),
            }
        case proto_events.LikeEvent():
            return {"like_count": event.count, "total": event.total, **user_facts(event.user)}
        case proto_events.JoinEvent():
            return {"action": event.action, "viewer_count": event.count, **user_facts(event.user)}
        case proto_events.SocialEvent():
            counts = {"follower_count": event.follow_count, "share_count": event.share_count}
            return {**counts, **user_facts(event.user)}
        case proto_events.RoomUserSeqEvent():
            return {
                "viewers": event.m_total,
                "total_viewers": event.total_user,
                "anonymous": event.anonymous,
                "popularity": event.m_popularity,
            }
        case proto_events.ControlEvent():
            return {"action": int(event.action), "tips": event.tips}
        case proto_events.RoomEvent():
            return {"text": event.content}
        case proto_events.LiveIntroEvent():
            return {"text": event.content, "language": event.content_language, **user_facts(event.user)}
        case proto_events.SubscribeEvent():
            return {"months": event.sub_month, **user_facts(event.user)}
    return {}


def user_facts(user: Any) -> dict[str, Any]:
    urls = user.avatar_thumb.m_urls if hasattr(user.avatar_thumb, "m_urls") else user.avatar_thumb.url_list
    return {
        "user_id": user.id,
        "unique_id": user.username,
        "nickname": user.nick_name,
        "sec_uid": user.sec_uid,
        "avatar_url": urls[-1] if urls else "",
    }


async def take_cpu_times(frames: list[bytes]) -> None:
    client = TikTokLiveClient(unique_id="@bench")
    client.logger.setLevel(logging.CRITICAL)
    client.ignore_broken_payload = True
    for _line in sys.stdin:
        started, events = time.process_time(), 0
        for frame in frames:
            result = extract_webcast_response_message(WebcastPushFrame().parse(frame))
            async for _event in client._parse_webcast_response(result):
                events += 1
        print(time.process_time() - started, events, flush=True)


if __name__ == "__main__":
    command, path = sys.argv[1:]
    if command == "facts":
        print_facts(read_frames(path))
    elif command == "trees":
        print_trees(read_frames(path))
    else:
        asyncio.run(take_cpu_times(read_frames(path)))
