"""The replay of a session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from archiver.errors import UsageError
from archiver.query.places import Places, read_timeline
from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay
from archiver.store.sql_store import SqlStore
from tests.archive import TIMELINE, archive_session


@pytest.fixture
async def session_id(database_url: str) -> AsyncIterator[int]:
    async with SqlStore(database_url) as store:
        yield await archive_session(store)


@pytest.fixture
def reader(database_url: str, session_id: int) -> Iterator[Engine]:
    with open_reader(database_url) as engine:
        yield engine


def test_items_come_in_the_order_of_the_video(reader: Engine, session_id: int) -> None:
    """Offsets never fall, though a message came late; each has its segment and the position in it."""
    items = list(iter_replay(reader, session_id))
    assert [(i.kind, i.offset_ms, i.segment, i.position_ms, i.in_gap) for i in items] == [
        ("chat", 500, 1, 500, False),
        ("viewers", 1_000, 1, 1_000, False),
        ("gift", 1_500, 1, 1_500, False),
        ("chat", 2_900, 1, 2_900, False),
        ("chat", 3_000, 1, 3_000, False),
        ("like", 4_000, 2, 0, True),
        ("emote", 4_500, 2, 500, False),
        ("intro", 5_000, 2, 1_000, False),
        ("unknown", 5_500, 2, 1_500, False),
        ("viewers", 7_000, 2, 3_000, False),
    ]
    assert {(i.sync_kind, i.error_ms) for i in items} == {("arrival", 300)}


def test_gift_streak_is_one_item(reader: Engine, session_id: int) -> None:
    """Three messages of one streak are one item, at the first, with the final count and value."""
    (item,) = iter_replay(reader, session_id, kinds=["gift"])
    assert (item.offset_ms, item.gift_id, item.gift_name, item.quantity, item.diamonds) == (1_500, 5655, "Rose", 5, 5)


def test_texts_and_people(reader: Engine, session_id: int) -> None:
    """Texts arrive as they were said, with who said them; an emote message shows as such."""
    items = list(iter_replay(reader, session_id, kinds=["chat", "emote", "intro"]))
    assert [(i.text, i.nickname, i.is_moderator, i.is_subscriber) for i in items] == [
        ("hello {\\b1} --> <b>", "Bo 🎈", True, False),
        ("late by the server's clock", "Bo 🎈", True, False),
        ("你好 สวัสดี مرحبا", "雪", True, False),
        (":emote:", "Bo 🎈", False, True),
        ("Welcome", "", False, False),
    ]


def test_quantities(reader: Engine, session_id: int) -> None:
    """Likes carry their batch, viewer counts how many watch."""
    items = iter_replay(reader, session_id, kinds=["like", "viewers"])
    assert [(i.kind, i.quantity) for i in items] == [("viewers", 12), ("like", 7), ("viewers", 9)]


def test_history_comes_only_when_asked_for(reader: Engine, session_id: int) -> None:
    """What was said before the recording is at its start, and left out by default."""
    (first, *_) = iter_replay(reader, session_id, kinds=["chat"], include_history=True)
    assert (first.text, first.is_history, first.offset_ms, first.in_gap) == ("from before", True, 0, True)
    assert all(not item.is_history for item in iter_replay(reader, session_id))


@pytest.mark.parametrize(
    ("from_ms", "to_ms", "offsets"),
    [
        (3_000, 5_000, [3_000, 4_000, 4_500]),
        (None, 1_000, [500]),
        (5_500, None, [5_500, 7_000]),
        (9_000, None, []),
        (4_000, 4_001, [4_000]),
    ],
)
def test_range(reader: Engine, session_id: int, from_ms: int | None, to_ms: int | None, offsets: list[int]) -> None:
    """A range holds its first millisecond and not its last."""
    assert [i.offset_ms for i in iter_replay(reader, session_id, from_ms=from_ms, to_ms=to_ms)] == offsets


async def test_without_timeline_there_is_no_offset(database_url: str) -> None:
    """Before the timeline is built, events come in the order of their instants and have no place."""
    async with SqlStore(database_url) as store:
        session_id = await archive_session(store, with_timeline=False)
    with open_reader(database_url) as reader:
        items = list(iter_replay(reader, session_id))
        assert {(i.offset_ms, i.segment, i.sync_kind, i.error_ms) for i in items} == {(None, None, "none", None)}
        assert list(iter_replay(reader, session_id, from_ms=0)) == []


async def test_overlapping_pieces_are_still_in_order(database_url: str, session_id: int, reader: Engine) -> None:
    """When a later piece begins before an earlier one ends, items are sorted by offset all the same."""
    async with SqlStore(database_url) as store:
        await store.save_timeline(session_id, [replace(p, offset_ms=max(0, p.offset_ms - 2_000)) for p in TIMELINE])
    offsets = [item.offset_ms for item in iter_replay(reader, session_id)]
    assert offsets == sorted(offsets)


def test_unknown_kind_is_refused(reader: Engine, session_id: int) -> None:
    """A kind that does not exist is an error, not an empty answer."""
    with pytest.raises(UsageError, match="'chats'"):
        iter_replay(reader, session_id, kinds=["chats"])


def test_timeline_comes_back_as_it_was_saved(reader: Engine, session_id: int) -> None:
    """The stored pieces equal those that were built."""
    assert tuple(read_timeline(reader, session_id)) == TIMELINE


def test_places_without_video() -> None:
    """A piece without a segment gives no offset."""
    places = Places([replace(TIMELINE[0], segment=None)])
    assert (places.find(5).offset_ms, places.find(5).in_gap) == (None, True)
    assert Places([]).find(5).offset_ms is None
