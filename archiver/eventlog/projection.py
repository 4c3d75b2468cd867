"""From the journals of a session to its rows: live, after an outage of the database, and after a crash alike.

Where the stored rows end is committed with them, so reading always begins exactly there. When the database is away the
projection falls behind and the journals hold everything.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import structlog

from archiver.errors import DiskError, JournalError, JournalUnreadableError, StoreError
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.projector import Decode
from archiver.eventlog.tail import BATCH_ROWS, JournalTail
from archiver.model.batch import KIND_AT, Batch, JournalState
from archiver.model.session import Session
from archiver.ports import EventStore
from archiver.wire.decode import decode_record

log = structlog.get_logger(__name__)

#: A batch that is not full is committed at this age.
BATCH_AGE_S = 0.25
#: After the database refused for good, try again this much later.
RETRY_S = 30.0
#: An earlier journal that cannot be read is tried so often while a session runs, and is left out then.
READ_TRIES = 20
#: ... and after these waits when the session is over.
READ_WAITS_S = (1.0, 5.0, 20.0)
#: A smaller change of the skew is not worth a write.
SKEW_STEP_MS = 20


class ProjectionStore(EventStore, Protocol):
    """What of the store the projection uses."""

    async def set_skew(self, session_id: int, skew_ms: int, at: int) -> None:
        """See SessionStore."""


@dataclass(slots=True, kw_only=True)
class ProjectionReport:
    """What a projection has done."""

    rows: int = 0  #: event rows handed to the store
    new_events: int = 0  #: those the store did not have yet
    by_kind: Counter[str] = field(default_factory=Counter)  #: rows by kind

    def note(self, batch: Batch, new_events: int) -> None:
        """Count a committed batch."""
        self.rows += len(batch.rows)
        self.new_events += new_events
        self.by_kind.update([row[KIND_AT] for row in batch.rows])


class Projection:
    """Keeps a session's rows up with its journals. ``notify`` after each append; ``close`` when no more will come."""

    def __init__(
        self,
        *,
        session: Session,
        folder: Path,
        store: ProjectionStore,
        decode: Decode = decode_record,
        writer: JournalWriter | None = None,
    ) -> None:
        self._session = session
        self._folder = folder
        self._store = store
        self._decode = decode
        self._writer = writer
        self._skew_ms = session.skew_ms
        self._unread = 0  # tries that an earlier journal made end
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self.report = ProjectionReport()

    def notify(self) -> None:
        """Say that the journal has grown."""
        self._news.set()

    def close(self) -> None:
        """Say that the journal will not grow any more: ``run`` reads to its end and returns."""
        self._closing.set()
        self._news.set()

    async def run(self) -> None:
        """Follow the journals until ``close``. A database that refuses is tried again later; nothing is lost by it.

        Raises:
            StoreError, DiskError, JournalError: it still refused after ``close``; the journals hold what is missing.
        """
        while True:
            is_last = self._closing.is_set()
            try:
                await self._follow()
            except (StoreError, DiskError, JournalError) as error:
                # A journal that was removed is put back in its place before it is closed.
                if is_last or (self._closing.is_set() and not isinstance(error, JournalError)):
                    raise
                self._unread += isinstance(error, JournalUnreadableError)
                log.error(
                    "Events cannot be stored; the journal keeps them.", session_id=self._session.id, problem=str(error)
                )
                await self._pause(RETRY_S)
            else:
                return

    async def run_to_end(self, *, is_over: bool) -> ProjectionReport:
        """Read the journals as they are to their end; ``is_over`` closes the gift streaks there.

        One that cannot be read may be so for a moment only. Of a session that is over it is tried again and then left
        out; of one that may be resumed its rows, and all behind them, follow later.

        Raises:
            StoreError, DiskError: the database refuses; what was committed before stays.
        """
        self.close()
        for wait_s in READ_WAITS_S if is_over else (0.0,):
            try:
                await self._follow(is_over=is_over)
            except JournalUnreadableError as error:
                log.error("A journal cannot be read now.", session_id=self._session.id, problem=str(error))
                await asyncio.sleep(wait_s)
            else:
                return self.report
        if is_over:
            await self._follow(is_patient=False)
        return self.report

    async def _follow(self, *, is_over: bool = True, is_patient: bool = True) -> None:
        state = await self._store.journal_state(self._session.id)
        tail = await asyncio.to_thread(self._open_tail, state, is_patient and self._unread < READ_TRIES)
        while True:
            is_last = self._closing.is_set()
            self._news.clear()
            batch = await asyncio.to_thread(tail.next_batch)
            if batch is not None:
                await self._commit(batch, tail)
            elif is_last:
                break
            else:
                await self._news.wait()
            if batch is None or len(batch.rows) < BATCH_ROWS:
                await self._pause(BATCH_AGE_S)
        await self._commit(tail.last_batch(is_over=is_over), tail)

    def _open_tail(self, state: JournalState, is_patient: bool) -> JournalTail:
        return JournalTail(
            session=self._session, folder=self._folder, method_id=self._store.method_id, state=state,
            decode=self._decode, writer=self._writer, is_patient=is_patient,
        )  # fmt: skip

    async def _commit(self, batch: Batch, tail: JournalTail) -> None:
        self.report.note(batch, await self._store.write_batch(batch))
        skew_ms = tail.projector.skew_ms
        if abs(skew_ms - self._skew_ms) > SKEW_STEP_MS:
            await self._store.set_skew(self._session.id, skew_ms, tail.projector.skew_at)
            self._skew_ms = skew_ms

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return


async def catch_up(
    *,
    session: Session,
    folder: Path,
    store: ProjectionStore,
    decode: Decode = decode_record,
    is_over: bool = False,
) -> ProjectionReport:
    """Bring the rows of a session that nobody writes up to the end of its journals.

    Safe to repeat: it goes on from the committed position. Raises StoreError and DiskError as the store does.

    Args:
        session: the session.
        folder: its folder, absolute.
        store: takes the rows.
        decode: reads a frame.
        is_over: no more will come: close the gift streaks. Not for a session that may be resumed, whose streaks may
            go on in the next journal.
    """
    return await Projection(session=session, folder=folder, store=store, decode=decode).run_to_end(is_over=is_over)
