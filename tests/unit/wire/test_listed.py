"""The catalogue: every method of the platform, read as a whole into a bounded detail and a line."""

from __future__ import annotations

import json

import pytest

from archiver.model.event import KINDS
from archiver.wire.decode import _BY_NAME, decode_message
from archiver.wire.pb import details_pb2 as details
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers import walk
from archiver.wire.readers.catalogue import CATALOGUE
from tests.fakes.webcast import make_message

AT = 1_696_447_000_123

#: The 62 event types of the current schema, by method.
CURRENT = (
    "AccessControlMessage", "AccessRecallMessage", "BarrageMessage", "BoostCardMessage", "BottomMessage",
    "CapsuleMessage", "CaptionMessage", "ChatMessage", "ControlMessage", "EmoteChatMessage", "EnvelopeMessage",
    "GameRankNotifyMessage", "GiftBroadcastMessage", "GiftDynamicRestrictionMessage", "GiftMessage",
    "GiftPanelUpdateMessage", "GiftPromptMessage", "GoalUpdateMessage", "GuideMessage", "HourlyRankRewardMessage",
    "ImDeleteMessage", "InRoomBannerMessage", "LikeMessage", "LinkLayerMessage", "LinkMessage", "LinkMicArmies",
    "LinkMicBattle", "LinkMicBattleItemCard", "LinkMicBattlePunishFinish", "LinkMicFanTicketMethod",
    "LinkMicLayoutStateMessage", "LinkMicMethod", "LinkStateMessage", "LinkmicBattleTaskMessage",
    "LiveGameIntroMessage", "LiveIntroMessage", "MarqueeAnnouncementMessage", "MemberMessage", "MsgDetectMessage",
    "NoticeMessage", "OecLiveShoppingMessage", "PartnershipDropsUpdateMessage", "PartnershipGameOfflineMessage",
    "PartnershipPunishMessage", "PerceptionMessage", "PollMessage", "QuestionNewMessage", "RankTextMessage",
    "RankUpdateMessage", "RoomMessage", "RoomNotifyMessage", "RoomPinMessage", "RoomUserSeqMessage",
    "RoomVerifyMessage", "SocialMessage", "SpeakerMessage", "SubNotifyMessage", "SubPinEventMessage", "SystemMessage",
    "ToastMessage", "UnauthorizedMemberMessage", "ViewerPicksUpdateMessage",
)  # fmt: skip


def decode(method, body):
    body.common.create_time = AT
    return decode_message(make_message(method, body, msg_id=7))


def detail(message):
    return json.loads(walk.detail_of(message) or "{}")


@pytest.mark.parametrize("prefix", ["", "Webcast"])
def test_every_type_of_the_current_schema_is_read(prefix):
    """All 62, with or without the prefix: an empty payload is an event of a known kind, never unknown."""
    assert len(CURRENT) == 62
    for name in CURRENT:
        event = decode_message(make_message(prefix + name, b"", msg_id=7))
        assert event.kind in KINDS, name
        assert event.kind not in ("unknown", "undecodable"), name


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_every_line_of_the_catalogue_reads_its_type(name):
    """Paths of text and viewer exist in the type, the kind is one of ours, and a dated message is dated."""
    listed = CATALOGUE[name]
    event = decode(name, listed.message())
    assert (event.kind, event.server_at, event.msg_id) == (listed.kind, AT, 7)
    assert listed.kind in KINDS
    assert name not in _BY_NAME


def test_text_comes_from_the_first_path_that_says_something():
    """A notice shows its content, else its title; without either the text that clients would show."""
    title = pb.Text(default_pattern="Careful")
    shown = pb.Common(display_text=pb.Text(default_pattern="{0:string} said", pieces=[{"string_value": "Anna"}]))
    assert decode("NoticeMessage", details.NoticeMessage(content="Stop", title=title)).text == "Stop"
    assert decode("NoticeMessage", details.NoticeMessage(content="  ", title=title)).text == "Careful"
    assert decode("NoticeMessage", details.NoticeMessage(common=shown)).text == "Anna said"


def test_viewer_comes_from_where_the_type_has_one():
    """A question is by the viewer who asked it."""
    user = pb.User(id=5, nickname="Anna", display_id="anna")
    event = decode("QuestionNewMessage", details.QuestionNewMessage(data=details.Question(content="Why?", user=user)))
    assert (event.kind, event.text, event.viewer.user_id) == ("question", "Why?", 5)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (details.BarrageMessage(msg_type=11), "barrage"),
        (details.BarrageMessage(msg_type=8), "level_up"),
        (details.BarrageMessage(msg_type=10), "level_up"),
        (details.BarrageMessage(content=pb.Text(key="ttlive_superfan_commentnotif_superfanjoined")), "super_fan"),
        (details.BarrageMessage(common_barrage_content=pb.Text(key="ttlive_superfan_x")), "super_fan"),
    ],
)
def test_banners_are_told_apart(body, kind):
    """Level-ups by their type, super fans by the key of their text; the rest are banners."""
    assert decode("BarrageMessage", body).kind == kind


def test_detail_has_people_and_texts_in_short():
    """People are three facts, texts what a client shows; the common part and pictures are left out."""
    user = pb.User(id=5, nickname="Anna", display_id="anna", avatar_thumb=pb.Avatar(url="x"))
    pin = details.RoomPinMessage(
        common=pb.Common(method="m"), chat_message=pb.ChatMessage(user=user, content="hi"), action=1, pin_msg_id=9
    )
    assert detail(pin) == {
        "chat_message": {"user": {"user_id": 5, "unique_id": "anna", "nickname": "Anna"}, "content": "hi"},
        "action": 1,
        "pin_msg_id": 9,
    }
    assert detail(details.ToastMessage()) == {}


def test_detail_reads_maps_and_lists():
    """Maps become objects with text keys, lists stay lists."""
    armies = details.LinkMicArmies(battle_id=1)
    armies.armies[77].hostscore = 5
    armies.armies[77].user_armies.add(user_id=3, score=5)
    assert detail(armies) == {
        "battle_id": 1,
        "armies": {"77": {"user_armies": [{"user_id": 3, "score": 5}], "hostscore": 5}},
    }


def test_detail_is_bounded():
    """Thousands of values or very long texts are cut, the cut is told, and the result is JSON."""
    ids = detail(details.ImDeleteMessage(delete_msg_ids=range(1, 100_000)))
    assert ids["is_cut"] is True
    long = details.PollMessage(start_content=details.PollStartContent(title="x" * 9_000))
    long.start_content.option_list.extend(details.PollOptionInfo(display_content="y" * 5_000) for _ in range(100))
    text = walk.detail_of(long)
    assert len(text) < walk.MAX_CHARACTERS * 1.2
    assert json.loads(text)["is_cut"] is True
    assert len(json.loads(text)["start_content"]["option_list"]) > 3


def test_detail_survives_broken_text():
    """A text that is no UTF-8, a NUL and a lone key become readable text."""
    event = decode_message(make_message("SystemMessage", b"\x12\x04a\x00\xffb", msg_id=1))
    assert event.text == "a\ufffdb"
    assert json.loads(event.detail) == {"message": "a\ufffdb"}


def test_long_line_is_cut():
    """The line of a replay is bounded; the detail has more."""
    event = decode("SystemMessage", details.SystemMessage(message="x" * 1_500))
    assert event.text == "x" * 1_000
    assert len(json.loads(event.detail)["message"]) == 1_500
