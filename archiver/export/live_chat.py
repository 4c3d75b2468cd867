"""``live_chat.json`` as yt-dlp saves it: one line for each message, in the shape of YouTube's chat replay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.caption import SUBTITLE_KINDS, caption
from archiver.export.chunks import chunked
from archiver.export.options import ShownOptions
from archiver.export.select import placed
from archiver.export.text import json_line, without_controls
from archiver.model.replay import ReplayItem

KINDS = SUBTITLE_KINDS
_GOLD = 0xFFFFCA28


def write(items: Iterable[ReplayItem], options: ShownOptions) -> Iterator[bytes]:
    """The replay as lines, in chunks; ``items`` in order of their offsets."""
    return chunked(
        json_line(action) + "\n"
        for shown_ms, item in placed(items, options, KINDS)
        if (action := _action(shown_ms, item)) is not None
    )


def _action(shown_ms: int, item: ReplayItem) -> dict[str, object] | None:
    said = caption(item)
    if said is None:
        return None
    name, _, body = said
    key = f"{item.session_id}-{item.seq}"
    added = {"item": _renderer(key, name, body, shown_ms, item), "clientId": key}
    return {
        "clickTrackingParams": "",  # readers know the format by it
        "replayChatItemAction": {
            "actions": [{"clickTrackingParams": "", "addChatItemAction": added}],
            "videoOffsetTimeMsec": str(shown_ms),
        },
    }


def _renderer(key: str, name: str, body: str, shown_ms: int, item: ReplayItem) -> dict[str, object]:
    runs = {"runs": [{"text": without_controls(body)}]}
    fields: dict[str, object] = {
        "message": runs,
        "authorName": {"simpleText": name},
        "authorPhoto": {"thumbnails": []},
        "id": key,
        "timestampUsec": str(item.at * 1000),
        "authorExternalChannelId": str(item.viewer_id or ""),
        "timestampText": {"simpleText": _clock(shown_ms)},
    }
    if badges := _badges(item):
        fields["authorBadges"] = badges
    if item.kind == "gift":
        amount = {"simpleText": f"{item.diamonds or 0} diamonds"}
        colours = {"headerBackgroundColor": _GOLD, "bodyBackgroundColor": _GOLD}
        return {"liveChatPaidMessageRenderer": fields | {"purchaseAmountText": amount} | colours}
    if item.kind == "subscribe":
        return {"liveChatMembershipItemRenderer": fields | {"headerSubtext": runs}}
    return {"liveChatTextMessageRenderer": fields}


def _badges(item: ReplayItem) -> list[dict[str, object]]:
    badges: list[dict[str, object]] = []
    if item.is_moderator:
        badges.append({"liveChatAuthorBadgeRenderer": {"icon": {"iconType": "MODERATOR"}, "tooltip": "Moderator"}})
    if item.is_subscriber:
        badges.append({"liveChatAuthorBadgeRenderer": {"customThumbnail": {"thumbnails": []}, "tooltip": "Subscriber"}})
    return badges


def _clock(position_ms: int) -> str:
    second = position_ms // 1000
    minutes = f"{second // 60 % 60:02d}:{second % 60:02d}"
    return f"{second // 3600}:{minutes}" if second >= 3600 else minutes.removeprefix("0")
