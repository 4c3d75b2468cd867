"""Banners across the chat: one method, several kinds of event."""

from __future__ import annotations

from archiver.wire.pb import details_pb2 as pb
from archiver.wire.values import clean_text

_LEVELS = frozenset({8, 10})  #: gifter level, fan level
_SUPER_FAN = "ttlive_superfan"


def kind_of(message: pb.BarrageMessage) -> str:
    """Which kind a banner is; super fans are told by the key of their text alone."""
    keys = clean_text(message.content.key), clean_text(message.common_barrage_content.key)
    if any(_SUPER_FAN in key for key in keys):
        return "super_fan"
    return "level_up" if message.msg_type in _LEVELS else "barrage"
