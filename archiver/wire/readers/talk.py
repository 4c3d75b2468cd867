"""What is said: comments, emotes, lines of the room itself, the creator's introduction."""

from __future__ import annotations

import json
from collections.abc import Iterable

from archiver.model.event import Chat, RoomText, new_tuple
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.people import read_roles, read_viewer
from archiver.wire.readers.reading import Reading
from archiver.wire.text import render
from archiver.wire.values import are_clean, clean_text

_MAX_EMOTES = 100

_parse_chat = pb.ChatMessage.FromString  # looked up once, not for every message


def read_chat(payload: bytes) -> Reading:
    """A comment, possibly with emotes among its text."""
    chat = _parse_chat(payload)
    user = chat.user
    viewer = read_viewer(user)
    emotes = _emotes((item.index, item.emote) for item in chat.emotes) if chat.emotes else None
    text, language = chat.content, chat.content_language
    if not are_clean((text, language)):
        text, language = clean_text(text), clean_text(language)
    roles = read_roles(user, chat.user_identity)
    body = new_tuple(Chat, (viewer[0] if viewer else None, text, language, emotes, *roles))
    return "chat", chat.common, viewer, body, None, None


def read_emote_chat(payload: bytes) -> Reading:
    """A message of emotes alone."""
    chat = pb.EmoteChatMessage.FromString(payload)
    user = chat.user
    emotes = _emotes(enumerate(chat.emote_list)) if chat.emote_list else None
    body = Chat(user.id or None, "", "", emotes, *read_roles(user, chat.user_identity))
    return "emote", chat.common, read_viewer(user), body, None, None


def read_room_message(payload: bytes) -> Reading:
    """A line of the room: its own content, or, where that is blank, the text that clients would show."""
    line = pb.RoomMessage.FromString(payload)
    shown = line.common.display_text
    text = clean_text(line.content).strip() or render(shown)
    detail = json.dumps({"key": clean_text(shown.key)}) if shown.key else None
    return "room_message", line.common, None, RoomText(None, text, ""), detail, None


def read_live_intro(payload: bytes) -> Reading:
    """The creator's introduction of the broadcast."""
    intro = pb.LiveIntroMessage.FromString(payload)
    user = intro.user
    body = RoomText(user.id or None, clean_text(intro.content), clean_text(intro.content_language))
    return "intro", intro.common, read_viewer(user), body, None, None


def _emotes(emotes: Iterable[tuple[int, pb.Emote]]) -> str:
    rows: list[dict[str, int | str]] = []
    for index, emote in emotes:
        if len(rows) == _MAX_EMOTES:
            break
        urls = emote.image.url_list
        url = clean_text(urls[0]) if urls else ""
        rows.append({"index": index, "id": clean_text(emote.emote_id), "url": url})
    return json.dumps(rows, ensure_ascii=False)
