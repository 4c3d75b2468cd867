"""Batches of events: all or nothing, nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from archiver.errors import StoreError, StoreUnavailableError
from archiver.model.batch import Batch, EventRow, GiftStreak
from archiver.model.event import Viewer
from archiver.store.engine import open_engine, reading
from archiver.store.events import EventWriter
from archiver.store.sql_store import SqlStore
from archiver.store.viewers import REFRESH_MS
from tests.archive import ANNA, LINES, ROOM, chat, gift, write_lines

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore(database_url) as opened:
        await open_session(opened)
        yield opened


async def open_session(store: SqlStore) -> int:
    session = await store.open_session(
        room_id=ROOM, creator=ANNA, title="", started_at=1_000, folder="anna/1", broadcast_started_at=None
    )
    return session.id


def rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            return [tuple(row) for row in connection.execute(text(statement))]
    finally:
        engine.dispose()


async def test_every_row_of_a_batch_is_stored(store: SqlStore, database_url: str) -> None:
    """Events and bodies hold what was given, flags as numbers."""
    assert await write_lines(store, 1, LINES) == len(LINES)
    assert rows(database_url, "SELECT count(*) FROM events") == [(len(LINES),)]
    found = rows(database_url, "SELECT * FROM chats WHERE seq = 9")
    assert found == [(1, 9, 5, "", "", '[{"index":0,"id":"e","url":"u"}]', 0, 1, 9, None)]


@pytest.mark.parametrize("count", [1, 7, 8, 9, 63, 64, 65, 200])
async def test_batch_of_any_size_is_stored_as_it_is(store: SqlStore, database_url: str, count: int) -> None:
    """However the rows are divided among statements, each keeps its place, its viewer and its values."""
    lines = [chat(1_000 + n, f"text {n}", Viewer(100 + n, f"v{n}", f"V{n}", "s", "")) for n in range(count)]
    assert await write_lines(store, 1, lines) == count
    joined = "chats c JOIN events e ON e.seq = c.seq JOIN viewers v ON v.user_id = e.viewer_id"
    found = rows(database_url, f"SELECT c.seq, e.at, c.text, v.unique_id, v.nickname FROM {joined} ORDER BY c.seq")
    assert found == [(n + 1, 1_000 + n, f"text {n}", f"v{n}", f"V{n}") for n in range(count)]


async def test_repetition_deep_in_a_batch_is_dropped_alone(store: SqlStore, database_url: str) -> None:
    """One known message among hundreds costs none of the others its row."""
    assert await write_lines(store, 1, [chat(1_000, "known")], first_msg_id=150) == 1
    assert await write_lines(store, 1, [chat(2_000 + n, "new") for n in range(200)], first_msg_id=1) == 199
    assert rows(database_url, "SELECT count(*), count(DISTINCT msg_id) FROM events") == [(200, 200)]
    assert rows(database_url, "SELECT text, count(*) FROM chats GROUP BY text ORDER BY text") == [
        ("known", 1), ("new", 199),
    ]  # fmt: skip


async def test_repeated_messages_are_dropped_with_their_bodies(store: SqlStore, database_url: str) -> None:
    """After a reconnect the platform repeats messages: events, bodies and finished streaks stay as they were."""
    lines = (chat(1_000, "one"), gift(1_100, 1), gift(1_200, 2, is_end=True))
    assert await write_lines(store, 1, lines, first_msg_id=10) == 3
    before = rows(database_url, "SELECT * FROM gift_streaks")
    assert await write_lines(store, 1, (*lines, chat(1_300, "two")), first_msg_id=10) == 1
    assert rows(database_url, "SELECT seq FROM events ORDER BY seq") == [(1,), (2,), (3,), (7,)]
    assert rows(database_url, "SELECT text FROM chats ORDER BY seq") == [("one",), ("two",)]
    assert rows(database_url, "SELECT count(*) FROM gifts") == [(2,)]
    assert rows(database_url, "SELECT * FROM gift_streaks") == before
    assert (await store.journal_state(1)).next_seq == 8


async def test_message_twice_in_one_batch_is_stored_once(store: SqlStore, database_url: str) -> None:
    """The first of two equal messages stays."""
    batch = batch_of([EventRow(1, seq, ROOM, 1, 77, "like", 5, None, 5, None, 0, 1, 0, None) for seq in (1, 2)])
    assert await store.write_batch(batch) == 1
    assert rows(database_url, "SELECT seq FROM events") == [(1,)]


async def test_messages_without_id_are_never_dropped(store: SqlStore, database_url: str) -> None:
    """No id, no duplicate."""
    batch = batch_of([EventRow(1, seq, ROOM, 1, None, "like", 5, None, 5, None, 0, 1, 0, None) for seq in (1, 2)])
    assert await store.write_batch(batch) == 2


async def test_batch_without_events_moves_the_position(store: SqlStore) -> None:
    """A stretch of journal that holds no message is passed all the same."""
    assert await store.write_batch(Batch(session_id=1, journal=2, end_position=64, next_seq=1)) == 0
    state = await store.journal_state(1)
    assert (state.journal, state.position) == (2, 64)


async def test_unstorable_values_are_made_storable(store: SqlStore, database_url: str) -> None:
    """64 unsigned bits and lone surrogates from the network stop nothing, and distinct ids stay distinct."""
    lines = (chat(1_000, "half \ud800 a pair"), chat(1_100, "fine", Viewer((1 << 64) - 2, "big", "Big", "s", "")))
    assert await write_lines(store, 1, lines, first_msg_id=(1 << 64) - 3) == 2
    assert rows(database_url, "SELECT msg_id FROM events ORDER BY seq") == [(-3,), (-2,)]
    assert rows(database_url, "SELECT text, viewer_id FROM chats ORDER BY seq") == [("half ? a pair", 5), ("fine", -2)]
    assert rows(database_url, "SELECT unique_id FROM viewers WHERE user_id = -2") == [("big",)]


@pytest.mark.postgres
async def test_nul_in_a_text_is_replaced_on_postgres(postgres_url: str) -> None:
    """PostgreSQL has no NUL in texts: the message is kept, the NUL is not."""
    async with SqlStore(postgres_url) as store:
        await open_session(store)
        assert await write_lines(store, 1, (chat(1_000, "a\0b"),)) == 1
    assert rows(postgres_url, "SELECT text FROM chats") == [("a\ufffdb",)]


async def test_second_writer_is_found_out(store: SqlStore, database_url: str) -> None:
    """Two processes that project the same session: the slower one fails instead of writing everything again."""
    async with SqlStore(database_url) as other:
        await store.journal_state(1)
        await other.journal_state(1)
        await store.write_batch(batch_of([EventRow(1, 1, ROOM, 1, 5, "like", 5, None, 5, None, 0, 1, 0, None)]))
        with pytest.raises(StoreError, match="Another process"):
            await other.write_batch(batch_of([EventRow(1, 1, ROOM, 1, None, "x", 5, None, 5, None, 0, 1, 0, None)]))
    assert rows(database_url, "SELECT kind FROM events") == [("like",)]


async def test_batch_must_follow_the_stored_position(store: SqlStore, database_url: str) -> None:
    """A batch from before the stored position, or of a session that is not there, is refused."""
    await write_lines(store, 1, LINES)
    with pytest.raises(StoreError, match="does not follow"):
        await store.write_batch(batch_of([EventRow(1, 1, ROOM, 1, None, "x", 5, None, 5, None, 0, 1, 0, None)]))
    with pytest.raises(StoreError, match="no session 99"):
        await store.write_batch(Batch(session_id=99, journal=1, end_position=1, next_seq=1))


class TestViewers:
    async def test_names_are_kept_when_they_change(self, store: SqlStore, database_url: str) -> None:
        """The viewer has the newest identity; every name of one who changed it is kept, with when it was first seen."""
        bo = Viewer(5, "bo", "Bo", "sec", "a")
        renamed = bo._replace(nickname="Bobby")
        for number, viewer in enumerate((bo, bo, renamed, bo)):
            await write_lines(store, 1, (chat(1_000 + number, "x", viewer),), first_msg_id=number + 1)
        assert rows(database_url, "SELECT nickname, first_seen_at, last_seen_at FROM viewers") == [("Bo", 1_000, 1_003)]
        found = rows(database_url, "SELECT nickname, first_seen_at FROM viewer_names ORDER BY first_seen_at")
        assert found == [("Bo", 1_000), ("Bobby", 1_002)]

    async def test_rename_is_noticed_by_the_next_process(self, store: SqlStore, database_url: str) -> None:
        """A viewer who comes back under another name after a restart has both names."""
        await write_lines(store, 1, (chat(1_000, "x", Viewer(5, "bo", "Bo", "s", "")),), first_msg_id=1)
        async with SqlStore(database_url) as restarted:
            await write_lines(restarted, 1, (chat(2_000, "x", Viewer(5, "bobby", "Bo", "s", "")),), first_msg_id=2)
        found = rows(database_url, "SELECT unique_id, first_seen_at FROM viewer_names ORDER BY first_seen_at")
        assert found == [("bo", 1_000), ("bobby", 2_000)]

    async def test_viewer_who_keeps_their_name_has_no_history(self, store: SqlStore, database_url: str) -> None:
        """Only those who changed a name have rows in the history."""
        await write_lines(store, 1, LINES)
        assert rows(database_url, "SELECT * FROM viewer_names") == []

    async def test_avatar_is_stored_without_its_signature(self, store: SqlStore, database_url: str) -> None:
        """Signed addresses are not kept."""
        viewer = Viewer(5, "bo", "Bo", "s", "https://img.example/5.webp?x-expires=1&x-signature=secret")
        await write_lines(store, 1, (chat(1_000, "x", viewer),))
        assert rows(database_url, "SELECT avatar_url FROM viewers") == [("https://img.example/5.webp",)]

    async def test_unchanged_viewers_cost_no_statement(self, sqlite_url: str) -> None:
        """A known viewer is written again only when a refresh is due."""
        async with SqlStore(sqlite_url) as store:
            await open_session(store)
            statements: list[str] = []
            event.listen(store._engine, "checkout", lambda driver, *_: driver.set_trace_callback(statements.append))
            for number, at in enumerate((1_000, 2_000, 2_000 + REFRESH_MS)):
                await write_lines(store, 1, (chat(at, "x"),), first_msg_id=number + 1)
        assert len([statement for statement in statements if "INTO viewers" in statement]) == 2

    async def test_failed_batch_is_not_remembered(self, store: SqlStore, database_url: str) -> None:
        """Viewers of a batch that was rolled back are written with the next one."""
        bad = batch_of([EventRow(1, 1, ROOM, 1, 5, None, 5, None, 5, None, 0, 1, 0, None)])  # type: ignore[arg-type]
        bad.viewers, bad.viewers_at = {5: Viewer(5, "bo", "Bo", "s", "")}, 1_000
        with pytest.raises(StoreError):
            await store.write_batch(bad)
        await write_lines(store, 1, (chat(1_000, "x"),))
        assert rows(database_url, "SELECT user_id FROM viewers") == [(5,)]


async def test_streaks_only_rise(store: SqlStore, database_url: str) -> None:
    """An older state of a streak never overwrites a newer one."""
    newer = GiftStreak(1, 1, 4, 5, None, 5655, "Rose", 1, 77, 9, 1_000, 1_400, 1)
    for seq, streak in ((1, newer), (2, newer._replace(last_seq=2, repeat_count=3, last_at=1_200, is_closed=0))):
        batch = batch_of([EventRow(1, seq, ROOM, 1, None, "gift", 5, None, 5, None, 0, 1, 0, None)], position=seq * 10)
        batch.streaks = {1: streak}
        await store.write_batch(batch)
    assert rows(database_url, "SELECT * FROM gift_streaks") == [tuple(newer)]


def test_commit_whose_answer_was_lost_is_not_repeated(database_url: str) -> None:
    """The connection breaks after the commit reached the database: trying again finds the batch there."""
    engine = open_engine(database_url)
    writer = EventWriter(engine)
    import asyncio

    async def prepare() -> None:
        async with SqlStore(database_url) as store:
            await open_session(store)

    asyncio.run(prepare())
    commit = engine.dialect.do_commit

    def commit_and_break(connection: Any) -> None:
        commit(connection)
        raise StoreUnavailableError("gone")

    batch = batch_of([EventRow(1, 1, ROOM, 1, 5, "like", 5, None, 5, None, 0, 1, 0, None)])
    engine.dialect.do_commit = commit_and_break  # type: ignore[method-assign]
    with pytest.raises(StoreUnavailableError):
        writer.write(batch)
    engine.dialect.do_commit = commit  # type: ignore[method-assign]
    assert writer.write(batch) == 1
    engine.dispose()
    assert rows(database_url, "SELECT count(*) FROM events") == [(1,)]


_KILLED_WRITER = """
import asyncio, os, signal, sys
from sqlalchemy import event
from archiver.store import events
from archiver.store.sql_store import SqlStore
from tests.archive import LINES, write_lines

steps = 0

def step(*_):
    global steps
    steps += 1
    if steps == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

def stepping(name):
    original = getattr(events, name)
    def call(*args, **options):
        original(*args, **options)
        step()
    setattr(events, name, call)

async def main():
    store = await SqlStore(sys.argv[1]).open()
    await write_lines(store, 1, LINES)
    for name in ("load", "upsert_streaks", "write_viewers"):
        stepping(name)
    event.listen(store._engine, "commit", step)
    await write_lines(store, 1, LINES, first_msg_id=5_000)

asyncio.run(main())
"""


#: After the events, in the middle of the bodies, after the streaks, after the viewers, right before the commit.
@pytest.mark.parametrize("at_step", [1, 4, 7, 8, 9])
async def test_kill_leaves_all_or_nothing(store: SqlStore, database_url: str, at_step: int) -> None:
    """kill -9 in the middle of a batch: the position and the rows are those of the batch before."""
    command = [sys.executable, "-c", _KILLED_WRITER, database_url, str(at_step)]
    killed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    state = await store.journal_state(1)
    assert (state.position, state.next_seq) == (100 * len(LINES), len(LINES) + 1)
    for table in ("events", "chats"):
        assert rows(database_url, f"SELECT max(seq) FROM {table}")[0][0] <= len(LINES)
    assert await write_lines(store, 1, LINES, first_msg_id=5_000) == len(LINES)


def batch_of(events: list[EventRow], *, position: int = 10) -> Batch:
    last = max(event.seq for event in events)
    return Batch(session_id=1, journal=1, end_position=position, next_seq=last + 1, rows=[*map(tuple, events)])
