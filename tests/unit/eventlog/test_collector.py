"""The collector's loop against scripted connections."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import shutil
import threading
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from archiver.errors import DiskError, SignPaymentError, SignRateLimitedError, SocketClosedError, StoreError
from archiver.eventlog import journal
from archiver.eventlog.collector import Collector, CollectorPolicy
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import journal_path
from archiver.eventlog.reconnect import ReconnectPolicy
from archiver.model.broadcast import ControlSignal, RoomStatus
from archiver.model.creator import Creator
from archiver.model.frame import FrameKind, FrameNotice, RawFrame
from archiver.model.session import Session, SessionState
from tests.fakes.clock import FakeClock
from tests.fakes.event_socket import FakeEventConnector, FakeEventSocket
from tests.fakes.event_store import FakeEventStore
from tests.fakes.raw_frames import AT, chat_message, push_frame
from tests.fakes.room_monitor import FakeRoomMonitor
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
CLOSED = SocketClosedError("The server closed the connection.", close_code=1006)
END = push_frame([chat_message(900, "bye")])
ENDED = {END: FrameNotice(signals=(ControlSignal.ENDED,), messages=1)}


class Room:
    """A collector with everything around it."""

    def __init__(self, folder: Path, *script: FakeEventSocket | Exception) -> None:
        self.folder = folder
        self.connector = FakeEventConnector(*script)
        self.store = FakeEventStore()
        self.monitor = FakeRoomMonitor()
        self.stop = asyncio.Event()
        self.collector = Collector(
            session=SESSION, folder=folder, connector=self.connector, store=self.store, clock=FakeClock(),
            monitor=self.monitor, policy=CollectorPolicy(reconnect=ReconnectPolicy(max_delay_s=0.0), drain_s=0.0),
        )  # fmt: skip

    async def run(self) -> None:
        await self.collector.run(self.stop)

    def journal(self) -> list[tuple[FrameKind, bytes]]:
        return [(r.kind, r.data) for r in iterate_records(journal_path(self.folder, 1))]

    def notes(self) -> list[dict[str, str]]:
        return [json.loads(data) for kind, data in self.journal() if kind != FrameKind.PUSH]

    def ids(self) -> list[int | None]:
        return [row.msg_id for _, row in sorted(self.store.events.items()) if row.kind != "connection"]

    def connections(self) -> list[str]:
        """What the rows say about connections: their details."""
        return [str(row.detail) for _, row in sorted(self.store.events.items()) if row.kind == "connection"]


async def test_the_end_of_the_broadcast_ends_the_log(tmp_path: Path) -> None:
    """Frames before the end and with it are stored, the room monitor is told, and the socket is closed."""
    socket = FakeEventSocket([push_frame([chat_message(1)]), END], notices=ENDED)
    room = Room(tmp_path, socket)
    await room.run()
    assert room.ids() == [1, 900]
    assert room.monitor.signals == [ControlSignal.ENDED]
    assert room.monitor.signs_of_life == 1
    assert socket.is_closed
    assert room.connector.calls == [(55, "anna")]
    assert room.notes() == [{"strategy": "direct"}, {"reason": "the broadcast is over"}]


async def test_a_frame_is_confirmed_only_when_it_is_on_disk(tmp_path: Path) -> None:
    """At the moment of each confirmation the journal already holds the frame."""
    room = Room(tmp_path)

    class Watching(FakeEventSocket):
        async def confirm(self, frame: RawFrame) -> FrameNotice:
            assert (FrameKind.PUSH, frame.data) in room.journal()
            return await super().confirm(frame)

    socket = Watching([push_frame([chat_message(1)]), END], notices=ENDED)
    room.connector.script.append(socket)
    await room.run()
    assert len(socket.confirmed) == 2


async def test_a_drop_is_not_an_end(tmp_path: Path) -> None:
    """A lost connection is made again while the room is on, and what the new one repeats is stored once."""
    first = FakeEventSocket([push_frame([chat_message(i) for i in (1, 2, 3)]), CLOSED])
    second = FakeEventSocket([push_frame([chat_message(i) for i in (2, 3, 4)]), END], notices=ENDED)
    room = Room(tmp_path, first, second)
    await room.run()
    assert room.ids() == [1, 2, 3, 4, 900]
    assert room.monitor.checks == 1
    assert room.notes()[1] == {"reason": "The server closed the connection."}


async def test_a_closure_with_the_end_of_the_room_is_the_end(tmp_path: Path) -> None:
    """When the end was not announced, the room's status says it."""
    room = Room(tmp_path, FakeEventSocket([push_frame([chat_message(1)]), CLOSED]))
    room.monitor.script([RoomStatus.ENDED])
    await room.run()
    assert room.ids() == [1]
    assert len(room.connector.calls) == 1


async def test_connections_that_fail_are_tried_again_while_the_room_is_on(tmp_path: Path) -> None:
    """Neither a refusal, nor a pause, nor a status nobody knows makes the collector give up."""
    refused = SignRateLimitedError("Too many requests.", retry_after_s=0.0)
    room = Room(tmp_path, refused, refused, refused, FakeEventSocket([END], notices=ENDED))
    room.monitor.script([RoomStatus.LIVE, RoomStatus.PAUSED, RoomStatus.UNKNOWN])
    await room.run()
    assert len(room.connector.calls) == 4
    assert room.ids() == [900]


async def test_the_rows_say_why_there_was_no_connection(tmp_path: Path) -> None:
    """Each new reason is one row, however often it comes; so are the beginning and the end of a connection."""
    limit, payment = SignRateLimitedError("Too many.", retry_after_s=0.0), SignPaymentError("The plan lacks it.")
    room = Room(tmp_path, limit, limit, payment, FakeEventSocket([END], notices=ENDED))
    room.monitor.script([RoomStatus.LIVE] * 3)
    await room.run()
    assert room.connections() == [
        '{"reason": "Too many."}',
        '{"reason": "The plan lacks it."}',
        '{"strategy": "direct"}',
        '{"reason": "the broadcast is over"}',
    ]


async def test_a_stop_closes_the_socket_and_stores_what_was_received(tmp_path: Path) -> None:
    """Stopping returns after the rows have reached the end of the journal."""
    socket = FakeEventSocket([push_frame([chat_message(1)])])
    room = Room(tmp_path, socket)
    running = asyncio.create_task(room.run())
    await room.store.wait_for_events(1)
    room.stop.set()
    await running
    assert socket.is_closed
    assert room.notes()[-1] == {"reason": "stopped"}
    with JournalWriter(tmp_path, 1) as writer:
        assert (await room.store.journal_state(3)).position == writer.position


async def test_a_stop_does_not_wait_for_a_connection_that_hangs(tmp_path: Path) -> None:
    """A stop during the handshake gives it up."""
    connecting = asyncio.Event()

    class Hanging(FakeEventConnector):
        async def connect(self, room_id: int, unique_id: str) -> FakeEventSocket:
            connecting.set()
            await asyncio.Event().wait()
            raise AssertionError

    room = Room(tmp_path)
    room.collector._connector = Hanging()
    running = asyncio.create_task(room.run())
    await connecting.wait()
    room.stop.set()
    await running


async def test_cancelling_closes_socket_and_journal(tmp_path: Path) -> None:
    """A cancelled collector leaves nothing open, and its journal can be written by another."""
    socket = FakeEventSocket([push_frame([chat_message(1)])])
    room = Room(tmp_path, socket)
    running = asyncio.create_task(room.run())
    await room.store.wait_for_events(1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert socket.is_closed
    JournalWriter(tmp_path, 1).close()


async def test_an_error_nobody_foresaw_is_not_hidden(tmp_path: Path) -> None:
    """A defect in an edge comes out, with the socket closed."""
    socket = FakeEventSocket([ValueError("defect")])
    with pytest.raises(ValueError, match="defect"):
        await Room(tmp_path, socket).run()
    assert socket.is_closed


async def test_while_the_disk_is_full_nothing_is_confirmed_or_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused frame is not confirmed; its connection is given up, and made anew only when there is space."""
    real, refusals, connections_when_freed = os.writev, 0, None
    lost, kept = push_frame([chat_message(1)]), push_frame([chat_message(2)])
    first = FakeEventSocket([kept, lost])
    second = FakeEventSocket([lost, END], notices=ENDED)
    room = Room(tmp_path, first, second)

    def writev(fd: int, buffers: tuple[bytes, ...]) -> int:
        nonlocal refusals, connections_when_freed
        is_full = refusals > 0 or buffers[1] == lost
        if not is_full or refusals >= 5:
            connections_when_freed = connections_when_freed or (len(room.connector.calls) if refusals >= 5 else None)
            return real(fd, buffers)
        refusals += 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "writev", writev)
    await room.run()
    assert [frame.data for frame in first.confirmed] == [kept]
    assert connections_when_freed == 1
    assert room.ids() == [2, 1, 900]
    assert [note.get("reason", "")[-50:] for note in room.notes()][1].endswith("free some space or check the folder.")


async def test_without_space_for_a_journal_nothing_is_connected_until_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full from the start delays the log, and does not end it."""
    real, refusals = os.writev, 0

    def writev(fd: int, buffers: tuple[bytes, ...]) -> int:
        nonlocal refusals
        if refusals < 3:
            refusals += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(fd, buffers)

    monkeypatch.setattr(os, "writev", writev)
    room = Room(tmp_path, FakeEventSocket([END], notices=ENDED))
    await room.run()
    assert refusals == 3
    assert room.ids() == [900]


async def test_rows_the_database_refuses_for_good_are_told(tmp_path: Path) -> None:
    """The log goes on to the end of the broadcast; then the failure comes out, so that the session stays open."""
    room = Room(tmp_path, FakeEventSocket([push_frame([chat_message(1)]), END], notices=ENDED))
    room.store.failures = [StoreError("The database refused.") for _ in range(100)]
    with capture_logs() as said, pytest.raises(StoreError, match="refused"):
        await room.run()
    assert "Events reach the journal but no longer the database." in [line["event"] for line in said]
    assert [data for kind, data in room.journal() if kind is FrameKind.PUSH][-1] == END


async def test_a_countdown_in_the_reason_is_no_new_reason(tmp_path: Path) -> None:
    """A refusal that says "again in N s" each time with another number is one row."""
    limits = [SignRateLimitedError(f"The limit is reached; try again in {n} s.", retry_after_s=0) for n in (30, 20, 9)]
    room = Room(tmp_path, *limits, FakeEventSocket([END], notices=ENDED))
    await room.run()
    assert [note["reason"] for note in room.notes() if "limit" in note.get("reason", "")] == [str(limits[0])]


async def test_a_journal_that_is_removed_while_it_is_written_comes_back(tmp_path: Path) -> None:
    """What was in it and what came since is there again at the next look, and the rows follow."""
    folder = tmp_path / "session"

    class Removing(FakeEventSocket):
        async def confirm(self, frame: RawFrame) -> FrameNotice:
            if len(self.confirmed) == 1:
                shutil.rmtree(folder)
            return await super().confirm(frame)

    frames = [push_frame([chat_message(i)]) for i in (1, 2, 3)]
    room = Room(folder, Removing([*frames, END], notices=ENDED))
    with capture_logs() as said:
        await room.run()
    assert [data for kind, data in room.journal() if kind is FrameKind.PUSH] == [*frames, END]
    assert room.ids() == [1, 2, 3, 900]
    assert [line["event"] for line in said if line["log_level"] == "warning"] == [
        "The journal was removed while it was being written; it was written anew."
    ]


async def test_a_journal_that_cannot_be_put_back_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look a second must not make a line a second; another reason is news."""
    reasons = ["full", "full", "full", "read-only"]

    def write_anew(writer: JournalWriter) -> None:
        raise DiskError(reasons.pop(0))

    monkeypatch.setattr(JournalWriter, "is_gone", lambda writer: bool(reasons))
    monkeypatch.setattr(JournalWriter, "write_anew", write_anew)
    monkeypatch.setattr("archiver.eventlog.collector.LOOK_MS", 0)
    frames = [push_frame([chat_message(i)]) for i in (1, 2, 3, 4)]
    with capture_logs() as said:
        await Room(tmp_path, FakeEventSocket([*frames, END], notices=ENDED)).run()
    assert [line["problem"] for line in said if line["log_level"] == "error"] == ["full", "read-only"]


async def test_a_journal_that_is_removed_at_the_very_end_comes_back(tmp_path: Path) -> None:
    """No frame follows that would be a reason to look."""
    folder = tmp_path / "session"

    class Removing(FakeEventSocket):
        async def close(self) -> None:
            shutil.rmtree(folder, ignore_errors=True)
            await super().close()

    room = Room(folder, Removing([push_frame([chat_message(1)]), END], notices=ENDED))
    await room.run()
    assert room.ids() == [1, 900]
    assert room.notes()[-1] == {"reason": "the broadcast is over"}


class Copying:
    """Holds up the copying of a journal until ``go_on`` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = asyncio.Event()
        self.go_on = threading.Event()
        loop, copy = asyncio.get_running_loop(), journal.copy_bytes

        def copy_bytes(source: int, target: int, size: int) -> None:
            loop.call_soon_threadsafe(self.begun.set)
            assert self.go_on.wait(20), "the event loop stands still while the journal is copied"
            copy(source, target, size)

        monkeypatch.setattr(journal, "copy_bytes", copy_bytes)


def removing(folder: Path, *frames: bytes) -> FakeEventSocket:
    """A socket whose first frame is no sooner confirmed than the folder is gone."""

    class Removing(FakeEventSocket):
        async def confirm(self, frame: RawFrame) -> FrameNotice:
            if not self.confirmed:
                shutil.rmtree(folder)
            return await super().confirm(frame)

    return Removing(frames, notices=ENDED)


async def test_a_large_journal_is_copied_back_beside_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other rooms go on meanwhile; the frames of this one wait, and none overtakes what was written before."""
    frames = [push_frame([chat_message(i)]) for i in (1, 2, 3)]
    copying, room = Copying(monkeypatch), Room(tmp_path / "session", removing(tmp_path / "session", *frames, END))
    running = asyncio.create_task(room.run())
    await asyncio.wait_for(copying.begun.wait(), 30)
    copying.go_on.set()
    await running
    assert [data for kind, data in room.journal() if kind is FrameKind.PUSH] == [*frames, END]
    assert room.ids() == [1, 2, 3, 900]


async def test_a_journal_that_is_being_copied_back_is_whole_after_a_stop_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the collector is cancelled: its last note waits until the copy is in place."""
    frames = [push_frame([chat_message(i)]) for i in (1, 2)]
    copying, room = Copying(monkeypatch), Room(tmp_path / "session", removing(tmp_path / "session", *frames))
    running = asyncio.create_task(room.run())
    await asyncio.wait_for(copying.begun.wait(), 30)
    for _ in range(3):
        running.cancel()
        for _ in range(10):
            await asyncio.sleep(0)
    assert not running.done()
    copying.go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [data for kind, data in room.journal() if kind is FrameKind.PUSH] == frames
    assert room.notes()[-1] == {"reason": "stopped"}
