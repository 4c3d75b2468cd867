"""What is given: gifts and subscriptions."""

from __future__ import annotations

from archiver.model.event import Gift, Subscription
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.people import read_viewer
from archiver.wire.readers.reading import Reading
from archiver.wire.values import bounded, clean_text, decimal_id

_STREAKABLE = 1
_GIFTED = range(6, 12)


def read_gift(payload: bytes) -> Reading:
    """One message of a gift; which of a streak counts is decided later, with its neighbours in view."""
    message = pb.GiftMessage.FromString(payload)
    viewer = read_viewer(message.user)
    gift = message.gift
    body = Gift(
        viewer[0] if viewer else None,
        _receiver_id(message),
        message.gift_id or gift.id,
        clean_text(gift.name),
        bounded(gift.diamond_count),
        bounded(message.repeat_count),
        bounded(message.combo_count),
        message.group_id,
        # A message that does not describe its gift: what names a group is part of a streak.
        gift.type == _STREAKABLE if message.HasField("gift") else message.group_id != 0,
        message.repeat_end == 1,
    )
    return "gift", message.common, viewer, body, None, None


def read_sub_notify(payload: bytes) -> Reading:
    """Someone subscribed, again, or was given a subscription."""
    message = pb.SubNotifyMessage.FromString(payload)
    viewer = read_viewer(message.user)
    body = Subscription(
        viewer[0] if viewer else None,
        bounded(message.sub_month),
        message.message_type in _GIFTED,
        message.old_subscribe_status == 1,
    )
    return "subscribe", message.common, viewer, body, None, None


def _receiver_id(message: pb.GiftMessage) -> int | None:
    """Schemas of different age name the receiver in different places."""
    named = message.to_user.id or message.monitor_info.to_user_id or message.to_member_id_int
    if named:
        return named
    return decimal_id(message.to_member_id)
