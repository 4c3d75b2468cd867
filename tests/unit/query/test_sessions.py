"""Lists of sessions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archiver.errors import SchemaOutdatedError, UsageError
from archiver.model.creator import Creator
from archiver.query.reader import open_reader
from archiver.query.sessions import get_session, list_sessions
from archiver.store.sql_store import SqlStore
from tests.archive import ANNA, ROOM, archive_session


async def test_summary_counts_everything(database_url: str) -> None:
    """A summary has the counts of the session's rows, each gift streak once."""
    async with SqlStore(database_url) as store:
        session_id = await archive_session(store)
    with open_reader(database_url) as reader:
        found = get_session(reader, "last")
    assert found.id == session_id
    assert (found.segments, found.gaps, found.events, found.chats) == (2, 1, 13, 5)
    assert (found.gifts, found.diamonds, found.viewers_peak, found.unknown) == (1, 5, 12, 1)
    assert (found.sync_kind, found.error_ms, found.duration_ms, found.file) == ("arrival", 300, 8_000, "anna.mp4")
    assert (found.unique_id, found.nickname, found.room_id, found.end_cause) == (
        "anna",
        "Anna 🌸",
        ROOM,
        "control_ended",
    )


async def test_empty_session_counts_nothing(database_url: str) -> None:
    """A session that just began has zeros, not missing values."""
    async with SqlStore(database_url) as store:
        first = await archive_session(store)
        second = await archive_session_without_rows(store)
    with open_reader(database_url) as reader:
        newest, oldest = list_sessions(reader)
        assert list_sessions(reader, unique_id="nobody") == []
        assert [s.id for s in list_sessions(reader, unique_id="anna", limit=1)] == [second]
    assert (newest.id, oldest.id) == (second, first)
    assert (newest.events, newest.gifts, newest.diamonds, newest.viewers_peak, newest.sync_kind) == (
        0,
        0,
        0,
        None,
        "none",
    )


async def test_a_creator_is_found_by_any_handle(database_url: str) -> None:
    """All sessions of one who has changed the handle, by the new one and by the old one, each of them once."""
    async with SqlStore(database_url) as store:
        await archive_session(store)
        await archive_session_without_rows(store, replace(ANNA, unique_id="anna.new"))
    with open_reader(database_url) as reader:
        for handle in ("anna", "anna.new"):
            found = list_sessions(reader, unique_id=handle)
            assert [(each.id, each.unique_id) for each in found] == [(2, "anna.new"), (1, "anna.new")]


async def archive_session_without_rows(store: SqlStore, creator: Creator = ANNA) -> int:
    session = await store.open_session(
        room_id=ROOM, creator=creator, title="", started_at=30_000, folder="anna/2", broadcast_started_at=None
    )
    return session.id


@pytest.mark.parametrize("which", ["last", "1", 7, str(1 << 70), "abc", "-1"])
def test_missing_session_is_a_usage_error(sqlite_url: str, which: str | int) -> None:
    """What is not there, or no number at all, is told to the person who asked."""
    with open_reader(sqlite_url) as reader, pytest.raises(UsageError, match="session"):
        get_session(reader, which)


def test_missing_database_names_the_command(tmp_path) -> None:
    """Reading where there is no database says how to make one, and makes none."""
    with pytest.raises(SchemaOutdatedError, match="archiver db upgrade"), open_reader(f"sqlite:///{tmp_path}/no.db"):
        pass
    assert not list(tmp_path.iterdir())
