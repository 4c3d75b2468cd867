"""All event rows of a session again, from its journals, with the decoders of this version.

One transaction replaces them: whatever happens on the way, the rows are the old ones or the new ones, whole.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from archiver.errors import JournalError
from archiver.eventlog.journal_format import journal_numbers
from archiver.eventlog.projector import Decode
from archiver.eventlog.tail import JournalTail
from archiver.model.batch import Batch, JournalState, Rewriting
from archiver.model.session import Session
from archiver.wire.decode import decode_record

_BEGINNING = JournalState(journal=0, position=0, next_seq=1)


class RewritingStore(Protocol):
    """What of the store is used."""

    async def journal_state(self, session_id: int) -> JournalState:
        """See EventStore."""

    async def rewrite_events(
        self, session_id: int, batches: Callable[[Callable[[str], int]], Iterable[Batch]]
    ) -> Rewriting:
        """Replace all event rows of a session in one transaction; says what has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedecodeReport:
    """What a redecoding changed: rows by kind."""

    session_id: int
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)  #: of those after, which say something else than before

    @property
    def changed(self) -> dict[str, tuple[int, int, int]]:
        """Kind -> rows before, after, and those that differ, for kinds of which anything has changed."""
        kinds = sorted(self.before.keys() | self.after.keys())
        found = {kind: (self.before[kind], self.after[kind], self.differing[kind]) for kind in kinds}
        return {kind: counts for kind, counts in found.items() if counts[0] != counts[1] or counts[2]}


async def redecode(
    *, session: Session, folder: Path, store: RewritingStore, decode: Decode = decode_record
) -> RedecodeReport:
    """Make the event rows of a session anew.

    Args:
        session: one that no running process works on; hold its lock.
        folder: its folder, absolute.
        store: holds the rows.
        decode: reads a frame.

    Raises:
        JournalError: the session has no journals here, or one cannot be read; nothing has changed.
        StoreError: the journals hold fewer events than the database, or the database refuses; nothing has changed.
    """
    if not await asyncio.to_thread(journal_numbers, folder):
        raise JournalError(f"There are no journals of session {session.id} in {folder}; its rows stay as they are.")

    listed = (await store.journal_state(session.id)).streakable_gifts

    def batches(method_id: Callable[[str], int]) -> Iterator[Batch]:
        tail = JournalTail(
            # As at the first time: the clocks are compared from the first frame on.
            session=replace(session, skew_ms=0), folder=folder, method_id=method_id,
            state=replace(_BEGINNING, streakable_gifts=listed), decode=decode, is_patient=True,
        )  # fmt: skip
        while (batch := tail.next_batch()) is not None:
            yield batch
        yield tail.last_batch(is_over=session.ended_at is not None)

    done = await store.rewrite_events(session.id, batches)
    return RedecodeReport(session_id=session.id, before=done.before, after=done.after, differing=done.differing)
