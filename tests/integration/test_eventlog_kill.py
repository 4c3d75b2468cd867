"""kill -9 of a process that logs a busy room into SQLite: what was confirmed is stored, once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import create_engine, text

from archiver.eventlog.journal_format import journal_numbers, journal_path
from archiver.eventlog.projection import catch_up
from archiver.model.creator import Creator
from archiver.model.frame import FrameKind
from archiver.model.session import Session
from archiver.store.sql_store import SqlStore
from archiver.wire.decode import decode_record
from tests.fakes.raw_frames import AT
from tests.journalled import iterate_records

ROOT = Path(__file__).resolve().parents[2]

#: Logs chats until it is killed; prints the id of each message whose frame was confirmed.
CHILD = """
import asyncio, sys
from pathlib import Path
import structlog
from archiver.eventlog.collector import Collector
from archiver.model.frame import FrameNotice
from archiver.store.sql_store import SqlStore
from tests.fakes.clock import FakeClock
from tests.fakes.event_socket import FakeEventConnector, FakeEventSocket
from tests.fakes.raw_frames import chat_message, push_frame, raw
from tests.fakes.room_monitor import FakeRoomMonitor

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
url, folder, session_id, first = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

class Endless(FakeEventSocket):
    next_id = first
    async def receive(self):
        await asyncio.sleep(0)
        ids = range(self.next_id - 3, self.next_id + 5)  # repeats the last three of the frame before
        self.next_id += 5
        return raw(push_frame(chat_message(i) for i in ids if i > 0))
    async def confirm(self, frame):
        print(self.next_id - 1, flush=True)
        return FrameNotice(messages=5)

async def main():
    async with SqlStore(url) as store:
        session = await store.adopt_session(session_id)
        collector = Collector(session=session, folder=folder, connector=FakeEventConnector(Endless()), store=store,
                              clock=FakeClock(), monitor=FakeRoomMonitor())
        await collector.run(asyncio.Event())

asyncio.run(main())
"""


def log_and_kill(url: str, folder: Path, session_id: int, first: int, frames: int) -> int:
    """Let a child log from message ``first`` on, and kill it after some frames; the last confirmed message."""
    command = [sys.executable, "-c", CHILD, url, str(folder), str(session_id), str(first)]
    confirmed = first - 1
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        for count, line in enumerate(child.stdout):
            confirmed = int(line)
            if count >= frames:
                os.kill(child.pid, signal.SIGKILL)
                break
        confirmed = max([confirmed, *map(int, child.stdout.read().split())])
    assert child.returncode == -signal.SIGKILL
    return confirmed


async def prepare(url: str) -> Session:
    async with SqlStore(url) as store:
        return await store.open_session(
            room_id=55, creator=Creator(unique_id="anna", user_id=1), title="", started_at=AT, folder="s",
            broadcast_started_at=None,
        )  # fmt: skip


def journalled_ids(folder: Path) -> set[int | None]:
    return {
        event.msg_id
        for number in journal_numbers(folder)
        for record in iterate_records(journal_path(folder, number))
        if record.kind is FrameKind.PUSH
        for event in decode_record(record.kind, record.data).events
    }


async def test_five_deaths_lose_and_double_no_message(sqlite_url: str, tmp_path: Path) -> None:
    """After each kill the next process goes on; at the end the rows are exactly the messages of the journals."""
    folder = tmp_path / "session"
    session = await prepare(sqlite_url)
    chance, confirmed = random.Random(5), 0
    for _ in range(5):
        confirmed = log_and_kill(sqlite_url, folder, session.id, confirmed + 1, chance.randrange(20, 900))
    async with SqlStore(sqlite_url) as store:
        await catch_up(session=session, folder=folder, store=store, is_over=True)
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        counted = Counter(connection.execute(text("SELECT msg_id FROM events WHERE msg_id IS NOT NULL")).scalars())
        chats = connection.execute(text("SELECT count(*) FROM chats")).scalar()
    engine.dispose()
    assert set(range(1, confirmed + 1)) <= set(counted)
    assert set(counted) == journalled_ids(folder)
    assert set(counted.values()) == {1}
    assert chats == len(counted)
