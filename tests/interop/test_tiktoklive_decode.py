"""What we read in the captures equals what TikTokLive 6.6.5 reads in the same bytes."""

from __future__ import annotations

import json
import struct
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from archiver.model.event import (
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
    ViewerCount,
)
from archiver.wire.decode import decode_message
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.values import to_instant
from tests.bench.frames_fixture import captured_messages
from tests.fakes.webcast import make_frame, make_message, make_result

ROOT = Path(__file__).resolve().parents[2]
INTEROP_PYTHON = ROOT / ".venv-interop" / "bin" / "python"

pytestmark = pytest.mark.interop

#: The kinds that have readers of their own.
OF_THEIR_OWN = (
    "chat", "emote", "gift", "like", "join", "follow", "share", "viewers", "control", "room_message", "intro",
    "subscribe",
)  # fmt: skip
#: TikTokLive 6.6.5 raises on these real messages; we read them.
TIKTOKLIVE_FAILS_ON = {"WebcastGoodyBagMessage"}
#: What the script reports of every message, understood or not.
ENVELOPE = ("method", "msg_id")


@pytest.fixture(scope="module")
def messages(shared_data) -> list[pb.Message]:
    """All captured messages, numbered from 1."""
    captured = captured_messages(shared_data / "webcast")
    return [make_message(method, payload, msg_id=n) for n, (method, payload) in enumerate(captured, 1)]


@pytest.fixture(scope="module")
def theirs(messages, tmp_path_factory) -> list[dict[str, Any]]:
    """What TikTokLive reads, message by message."""
    if not INTEROP_PYTHON.exists():
        pytest.skip("no .venv-interop with TikTokLive; tests/interop/requirements.txt says how to make it")
    path = tmp_path_factory.mktemp("interop") / "frames.bin"
    frames = [make_frame(make_result(message), compress=True, header="gzip") for message in messages]
    path.write_bytes(b"".join(struct.pack("<I", len(frame)) + frame for frame in frames))
    script = Path(__file__).with_name("tiktoklive_decode.py")
    done = subprocess.run([INTEROP_PYTHON, script, "facts", path], stdout=subprocess.PIPE, check=True, timeout=240)
    return json.loads(done.stdout)


def test_both_read_the_same(messages, theirs):
    """Texts, gifts, counts, viewers and instants agree on every message that both understand."""
    compared = Counter()
    for message, facts in zip(messages, theirs, strict=True):
        event = decode_message(message)
        assert (facts["method"], facts["msg_id"]) == (event.method, event.msg_id)
        if "error" in facts:
            assert message.method in TIKTOKLIVE_FAILS_ON
            assert event.kind == "goody_bag"
        elif len(facts) > len(ENVELOPE):
            expected = translate(facts, event.kind)
            assert {name: our_facts(event).get(name) for name in expected} == expected
            compared[event.kind] += 1
    # Whatever we have a reader of its own for was compared; the 18 RoomMessage without prefix TikTokLive does not know.
    # What the catalogue reads is compared field by field in test_tiktoklive_fields.py, and here by its instant.
    kinds = Counter(decode_message(message).kind for message in messages)
    missed = kinds - compared
    assert {kind: missed[kind] for kind in OF_THEIR_OWN if missed[kind]} == {"room_message": 18}
    assert compared.total() > 2_200


def translate(facts: dict[str, Any], kind: str) -> dict[str, Any]:
    """TikTokLive's facts as far as a row has them, in the row's terms."""
    facts = {name: value for name, value in facts.items() if name not in ENVELOPE}
    key = facts.pop("key", "")
    if "create_time" in facts:
        facts["create_time"] = to_instant(facts["create_time"])
    if kind in ("follow", "share"):
        assert kind in key
        del facts["share_count" if kind == "follow" else "follower_count"]
    if kind == "gift":
        facts |= {"gift_type": facts["gift_type"] == 1, "repeat_end": facts["repeat_end"] == 1}
    if kind == "room_message" and facts["text"] == " ":
        del facts["text"]  # we show the display text instead
    return facts


def our_facts(event: Event) -> dict[str, Any]:
    """The event in the words of the interop script."""
    facts: dict[str, Any] = {"create_time": event.server_at}
    if event.viewer:
        facts |= event.viewer._asdict()
    return facts | body_facts(event)


def body_facts(event: Event) -> dict[str, Any]:
    match event.body[0] if isinstance(event.body, list) else event.body:
        case Chat() as chat if event.kind == "emote":
            return {"emotes": [emote["id"] for emote in json.loads(chat.emotes or "[]")]}
        case Chat() as chat:
            return {"text": chat.text, "language": chat.language}
        case Gift() as gift:
            names = ("gift_id", "gift_name", "diamond_count", "repeat_count", "combo_count", "group_id")
            types = {"gift_type": gift.is_streakable, "repeat_end": gift.is_streak_end}
            return {name: getattr(gift, name) for name in names} | types
        case Follow() as follow:
            return {"follower_count": follow.follower_count}
        case Share() as share:
            return {"share_count": share.share_count}
        case Like() | Join() | ViewerCount() | Subscription() | Control() as body:
            return body._asdict()
        case RoomText() as line:
            return {"text": line.text, "language": line.language}
    return {}
