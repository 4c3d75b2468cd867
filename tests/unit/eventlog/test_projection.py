"""From journals to stored rows: the same result live, in catching up, and after every interruption."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from archiver.errors import StoreUnavailableError
from archiver.eventlog import projection as projection_module
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import journal_path
from archiver.eventlog.projection import Projection, catch_up
from archiver.eventlog.seen import SeenMessages
from archiver.eventlog.tail import BATCH_ROWS, JournalTail
from archiver.model.creator import Creator
from archiver.model.session import Session, SessionState
from archiver.wire.decode import decode_record
from tests.fakes.event_store import FakeEventStore
from tests.fakes.raw_frames import AT, chat_message, gift_message, push_frame, raw
from tests.journalled import iterate_records

SESSION = Session(
    id=3,
    room_id=55,
    creator=Creator(unique_id="anna"),
    title="",
    state=SessionState.RECORDING,
    started_at=AT,
    folder="s",
)


def write(folder: Path, *frames: bytes, number: int = 1) -> Path:
    with JournalWriter(folder, number) as writer:
        for i, data in enumerate(frames):
            writer.append(raw(data, at=AT + 1000 * i))
        return writer.path


def chats(first: int, count: int) -> bytes:
    return push_frame(chat_message(msg_id) for msg_id in range(first, first + count))


def stored_ids(store: FakeEventStore) -> list[int | None]:
    return [row.msg_id for _, row in sorted(store.events.items())]


async def test_a_session_is_brought_up_to_the_end_of_its_journals(tmp_path: Path) -> None:
    """All messages of all journals become rows, in batches; a second time there is nothing left to do."""
    write(tmp_path, *(chats(1 + 12 * i, 12) for i in range(400)))
    write(tmp_path, chats(5000, 3), number=2)
    store = FakeEventStore()
    report = await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert stored_ids(store) == [*range(1, 4801), 5000, 5001, 5002]
    assert len(store.bodies["chats"]) == 4803
    assert (report.rows, report.new_events, report.by_kind["chat"]) == (4803, 4803, 4803)
    assert [len(batch.events) for batch in store.batches][:2] == [2004, 2004]
    again = await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert (again.rows, again.new_events) == (0, 0)


async def test_a_death_after_any_commit_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Begun anew after each batch, the projection ends with the rows of an unbroken one."""
    frames = [chats(1 + 5 * i, 10) for i in range(30)]  # each frame repeats half of the one before
    write(tmp_path, *frames)
    whole, broken = FakeEventStore(), FakeEventStore()
    await catch_up(session=SESSION, folder=tmp_path, store=whole)
    for _ in range(1000):
        tail = JournalTail(
            session=SESSION, folder=tmp_path, method_id=broken.method_id, decode=decode_record,
            state=await broken.journal_state(SESSION.id),
        )  # fmt: skip
        batch = tail.next_batch(rows=7)
        tail.next_batch(rows=7)  # read, but never committed
        if batch is None:
            break
        await broken.write_batch(batch)
    assert broken.events == whole.events
    assert broken.bodies == whole.bodies
    assert broken.dropped == 0


async def test_repetitions_older_than_memory_are_left_to_the_unique_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the window the store still refuses what it has, so nothing is doubled."""
    monkeypatch.setattr(SeenMessages, "is_repeated", lambda *_: False)
    write(tmp_path, chats(1, 4))
    write(tmp_path, chats(3, 4), number=2)
    store = FakeEventStore()
    tail = JournalTail(
        session=SESSION,
        folder=tmp_path,
        method_id=store.method_id,
        decode=decode_record,
        state=await store.journal_state(SESSION.id),
    )
    batch = tail.next_batch()
    assert batch is not None
    assert await store.write_batch(batch) == 6
    assert stored_ids(store) == [1, 2, 3, 4, 5, 6]
    assert store.dropped == 2


async def test_a_torn_tail_ends_a_journal_and_the_next_one_follows(tmp_path: Path) -> None:
    """What a killed process left torn is skipped without a row; the next attempt's journal goes on."""
    path = write(tmp_path, chats(1, 2), chats(3, 2))
    path.write_bytes(path.read_bytes()[:-5])
    write(tmp_path, chats(9, 1), number=2)
    store = FakeEventStore()
    report = await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert stored_ids(store) == [1, 2, 9]
    assert report.by_kind["undecodable"] == 0


async def test_a_damaged_stretch_is_a_row(tmp_path: Path) -> None:
    """Damage inside a journal is told with its place, and everything around it is stored."""
    path = write(tmp_path, chats(1, 1), chats(2, 1), chats(3, 1))
    damaged = list(iterate_records(path))[1]
    content = bytearray(path.read_bytes())
    content[damaged.end_position - 1] ^= 1
    path.write_bytes(content)
    store = FakeEventStore()
    report = await catch_up(session=SESSION, folder=tmp_path, store=store)
    rows = [row for _, row in sorted(store.events.items())]
    assert [(row.kind, row.position) for row in rows][1] == ("undecodable", damaged.position)
    assert stored_ids(store) == [1, None, 3]
    assert report.by_kind["undecodable"] == 1


async def test_a_journal_that_is_gone_or_foreign_does_not_hold_up_the_others(tmp_path: Path) -> None:
    """A lost or overwritten file is left out, the next journals are stored."""
    write(tmp_path, chats(1, 1)).unlink()
    journal_path(tmp_path, 2).write_bytes(b"this was never a journal")
    write(tmp_path, chats(3, 1), number=3)
    store = FakeEventStore()
    await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert stored_ids(store) == [3]


def _forbid(monkeypatch: pytest.MonkeyPatch, path: Path, times: int) -> None:
    """Let the system refuse to open a journal so often, as when there are too many open files."""
    refusals, opened = iter(range(times)), Path.open

    def open_file(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == path and next(refusals, None) is not None:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", open_file)


async def _run_beside(folder: Path, store: FakeEventStore, frame: bytes, *, until: int, number: int = 1) -> None:
    """Write one frame to a journal while the projection runs, and end it when the store has so many events."""
    with JournalWriter(folder, number) as writer:
        projection = Projection(session=SESSION, folder=folder, store=store, writer=writer)
        running = asyncio.create_task(projection.run())
        writer.append(raw(frame))
        projection.notify()
        await store.wait_for_events(until)
        projection.close()
        await running


@pytest.mark.parametrize("times", [1, 3])
async def test_a_journal_that_cannot_be_read_for_a_moment_is_read_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """At the end of a session its rows are worth a wait; what another journal holds comes behind it, as always."""
    monkeypatch.setattr(projection_module, "READ_WAITS_S", (0.0, 0.0, 0.0))
    path = write(tmp_path, chats(1, 2))
    write(tmp_path, chats(9, 1), number=2)
    _forbid(monkeypatch, path, times)
    store = FakeEventStore()
    report = await catch_up(session=SESSION, folder=tmp_path, store=store, is_over=True)
    assert stored_ids(store) == [1, 2, 9]
    assert (report.rows, report.by_kind["undecodable"]) == (3, 0)


async def test_a_journal_that_stays_unreadable_is_told_in_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not hold up the end of a session; one row says what is missing, also behind the last journal."""
    monkeypatch.setattr(projection_module, "READ_WAITS_S", (0.0, 0.0, 0.0))
    first = write(tmp_path, chats(1, 2))
    last = write(tmp_path, chats(9, 1), number=2)
    for path, ids in ((first, [None, 9]), (last, [1, 2, None])):
        with monkeypatch.context() as patch:
            _forbid(patch, path, 1000)
            store = FakeEventStore()
            report = await catch_up(session=SESSION, folder=tmp_path, store=store, is_over=True)
        assert stored_ids(store) == ids
        assert report.by_kind["undecodable"] == 1


async def test_a_session_is_resumed_although_its_journal_cannot_be_read_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recording does not wait; the rows follow as soon as the journal can be read, those of the new one behind them."""
    monkeypatch.setattr(projection_module, "RETRY_S", 0.0)
    path = write(tmp_path, chats(1, 2))
    store = FakeEventStore()
    _forbid(monkeypatch, path, 5)
    assert (await catch_up(session=SESSION, folder=tmp_path, store=store)).rows == 0
    await _run_beside(tmp_path, store, chats(3, 2), until=4, number=2)
    assert stored_ids(store) == [1, 2, 3, 4]


async def test_rows_of_a_running_session_do_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier journal that never can be read again is left out in the end."""
    monkeypatch.setattr(projection_module, "RETRY_S", 0.0)
    _forbid(monkeypatch, write(tmp_path, chats(1, 2)), 1000)
    store = FakeEventStore()
    await _run_beside(tmp_path, store, chats(3, 2), until=3, number=2)
    assert stored_ids(store) == [None, 3, 4]


async def test_no_journal_at_all_is_no_error(tmp_path: Path) -> None:
    """A session that died before its first frame has nothing to catch up with."""
    report = await catch_up(session=SESSION, folder=tmp_path / "none", store=FakeEventStore())
    assert report.rows == 0


async def test_frames_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    """Unknown methods and broken frames are rows of their own kinds."""
    unknown = chat_message(2)
    unknown.method = "WebcastNobodyKnowsMessage"
    write(tmp_path, push_frame([chat_message(1), unknown]), b"\xff\xff not a frame")
    report = await catch_up(session=SESSION, folder=tmp_path, store=FakeEventStore())
    assert (report.rows, report.by_kind["unknown"], report.by_kind["undecodable"]) == (3, 1, 1)


async def test_a_gift_streak_goes_on_across_a_restart(tmp_path: Path) -> None:
    """A streak caught up with after a crash is the same one in the next journal, and is counted once."""
    write(tmp_path, push_frame([gift_message(1, 3), gift_message(2, 5)]))
    store = FakeEventStore()
    await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert [(s.repeat_count, s.is_closed) for s in store.streaks.values()] == [(5, 0)]
    write(tmp_path, push_frame([gift_message(3, 8)]), number=2)
    await catch_up(session=SESSION, folder=tmp_path, store=store)
    await catch_up(session=SESSION, folder=tmp_path, store=store, is_over=True)
    assert [(s.first_seq, s.last_seq, s.repeat_count, s.is_closed) for s in store.streaks.values()] == [(1, 3, 8, 1)]


async def test_the_skew_is_learned_and_stored(tmp_path: Path) -> None:
    """The server's clock in the frames ends up with the session; a change within 20 ms does not."""
    write(tmp_path, push_frame([chat_message(1)], now_ms=AT + 2500))
    store = FakeEventStore()
    await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert store.skew_by_session == {3: 2500}
    (tmp_path / "b").mkdir()
    write(tmp_path / "b", push_frame([chat_message(2)], now_ms=AT + 15))
    store = FakeEventStore()
    await catch_up(session=SESSION, folder=tmp_path / "b", store=store)
    assert store.skew_by_session == {}


async def test_live_rows_follow_the_journal(tmp_path: Path) -> None:
    """While the writer goes on, appended frames are stored soon, and closing reads to the very end."""
    store = FakeEventStore()
    with JournalWriter(tmp_path, 1) as writer:
        projection = Projection(session=SESSION, folder=tmp_path, store=store, writer=writer)
        running = asyncio.create_task(projection.run())
        for i in range(3):
            writer.append(raw(chats(1 + i * 2, 2)))
            projection.notify()
            await store.wait_for_events(2 + i * 2)
        writer.append(raw(chats(7, BATCH_ROWS * 2)))
        projection.close()
        await running
    assert stored_ids(store) == list(range(1, 7 + BATCH_ROWS * 2))
    assert (await store.journal_state(3)).position == writer.position


async def test_an_outage_of_the_database_only_delays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the store refuses, the projection says so and goes on at the committed position: nothing is missing."""
    monkeypatch.setattr(projection_module, "RETRY_S", 0.0)
    store = FakeEventStore()
    store.failures = [StoreUnavailableError("The database is away.") for _ in range(3)]
    with capture_logs() as said:
        await _run_beside(tmp_path, store, chats(1, 5), until=5)
    assert stored_ids(store) == [1, 2, 3, 4, 5]
    assert [(line["log_level"], line["session_id"], line["problem"]) for line in said] == [
        ("error", SESSION.id, "The database is away.")
    ] * 3


async def test_a_database_that_stays_away_does_not_keep_a_session_from_stopping(tmp_path: Path) -> None:
    """At the stop one last try is made and its failure told; the journal holds what is to be stored later."""
    write(tmp_path, chats(1, 5))
    store = FakeEventStore()
    store.failures = [StoreUnavailableError("The database is away.")]
    projection = Projection(session=SESSION, folder=tmp_path, store=store)
    projection.close()
    with pytest.raises(StoreUnavailableError):
        await projection.run()
    assert store.events == {}
    await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert len(store.events) == 5
