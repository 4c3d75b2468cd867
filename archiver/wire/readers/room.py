"""The room itself: how many watch, and whether it goes on."""

from __future__ import annotations

from archiver.model.event import Control, ViewerCount, new_tuple
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.reading import Reading
from archiver.wire.text import render
from archiver.wire.values import clean_text


def read_room_user_seq(payload: bytes) -> Reading:
    """How many watch now, and have watched since the start."""
    seq = pb.RoomUserSeqMessage.FromString(payload)
    body = new_tuple(ViewerCount, (seq.total, seq.total_user, seq.anonymous, seq.popularity))
    return "viewers", seq.common, None, body, None, None


def read_control(payload: bytes) -> Reading:
    """Paused, resumed, ended or suspended, with the platform's reason."""
    control = pb.ControlMessage.FromString(payload)
    extra = control.extra
    reason = render(extra.violation_reason) or render(extra.title)
    tips = clean_text(control.tips)
    return "control", control.common, None, Control(control.action, tips, reason), None, tips or reason or None
