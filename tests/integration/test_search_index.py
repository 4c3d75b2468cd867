"""The search index holds what the lines say: fed with them, removed with them, made anew, and checked."""

from __future__ import annotations

import asyncio
import random
import threading

import pytest
from sqlalchemy import Connection, text

from archiver.errors import StoreError
from archiver.model.creator import Creator
from archiver.search import fold
from archiver.store import migrate, search_index
from archiver.store.engine import open_engine, reading, writing
from archiver.store.search_check import drift
from archiver.store.search_rebuild import rebuild
from archiver.store.sql_store import SqlStore
from tests.archive import ROOM, chat, write_lines
from tests.synthetic import START, Media, archive, said

HOSTILE = (
    "a\0b",
    "lone \ud800 surrogate",
    "'quoted' \\back \"double\"",
    "好" * 20_000,
    "x" * 10_000,
    "ﷺ" * 500,
    "☃'&|!:*",
)


async def fill(url: str, sessions: int = 2) -> list[int]:
    """Sessions with texts in every script; returns their ids."""
    ids = []
    async with SqlStore(url) as store:
        for number in range(sessions):
            rng = random.Random(number)
            messages = said(rng, [START + 20 * n for n in range(1_200)], first_msg_id=number * 10_000 + 1)
            session_id, _ = await archive(
                store, messages, Media(), room_id=ROOM + number, creator=Creator(unique_id=f"c{number}"),
                ended_at=START + 60_000,
            )  # fmt: skip
            ids.append(session_id)
    return ids


def execute(url: str, statement: str, **values: object) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def findings(url: str) -> list[str]:
    engine = open_engine(url)
    try:
        return drift(engine)
    finally:
        engine.dispose()


def indexed_lines(url: str, session_id: int) -> int:
    """How many lines of a session stand in the index."""
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            if connection.dialect.name == "postgresql":
                count = text("SELECT count(*) FROM search_index WHERE session_id = :id AND tokens <> ''")
                return connection.execute(count, {"id": session_id}).scalar_one()
            connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, search_index, instance)")
            count = text("SELECT count(DISTINCT doc) FROM temp.v WHERE doc >> 32 = :id")
            return connection.execute(count, {"id": session_id}).scalar_one()
    finally:
        engine.dispose()


async def test_a_batch_is_one_segment(sqlite_url: str) -> None:
    """FTS5 writes what it gathered at every savepoint: the lines of a batch must not set any between them."""
    async with SqlStore(sqlite_url) as store:
        await archive(
            store, said(random.Random(1), [START + 20 * n for n in range(500)]), Media(), ended_at=START + 60_000
        )
    engine = open_engine(sqlite_url)
    with reading(engine) as connection:
        segments = connection.exec_driver_sql("SELECT count(DISTINCT segid) FROM search_index_idx").scalar_one()
    engine.dispose()
    assert segments == 1


async def test_what_is_written_is_indexed(database_url: str) -> None:
    """Chat and room lines of every script, repeated messages only once."""
    ids = await fill(database_url)
    async with SqlStore(database_url) as store:
        session = await store.session(ids[0])
        assert (
            await write_lines(store, session.id, (chat(START, "late"), chat(START, "later")), first_msg_id=90_000) == 2
        )
        assert (
            await write_lines(store, session.id, (chat(START, "again"), chat(START, "new")), first_msg_id=90_001) == 1
        )
    assert findings(database_url) == []
    assert all(indexed_lines(database_url, session_id) > 400 for session_id in ids)


async def test_hostile_lines_are_indexed(database_url: str) -> None:
    """What no database takes, what looks like its syntax, and what is far too long."""
    (session_id,) = await fill(database_url, 1)
    async with SqlStore(database_url) as store:
        for number, line in enumerate(HOSTILE):
            assert await write_lines(store, session_id, (chat(START, line),), first_msg_id=80_000 + number) == 1
    assert findings(database_url) == []


async def test_a_failed_batch_leaves_nothing_in_the_index(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows and index are one transaction."""
    (session_id,) = await fill(database_url, 1)

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError

    async with SqlStore(database_url) as store:
        monkeypatch.setattr("archiver.store.events.write_viewers", fail)
        with pytest.raises(RuntimeError):
            await write_lines(store, session_id, (chat(START, "never"),), first_msg_id=80_000)
    assert findings(database_url) == []


async def test_a_deleted_session_leaves_nothing_in_the_index(database_url: str) -> None:
    """Its lines go, those of others stay."""
    first, second = await fill(database_url)
    async with SqlStore(database_url) as store:
        await store.delete_session(first)
    assert findings(database_url) == []
    assert indexed_lines(database_url, first) == 0
    assert indexed_lines(database_url, second) > 400


async def test_migration_indexes_what_is_there(database_url: str) -> None:
    """An archive from before there was an index can be searched after the upgrade."""
    ids = await fill(database_url)
    migrate.downgrade(database_url, "0003")
    migrate.upgrade(database_url)
    assert findings(database_url) == []
    assert indexed_lines(database_url, ids[0]) > 400


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE chats SET text = 'another' WHERE session_id = 2 AND text = 'hello'",
        "DELETE FROM chats WHERE session_id = 2 AND text = 'hello'",
        "INSERT INTO room_texts VALUES (2, 999999, NULL, 'unheard', '')",
    ],
)
async def test_drift_is_found_and_repaired(database_url: str, damage: str) -> None:
    """A line changed behind the archiver's back is told with its session; a rebuild makes it right."""
    assert await fill(database_url) == [1, 2]
    execute(database_url, damage)
    assert findings(database_url) == migrate.check(database_url) == [
        "The search index is not what the lines of session 2 say; run `archiver db reindex`."
    ]  # fmt: skip
    assert migrate.check(database_url, quick=True) == []
    reported = []
    lines = rebuild(database_url, on_progress=lambda done, total: reported.append((done, total)))
    assert migrate.check(database_url) == []
    assert reported[-1] == (lines, lines)


async def test_tokens_of_another_version_are_told(database_url: str) -> None:
    """An index of older tokens is named with both versions, until it is made anew; deleting works meanwhile."""
    first, _ = await fill(database_url)
    execute(database_url, "UPDATE search_state SET token_version = '0-1.0'")
    (finding,) = findings(database_url)
    assert finding.startswith(f"The search index is made of tokens 0-1.0, this archiver makes {fold.TOKEN_VERSION}: ")
    async with SqlStore(database_url) as store:
        await store.delete_session(first)
    rebuild(database_url)
    assert findings(database_url) == []
    assert indexed_lines(database_url, first) == 0


async def test_recording_goes_on_while_the_index_is_made(database_url: str) -> None:
    """Lines written, and a session deleted, while an index is made are in it and not in it."""
    first, second = await fill(database_url)
    done: list[int] = []

    async def meanwhile() -> None:
        async with SqlStore(database_url) as store:
            await write_lines(store, second, (chat(START, "meanwhile"),), first_msg_id=70_000)
            await store.delete_session(first)

    def interfere(indexed: int, total: int) -> None:
        if not done:
            done.append(indexed)
            thread = threading.Thread(target=lambda: asyncio.run(meanwhile()))
            thread.start()
            thread.join()

    lines = rebuild(database_url, on_progress=interfere)
    assert done
    assert findings(database_url) == []
    assert indexed_lines(database_url, first) == 0
    assert lines >= indexed_lines(database_url, second) > 400


async def test_rows_made_again_while_the_index_is_made(database_url: str) -> None:
    """A session that is decoded anew when its lines are in the new index already is found by its new lines."""
    first, _ = await fill(database_url)
    done: list[int] = []

    def interfere(indexed: int, total: int) -> None:
        if done:
            return
        done.append(indexed)
        engine = open_engine(database_url)
        with writing(engine) as connection:
            search_index.remove_session(connection, first)
            connection.execute(text("UPDATE chats SET text = 'decoded anew' WHERE session_id = :id"), {"id": first})
            for chunk in search_index.stored_lines(connection, first):
                search_index.add(connection, chunk)
        engine.dispose()

    rebuild(database_url, on_progress=interfere)
    assert done
    assert findings(database_url) == []


@pytest.mark.postgres
async def test_what_is_just_being_written_is_in_the_new_index(postgres_url: str) -> None:
    """A batch that another process commits while the new index is put in the old one's place loses no line."""
    _, second = await fill(postgres_url)
    engine = open_engine(postgres_url)
    threads: list[threading.Thread] = []

    def commit_when_waited_for(connection: Connection) -> None:
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'search_index'::regclass"
        with reading(engine) as watching:
            while not watching.exec_driver_sql(waiting).scalar_one():
                pass
        connection.commit()
        connection.close()

    def interfere(indexed: int, total: int) -> None:
        if indexed == total and not threads:
            connection = engine.connect()
            connection.exec_driver_sql(
                f"INSERT INTO room_texts VALUES ({second}, 999999, NULL, 'at the last moment', '')"
            )
            search_index.add(connection, [(second, 999999, "at the last moment")])
            threads.append(threading.Thread(target=commit_when_waited_for, args=(connection,)))
            threads[0].start()

    rebuild(postgres_url, on_progress=interfere)
    threads[0].join()
    engine.dispose()
    assert findings(postgres_url) == []


async def test_two_who_make_the_index_at_once(database_url: str) -> None:
    """The later one makes it, the other one is told; what a killed one has left is no hindrance."""
    await fill(database_url)
    done: list[int] = []

    def interfere(indexed: int, total: int) -> None:
        if not done:
            done.append(indexed)
            engine = open_engine(database_url)
            with writing(engine) as connection:
                search_index.drop_unfinished(connection)
                search_index.create(connection, f"{search_index.NEXT}_00000000")
            engine.dispose()

    with pytest.raises(StoreError, match="Another process makes the search index anew"):
        rebuild(database_url, on_progress=interfere)
    rebuild(database_url)
    assert findings(database_url) == []


def test_a_broken_view_of_a_person_is_no_hindrance(sqlite_url: str) -> None:
    """SQLite would not give a table its name while it cannot make sense of a view."""
    for statement in ("CREATE TABLE notes (line)", "CREATE VIEW broken AS SELECT * FROM notes", "DROP TABLE notes"):
        execute(sqlite_url, statement)
    rebuild(sqlite_url)
    assert findings(sqlite_url) == []


def test_missing_index_is_told(database_url: str) -> None:
    """An index that was dropped is found missing, and made again."""
    execute(database_url, "DROP TABLE search_index")
    assert migrate.check(database_url) == ["The search index is missing; run `archiver db reindex`."]
    rebuild(database_url)
    assert migrate.check(database_url) == []
