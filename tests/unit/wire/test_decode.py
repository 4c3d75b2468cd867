"""Messages to events: every kind, and everything that is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.model.batch import BODY_TABLES
from archiver.model.event import (
    KINDS,
    Chat,
    Control,
    Event,
    Follow,
    Gift,
    Join,
    Like,
    RoomText,
    Share,
    Subscription,
    Viewer,
    ViewerCount,
)
from archiver.model.frame import FrameKind
from archiver.wire.decode import MAX_METHOD_CHARACTERS, Decoded, decode_message, decode_record
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.webcast import make_frame, make_message, make_result, make_user

AT = 1_786_367_257_000
MIA = Viewer(42, "mia", "Mia 🌸", "MS4w", "https://p16/a.jpeg")


def common(key: str = "", **fields) -> pb.Common:
    return pb.Common(method="M", create_time=AT, display_text=pb.Text(key=key), **fields)


def emote(emote_id: str) -> pb.Emote:
    return pb.Emote(emote_id=emote_id, image=pb.Image(url_list=["https://p16/e.webp", "https://p16/e2.webp"]))


def decode(method: str, body) -> Event:
    return decode_message(make_message(method, body))


def test_chat():
    """A comment is a row with its text, language and the roles of its author."""
    body = pb.ChatMessage(
        common=common(),
        user=make_user(),
        content="สวัสดี",
        content_language="th",
        user_identity=pb.Identity(is_moderator=True),
    )
    assert decode("WebcastChatMessage", body) == Event(
        "chat", "WebcastChatMessage", 7, AT, False, MIA, Chat(42, "สวัสดี", "th", None, True, False, None, None), None
    )


def test_chat_with_emotes():
    """Emotes among the text are kept with their place."""
    body = pb.ChatMessage(emotes=[pb.ChatMessage.EmoteAt(index=4, emote=emote("e1"))])
    chat = decode("WebcastChatMessage", body).body
    assert isinstance(chat, Chat)
    assert json.loads(chat.emotes or "") == [{"index": 4, "id": "e1", "url": "https://p16/e.webp"}]


def test_emote_chat():
    """A message of emotes alone has them in order and no text."""
    event = decode(
        "WebcastEmoteChatMessage", pb.EmoteChatMessage(user=make_user(), emote_list=[emote("a"), emote("b")])
    )
    assert event.kind == "emote"
    assert isinstance(event.body, Chat)
    assert (event.body.text, [item["id"] for item in json.loads(event.body.emotes or "")]) == ("", ["a", "b"])


def gift_message(**fields) -> pb.GiftMessage:
    gift = pb.GiftMessage.Gift(id=5655, type=1, diamond_count=2, name="Rose")
    return pb.GiftMessage(
        common=common(), gift_id=5655, user=make_user(), gift=gift, repeat_count=3, combo_count=3, group_id=99, **fields
    )


@pytest.mark.parametrize(
    ("fields", "receiver_id", "is_end"),
    [
        ({}, None, False),
        ({"repeat_end": 1}, None, True),
        ({"to_user": pb.User(id=8)}, 8, False),
        ({"monitor_info": pb.GiftMessage.Monitor(to_user_id=9)}, 9, False),
        ({"to_member_id_int": 10}, 10, False),
        ({"to_member_id": "11"}, 11, False),
        ({"to_member_id": "guest"}, None, False),
    ],
)
def test_gift(fields, receiver_id, is_end):
    """A gift message has its streak's state, and its receiver wherever that is named."""
    event = decode("WebcastGiftMessage", gift_message(**fields))
    assert event.kind == "gift"
    assert event.viewer == MIA
    assert event.body == Gift(42, receiver_id, 5655, "Rose", 2, 3, 3, 99, True, is_end)


def test_gift_numbers_are_bounded():
    """Hostile counts and prices stay far from where sums overflow."""
    gift = pb.GiftMessage.Gift(id=5655, type=1, diamond_count=(1 << 31) - 1)
    body = decode("WebcastGiftMessage", pb.GiftMessage(gift_id=5655, repeat_count=-7, gift=gift)).body
    assert (body.diamond_count, body.repeat_count) == (10_000_000, 0)


def test_gift_without_description():
    """A gift message whose gift is not described keeps its number."""
    body = decode("WebcastGiftMessage", pb.GiftMessage(gift_id=5, repeat_count=2)).body
    assert body == Gift(None, None, 5, "", 0, 2, 0, 0, False, False)


def test_gift_without_description_but_with_a_group_is_of_a_streak():
    """Else the message that ends the streak would be counted as a second gift."""
    message = pb.GiftMessage(gift_id=5, repeat_count=2, group_id=8)
    assert decode("WebcastGiftMessage", message).body.is_streakable
    message.gift.type = 2
    assert not decode("WebcastGiftMessage", message).body.is_streakable


def test_like():
    """A batch of likes has its size and the total as sent."""
    event = decode("WebcastLikeMessage", pb.LikeMessage(user=make_user(), count=15, total=3_022_480))
    assert (event.kind, event.body) == ("like", Like(42, 15, 3_022_480))


def test_join():
    """Member action 1 is a join."""
    event = decode("WebcastMemberMessage", pb.MemberMessage(user=make_user(), action=1, member_count=80))
    assert (event.kind, event.body, event.detail) == ("join", Join(42, 1, 80), None)


def test_other_member_action():
    """Other member actions are told apart from joins and keep what they say."""
    body = pb.MemberMessage(user=make_user(), action=3, action_description="muted")
    event = decode("WebcastMemberMessage", body)
    assert (event.kind, event.body) == ("member", Join(42, 3, 0))
    assert json.loads(event.detail or "") == {"action_description": "muted"}


@pytest.mark.parametrize(
    ("key", "action", "kind", "body"),
    [
        ("pm_main_follow_message_viewer_2", 1, "follow", Follow(42, 500)),
        ("pm_mt_guidance_share", 3, "share", Share(42, 6)),
        ("pm_mt_guidance_viewer_10_share", 1, "share", Share(42, 6)),
        ("", 1, "follow", Follow(42, 500)),
        ("", 2, "share", Share(42, 6)),
        ("", 5, "share", Share(42, 6)),
        ("", 6, "social", None),
        ("pm_mt_something_new", 1, "social", None),
    ],
)
def test_social(key, action, kind, body):
    """The key of the shown text tells follows and shares apart, the action only where there is none."""
    message = pb.SocialMessage(common=common(key), user=make_user(), action=action, follow_count=500, share_count=6)
    event = decode("WebcastSocialMessage", message)
    assert (event.kind, event.body) == (kind, body)
    assert (event.detail is not None) == (kind == "social")


def test_viewers():
    """The viewer count message gives both counts, for nobody in particular."""
    body = pb.RoomUserSeqMessage(total=1714, total_user=76271, anonymous=3, popularity=8)
    event = decode("WebcastRoomUserSeqMessage", body)
    assert (event.kind, event.viewer, event.body) == ("viewers", None, ViewerCount(1714, 76271, 3, 8))


def test_control():
    """A control message has its action and the platform's reason in words."""
    extra = pb.ControlMessage.Extra(violation_reason=pb.Text(default_pattern="Dangerous acts"))
    event = decode("WebcastControlMessage", pb.ControlMessage(action=4, tips="Suspended", extra=extra))
    assert (event.kind, event.body) == ("control", Control(4, "Suspended", "Dangerous acts"))


@pytest.mark.parametrize("method", ["WebcastRoomMessage", "RoomMessage"])
def test_room_message(method):
    """A line of the room is its content, with or without the method's prefix."""
    event = decode(method, pb.RoomMessage(common=common(), content="Welcome!"))
    assert (event.kind, event.method, event.body) == ("room_message", method, RoomText(None, "Welcome!", ""))


def test_room_message_without_content():
    """A line whose content is blank is what clients would show, and keeps the key."""
    shown = pb.Text(key="pm_x", default_pattern="{0:string} joined", pieces=[pb.Text.Piece(string_value="Mia")])
    event = decode("WebcastRoomMessage", pb.RoomMessage(common=pb.Common(display_text=shown), content=" "))
    assert event.body == RoomText(None, "Mia joined", "")
    assert json.loads(event.detail or "") == {"key": "pm_x"}


def test_live_intro():
    """The introduction has its author, text and language."""
    body = pb.LiveIntroMessage(user=make_user(), content="hello", content_language="en")
    event = decode("WebcastLiveIntroMessage", body)
    assert (event.kind, event.viewer, event.body) == ("intro", MIA, RoomText(42, "hello", "en"))


@pytest.mark.parametrize(
    ("message_type", "old_status", "is_gifted", "is_renewal"),
    [(0, 0, False, False), (0, 1, False, True), (6, 0, True, False), (11, 0, True, False), (12, 0, False, False)],
)
def test_subscription(message_type, old_status, is_gifted, is_renewal):
    """Subscriptions tell new from renewed and bought from given."""
    body = pb.SubNotifyMessage(
        user=make_user(), sub_month=4, message_type=message_type, old_subscribe_status=old_status
    )
    event = decode("WebcastSubNotifyMessage", body)
    assert (event.kind, event.body) == ("subscribe", Subscription(42, 4, is_gifted, is_renewal))


@pytest.mark.parametrize("name", ["Chat", "EmoteChat", "Gift", "Like", "Member", "Social", "Control", "SubNotify"])
def test_prefix_of_the_method_does_not_matter(name):
    """A method is known as X and as WebcastX."""
    assert decode(f"{name}Message", b"").kind == decode(f"Webcast{name}Message", b"").kind != "unknown"


def test_envelope():
    """History is marked, an id of 0 is no id, seconds become milliseconds, and no time is None."""
    body = pb.ChatMessage(common=pb.Common(create_time=1_697_631_846))
    event = decode_message(make_message("WebcastChatMessage", body, msg_id=0, is_history=True))
    assert (event.msg_id, event.is_history, event.server_at) == (None, True, 1_697_631_846_000)
    assert decode("WebcastChatMessage", b"").server_at is None


def test_hidden_author():
    """A chat by a hidden viewer is kept, without viewer."""
    event = decode("WebcastChatMessage", pb.ChatMessage(user=pb.User(nickname="M***"), content="hi"))
    assert event.viewer is None
    assert isinstance(event.body, Chat)
    assert (event.body.viewer_id, event.body.text) == (None, "hi")


def test_broken_text_costs_only_itself():
    """Invalid UTF-8 in one name leaves the rest of its message readable."""
    nickname = b"\x1a\x02\xff\xfe"
    user = b"\x08\x2a" + nickname
    event = decode("WebcastChatMessage", b"\x12" + bytes([len(user)]) + user + b"\x1a\x02hi")
    assert event.viewer == Viewer(42, "", "\ufffd\ufffd", "", "")
    assert isinstance(event.body, Chat)
    assert event.body.text == "hi"


def test_unknown_method_is_kept_and_dated():
    """A method without reader is an event of kind unknown, with the time of its common part."""
    body = pb.OtherMessage(common=common())
    event = decode("WebcastSomethingNew", body)
    assert event == Event("unknown", "WebcastSomethingNew", 7, AT, False, None, None, None)


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("WebcastBindingGiftMessage", pb.BindingGiftMessage(common=common())),
        ("WebcastWeeklyRankRewardMessage", pb.WeeklyRankRewardMessage(common=common())),
    ],
)
def test_common_part_is_found_where_it_is(method, body):
    """Two methods have their common part elsewhere and are dated all the same."""
    assert decode(method, body).server_at == AT


@pytest.mark.parametrize("payload", [b"", b"\xff\xff", b"\x0a\x02\x20\x05", b"hello"])
def test_unknown_method_of_any_shape_is_kept(payload):
    """An unknown payload has no time unless its first field is a common part, and never fails."""
    event = decode("WebcastSomethingNew", payload)
    assert (event.kind, event.server_at) == ("unknown", None)


def test_method_name_is_bounded():
    """An absurd method name is cut, broken UTF-8 in it is readable, and it stays unknown."""
    assert decode("x" * 5000, b"").method == "x" * MAX_METHOD_CHARACTERS
    assert decode_message(pb.Message.FromString(b"\x0a\x02\xffA")).method == "\ufffdA"


def test_refused_payload_is_undecodable():
    """A payload its reader refuses is kept as undecodable, with a complaint that quotes nothing of it."""
    event = decode("WebcastChatMessage", b"\x1a\xffsecret")
    assert (event.kind, event.msg_id, event.viewer, event.body) == ("undecodable", 7, None, None)
    problem = json.loads(event.detail or "")["problem"]
    assert "8 bytes" in problem
    assert "secret" not in problem


READABLE = ["Chat", "EmoteChat", "Gift", "Like", "Member", "Social", "RoomUserSeq", "Control", "Room", "LiveIntro"]


@given(
    st.sampled_from([f"Webcast{name}Message" for name in [*READABLE, "SubNotify", "Other"]]), st.binary(max_size=200)
)
def test_no_payload_raises(method, payload):
    """Whatever a message holds, it is an event of a known kind, with a row for its table."""
    event = decode(method, payload)
    assert event.kind in KINDS
    bodies = event.body if isinstance(event.body, list) else [event.body] if event.body else []
    assert all(type(body) in BODY_TABLES for body in bodies)


@given(st.sampled_from(list(FrameKind)), st.binary(max_size=300))
def test_no_record_raises(kind, data):
    """Whatever a journal record holds, it is decoded or a problem."""
    decoded = decode_record(kind, data)
    assert decoded.problem is None or not decoded.events


def test_record_of_a_frame():
    """A push frame gives its events in order and the server's clock."""
    result = make_result(make_message("WebcastChatMessage", b"", msg_id=1), make_message("X", b"", msg_id=2), now=AT)
    for compress in (False, True):
        decoded = decode_record(FrameKind.PUSH, make_frame(result, compress=compress))
        assert [event.msg_id for event in decoded.events] == [1, 2]
        assert (decoded.server_now_ms, decoded.problem) == (AT, None)


def test_record_of_a_fetch_result():
    """The sign server's first result is decoded like a frame's."""
    result = make_result(make_message("WebcastChatMessage", b"", is_history=True), now=0)
    decoded = decode_record(FrameKind.FETCH_RESULT, result.SerializeToString())
    assert [event.is_history for event in decoded.events] == [True]
    assert decoded.server_now_ms is None


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FrameKind.CONNECTED, b'{"strategy": "direct"}'),
        (FrameKind.DISCONNECTED, b"{}"),
        (FrameKind.PUSH, make_frame(make_result(make_message("X", b"")), payload_type="hb")),
    ],
)
def test_notes_and_other_frames_hold_no_events(kind, data):
    """Notes and frames that are no results are neither events nor problems."""
    assert decode_record(kind, data) == Decoded([], None, None)


@pytest.mark.parametrize("data", [b"\xff", make_frame(b"\xff\xff"), make_frame(b"\x1f\x8b\x08")])
def test_unreadable_record_is_a_problem(data):
    """A frame that cannot be read is a problem in a sentence."""
    decoded = decode_record(FrameKind.PUSH, data)
    assert decoded.events == []
    assert (decoded.problem or "").endswith(".")
