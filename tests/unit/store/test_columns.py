"""Texts that no database takes as they are: a path that is no UTF-8, half an emoji, a NUL."""

from __future__ import annotations

from archiver.model.creator import CheckNote, Creator
from archiver.model.session import EndCause, Gap, GapCause
from archiver.query.sql import run_sql
from archiver.store.sql_store import SqlStore

BAD = "half \ud83d, path \udcff, nul \0"
GOOD = "half ?, path ?, nul \ufffd"


async def test_a_text_is_made_storable_wherever_it_is_written(database_url: str) -> None:
    """A check and a session whose words are odd are noted all the same; what can be read of the words stays."""
    creator = Creator(unique_id="anna", user_id=7, nickname=BAD)
    async with SqlStore(database_url) as store:
        entry = await store.add_watch_entry("anna", added_at=1)
        note = CheckNote(
            entry_id=entry.id, checked_at=2, next_check_at=3, status="blocked", error=BAD, creator=creator
        )  # fmt: skip
        await store.record_checks([note])
        assert (await store.watch_entries())[0].last_error == GOOD
        session = await store.open_session(
            room_id=1, creator=creator, title=BAD, started_at=4, folder="f", broadcast_started_at=None
        )
        assert session.creator.nickname == session.title == GOOD
        await store.save_gap(Gap(session_id=session.id, cause=GapCause.STALL, started_at=5, detail=BAD))
        assert [gap.detail for gap in await store.gaps(session.id)] == [GOOD]
        await store.end_session(
            session.id, ended_at=6, cause=EndCause.STOPPED, file=None, sha256=None, duration_ms=None, error=BAD
        )
        assert (await store.session(session.id)).error == GOOD
    with run_sql(database_url, "SELECT unique_id FROM watch_entries WHERE last_error LIKE 'half%'") as answer:
        assert list(answer.rows) == [("anna",)]
