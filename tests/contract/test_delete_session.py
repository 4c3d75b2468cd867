"""Deleting a session removes all of it and nothing of another."""

from __future__ import annotations

from typing import Any

import pytest
import stamina
from sqlalchemy import func, select

from archiver.errors import StoreUnavailableError, UsageError
from archiver.store.engine import open_engine, reading
from archiver.store.schema import metadata
from archiver.store.sql_store import SqlStore
from tests.archive import archive_session

#: Tables that are not a session's own.
SHARED = {
    "creators", "handles", "watch_entries", "broadcasts", "methods", "viewers", "viewer_names", "latencies",
    "gift_catalogue", "rate_budgets", "search_state",
}  # fmt: skip


def rows(url: str, session_id: int) -> dict[str, int]:
    """Rows of a session by table."""
    engine, found = open_engine(url), {}
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            if table.name in SHARED:
                continue
            owner = table.c.id if table.name == "sessions" else table.c.session_id
            found[table.name] = connection.execute(select(func.count()).where(owner == session_id)).scalar_one()
    engine.dispose()
    return found


async def test_everything_of_a_session_goes_with_it(database_url: str) -> None:
    """No table keeps a row of it, on either database."""
    async with SqlStore(database_url) as store:
        session_id = await archive_session(store)
        assert rows(database_url, session_id)["events"] > 0
        await store.delete_session(session_id)
        assert set(rows(database_url, session_id).values()) == {0}
        with pytest.raises(UsageError):
            await store.delete_session(session_id)


async def test_a_deletion_whose_answer_was_lost_is_one(database_url: str) -> None:
    """The connection breaks after the commit reached the database: trying again finds no session, and that is right."""
    async with SqlStore(database_url) as store:
        session_id = await archive_session(store)
        dialect = store._engine.dialect
        commit = dialect.do_commit

        def commit_and_break(connection: Any) -> None:
            commit(connection)
            dialect.do_commit = commit  # type: ignore[method-assign]
            raise StoreUnavailableError("gone")

        dialect.do_commit = commit_and_break  # type: ignore[method-assign]
        with stamina.set_testing(True, attempts=2):
            await store.delete_session(session_id)
            with pytest.raises(UsageError):
                await store.delete_session(session_id)
