"""TikAPI's chat answers: JSON to the messages it was made of."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from archiver.errors import FrameError
from archiver.model.frame import FrameKind
from archiver.rebroadcast.tikapi_json import message_json
from archiver.wire.decode import decode_message, decode_record
from archiver.wire.message_types import message_type
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.protocol import read_result
from archiver.wire.tikapi_chat import parse_chat_answer
from tests.bench.frames_fixture import webcast_folder
from tests.fakes.webcast import make_message
from tests.mutation import check, mutated, seeds

_SEEDS = seeds(webcast_folder())


def answer(*items: Any, **more: Any) -> bytes:
    return json.dumps({"status": "success", "messagesList": items, "nextCursor": "c", **more}).encode()


def only(item: dict[str, Any]) -> pb.Message:
    (message,) = parse_chat_answer(answer(item)).result.messages
    return message


def test_every_message_is_read_as_by_the_socket() -> None:
    """Each captured message, and one of each type, gives the same event by JSON as by the wire.

    But for a field of its own that TikAPI's ``messageType`` hides.
    """
    for number, (method, payload) in enumerate(_SEEDS, start=1):
        sent = _sent(method, payload, number)
        body = answer(message_json(sent))
        (event,) = decode_record(FrameKind.TIKAPI_CHAT, body).events
        assert event._replace(method=method) == decode_message(sent), method
        assert event.method.removeprefix("Webcast") == method.removeprefix("Webcast")


def _sent(method: str, payload: bytes, number: int) -> pb.Message:
    """The message with the id its common part has, and without a field that JSON cannot have."""
    kind = message_type(method)
    if kind is None:
        return make_message(method, payload, msg_id=pb.OtherMessage.FromString(payload).common.msg_id or number)
    body = kind.FromString(payload)
    if "message_type" in kind.DESCRIPTOR.fields_by_name:
        body.ClearField("message_type")
    body.common.msg_id = body.common.msg_id or number
    return make_message(method, body.SerializeToString(), msg_id=body.common.msg_id)


def test_a_comment_as_it_is_documented() -> None:
    """``messageType`` without the prefix, the message's own fields, id and date beside them."""
    message = only({
        "messageType": "ChatMessage", "msgId": "7140000000000000001", "createTime": "1786367257452",
        "content": "Hi 你好",
        "user": {
            "id": "6800000000000000001", "displayId": "bo", "nickname": "Bo",
            "avatarThumb": {"urlListList": ["https://x/b", "https://x/a"]},
            "badgeListList": [{"displayType": 4, "sceneType": 8, "combine": {"str": "21"}}],
        },
        "userIdentity": {"isModeratorOfAnchor": True, "isSubscriberOfAnchor": True},
    })  # fmt: skip
    event = decode_message(message)
    assert (event.kind, event.method, event.msg_id) == ("chat", "WebcastChatMessage", 7140000000000000001)
    assert event.server_at == 1786367257452
    assert event.viewer is not None
    assert event.viewer[:3] == (6800000000000000001, "bo", "Bo")
    assert event.viewer.avatar_url == "https://x/a"
    assert event.body is not None
    assert event.body[1] == "Hi 你好"
    assert event.body[-4:] == (True, True, 21, None)


def test_the_common_part_may_be_within() -> None:
    """There the method is spelt as on the wire, and what is beside it fills what it lacks."""
    common = {"method": "WebcastLikeMessage", "msgId": "5", "createTime": 1786367257452}
    message = only({"messageType": "LikeMessage", "common": common, "roomId": "9", "count": 3, "total": "40"})
    like = pb.LikeMessage.FromString(message.payload)
    assert (message.method, message.msg_id, like.common.room_id) == ("WebcastLikeMessage", 5, 9)
    assert (like.count, like.total, like.common.create_time) == (3, 40, 1786367257452)


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("GiftMessage", "WebcastGiftMessage"),
        ("WebcastGiftMessage", "WebcastGiftMessage"),
        ("RoomMessage", "RoomMessage"),
        ("NobodyKnowsMessage", "WebcastNobodyKnowsMessage"),
    ],
)
def test_a_message_has_the_method_of_the_socket(kind: str, method: str) -> None:
    """So that one which comes both ways is one row."""
    assert only({"messageType": kind, "msgId": "7"}).method == method


def test_what_nobody_declared_is_kept_and_dated() -> None:
    """An unknown type is an event of kind unknown."""
    event = decode_message(only({"messageType": "NobodyKnowsMessage", "msgId": "7", "createTime": 1786367257452}))
    assert (event.kind, event.msg_id, event.server_at) == ("unknown", 7, 1786367257452)


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("7140000000000000001", 7140000000000000001),
        (12345, 12345),
        (7140000000000001000, 0),  # JavaScript has rounded it: it could be another message's
        (7.14e18, 0),
        ("", 0),
        (None, 0),
        (-5, 0),
        (True, 0),
        ("9" * 30, 0),
    ],
)
def test_only_exact_ids_are_ids(told: Any, number: int) -> None:
    """A message without one is kept, but cannot be told from its repetition."""
    assert only({"messageType": "ChatMessage", "msgId": told}).msg_id == number


def test_an_exact_twin_stands_in_for_a_rounded_number() -> None:
    """Where there is ``idStr``."""
    user = {"id": 6800000000000001000, "idStr": "6800000000000000001", "nickname": "Bo"}
    chat = pb.ChatMessage.FromString(only({"messageType": "ChatMessage", "user": user}).payload)
    assert chat.user.id == 6800000000000000001


def test_what_an_answer_says_of_itself() -> None:
    """Cursor, clock and pace; control messages are signals, but for old ones."""
    control = {"messageType": "ControlMessage", "msgId": "1", "action": 3}
    found = parse_chat_answer(answer(control, now="1786367257452", fetchInterval=2500, nextCursor=77))
    assert (found.next_cursor, found.result.now, found.result.fetch_interval) == ("77", 1786367257452, 2500)
    assert read_result(found.result).signals == (3,)
    assert read_result(parse_chat_answer(answer(control | {"isHistory": True})).result).signals == ()
    assert parse_chat_answer(b'{"messagesList": []}').next_cursor == ""
    assert parse_chat_answer(b'{"nextCursor": "c"}').result.messages == []


@pytest.mark.parametrize("cursor", [None, True, ["c"], "c\nX-Header: 1", "ü", "c" * 5000])
def test_a_cursor_that_no_request_can_carry_is_none(cursor: Any) -> None:
    """It is sent back, so it is printable ASCII of bounded length."""
    assert parse_chat_answer(answer(nextCursor=cursor)).next_cursor == ""


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"<html>", b'{"status":"success"}', b'{"messagesList":{}}', b'{"messagesList":[', b"[" * 100_000,
     b"\xff", b'{"messagesList":[' + b"0," * 20_001 + b"0]}", b" " * (9 << 20)],
)  # fmt: skip
def test_what_is_no_answer(body: bytes) -> None:
    """Refused in a sentence; in a journal, a complaint."""
    with pytest.raises(FrameError, match="TikAPI"):
        parse_chat_answer(body)
    decoded = decode_record(FrameKind.TIKAPI_CHAT, body)
    assert decoded.events == []
    assert decoded.problem


def test_what_does_not_say_what_it_is_is_counted() -> None:
    """The rest is read."""
    body = answer("text", 5, {}, {"messageType": 7}, {"messageType": "Chat\n"}, {"messageType": "LikeMessage"})
    decoded = decode_record(FrameKind.TIKAPI_CHAT, body)
    assert [event.kind for event in decoded.events] == ["like"]
    assert decoded.problem == "5 of 6 messages of TikAPI's answer do not say what they are."


ODD = (
    None,
    True,
    -1,
    1e400,
    "",
    "7",
    "x" * 20_000,
    [],
    {},
    [[]],
    [{}],
    {"a": {}},
    1 << 70,
    "\ud800",
    "a\0b",
    [["k", {}], 3],
)


def test_values_of_any_kind_cost_no_more_than_themselves() -> None:
    """Each key of real messages replaced by odd values: always an event that can be stored and shown."""
    rng = random.Random(5)
    for method, payload in rng.sample(_SEEDS, min(len(_SEEDS), 700)):
        item = message_json(make_message(method, payload, msg_id=7))
        _spoil(rng, item)
        for event in decode_record(FrameKind.TIKAPI_CHAT, answer(item)).events:
            check(event)


def _spoil(rng: random.Random, value: Any) -> None:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    for key in keys:
        if isinstance(value[key], dict | list) and value[key] and rng.random() < 0.7:
            _spoil(rng, value[key])
        elif rng.random() < 0.4:
            value[key] = rng.choice(ODD)


def test_damaged_answers_are_read_or_complained_about() -> None:
    """Bytes changed at random: events that can be stored and shown, or a sentence."""
    rng = random.Random(6)
    for _ in range(1_000):
        items = [message_json(make_message(*rng.choice(_SEEDS), msg_id=7)) for _ in range(2)]
        decoded = decode_record(FrameKind.TIKAPI_CHAT, mutated(rng, answer(*items), [b"null", b"[[", b"1e999"]))
        for event in decoded.events:
            check(event)
