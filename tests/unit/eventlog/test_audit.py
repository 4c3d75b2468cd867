"""Journals held against rows, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from archiver.eventlog.audit import Audit, audit_journals
from archiver.eventlog.journal_format import journal_path
from archiver.model.session import EndCause
from archiver.store.engine import open_engine, writing
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import webcast_pb2 as pb
from tests.journalled import START, dated, log_messages, open_journalled


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore(database_url) as opened:
        yield opened


def chats(first: int, count: int) -> list[pb.Message]:
    return [
        dated("WebcastChatMessage", pb.ChatMessage(content=f"line {n}"), 100 * n) for n in range(first, first + count)
    ]


def execute(url: str, statement: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()


async def test_what_was_logged_is_all_there(store: SqlStore, tmp_path: Path) -> None:
    """Two journals, a repetition within them, and a look that changes nothing."""
    session = await open_journalled(store, tmp_path)
    await log_messages(store, session, tmp_path, chats(0, 30))
    await log_messages(store, session, tmp_path, chats(25, 10))
    for _ in range(2):
        assert await audit_journals(session=session, folder=tmp_path, store=store) == Audit(messages=35)


async def test_a_lost_row_and_a_strange_one_are_found(store: SqlStore, database_url: str, tmp_path: Path) -> None:
    """A row that was removed is missing; one that no journal explains is a stranger."""
    session = await open_journalled(store, tmp_path)
    await log_messages(store, session, tmp_path, chats(0, 10))
    execute(database_url, f"DELETE FROM events WHERE session_id = {session.id} AND seq = 4")
    execute(database_url, f"UPDATE events SET msg_id = 77 WHERE session_id = {session.id} AND seq = 6")
    found = await audit_journals(session=session, folder=tmp_path, store=store)
    assert (found.messages, found.missing, found.strangers, found.is_ok) == (10, 2, 1, False)


async def test_a_lost_journal_leaves_strangers(store: SqlStore, tmp_path: Path) -> None:
    """Rows whose journal is gone are counted, not taken for whole."""
    session = await open_journalled(store, tmp_path)
    await log_messages(store, session, tmp_path, chats(0, 10))
    journal_path(tmp_path, 1).unlink()
    found = await audit_journals(session=session, folder=tmp_path, store=store)
    assert (found, found.is_ok) == (Audit(strangers=10), False)


async def test_repetitions_of_an_earlier_session_are_no_loss(store: SqlStore, tmp_path: Path) -> None:
    """A room archived twice: the messages that both sessions received have their row in the first."""
    first = await open_journalled(store, tmp_path / "one")
    await log_messages(store, first, tmp_path / "one", chats(0, 10))
    await store.end_session(
        first.id, ended_at=START + 9_000, cause=EndCause.STOPPED, file=None, sha256=None, duration_ms=None, error=None
    )
    second = await open_journalled(store, tmp_path / "two")
    await log_messages(store, second, tmp_path / "two", chats(6, 10))
    found = await audit_journals(session=second, folder=tmp_path / "two", store=store)
    assert found == Audit(messages=10, repeated=4)
