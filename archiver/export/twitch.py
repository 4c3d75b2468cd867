"""TwitchDownloader's chat JSON: read by its renderer and updater, by ganymede and by chat players."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.caption import SUBTITLE_KINDS, caption
from archiver.export.chunks import chunked
from archiver.export.clock import iso_time
from archiver.export.options import ShownOptions
from archiver.export.select import placed
from archiver.export.text import json_line, without_controls
from archiver.model.replay import ReplayItem

KINDS = SUBTITLE_KINDS
_VERSION = {"Major": 1, "Minor": 2, "Patch": 2}


def write(items: Iterable[ReplayItem], options: ShownOptions) -> Iterator[bytes]:
    """The replay as one JSON document, in chunks; ``items`` in order of their offsets.

    Comments come before the video's facts, so that its length is known when it is written; readers take any order.
    """
    return chunked(_pieces(items, options))


def _pieces(items: Iterable[ReplayItem], options: ShownOptions) -> Iterator[str]:
    session = options.recording.session
    began_at = iso_time(options.part.started_at if options.part else session.started_at) or "1970-01-01T00:00:00.000Z"
    channel = str(session.room_id)
    info = {"Version": _VERSION, "CreatedAt": began_at, "UpdatedAt": began_at}
    # The reader's ids are numbers of 32 bits, which ours are not; 0 is "not told".
    streamer = {"name": session.nickname or session.unique_id, "id": 0}
    yield f'{{"FileInfo":{json_line(info)},"streamer":{json_line(streamer)},"comments":['
    last_ms, joint = 0, "\n"
    for shown_ms, item in placed(items, options, KINDS):
        if comment := _comment(shown_ms, item, channel):
            last_ms = shown_ms
            yield joint + json_line(comment)
            joint = ",\n"
    yield f'\n],"video":{json_line(_video(options, began_at, last_ms))},"embeddedData":null}}\n'


def _comment(shown_ms: int, item: ReplayItem, channel: str) -> dict[str, object] | None:
    said = caption(item)
    if said is None:
        return None
    name, _, body = said
    body = without_controls(body)
    sent = iso_time(item.at)
    viewer = str(item.viewer_id or item.unique_id or "0")
    badges = [
        {"_id": badge, "version": "1"}
        for badge, has in (("moderator", item.is_moderator), ("subscriber", item.is_subscriber))
        if has
    ]
    return {
        "_id": f"{item.session_id}-{item.seq}",
        "created_at": sent,
        "updated_at": sent,
        "channel_id": channel,
        "content_type": "video",
        "content_id": str(item.session_id),
        "content_offset_seconds": shown_ms / 1000,
        "commenter": {
            "display_name": name, "_id": viewer, "name": item.unique_id or name, "type": "user", "bio": None,
            "created_at": sent, "updated_at": sent, "logo": None,
        },
        "source": "chat",
        "state": "published",
        "message": {
            "body": body,
            "bits_spent": _bits(item),
            "fragments": [{"text": body, "emoticon": None}],
            "is_action": item.kind != "chat",
            "user_badges": badges,
            "user_color": None,  # readers choose one by the name
            "user_notice_params": {"msg_id": "sub" if item.kind == "subscribe" else None},
            "emoticons": [],
        },
        "more_replies": False,
    }  # fmt: skip


def _bits(item: ReplayItem) -> int:
    """Diamonds, within the reader's 32 bits."""
    return min(item.diamonds or 0, (1 << 31) - 1) if item.kind == "gift" else 0


def _video(options: ShownOptions, began_at: str, last_ms: int) -> dict[str, object]:
    session, part = options.recording.session, options.part
    length_ms = (part.duration_ms if part else session.duration_ms) or last_ms
    start_ms = options.from_ms or 0
    end_ms = length_ms if options.to_ms is None else min(options.to_ms, length_ms)
    return {
        "title": options.title, "id": str(session.id), "created_at": began_at, "start": start_ms / 1000,
        "end": max(start_ms, end_ms) / 1000, "length": length_ms / 1000, "chapters": [],
    }  # fmt: skip
