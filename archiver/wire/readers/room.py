"""The room itself: how many watch, and whether it goes on."""

from __future__ import annotations

from archiver.model.event import Bodies, Control, ViewerCount, new_tuple
from archiver.model.interaction import RoomRank
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.reading import Reading
from archiver.wire.text import render
from archiver.wire.values import clean_text

_MAX_RANKS = 10
_MAX_KNOWN_RANKS = 256
_MAX_KNOWN_BYTES = 32_768  # of one list; real ones have some 6 KB

_KEY_BYTES = 64  # enough to tell first places apart, for they begin with score and person; hashing all takes longer

_parse_room_user_seq = pb.RoomUserSeqMessage.FromString  # looked up once, not for every message

#: By how their first place begins: the places as they were sent, and as they were read.
_known_ranks: dict[bytes, tuple[list[bytes], list[RoomRank]]] = {}


def read_room_user_seq(payload: bytes) -> Reading:
    """How many watch now, and have watched since the start."""
    seq = _parse_room_user_seq(payload)
    count = new_tuple(ViewerCount, (seq.total, seq.total_user, seq.anonymous, seq.popularity))
    sent = seq.ranks[:_MAX_RANKS]
    body: Bodies = [count, *_ranks(sent)] if sent else count
    return "viewers", seq.common, None, body, None, None


def _ranks(sent: list[bytes]) -> list[RoomRank]:
    """The top gifters. A room tells the same ones every few seconds, so the newest lists are known as they were sent.

    Raises DecodeError; nothing is remembered then.
    """
    begins = sent[0][:_KEY_BYTES]
    known = _known_ranks.get(begins)
    if known is not None and known[0] == sent:
        return known[1]
    ranks: list[RoomRank] = []
    for number, data in enumerate(sent, 1):
        rank = pb.RoomRank.FromString(data)
        if not rank.score:
            break  # in order of their scores: who follows gave nothing
        if rank.user.id:
            ranks.append(RoomRank(number, rank.user.id, rank.score))
    if sum(map(len, sent)) <= _MAX_KNOWN_BYTES:
        if len(_known_ranks) >= _MAX_KNOWN_RANKS:
            _known_ranks.clear()
        _known_ranks[begins] = sent, ranks
    return ranks


def read_control(payload: bytes) -> Reading:
    """Paused, resumed, ended or suspended, with the platform's reason."""
    control = pb.ControlMessage.FromString(payload)
    extra = control.extra
    reason = render(extra.violation_reason) or render(extra.title)
    tips = clean_text(control.tips)
    return "control", control.common, None, Control(control.action, tips, reason), None, tips or reason or None
