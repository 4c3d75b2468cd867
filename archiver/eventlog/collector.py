"""The loop of the event log: connect, receive, write to the journal, confirm; and again until the broadcast is over."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import structlog

from archiver.errors import ArchiverError, DiskError
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.projection import Projection, ProjectionStore
from archiver.eventlog.projector import Decode
from archiver.eventlog.reconnect import Backoff, ReconnectPolicy
from archiver.model.broadcast import ControlSignal, RoomStatus
from archiver.model.frame import FrameKind, RawFrame
from archiver.model.session import Session
from archiver.ports import Clock, EventConnector, EventSocket, RoomMonitor
from archiver.wire.decode import decode_record

log = structlog.get_logger(__name__)

_MAX_REASON_CHARS = 500
#: Whether the journal is still in its place is looked at this often, while frames come.
LOOK_MS = 1000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectorPolicy:
    """How the collector behaves."""

    reconnect: ReconnectPolicy = field(default_factory=ReconnectPolicy)
    drain_s: float = 0.5  #: after a stop, frames already on their way are still taken


class Collector:
    """Logs the event stream of one session.

    A frame is confirmed only when it is in the journal. While the disk is full nothing is confirmed and nothing is
    connected; when there is space again the log goes on. Rows follow from the journal (see ``projection``).

    Args:
        session: the session; its ``attempt`` numbers the journal.
        folder: the session's folder, absolute.
        connector: opens event sockets.
        store: takes the rows.
        clock: for the notes of connections.
        monitor: learns what the stream says about the broadcast, and tells whether it is over.
        policy: back-off and drain.
        decode: reads a frame for its rows.
    """

    def __init__(
        self,
        *,
        session: Session,
        folder: Path,
        connector: EventConnector,
        store: ProjectionStore,
        clock: Clock,
        monitor: RoomMonitor,
        policy: CollectorPolicy | None = None,
        decode: Decode = decode_record,
    ) -> None:
        self._session = session
        self._folder = folder
        self._connector = connector
        self._store = store
        self._clock = clock
        self._monitor = monitor
        self._policy = policy or CollectorPolicy()
        self._decode = decode
        self._backoff = Backoff(self._policy.reconnect)
        self._unwritten: RawFrame | None = None  #: a note the full disk refused
        self._refusal = ""  #: why the last try to connect failed
        self._looked_at: int | None = None  #: for the journal; monotonic ms
        self._unmended = ""  #: why it could not be put back in its place
        self._log = log.bind(session_id=session.id, room_id=session.room_id)

    async def run(self, stop: asyncio.Event) -> None:
        """Log until ``stop`` is set or the broadcast is over, and until the rows have followed.

        Raises:
            JournalError: another process writes the journal, or the file is not a journal.
            StoreError, DiskError: everything is in the journal, but the database refused the rows for good.
        """
        writer = await self._open_journal(stop)
        if writer is None:
            return
        with writer:
            projection = Projection(
                session=self._session, folder=self._folder, store=self._store, decode=self._decode, writer=writer
            )
            following = asyncio.create_task(projection.run())
            following.add_done_callback(self._report_broken_projection)
            try:
                await self._collect(writer, projection, stop)
                await self._look_after(writer)
                projection.close()
                await following
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)

    def _report_broken_projection(self, following: asyncio.Task[None]) -> None:
        """Say at once that rows no longer follow: collecting goes on, and the next start catches up."""
        if not following.cancelled() and (error := following.exception()) is not None:
            self._log.error("Events reach the journal but no longer the database.", problem=str(error))

    async def _open_journal(self, stop: asyncio.Event) -> JournalWriter | None:
        """Create the journal, as soon as there is space for it; None when all is over before."""
        while not stop.is_set() and self._monitor.status is not RoomStatus.ENDED:
            try:
                return JournalWriter(self._folder, self._session.attempt)
            except DiskError as error:
                self._log.error("No journal can be made; events are being missed.", problem=str(error))
                await _pause(stop, self._backoff.next_delay_s())
        return None

    async def _collect(self, writer: JournalWriter, projection: Projection, stop: asyncio.Event) -> None:
        while not stop.is_set() and self._monitor.status is not RoomStatus.ENDED:
            connected_s, retry_after_s = 0.0, None
            if self._is_writable(writer):
                try:
                    connected_s = await self._connect_and_serve(writer, projection, stop)
                except ArchiverError as error:
                    retry_after_s = getattr(error, "retry_after_s", None)
                    self._note_refusal(writer, projection, error)
            if stop.is_set() or await self._is_over(stop):
                return
            await _pause(stop, self._backoff.next_delay_s(connected_s=connected_s, retry_after_s=retry_after_s))

    async def _is_over(self, stop: asyncio.Event) -> bool:
        """Ask: the end of a connection is not the end of a broadcast."""
        if self._monitor.status is RoomStatus.ENDED:
            return True
        return await _unless(stop, self._monitor.check()) is RoomStatus.ENDED

    async def _connect_and_serve(self, writer: JournalWriter, projection: Projection, stop: asyncio.Event) -> float:
        """Take in one connection; how many seconds it lived. Raises what ``connect`` raises."""
        session = self._session
        socket = await _unless(stop, self._connector.connect(session.room_id, session.creator.unique_id))
        if socket is None:
            return 0.0
        connected_at, self._refusal = self._clock.monotonic_ms(), ""
        reason = "stopped"
        try:
            reason = await self._serve(socket, writer, projection, stop)
        finally:
            await socket.close()
            self._note_end(writer, reason)
            projection.notify()
        self._log.info("The event stream ended.", reason=reason)
        return (self._clock.monotonic_ms() - connected_at) / 1000

    async def _serve(
        self, socket: EventSocket, writer: JournalWriter, projection: Projection, stop: asyncio.Event
    ) -> str:
        """Take in frames until the connection ends, ``stop`` is set or the room announces the end; the reason."""
        over = asyncio.Event()
        pump = asyncio.create_task(self._pump(socket, writer, projection, over))
        try:
            await _first(pump, stop, over)
            await asyncio.wait({pump}, timeout=self._policy.drain_s)
        finally:
            pump.cancel()
            ended = (await asyncio.gather(pump, return_exceptions=True))[0]
        if isinstance(ended, asyncio.CancelledError):
            return "the broadcast is over" if over.is_set() else "stopped"
        if not isinstance(ended, ArchiverError):
            raise ended
        if isinstance(ended, DiskError):
            self._log.error("The journal cannot be written; events are being missed.", problem=str(ended))
        return str(ended)[:_MAX_REASON_CHARS]

    async def _pump(
        self, socket: EventSocket, writer: JournalWriter, projection: Projection, over: asyncio.Event
    ) -> NoReturn:
        """Receive, journal, confirm, until the connection ends."""
        writer.append(self._note(FrameKind.CONNECTED, {"strategy": socket.strategy}))
        self._log.info("The event stream is open.", strategy=socket.strategy)
        while True:
            frame = await socket.receive()
            writer.append(frame)
            if self._looked_at is None or frame.monotonic_ms - self._looked_at >= LOOK_MS:
                self._looked_at = frame.monotonic_ms
                await self._look_after(writer)
            projection.notify()
            notice = await socket.confirm(frame)
            if notice.messages:
                self._monitor.note_alive()
            for signal in notice.signals:
                self._monitor.signal(signal)
                if signal in (ControlSignal.ENDED, ControlSignal.SUSPENDED):
                    over.set()

    def _note_refusal(self, writer: JournalWriter, projection: Projection, error: ArchiverError) -> None:
        """Note why there is no connection, once for each new reason: hours of refusals are one row, not thousands."""
        reason = str(error)[:_MAX_REASON_CHARS]
        kind = re.sub(r"\d+", "#", reason)  # "again in 17 s" is no news after "again in 48 s"
        if kind != self._refusal:
            self._log.warning("The event stream could not be opened.", problem=reason)
            self._note_end(writer, reason)
            projection.notify()
        self._refusal = kind

    def _note_end(self, writer: JournalWriter, reason: str) -> None:
        """Note the end of a connection in the journal; later, when the disk refuses it now."""
        self._unwritten = self._note(FrameKind.DISCONNECTED, {"reason": reason})
        self._is_writable(writer)

    def _is_writable(self, writer: JournalWriter) -> bool:
        """Whether the journal takes records, tried with the note that is still owed, if there is one."""
        if self._unwritten is not None:
            try:
                writer.append(self._unwritten)
            except DiskError:
                return False
            self._unwritten = None
        return True

    async def _look_after(self, writer: JournalWriter) -> None:
        """Put a journal that somebody has removed back in its place, while all of it can still be read.

        In a thread: it can be large. Frames wait meanwhile, also when this is cancelled: they would be written behind
        what is copied, and lost.
        """
        try:
            if writer.is_gone():
                await _to_its_end(asyncio.to_thread(writer.write_anew))
                self._log.warning("The journal was removed while it was being written; it was written anew.",
                                  path=str(writer.path))  # fmt: skip
            self._unmended = ""
        except DiskError as error:
            if str(error) != self._unmended:
                self._log.error("The journal was removed and cannot be written anew yet.", problem=str(error))
            self._unmended = str(error)

    def _note(self, kind: FrameKind, content: dict[str, str]) -> RawFrame:
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        return RawFrame(kind, data, self._clock.now_ms(), self._clock.monotonic_ms())


async def _first(task: asyncio.Task[NoReturn], *events: asyncio.Event) -> None:
    """Wait until the task is done or one of the events is set; cancels neither."""
    waiters = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait({task, *waiters}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiter in waiters:
            waiter.cancel()


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, _T]) -> _T | None:
    """The result of ``work``, or None when ``stop`` is set first (the work is cancelled)."""
    task = asyncio.create_task(work)
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        stopped.cancel()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Wait for work that must not be left alone; cancelled meanwhile, only when it is done."""
    task, is_cancelled = asyncio.create_task(work), False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            is_cancelled = True
    if is_cancelled:
        raise asyncio.CancelledError
    task.result()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
