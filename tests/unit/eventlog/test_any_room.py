"""Any room's messages go the whole way: made from a schema alone, through frames, journal and projector into SQLite."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay
from archiver.query.sql import run_sql
from archiver.store.sql_store import SqlStore
from archiver.store.views import VIEWS
from archiver.wire.decode import decode_message
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.catalogue import CATALOGUE
from tests.fakes.webcast import make_message
from tests.journalled import log_messages, open_journalled
from tests.mutation import check
from tests.schema_messages import Schema, collected_schema, own_schema

_OF_EACH = 4
_OWN = ("ChatMessage", "EmoteChatMessage", "GiftMessage", "LikeMessage", "MemberMessage", "SocialMessage",
        "RoomUserSeqMessage", "ControlMessage", "RoomMessage", "LiveIntroMessage", "SubNotifyMessage")  # fmt: skip
#: The two schemas we know of give some numbers to a text and to a number; of each we read one.
_SCENES = {"WebcastBarrageMessage", "WebcastRoomMessage", "WebcastCapsuleMessage", "WebcastGuideMessage",
           "WebcastToastMessage", "WebcastNoticeMessage", "WebcastAccessRecallMessage"}  # fmt: skip


@pytest.fixture(params=["ours", "collected"])
def schema(request: pytest.FixtureRequest) -> Schema:
    """What we declare, and all that is known of the platform's messages, with the older methods."""
    if request.param == "ours":
        return own_schema([f"Webcast{name}" for name in (*_OWN, *CATALOGUE)])
    path = request.getfixturevalue("shared_data").parent / "facts" / "webcast-messages.json"
    if not path.exists():
        pytest.skip(f"no collected schema at {path}")
    return collected_schema(path)


def random_messages(schema: Schema) -> list[pb.Message]:
    """Some of each method, each with a number of its own, as many rooms would send them."""
    rng = random.Random(20_260_810)
    methods = [method for method in schema.methods for _ in range(_OF_EACH)]
    rng.shuffle(methods)
    return [make_message(each, schema.payload(rng, each), msg_id=n) for n, each in enumerate(methods, 1_000_001)]


async def test_every_method_of_any_room_is_stored_and_shown(schema: Schema, sqlite_url: str, tmp_path: Path) -> None:
    """Each message is an event row; whoever reads replay and views gets them all, whatever is in them."""
    messages = random_messages(schema)
    async with SqlStore(sqlite_url) as store:
        session = await open_journalled(store, tmp_path / "s")
        await log_messages(store, session, tmp_path / "s", messages)
        assert await store.count_events(session.id) == len(messages)
    with run_sql(sqlite_url, "SELECT method, kind, n FROM message_counts") as answer:
        kinds = list(answer.rows)
    assert {method for method, _, _ in kinds} == set(schema.methods)
    refused = Counter(method for method, kind, _ in kinds if kind == "undecodable")
    assert set(refused) <= _SCENES
    with open_reader(sqlite_url) as engine:
        shown = Counter(item.kind for item in iter_replay(engine, session.id, include_history=True))
    assert shown.total() > len(messages) * 0.8  # corrected captions and messages of one gift streak are shown once
    for view in VIEWS:
        with run_sql(sqlite_url, f"SELECT * FROM {view}") as answer:
            assert list(answer.rows) is not None


def test_whatever_a_schema_allows_is_bounded(schema: Schema) -> None:
    """Rows, texts and details of thousands of random messages keep their bounds."""
    rng = random.Random(3)
    for method in schema.methods:
        for number in range(20):
            check(decode_message(make_message(method, schema.payload(rng, method), msg_id=number)))
