"""The journals of a session as a source of batches, from where its stored rows end. Blocking; no event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import structlog

from archiver.errors import JournalDamagedError, JournalError, JournalUnreadableError
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import JournalRecord, journal_numbers, journal_path
from archiver.eventlog.journal_reader import last_positions, read_records
from archiver.eventlog.projector import JOURNAL_METHOD, Decode, Projector
from archiver.model.batch import Batch, JournalState
from archiver.model.session import Session

log = structlog.get_logger(__name__)

#: A batch is full when it holds this many rows. Only a projection that is behind fills one; smaller ones would cost it
#: a tenth more, for the pages of the database that every commit writes again.
BATCH_ROWS = 2000
#: Records read again at the start, to know the messages a reconnection will repeat.
_REMEMBERED_RECORDS = 512


class JournalTail:
    """Reads a session's journals in order, from where the stored rows end, into batches.

    Args:
        session: whose journals.
        folder: where they are.
        method_id: gives the code of a method name.
        state: where the stored rows end.
        decode: reads a frame.
        writer: of the journal being written now; no journal behind it is read.
        is_patient: a journal that cannot be read now is not left out: it is raised as JournalUnreadableError.
    """

    def __init__(
        self,
        *,
        session: Session,
        folder: Path,
        method_id: Callable[[str], int],
        state: JournalState,
        decode: Decode,
        writer: JournalWriter | None = None,
        is_patient: bool = False,
    ) -> None:
        self._session_id = session.id
        self._folder = folder
        self._writer = writer
        self._is_patient = is_patient
        self._given_up = 0  #: number of the journal that was left out last although it is there
        self._journal, self._position = state.journal, state.position
        self._unread: Iterator[JournalRecord] = iter(())
        self._last_received_at = session.started_at
        self.projector = Projector(
            session_id=session.id, room_id=session.room_id, method_id=method_id, decode=decode, state=state,
            skew_ms=session.skew_ms,
        )  # fmt: skip
        self._remember()

    def next_batch(self, rows: int = BATCH_ROWS) -> Batch | None:
        """The next ``rows`` rows (a frame is never divided, so it can be some more); None when there are none now."""
        projector = self.projector
        while projector.pending < rows:
            record = next(self._unread, None)
            if record is None:
                self._unread = iter(self._read())
                if (record := next(self._unread, None)) is None:
                    break
            self._last_received_at = record.received_at
            projector.add(self._journal, record)
        return projector.take() if projector.has_rows else None

    def last_batch(self, *, is_over: bool) -> Batch:
        """What is left at the end: the position reached, and the gift streaks closed when the session is over."""
        if is_over:
            self.projector.finish()
        return self.projector.take()

    def _read(self) -> list[JournalRecord]:
        while True:
            try:
                records = self._read_journal()
            except JournalDamagedError as error:
                self._note_damage(error)
                continue
            if records:
                self._position = records[-1].end_position
                return records
            if not self._turn_to_next():
                return []

    def _read_journal(self) -> list[JournalRecord]:
        if not self._journal:
            return []
        path = journal_path(self._folder, self._journal)
        if self._is_live:
            assert self._writer is not None
            return read_records(path, self._position, end=self._writer.position)
        try:
            return read_records(path, self._position)
        except JournalDamagedError:
            raise
        except JournalError as error:
            if isinstance(error, JournalUnreadableError):
                self._give_up(error)
            log.error("A journal is left out.", session_id=self._session_id, problem=str(error))
            return []

    def _give_up(self, error: JournalUnreadableError) -> None:
        """Leave out what may hold events that no row knows, and say so in the rows: once."""
        if self._is_patient:
            raise error
        if self._given_up != self._journal:
            self._given_up = self._journal
            problem = "the journal could not be read from here on; redecode reads it again"
            self.projector.add_problem(JOURNAL_METHOD, problem, self._journal, self._position, self._last_received_at)

    @property
    def _is_live(self) -> bool:
        return self._writer is not None and self._writer.number == self._journal

    def _turn_to_next(self) -> bool:
        if self._is_live:
            return False
        last = self._writer.number if self._writer else None
        for number in journal_numbers(self._folder):
            if number > self._journal and (last is None or number <= last):
                self._journal, self._position = number, 0
                return True
        return False

    def _note_damage(self, error: JournalDamagedError) -> None:
        log.error("A journal is damaged.", session_id=self._session_id, problem=str(error))
        problem = f"journal damaged: {error.resume_at - error.position} bytes skipped"
        self.projector.add_problem(JOURNAL_METHOD, problem, self._journal, error.position, self._last_received_at)
        self.projector.pass_to(self._journal, error.resume_at)
        self._position = error.resume_at

    def _remember(self) -> None:
        """Let the projector know the newest stored messages, so that it drops their repetitions itself."""
        places: list[tuple[Path, int]] = []
        try:
            for number in [n for n in journal_numbers(self._folder) if n <= self._journal]:
                path = journal_path(self._folder, number)
                end = self._position if number == self._journal else path.stat().st_size
                places += [(path, position) for position in last_positions(path, _REMEMBERED_RECORDS, end=end)]
            for path, position in places[-_REMEMBERED_RECORDS:]:
                self.projector.remember(read_records(path, position, chunk_bytes=1)[:1])
        except (JournalError, OSError):
            return  # what cannot be read is told where it is read in earnest; the store's unique key still holds
