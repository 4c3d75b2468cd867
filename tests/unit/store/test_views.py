"""The views: right, and the same on both databases."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from archiver.model.session import Gap, GapCause
from archiver.query.reader import open_reader
from archiver.query.sessions import get_session
from archiver.query.sql import run_sql
from archiver.store.engine import open_engine, reading
from archiver.store.sql_store import SqlStore
from archiver.store.views import VIEWS
from tests.archive import ANNA, ROOM, archive_session
from tests.conftest import ROOT
from tests.sql import rows


@pytest.fixture
async def url(database_url: str) -> str:
    async with SqlStore(database_url) as store:
        await archive_session(store)
        await store.open_session(
            room_id=ROOM, creator=ANNA, title="", started_at=30_000, folder="anna/2", broadcast_started_at=None
        )
    return database_url


def test_chat_replay_places_every_event(url: str) -> None:
    """Every event has one row, with its place in the video by the timeline."""
    found = rows(url, "SELECT seq, offset_ms, segment, position_ms, in_gap FROM chat_replay ORDER BY seq")
    assert found == [
        (1, 0, 1, 0, 1),
        (2, 500, 1, 500, 0),
        (3, 1_000, 1, 1_000, 0),
        (4, 1_500, 1, 1_500, 0),
        (5, 2_000, 1, 2_000, 0),
        (6, 2_500, 1, 2_500, 0),
        (7, 3_000, 1, 3_000, 0),
        (8, 4_000, 2, 0, 1),
        (9, 4_500, 2, 500, 0),
        (10, 2_900, 1, 2_900, 0),
        (11, 5_000, 2, 1_000, 0),
        (12, 5_500, 2, 1_500, 0),
        (13, 7_000, 2, 3_000, 0),
    ]


def test_chat_replay_counts_a_streak_once(url: str) -> None:
    """Only the first message of a gift streak carries count and diamonds: sums over the view are right."""
    found = rows(url, "SELECT gift_name, gift_count, diamonds FROM chat_replay WHERE kind = 'gift' ORDER BY seq")
    assert found == [("Rose", 5, 5), ("Rose", None, None), ("Rose", None, None)]


def test_chat_replay_flags_are_numbers(url: str) -> None:
    """A flag is compared with 1 on both databases."""
    assert rows(url, "SELECT text FROM chat_replay WHERE is_history = 1 AND is_moderator = 1") == [("from before",)]


def test_chat_replay_without_timeline(database_url: str) -> None:
    """Without a timeline events keep their row, with no offset and sync kind "none"."""
    import asyncio

    async def archive() -> None:
        async with SqlStore(database_url) as store:
            await archive_session(store, with_timeline=False)

    asyncio.run(archive())
    found = rows(database_url, "SELECT DISTINCT offset_ms, segment, in_gap, sync_kind, error_ms FROM chat_replay")
    assert found == [(None, None, 0, "none", None)]


def test_gift_ledger(url: str) -> None:
    """One row per streak, at its first message, with its final value."""
    found = rows(
        url, "SELECT first_seq, last_seq, offset_ms, nickname, gift_count, diamonds, is_closed FROM gift_ledger"
    )
    assert found == [(4, 6, 1_500, "Bo 🎈", 5, 5, 1)]


def test_viewer_curve(url: str) -> None:
    """Viewer counts over the video."""
    found = rows(url, "SELECT offset_ms, viewers, total_viewers FROM viewer_curve ORDER BY offset_ms")
    assert found == [(1_000, 12, 40), (7_000, 9, 44)]


def test_top_gifters(url: str) -> None:
    """Who gave how much in a session."""
    found = rows(url, "SELECT place, unique_id, streaks, gift_count, diamonds FROM top_gifters")
    assert found == [(1, "bo", 1, 5, 5)]


def test_coverage(url: str) -> None:
    """How much of each session there is; a session that has nothing yet has zeros."""
    columns = "session_id, duration_ms, segments, media_ms, gaps, gap_ms, events, sync_kind, error_ms"
    assert rows(url, f"SELECT {columns} FROM coverage ORDER BY session_id") == [
        (1, 8_000, 2, 8_000, 1, 2_000, 13, "arrival", 300),
        (2, None, 0, 0, 0, 0, 0, "none", None),
    ]


async def test_a_moment_without_media_is_not_counted_as_a_gap(database_url: str) -> None:
    """Only what is longer than a stall counts, in the view and in the list; its length is in the sum all the same."""
    async with SqlStore(database_url) as store:
        session_id = await archive_session(store)
        for started_at, ended_at in ((19_000, 19_300), (19_500, 19_801), (19_950, 19_950)):
            await store.save_gap(
                Gap(session_id=session_id, cause=GapCause.DISCONNECT, started_at=started_at, ended_at=ended_at)
            )
    assert rows(database_url, "SELECT gaps, gap_ms FROM coverage") == [(2, 2_000 + 300 + 301)]
    with open_reader(database_url) as engine:
        assert get_session(engine, session_id).gaps == 2


def test_message_counts(url: str) -> None:
    """How often each method was seen, the unknown ones included."""
    found = rows(url, "SELECT method, kind, n FROM message_counts WHERE n > 2 OR kind = 'unknown' ORDER BY n")
    assert found == [
        ("WebcastNewThingMessage", "unknown", 1),
        ("WebcastGiftMessage", "gift", 3),
        ("WebcastChatMessage", "chat", 4),
    ]


@pytest.mark.postgres
async def test_views_answer_the_same_on_both_databases(sqlite_url: str, postgres_url: str) -> None:
    """Every view gives the same columns and, as text, the same rows on SQLite and PostgreSQL."""
    for url in (sqlite_url, postgres_url):
        async with SqlStore(url) as store:
            await archive_session(store)
    for name in VIEWS:
        answers = []
        for url in (sqlite_url, postgres_url):
            with run_sql(url, f"SELECT * FROM {name}") as answer:
                answers.append((answer.columns, sorted(str(row) for row in answer.rows)))
        assert answers[0] == answers[1]


def plan(url: str, sql: str) -> list[str]:
    """How SQLite would go about a query, step by step."""
    engine = open_engine(url)
    with reading(engine) as connection:
        steps = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
    engine.dispose()
    return steps


def test_timeline_lookup_is_one_seek(sqlite_url: str) -> None:
    """The piece of an event is found through the index, not by reading the timeline."""
    steps = plan(sqlite_url, "SELECT offset_ms FROM chat_replay WHERE session_id = 1")
    assert any("uq_timeline_from (session_id=? AND from_at=?)" in step for step in steps)
    assert any("uq_timeline_from (session_id=? AND from_at<?)" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "first_seen"])  # that one is of creators
def test_a_view_of_one_session_reads_that_session(sqlite_url: str, view: str) -> None:
    """Asked for one session, no view looks through a whole table."""
    tables = {
        "events",
        "e",
        "s",
        "c",
        "x",
        "t",
        "p",
        "v",
        "m",
        "gift_streaks",
        "viewer_counts",
        "likes",
        "joins",
        "room_ranks",
        "k",
        "deletions",
        "controls",
    }
    scanned = {step.split()[1] for step in plan(sqlite_url, f"SELECT * FROM {view} WHERE session_id = 1")
               if step.startswith("SCAN")}  # fmt: skip
    assert not scanned & tables


def test_the_comments_of_one_viewer_are_found_through_indexes(sqlite_url: str) -> None:
    """The how-to's way from a handle to all its comments reads those and nothing else."""
    page = (ROOT / "docs/how-to/ask-in-sql.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sql\n([^`]*JOIN chats c ON c.viewer_id = v.user_id[^`]*)```", page)
    steps = plan(sqlite_url, query)
    assert not [step for step in steps if step.startswith("SCAN")], steps
    assert any("ix_viewers_unique_id" in step for step in steps)
    assert any("ix_chats_viewer_id" in step for step in steps)
