"""Rows made again from the journals: the same as at the first time, better where decoders are, all or nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from archiver.cli.main import run
from archiver.errors import JournalError, StoreError
from archiver.eventlog.journal_format import journal_path
from archiver.eventlog.projection import catch_up
from archiver.eventlog.redecode import redecode
from archiver.model.batch import BODY_TABLES
from archiver.model.event import Event, Gift
from archiver.model.frame import FrameKind
from archiver.model.session import EndCause, Session
from archiver.query.sql import run_sql
from archiver.store.sql_store import SqlStore
from archiver.wire.decode import Decoded, decode_record
from archiver.wire.pb import details_pb2 as details
from archiver.wire.pb import webcast_pb2 as pb
from tests.conftest import ROOT
from tests.journalled import START, ZOE, dated, log_messages, open_journalled

_TABLES = ("events", "gift_streaks", *BODY_TABLES.values(), "journals")


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore(database_url) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "s"


@pytest.fixture
async def session(store: SqlStore, folder: Path) -> Session:
    """An ended session with two journals, the second of which repeats a message of the first."""
    opened = await open_journalled(store, folder)
    rose = pb.GiftMessage.Gift(id=5655, type=1, diamond_count=1, name="Rose")
    chats = [dated("WebcastChatMessage", pb.ChatMessage(user=ZOE, content=str(n)), n) for n in range(1, 30)]
    roses = [pb.GiftMessage(gift_id=5655, user=ZOE, repeat_count=n, group_id=4, gift=rose) for n in (1, 2, 5)]
    gifts = [dated("WebcastGiftMessage", each, 40 + n) for n, each in enumerate(roses)]
    poll = details.PollMessage(poll_id=3, start_content=details.PollStartContent(title="Tea?"))
    await log_messages(store, opened, folder, [*chats, *gifts])
    await log_messages(store, opened, folder, [chats[7], dated("WebcastPollMessage", poll, 60)])
    await store.end_session(
        opened.id,
        ended_at=START + 90,
        cause=EndCause.CONTROL_ENDED,
        file=None,
        sha256=None,
        duration_ms=None,
        error=None,
    )
    ended = await store.session(opened.id)
    await catch_up(session=ended, folder=folder, store=store, is_over=True)
    return ended


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All event rows of the database, by table."""
    found = {}
    for table in _TABLES:
        with run_sql(url, f"SELECT * FROM {table}") as answer:
            found[table] = sorted(answer.rows, key=repr)
    return found


def knows_only_chats(kind: FrameKind, data: bytes) -> Decoded:
    """A decoder of long ago."""
    decoded = decode_record(kind, data)
    return decoded._replace(fields=[each if each.kind == "chat" else _unknown(each) for each in decoded.events])


def _unknown(event: Event) -> Event:
    return Event("unknown", event.method, event.msg_id, event.server_at, False, None, None, None)


async def test_rows_made_again_are_the_same(database_url: str, store: SqlStore, session: Session, folder: Path) -> None:
    """With the same decoders every row is what it was, ordinals and streaks included."""
    before = rows(database_url)
    report = await redecode(session=session, folder=folder, store=store)
    assert rows(database_url) == before
    assert report.changed == {}
    assert report.after == {"chat": 29, "gift": 3, "poll": 1}
    assert len(before["gift_streaks"]) == 1


async def test_better_decoders_make_better_rows(
    database_url: str, store: SqlStore, session: Session, folder: Path
) -> None:
    """What was unknown becomes typed, and the report says how much of what."""
    best = rows(database_url)
    await redecode(session=session, folder=folder, store=store, decode=knows_only_chats)
    assert rows(database_url)["polls"] == []
    report = await redecode(session=session, folder=folder, store=store)
    assert report.changed == {"gift": (0, 3, 3), "poll": (0, 1, 1), "unknown": (4, 0, 0)}
    assert rows(database_url) == best


async def test_what_a_kind_says_differently_is_counted(
    database_url: str, store: SqlStore, session: Session, folder: Path
) -> None:
    """The same rows by kind, of which some have another text or another body: the report says how many."""

    def reads_badly(kind: FrameKind, data: bytes) -> Decoded:
        events = decode_record(kind, data).events
        polls = [each._replace(text="?") if each.kind == "poll" else each for each in events]
        return Decoded([e._replace(body=e.body._replace(repeat_count=1)) if isinstance(e.body, Gift) else e
                        for e in polls], None, None)  # fmt: skip

    best = rows(database_url)
    counted = (await redecode(session=session, folder=folder, store=store, decode=reads_badly)).changed["gift"]
    assert counted[:2] == (3, 3)
    assert counted[2] > 0
    report = await redecode(session=session, folder=folder, store=store)
    assert report.changed["poll"] == (1, 1, 1)
    assert rows(database_url) == best


async def test_lost_journals_change_nothing(database_url: str, store: SqlStore, session: Session, folder: Path) -> None:
    """When a journal is gone the rows are all there is: they stay."""
    before = rows(database_url)
    journal_path(folder, 1).rename(folder / "elsewhere")
    with pytest.raises(StoreError, match="fewer events"):
        await redecode(session=session, folder=folder, store=store)
    journal_path(folder, 2).unlink()
    with pytest.raises(JournalError, match="no journals"):
        await redecode(session=session, folder=folder, store=store)
    assert rows(database_url) == before
    (folder / "elsewhere").rename(journal_path(folder, 1))


@pytest.mark.parametrize("lost", ["journal_002.wsj", ""])
async def test_what_cannot_be_read_now_changes_nothing(
    database_url: str, store: SqlStore, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """A journal, or the folder, that the system does not let be read: one sentence, and every row stays."""

    def refused(original: Any) -> Any:
        def act(path: Path, *args: Any, **kwargs: Any) -> Any:
            if path == folder / lost:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return original(path, *args, **kwargs)

        return act

    before = rows(database_url)
    monkeypatch.setattr(Path, "open", refused(Path.open))
    monkeypatch.setattr(Path, "iterdir", refused(Path.iterdir))
    with pytest.raises(JournalError, match="cannot be read: Input/output error; check the disk"):
        await redecode(session=session, folder=folder, store=store)
    assert rows(database_url) == before


async def test_a_later_name_is_not_overwritten(
    database_url: str, store: SqlStore, session: Session, folder: Path, tmp_path: Path
) -> None:
    """Old journals tell old names: who has been seen since keeps the new one."""
    renamed = pb.User(id=ZOE.id, nickname="Zoe the Great", display_id="zoe")
    newer = await store.open_session(
        room_id=99, creator=session.creator, title="", started_at=START, folder="n", broadcast_started_at=None
    )
    later = dated("WebcastChatMessage", pb.ChatMessage(user=renamed, content="hi"), 5_000)
    await log_messages(store, newer, tmp_path / "n", [later])
    await redecode(session=session, folder=folder, store=store)
    with run_sql(database_url, "SELECT nickname FROM viewers WHERE user_id = 70") as answer:
        assert list(answer.rows) == [("Zoe the Great",)]


#: Decodes the session again, and dies in the middle of the second journal.
_CHILD = """
import asyncio, os, sys
from pathlib import Path
from archiver.eventlog.redecode import redecode
from archiver.store.sql_store import SqlStore
from archiver.wire.decode import decode_record

left = int(sys.argv[4])

def decode(kind, data):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), 9)
    return decode_record(kind, data)

async def main():
    async with SqlStore(sys.argv[1]) as store:
        session = await store.session(int(sys.argv[2]))
        await redecode(session=session, folder=Path(sys.argv[3]), store=store, decode=decode)

asyncio.run(main())
"""


async def test_a_kill_leaves_the_old_rows(database_url: str, store: SqlStore, session: Session, folder: Path) -> None:
    """Killed half way, the rows are as before; the next try does it."""
    await redecode(session=session, folder=folder, store=store, decode=knows_only_chats)
    before = rows(database_url)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, database_url, str(session.id), str(folder), "20"], cwd=ROOT, check=False,
        env=dict(os.environ),
    )  # fmt: skip
    assert done.returncode == -9
    assert rows(database_url) == before
    assert (await redecode(session=session, folder=folder, store=store)).after["poll"] == 1


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> str:
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n[archive]\nfolder = "{tmp_path}"\n', encoding="utf-8")
    return str(path)


async def archived(sqlite_url: str, folder: Path) -> None:
    """Two sessions: one whose rows an old decoder made, one whose journals are gone."""
    async with SqlStore(sqlite_url) as store:
        good = await open_journalled(store, folder)
        poll = details.PollMessage(poll_id=3, start_content=details.PollStartContent(title="Tea?"))
        await log_messages(store, good, folder, [dated("WebcastPollMessage", poll, 5)])
        await redecode(session=good, folder=folder, store=store, decode=knows_only_chats)
        await store.open_session(
            room_id=99, creator=good.creator, title="", started_at=START, folder="gone", broadcast_started_at=None
        )


def test_the_command_reports_what_changed(
    config: str, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One session by number; of all of them, one that cannot be done does not keep the others from it."""
    import asyncio

    asyncio.run(archived(sqlite_url, tmp_path / "s"))
    assert run(["--config", config, "redecode", "1"]) == 0
    shown = capsys.readouterr().out
    assert "1 events" in shown
    assert "unknown" in shown
    assert run(["--config", config, "--json", "redecode", "all"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["sessions"] == [{"session_id": 1, "before": {"poll": 1}, "after": {"poll": 1}, "changed": {}}]
    assert [failure["session_id"] for failure in document["failures"]] == [2]
    assert run(["--config", config, "redecode", "2"]) == 1
    assert "no journals" in capsys.readouterr().err
