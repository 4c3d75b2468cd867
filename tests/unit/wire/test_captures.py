"""Every real captured message is an event."""

from __future__ import annotations

from collections import Counter

import pytest

from archiver.model.event import Event
from archiver.model.frame import FrameKind
from archiver.wire.decode import decode_message, decode_record
from archiver.wire.protocol import WebcastProtocol
from tests.bench.frames_fixture import captured_frames, captured_messages
from tests.fakes.webcast import make_message

#: Kinds that name a viewer in the captures: nobody in them is anonymous.
OF_A_VIEWER = {"chat", "emote", "gift", "like", "join", "follow", "share", "intro", "subscribe"}


@pytest.fixture(scope="module")
def events(shared_data) -> list[Event]:
    messages = captured_messages(shared_data / "webcast")
    return [decode_message(make_message(method, payload)) for method, payload in messages]


def test_every_captured_message_is_an_event(events):
    """2,368 messages of 75 methods: typed or kept as unknown, none refused."""
    kinds = Counter(event.kind for event in events)
    assert kinds.total() == 2368
    assert kinds["undecodable"] == 0
    assert len({event.method for event in events}) == 75
    assert kinds == {
        "guest": 378, "join": 197, "viewers": 192, "like": 184, "chat": 175, "gift": 174, "guest_score": 160,
        "rank": 148, "follow": 94, "envelope": 90, "room_message": 80, "unknown": 77, "share": 69, "goal": 66,
        "rank_text": 34, "game": 25, "question": 24, "pin": 17, "access": 16, "barrage": 16, "notice": 13,
        "warning": 10, "subscriber_event": 10, "battle_notice": 8, "goody_bag": 8, "probe": 8, "battle_punish": 8,
        "battle_item": 8, "delete": 8, "hashtag": 7, "emote": 6, "masked_join": 6, "battle_task": 6, "banner": 6,
        "intro": 6, "portal": 5, "control": 5, "caption": 4, "shop": 4, "sticker": 4, "battle_score": 4, "poll": 3,
        "gift_notice": 2, "battle": 2, "subscribe": 1,
    }  # fmt: skip


def test_captured_viewers_are_known(events):
    """Every captured message by a viewer says who it is."""
    assert all(event.viewer and event.viewer.user_id for event in events if event.kind in OF_A_VIEWER)


def test_captured_messages_are_dated(events):
    """Server instants lie in the months of the captures; only methods known to lack one have none."""
    undated = {event.method for event in events if event.server_at is None}
    dates = [event.server_at for event in events if event.server_at is not None]
    assert min(dates) > 1_690_000_000_000
    assert max(dates) < 1_710_000_000_000
    assert undated == {
        "WebcastCaptionMessage",
        "WebcastEcShortItemRefreshMessage",
        "WebcastEcTaskRegisterMessage",
        "WebcastLiveIntroMessage",
        "WebcastPictionaryEndMessage",
        "WebcastPictionaryExitMessage",
        "WebcastPictionaryStartMessage",
        "WebcastPictionaryUpdateMessage",
    }


def test_captured_rooms_pass_the_protocol(shared_data):
    """The frames of two real rooms are read, acknowledged one for one, and decoded to as many events."""
    protocol = WebcastProtocol(1)
    for data in captured_frames(shared_data / "webcast"):
        notice = protocol.receive(data, 0)
        decoded = decode_record(FrameKind.PUSH, data)
        assert (notice.problem, decoded.problem) == (None, None)
        assert notice.messages == len(decoded.events) > 0
        assert notice.server_now_ms == decoded.server_now_ms
        assert len(protocol.data_to_send()) == 1
