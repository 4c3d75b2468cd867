"""Field by field: what we read in the listed messages is what TikTokLive 6.6.5 reads, down to the last number.

Both sides become trees by field number, so that names do not matter; whatever both declare has to agree.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message as AnyProto

from archiver.wire.message_types import message_type
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.catalogue import CATALOGUE
from archiver.wire.values import clean_text
from tests.bench.frames_fixture import captured_messages
from tests.fakes.webcast import make_frame, make_message, make_result
from tests.interop.test_tiktoklive_decode import INTEROP_PYTHON

pytestmark = pytest.mark.interop

#: Path of field numbers, from the method on -> why the two sides differ there.
_NEWER = "newer than TikTokLive 6.6.5's schema"
_SCENE = "a text on the wire, an enumeration in TikTokLive 6.6.5's schema"
DIFFERENCES = {
    "WebcastAccessRecallMessage.5": _SCENE,
    "WebcastCapsuleMessage.7": _SCENE,
    "WebcastEnvelopeMessage.2.11": _NEWER,
    "WebcastGiftMessage.2": "hidden by TikTokLive's event; the number in the description, 15.5, agrees",
    "WebcastInRoomBannerMessage.2": "JSON that no schema has; we keep it as text",
    "WebcastLinkMicMethod.43": _NEWER,
    "WebcastRankUpdateMessage.2": _NEWER,
    "WebcastRankUpdateMessage.3": _NEWER,
    "WebcastRankUpdateMessage.5": _NEWER,
    "WebcastRoomPinMessage.4.2": _NEWER,
    "WebcastSubPinEventMessage.3.5": _NEWER,
}
_OF_OWN_READERS = 20
#: What we declare as bytes, to read each of them once, and what is in them.
_INSIDE = {"ranks": pb.RoomRank}
#: Of the captured methods that we declare these are unknown to TikTokLive, or it cannot parse them.
ONLY_OURS = {"LinkMicMethod", "RoomMessage", "WebcastGoodyBagMessage", "WebcastOecLiveShoppingMessage"}


@pytest.fixture(scope="module")
def messages(shared_data: Path) -> list[tuple[str, bytes]]:
    """All captured messages that the catalogue reads, and some of each type that has a reader of its own.

    All of those are compared by what a row has of them in test_tiktoklive_decode.py; TikTokLive takes minutes for them.
    """
    taken: Counter[str] = Counter()
    found = []
    for method, payload in captured_messages(shared_data / "webcast"):
        taken[method] += 1
        is_listed = method.removeprefix("Webcast") in CATALOGUE
        if is_listed or (message_type(method) is not None and taken[method] <= _OF_OWN_READERS):
            found.append((method, payload))
    return found


@pytest.fixture(scope="module")
def theirs(messages: list[tuple[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any] | None]:
    """TikTokLive's tree of each message."""
    if not INTEROP_PYTHON.exists():
        pytest.skip("no .venv-interop with TikTokLive; tests/interop/requirements.txt says how to make it")
    path = tmp_path_factory.mktemp("interop") / "frames.bin"
    frames = [make_frame(make_result(make_message(*message)), compress=True, header="gzip") for message in messages]
    path.write_bytes(b"".join(len(frame).to_bytes(4, "little") + frame for frame in frames))
    script = Path(__file__).with_name("tiktoklive_decode.py")
    done = subprocess.run([INTEROP_PYTHON, script, "trees", path], stdout=subprocess.PIPE, check=True, timeout=900)
    return json.loads(done.stdout)


def tree_of(message: AnyProto) -> dict[str, Any]:
    """Our message as a tree of the same make."""
    tree: dict[str, Any] = {}
    for field, value in message.ListFields():
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            entries = [{"1": key, "2": plain(value[key])} for key in sorted(value)]
            tree[str(field.number)] = entries
        elif field.name in _INSIDE:
            tree[str(field.number)] = [tree_of(_INSIDE[field.name].FromString(each)) for each in value]
        elif field.is_repeated:
            tree[str(field.number)] = [plain(each) for each in value]
        else:
            tree[str(field.number)] = plain(value)
    return {number: value for number, value in tree.items() if value not in (0, "", [], {}, False)}


def plain(value: Any) -> Any:
    if isinstance(value, AnyProto):
        return tree_of(value)
    return int(value) if isinstance(value, bool) else clean_text(value) if isinstance(value, bytes) else value


def declared(descriptor: Any, tree: dict[str, Any]) -> dict[str, Any]:
    """The part of their tree that we declare, too."""
    kept: dict[str, Any] = {}
    for number, told in tree.items():
        field = descriptor.fields_by_number.get(int(number))
        if field is None:
            continue
        # Of a list of texts that we declare as one text protobuf keeps the last.
        value = told[-1] if isinstance(told, list) and isinstance(told[-1], str) and not field.is_repeated else told
        inside = _INSIDE[field.name].DESCRIPTOR if field.name in _INSIDE else field.message_type
        if inside is not None and isinstance(value, list):
            kept[number] = [declared(inside, each) if isinstance(each, dict) else each for each in value]
        else:
            kept[number] = declared(field.message_type, value) if isinstance(value, dict) else value
    return {number: value for number, value in kept.items() if value not in ({}, [])}


def differences(path: str, ours: Any, theirs: Any) -> Counter[str]:
    """The paths at which two trees differ; entries of a list have their list's path."""
    if ours == theirs:
        return Counter()
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found: Counter[str] = Counter()
        for number in ours.keys() | theirs.keys():
            found += differences(f"{path}.{number}", ours.get(number), theirs.get(number))
        return found
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return sum((differences(path, a, b) for a, b in zip(ours, theirs, strict=True)), Counter())
    return Counter([path])


def test_every_field_both_declare_is_read_alike(
    messages: list[tuple[str, bytes]], theirs: list[dict[str, Any] | None]
) -> None:
    """Every difference in every captured message of every type both know is explained above, and none is made up."""
    found: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    unknown: set[str] = set()
    for (method, payload), tree in zip(messages, theirs, strict=True):
        kind = message_type(method)
        assert kind is not None
        if tree is None:
            unknown.add(method)
            continue
        found += differences(method, tree_of(kind.FromString(payload)), declared(kind.DESCRIPTOR, tree))
        compared[method] += 1
    assert unknown == ONLY_OURS
    assert set(found) == set(DIFFERENCES), found
    print(compared.total(), len(compared))
    assert len(compared) >= 40
    assert compared.total() > 180
