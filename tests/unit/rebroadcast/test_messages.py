"""Cues as wire messages."""

from __future__ import annotations

from typing import Any

import pytest

from archiver.rebroadcast.cues import GiftStep
from archiver.rebroadcast.messages import Envelope, MessageBuilder, gift_group_id
from archiver.rebroadcast.scenario import (
    BadFrame,
    ByViewer,
    Chat,
    Emote,
    Like,
    Raw,
    RoomLine,
    Scenario,
    Subscribe,
    Viewers,
    derived_id,
)
from archiver.wire.pb import webcast_pb2 as pb

_ENVELOPE = Envelope(room_id=7_000_000_000_000_000_001, msg_id=42, sent_at=1_790_000_000_123, viewers=17)
_SCENARIO = Scenario.model_validate(
    {
        "creator": {"unique_id": "someone", "nickname": "S", "followers": 12},
        "viewers": {
            "ana": {"nickname": "Ana", "is_moderator": True, "is_subscriber": True, "gifter_level": 7, "fan_level": 3},
            "bo": {"nickname": "Bo", "unique_id": "bo.the.fox", "user_id": 99},
        },
        "gifts": {
            "rose": {"gift_id": 5655, "name": "Rose", "diamonds": 1, "is_streakable": True},
            "perfume": {"gift_id": 5658, "name": "Perfume", "diamonds": 20},
        },
        "broadcast": [{"title": "t", "duration_s": 10}],
    }
)


def _build(cue: Any) -> pb.Message:
    return MessageBuilder(_SCENARIO).build(cue, _ENVELOPE)


def test_every_message_carries_the_rooms_envelope() -> None:
    """Method, ids and the instant stand in the common part of each body, and the id outside as well."""
    message = _build(Chat(at_s=1, kind="chat", viewer="ana", text="hé", language="fr"))
    common = pb.ChatMessage.FromString(message.payload).common
    assert (message.method, message.msg_id) == ("WebcastChatMessage", 42)
    assert (common.method, common.msg_id, common.room_id) == ("WebcastChatMessage", 42, _ENVELOPE.room_id)
    assert (common.create_time, common.client_send_time) == (1_790_000_000_123, 1_789_999_999_223)


def test_a_viewer_is_shown_with_rank_and_badges() -> None:
    """Identity and badges say moderator, subscriber and levels; ids come from the script or from the name."""
    chat = pb.ChatMessage.FromString(_build(Chat(at_s=1, kind="chat", viewer="ana", text="x")).payload)
    assert (chat.user.id, chat.user.display_id) == (derived_id("ana"), "ana")
    assert (chat.user_identity.is_moderator, chat.user_identity.is_subscriber) == (True, True)
    levels = {badge.scene_type: badge.privilege_log_extra.level for badge in chat.user.badge_list}
    assert levels == {1: "", 4: "", 8: "7", 10: "3"}
    other = pb.ChatMessage.FromString(_build(Chat(at_s=1, kind="chat", viewer="bo", text="x")).payload)
    assert (other.user.id, other.user.display_id, list(other.user.badge_list)) == (99, "bo.the.fox", [])


def test_a_streakable_gift_names_its_group_type_and_receiver() -> None:
    """Type 1 streaks; group 0 stays 0; without a guest the creator receives."""
    message = _build(GiftStep(1.0, "ana", "rose", 7, 3, True, None))
    gift = pb.GiftMessage.FromString(message.payload)
    assert (gift.gift.type, gift.repeat_count, gift.repeat_end) == (1, 7, 1)
    assert gift.group_id == gift_group_id("ana", 3) != gift_group_id("ana", 4)
    assert gift.to_user.display_id == "someone"
    guest = pb.GiftMessage.FromString(_build(GiftStep(1.0, "ana", "perfume", 5, 0, False, "bo")).payload)
    assert (guest.gift.type, guest.group_id, guest.to_user.id, guest.gift.diamond_count) == (2, 0, 99, 20)


@pytest.mark.parametrize(("kind", "action", "word"), [("follow", 1, "follow"), ("share", 3, "share")])
def test_social_messages_always_have_a_display_text(kind: Any, action: int, word: str) -> None:
    """Its key says what happened; clients rely on it being there."""
    social = pb.SocialMessage.FromString(_build(ByViewer(at_s=1, kind=kind, viewer="bo")).payload)
    assert social.action == action
    assert word in social.common.display_text.key
    assert social.common.display_text.pieces[0].user_value.user.id == 99


def test_the_other_kinds_say_what_the_script_says() -> None:
    """Joins, likes, viewer counts, emotes, room lines and subscriptions keep their figures and words."""
    join = pb.MemberMessage.FromString(_build(ByViewer(at_s=1, kind="join", viewer="bo")).payload)
    assert (join.action, join.member_count) == (1, 17)
    like = pb.LikeMessage.FromString(_build(Like(at_s=1, kind="like", viewer="bo", count=4, total=99)).payload)
    assert (like.count, like.total) == (4, 99)
    seq = pb.RoomUserSeqMessage.FromString(_build(Viewers(at_s=1, kind="viewers", viewers=8, total=30)).payload)
    assert (seq.total, seq.total_user) == (8, 30)
    emote = pb.EmoteChatMessage.FromString(_build(Emote(at_s=1, kind="emote", viewer="bo", emote_id="e1")).payload)
    assert emote.emote_list[0].emote_id == "e1"
    line = _build(RoomLine(at_s=1, kind="room_message", text="be kind"))
    assert (line.method, pb.RoomMessage.FromString(line.payload).content) == ("RoomMessage", "be kind")
    intro = _build(RoomLine(at_s=1, kind="intro", text="hello"))
    assert pb.LiveIntroMessage.FromString(intro.payload).content == "hello"
    months = pb.SubNotifyMessage.FromString(_build(Subscribe(at_s=1, kind="subscribe", viewer="bo", months=3)).payload)
    assert (months.sub_month, months.old_subscribe_status) == (3, 1)


def test_a_raw_message_is_sent_as_written() -> None:
    """Any method, any bytes."""
    message = _build(Raw(at_s=1, kind="raw", method="WebcastNobodyKnowsMessage", payload_hex="08ff"))
    assert (message.method, message.payload) == ("WebcastNobodyKnowsMessage", b"\x08\xff")


def test_a_bad_frame_is_no_message() -> None:
    """It must not reach the builder."""
    with pytest.raises(TypeError):
        _build(BadFrame(at_s=1, kind="frame_fault", fault="text_frame"))
