"""Bytes of the journal to events.

A message whose method has a reader becomes a typed event; any other is kept as ``unknown``, and one that its reader
refuses as ``undecodable`` with the reason. Nothing is dropped and nothing raises: the raw bytes stay in the journal,
and a later version may read them better.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from google.protobuf.message import DecodeError

from archiver.errors import FrameError
from archiver.model.event import Event, EventFields, Viewer
from archiver.model.frame import FrameKind
from archiver.wire import frames
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers import presence, room, support, talk
from archiver.wire.readers.catalogue import CATALOGUE
from archiver.wire.readers.listed import reader_of
from archiver.wire.readers.other import read_create_time
from archiver.wire.readers.reading import Reader
from archiver.wire.tikapi_chat import parse_chat_answer
from archiver.wire.values import FIRST_MILLISECONDS, LAST_INSTANT, clean_text, to_instant

#: Longer names are cut: they would only fill the table of methods.
MAX_METHOD_CHARACTERS = 100

_BY_NAME: dict[str, Reader] = {
    "ChatMessage": talk.read_chat,
    "EmoteChatMessage": talk.read_emote_chat,
    "GiftMessage": support.read_gift,
    "LikeMessage": presence.read_like,
    "MemberMessage": presence.read_member,
    "SocialMessage": presence.read_social,
    "RoomUserSeqMessage": room.read_room_user_seq,
    "ControlMessage": room.read_control,
    "RoomMessage": talk.read_room_message,
    "LiveIntroMessage": talk.read_live_intro,
    "SubNotifyMessage": support.read_sub_notify,
}

#: The platform sends some methods with and some without the prefix.
_READERS = {
    prefix + name: reader
    for name, reader in {**{name: reader_of(listed) for name, listed in CATALOGUE.items()}, **_BY_NAME}.items()
    for prefix in ("", "Webcast")
}


class Decoded(NamedTuple):
    """What one journal record holds."""

    fields: list[EventFields]
    server_now_ms: int | None  #: the server's clock as the record states it
    problem: str | None  #: why the record could not be read, in a sentence

    @property
    def events(self) -> list[Event]:
        """The events themselves."""
        return [*map(_event, self.fields)]


def decode_record(kind: FrameKind, data: bytes) -> Decoded:
    """The events of a journal record. Notes and frames other than results hold none. Never raises for ``data``."""
    problem = None
    try:
        if kind is FrameKind.PUSH:
            frame = frames.parse_frame(data)
            if frame.payload_type != frames.MESSAGE_FRAME:
                return _nothing()
            result = frames.parse_result(frame)
        elif kind is FrameKind.FETCH_RESULT:
            result = frames.parse_fetch_result(data)
        elif kind is FrameKind.TIKAPI_CHAT:
            result, _, problem = parse_chat_answer(data)
        else:
            return _nothing()
    except FrameError as error:
        return Decoded([], None, str(error))
    now = result.now
    return Decoded([*map(_read, result.messages)], now if 0 < now <= LAST_INSTANT else None, problem)


def decode_message(message: pb.Message) -> Event:
    """The event in a message; see the module for what is unknown or undecodable. Never raises."""
    return _event(_read(message))


def _event(fields: EventFields) -> Event:
    event = Event._make(fields)
    return event._replace(viewer=event.viewer and Viewer._make(event.viewer))


def _read(message: pb.Message) -> EventFields:
    method = message.method
    reader = _READERS.get(method)
    if reader is None:
        return _unknown(message)
    try:
        kind, common, viewer, body, detail, text = reader(message.payload)
    except DecodeError as error:
        return _undecodable(message, error)
    created = common.create_time
    server_at = created if FIRST_MILLISECONDS <= created <= LAST_INSTANT else to_instant(created)
    return kind, method, message.msg_id or None, server_at, message.is_history, viewer, body, detail, text


def _unknown(message: pb.Message) -> EventFields:
    method = clean_text(message.method)[:MAX_METHOD_CHARACTERS]
    at = to_instant(read_create_time(method, message.payload))
    return "unknown", method, message.msg_id or None, at, message.is_history, None, None, None, None


def _undecodable(message: pb.Message, error: DecodeError) -> EventFields:
    problem = f"The payload of {len(message.payload)} bytes is not a {message.method}: {error}"
    detail = json.dumps({"problem": problem[:300]})
    is_history = message.is_history
    return "undecodable", message.method, message.msg_id or None, None, is_history, None, None, detail, None


def _nothing() -> Decoded:
    return Decoded([], None, None)
