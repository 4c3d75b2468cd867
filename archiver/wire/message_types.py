"""The declared type of each method's payload."""

from __future__ import annotations

from google.protobuf.message import Message

from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.catalogue import CATALOGUE

_OWN = (
    pb.ChatMessage, pb.EmoteChatMessage, pb.GiftMessage, pb.LikeMessage, pb.MemberMessage, pb.SocialMessage,
    pb.RoomUserSeqMessage, pb.ControlMessage, pb.RoomMessage, pb.LiveIntroMessage, pb.SubNotifyMessage,
)  # fmt: skip
_TYPES: dict[str, type[Message]] = {kind.__name__: kind for kind in _OWN}
_TYPES |= {name: listed.message for name, listed in CATALOGUE.items()}


def message_type(method: str) -> type[Message] | None:
    """What a payload of this method is, its name with or without the prefix; None for a method nobody declared."""
    return _TYPES.get(method.removeprefix("Webcast"))
