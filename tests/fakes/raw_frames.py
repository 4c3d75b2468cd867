"""Push frames made for tests, as the platform would send them."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterable, Iterator

from archiver.model.frame import FrameKind, RawFrame
from archiver.wire.pb import webcast_pb2 as pb

AT = 1_786_367_257_000


def chat_message(msg_id: int, text: str = "hi", *, at: int = AT, user_id: int = 7) -> pb.Message:
    """A chat of the viewer ``user_id``."""
    chat = pb.ChatMessage(content=text)
    chat.common.msg_id, chat.common.create_time = msg_id, at
    chat.user.id, chat.user.display_id, chat.user.nickname = user_id, f"user{user_id}", f"User {user_id}"
    return pb.Message(method="WebcastChatMessage", payload=chat.SerializeToString(), msg_id=msg_id)


def gift_message(msg_id: int, count: int, *, is_end: bool = False, at: int = AT) -> pb.Message:
    """A message of a streak of roses."""
    gift = pb.GiftMessage(gift_id=5655, repeat_count=count, repeat_end=int(is_end), group_id=99)
    gift.common.msg_id, gift.common.create_time = msg_id, at
    gift.user.id, gift.user.display_id = 7, "user7"
    gift.gift.id, gift.gift.type, gift.gift.diamond_count, gift.gift.name = 5655, 1, 1, "Rose"
    return pb.Message(method="WebcastGiftMessage", payload=gift.SerializeToString(), msg_id=msg_id)


def push_frame(messages: Iterable[pb.Message], *, now_ms: int = 0) -> bytes:
    """A gzip ``msg`` frame with these messages."""
    result = pb.FetchResult(messages=messages, now=now_ms)
    frame = pb.PushFrame(payload_encoding="pb", payload_type="msg", payload=gzip.compress(result.SerializeToString()))
    frame.headers.add(key="compress_type", value="gzip")
    return frame.SerializeToString()


def raw(data: bytes, *, at: int = AT) -> RawFrame:
    """``data`` as received at ``at``."""
    return RawFrame(FrameKind.PUSH, data, at, at - AT)


def captured_frames(content: bytes) -> Iterator[bytes]:
    """The push frames of a captured room: each behind its length (32 bits, little-endian)."""
    at = 0
    while at < len(content):
        (length,) = struct.unpack_from("<I", content, at)
        yield content[at + 4 : at + 4 + length]
        at += 4 + length
