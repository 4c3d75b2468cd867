"""Journals against rows: whether every message received has its row, and every row its message."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from archiver.eventlog.projector import Decode
from archiver.eventlog.tail import JournalTail
from archiver.model.batch import Batch, JournalState
from archiver.model.session import Session
from archiver.ports import EventStore
from archiver.wire.decode import decode_record

_BEGINNING = JournalState(journal=0, position=0, next_seq=1)


@dataclass(slots=True, kw_only=True)
class Audit:
    """What was found, counted."""

    messages: int = 0  #: in the journals, as far as the rows are said to reach
    repeated: int = 0  #: of these, messages that an earlier session of the room has the row of
    missing: int = 0  #: without a row
    missing_in: Counter[int] = field(default_factory=Counter)  #: the same by journal
    strangers: int = 0  #: rows that no journal explains

    @property
    def is_ok(self) -> bool:
        """Whether journals and rows say the same."""
        return not self.missing and not self.strangers


async def audit_journals(*, session: Session, folder: Path, store: EventStore, decode: Decode = decode_record) -> Audit:
    """Read all journals of a session again and look every message up; in constant memory.

    Rows keep the ordinals of their messages, so the same journals must give the same rows. What the rows do not reach
    yet, because the session is running or the database was away, is left out.

    Args:
        session: whose journals.
        folder: its folder, absolute.
        store: holds the rows.
        decode: reads a frame.
    """
    state, found, matched = await store.journal_state(session.id), Audit(), 0
    tail = JournalTail(session=session, folder=folder, method_id=store.method_id, state=_BEGINNING, decode=decode)
    while (batch := await asyncio.to_thread(tail.next_batch)) is not None:
        matched += await _compare(batch, state, session, store, found)
    found.strangers = await store.count_events(session.id) - matched
    return found


async def _compare(batch: Batch, state: JournalState, session: Session, store: EventStore, found: Audit) -> int:
    """Look up the messages of one batch; returns how many have their row in this session."""
    reached = [event for event in batch.events if (event.journal, event.position) < (state.journal, state.position)]
    if not reached:
        return 0
    rows = await store.message_ids(session.id, reached[0].seq, reached[-1].seq)
    absent = [event for event in reached if event.seq not in rows or rows[event.seq] != event.msg_id]
    elsewhere = await store.known_messages(
        session.room_id, [(event.method_id, event.msg_id) for event in absent if event.msg_id is not None]
    )
    missing = [event for event in absent if (event.method_id, event.msg_id) not in elsewhere]
    found.messages += len(reached)
    found.repeated += len(absent) - len(missing)
    found.missing += len(missing)
    found.missing_in.update(event.journal for event in missing)
    return len(reached) - len(absent)
