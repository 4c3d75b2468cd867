"""Real rooms through journal, decoder and projection: nothing lost, nothing doubled."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import journal_path
from archiver.eventlog.journal_reader import read_records
from archiver.eventlog.projection import catch_up
from archiver.model.creator import Creator
from archiver.model.frame import FrameKind, RawFrame
from archiver.model.session import Session, SessionState
from archiver.wire.decode import decode_record
from tests.fakes.event_store import FakeEventStore
from tests.fakes.raw_frames import captured_frames

AT = 1_698_000_000_000
SESSION = Session(
    id=1,
    room_id=55,
    creator=Creator(unique_id="anna"),
    title="",
    state=SessionState.RECORDING,
    started_at=AT,
    folder="s",
)


@pytest.fixture(params=["replay_room_7289038229041367840.bin", "replay_room_7309128470994258694.bin"])
def captured(request: pytest.FixtureRequest, shared_data: Path) -> list[bytes]:
    """The push frames of a captured room."""
    return list(captured_frames((shared_data / "webcast" / request.param).read_bytes()))


def write(folder: Path, frames: list[bytes], number: int) -> None:
    with JournalWriter(folder, number) as writer:
        for i, data in enumerate(frames):
            writer.append(RawFrame(FrameKind.PUSH, data, AT + i * 100, i * 100))


async def test_every_message_of_a_real_room_is_stored_once(captured: list[bytes], tmp_path: Path) -> None:
    """Rows are the distinct messages, a reconnection that repeats all of them adds none, and raw frames are found."""
    messages = [event for data in captured for event in decode_record(FrameKind.PUSH, data).events]
    distinct = {(e.method, e.msg_id) for e in messages if e.msg_id is not None}
    nameless = sum(e.msg_id is None for e in messages)
    write(tmp_path, captured, 1)
    store = FakeEventStore()
    report = await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert report.new_events == len(store.events) == len(distinct) + nameless
    assert report.by_kind["undecodable"] == 0
    assert sum(report.by_kind.values()) == report.rows

    write(tmp_path, captured, 2)
    repeated = await catch_up(session=SESSION, folder=tmp_path, store=store)
    assert repeated.new_events == nameless
    assert Counter(row.kind for row in store.events.values())["chat"] == len(store.bodies.get("chats", {}))

    row = next(iter(store.events.values()))
    (frame, *_) = read_records(journal_path(tmp_path, row.journal), row.position, chunk_bytes=1)
    assert row.msg_id in [event.msg_id for event in decode_record(frame.kind, frame.data).events]


async def test_gifts_of_a_real_room_make_a_ledger(captured: list[bytes], tmp_path: Path) -> None:
    """Each streak has the highest count of its messages, and no two streaks share a gift message."""
    write(tmp_path, captured, 1)
    store = FakeEventStore()
    await catch_up(session=SESSION, folder=tmp_path, store=store, is_over=True)
    gifts = store.bodies.get("gifts", {})
    assert all(streak.is_closed for streak in store.streaks.values())
    assert sum(s.repeat_count for s in store.streaks.values()) <= sum(max(g[7], 1) for g in gifts.values())
    assert {s.first_seq for s in store.streaks.values()} <= {seq for _, seq in gifts}
