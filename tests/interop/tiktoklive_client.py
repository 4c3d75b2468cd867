"""Runs in .venv-interop: an unmodified TikTokLive 6.6.5 in a room; prints what it hears as JSON lines.

    tiktoklive_client.py TIKTOK_URL WEBCAST_URL SIGN_URL UNIQUE_ID

Lines: {"event": "connected" | "chat" | "gift" | "follow" | "share" | "like" | "end" | "error", ...}.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from TikTokLive import TikTokLiveClient
from TikTokLive.client.web.web_settings import WebDefaults
from TikTokLive.events import (
    CommentEvent,
    ConnectEvent,
    FollowEvent,
    GiftEvent,
    LikeEvent,
    LiveEndEvent,
    ShareEvent,
)


def report(event: str, **fields: Any) -> None:
    print(json.dumps({"event": event, **fields}), flush=True)


def listen(client: TikTokLiveClient) -> None:
    @client.on(ConnectEvent)
    async def connected(event: ConnectEvent) -> None:
        report("connected", room_id=str(event.room_id))

    @client.on(CommentEvent)
    async def chat(event: CommentEvent) -> None:
        report("chat", msg_id=str(event.base_message.message_id), viewer=event.user_info.username, text=event.content)

    @client.on(GiftEvent)
    async def gift(event: GiftEvent) -> None:
        report(
            "gift", msg_id=str(event.base_message.message_id), viewer=event.from_user.username, gift=event.m_gift.name,
            diamonds=event.m_gift.diamond_count, count=event.repeat_count, is_end=bool(event.repeat_end),
            group=str(event.group_id),
        )  # fmt: skip

    @client.on(LikeEvent)
    async def like(event: LikeEvent) -> None:
        report("like", msg_id=str(event.base_message.message_id), count=event.count, total=event.total)

    @client.on(FollowEvent)
    async def follow(event: FollowEvent) -> None:
        report("follow", msg_id=str(event.base_message.message_id), viewer=event.user.username)

    @client.on(ShareEvent)
    async def share(event: ShareEvent) -> None:
        report("share", msg_id=str(event.base_message.message_id), viewer=event.user.username)

    client.add_listener("error", lambda error: report("error", info=f"{type(error).__name__}: {error}"))

    @client.on(LiveEndEvent)
    async def end(event: LiveEndEvent) -> None:
        report("end")


async def main(tiktok_url: str, webcast_url: str, sign_url: str, unique_id: str) -> None:
    WebDefaults.tiktok_app_url = tiktok_url
    WebDefaults.tiktok_webcast_url = f"{webcast_url}/webcast"
    WebDefaults.tiktok_sign_url = sign_url
    client = TikTokLiveClient(unique_id=unique_id)
    listen(client)
    await client.connect()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
