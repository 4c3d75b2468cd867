"""Gift streaks of which the platform repeats messages to the next session of the room."""

from __future__ import annotations

import pytest

from archiver.model.event import Gift, Viewer
from archiver.store.sql_store import SqlStore
from tests.sql import rows
from tests.synthetic import START, Media, Said, archive, batches

BO = Viewer(5, "bo", "Bo", "", "")


def gift(msg_id: int, count: int, *, group: int = 71, is_end: bool = False) -> Said:
    body = Gift(5, None, 5655, "Rose", 1, count, 1, group, True, is_end)
    return Said(START + msg_id * 1_000, "gift", "WebcastGiftMessage", msg_id, BO, body)


STREAK = (gift(1, 1), gift(2, 3), gift(3, 5), gift(4, 9, is_end=True))


async def heard_twice(url: str, repeated: tuple[Said, ...], batch_size: int) -> None:
    """A first session that holds the streak's first two messages, and a second one of the same room."""
    async with SqlStore(url) as store:
        first, _ = await archive(store, STREAK[:2], Media(), ended_at=START + 10_000)
        second, _ = await archive(store, (), Media(), started_at=START + 10_000)
        assert (first, second) == (1, 2)
        room_id = (await store.session(second)).room_id
        for batch in batches(store, second, room_id, repeated, batch_size):
            await store.write_batch(batch)


@pytest.mark.parametrize("batch_size", [1, 2, 3, 4])
async def test_a_streak_begins_at_the_first_message_that_was_kept(database_url: str, batch_size: int) -> None:
    """However the messages are batched, the streak of the second session stands at its own first message."""
    await heard_twice(database_url, STREAK, batch_size)
    ledger = "SELECT first_seq, last_seq, first_at, gift_count, is_closed FROM gift_ledger WHERE session_id = 2"
    assert rows(database_url, ledger) == [(3, 4, STREAK[2].at, 9, 1)]
    placed = "SELECT seq, gift_count FROM chat_replay WHERE session_id = 2 ORDER BY seq"
    assert rows(database_url, placed) == [(3, 9), (4, None)]


@pytest.mark.parametrize("batch_size", [1, 2])
async def test_a_streak_that_was_only_repeated_is_not_counted_again(database_url: str, batch_size: int) -> None:
    """Its first session holds it; the second one has no row for it, also when it is closed at its end."""
    await heard_twice(database_url, STREAK[:2], batch_size)
    assert rows(database_url, "SELECT session_id, gift_count FROM gift_ledger") == [(1, 3)]


async def test_another_streak_is_not_taken_for_the_repeated_one(database_url: str) -> None:
    """What begins while messages are repeated keeps its own first message."""
    await heard_twice(database_url, (STREAK[0], gift(5, 2, group=72), gift(6, 7, group=0), *STREAK[1:]), 2)
    found = rows(database_url, "SELECT first_seq, gift_count FROM gift_ledger WHERE session_id = 2 ORDER BY 1")
    assert found == [(2, 2), (3, 7), (5, 9)]
