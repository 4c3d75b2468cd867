"""kill -9 of the whole process group at random moments: nothing committed is lost or doubled, every part opens."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import av
import pytest

from archiver.app import open_app
from archiver.config import Settings, load_settings
from archiver.eventlog.journal_format import journal_numbers, journal_path
from archiver.media.probe import probe
from archiver.query.reader import open_reader
from archiver.query.sessions import list_sessions
from archiver.rebroadcast.cues import broadcast_cues
from archiver.rebroadcast.scenario import Chat
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store import migrate
from archiver.store.sql_store import SqlStore
from archiver.wire.decode import decode_record
from tests.acceptance.conftest import write_config
from tests.acceptance.test_main_job import assert_whole
from tests.acceptance.test_stop import service
from tests.journalled import iterate_records

KILLS = 10


def committed(settings: Settings) -> set[tuple[int, int, int | None]]:
    """Every event in the database: session, ordinal, message id."""
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT session_id, seq, msg_id FROM events"))


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_ten_kills_of_one_broadcast(tmp_path: Path) -> None:
    """The service is killed ten times while a minute is broadcast; the last start adopts and finishes everything."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    moments = random.Random(seed)
    scenario = builtin_scenario("default")
    scenario = scenario.model_copy(update={"broadcast": scenario.broadcast[:1]})
    seen: set[tuple[int, int, int | None]] = set()
    async with RebroadcastServer(scenario) as server:
        settings = load_settings(write_config(tmp_path, server.endpoints()))
        migrate.upgrade(settings.database_url)
        async with SqlStore(settings.database_url) as store:
            await store.add_watch_entry(scenario.creator.unique_id, added_at=0)
        for _ in range(KILLS):
            process = await service(tmp_path / "config.toml")
            await asyncio.sleep(moments.uniform(0.8, 5.0))
            os.killpg(process.pid, signal.SIGKILL)
            await process.communicate()
            now = committed(settings)
            assert seen <= now, "a committed event is gone"
            seen = now
        process = await service(tmp_path / "config.toml")
        await server.done.wait()
        await asyncio.wait_for(until_ended(settings), 60)
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert seen <= committed(settings)
    check_rows(settings)
    check_chats(
        settings, {cue.text for cue in broadcast_cues(scenario, scenario.broadcast[0]) if isinstance(cue, Chat)}
    )
    await check_parts(settings)
    async with open_app(settings) as app:
        await assert_whole(app)


async def until_ended(settings: Settings) -> None:
    """Wait until every session has ended."""
    while True:
        with open_reader(settings.database_url) as engine:
            found = list_sessions(engine)
        if found and all(session.state == "ended" for session in found):
            return
        await asyncio.sleep(0.2)


def check_rows(settings: Settings) -> None:
    """Journals and rows agree: each message id of the journals is in the rows once, and nothing else is."""
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        rows = connection.execute(
            "SELECT m.name, e.msg_id FROM events e JOIN methods m ON m.id = e.method_id WHERE e.msg_id IS NOT NULL"
        ).fetchall()
    assert len(rows) == len(set(rows)), "an event is doubled"
    received = set()
    for folder in {path.parent for path in settings.archive_folder.rglob("journal_*")}:
        for number in journal_numbers(folder):
            for record in iterate_records(journal_path(folder, number)):
                events = decode_record(record.kind, record.data).events
                received |= {(event.method, event.msg_id) for event in events if event.msg_id is not None}
    assert set(rows) == received


def check_chats(settings: Settings, said: set[str]) -> None:
    """Only what the script says was said; reconnections replay recent comments, so most of it survived ten kills."""
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        texts = {row[0] for row in connection.execute("SELECT text FROM chats")}
    history = {line.text for line in builtin_scenario("default").broadcast[0].history}
    assert texts - {""} <= said | history
    assert len(texts & said) >= len(said) // 2


async def check_parts(settings: Settings) -> None:
    """Every part with media in it opens and has pictures."""
    parts = [path for path in settings.archive_folder.rglob("part_*.flv") if path.stat().st_size > 4096]
    assert parts
    for part in parts:
        assert (await probe(part)).video_packets > 0
        with av.open(str(part)) as container:
            assert next(container.decode(video=0)).width
