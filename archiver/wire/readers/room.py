"""The room itself: how many watch, and whether it goes on."""

from __future__ import annotations

from functools import lru_cache

from archiver.model.event import Body, Control, ViewerCount, new_tuple
from archiver.model.interaction import RoomRank
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.reading import Reading
from archiver.wire.text import render
from archiver.wire.values import clean_text

_MAX_RANKS = 10


def read_room_user_seq(payload: bytes) -> Reading:
    """How many watch now, and have watched since the start."""
    seq = pb.RoomUserSeqMessage.FromString(payload)
    count = new_tuple(ViewerCount, (seq.total, seq.total_user, seq.anonymous, seq.popularity))
    if not (told := seq.ranks):
        return "viewers", seq.common, None, count, None, None
    body: list[Body] = [count]
    for number, sent in enumerate(told[:_MAX_RANKS], 1):
        score, viewer_id = _rank(sent)
        if not score:
            break  # in order of their scores: who follows gave nothing
        if viewer_id:
            body.append(new_tuple(RoomRank, (number, viewer_id, score)))
    return "viewers", seq.common, None, body, None, None


@lru_cache(maxsize=512)  # the same few, every few seconds
def _rank(sent: bytes) -> tuple[int, int]:
    """Score and user id. Raises DecodeError, which is not remembered."""
    rank = pb.RoomRank.FromString(sent)
    return rank.score, rank.user.id


def read_control(payload: bytes) -> Reading:
    """Paused, resumed, ended or suspended, with the platform's reason."""
    control = pb.ControlMessage.FromString(payload)
    extra = control.extra
    reason = render(extra.violation_reason) or render(extra.title)
    tips = clean_text(control.tips)
    return "control", control.common, None, Control(control.action, tips, reason), None, tips or reason or None
