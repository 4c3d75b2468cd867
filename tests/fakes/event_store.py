"""An EventStore in memory: the duplicates, streaks and journal position of the SQL one, without SQL."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

from archiver.model.batch import Batch, EventRow, GiftStreak, JournalState
from archiver.model.broadcast import ControlSignal
from archiver.model.event import Viewer
from archiver.model.interaction import BattleSpan


class FakeEventStore:
    """Keeps rows in dictionaries keyed as the tables are; ``failures`` are raised by the next writes, one each.

    ``dropped`` counts rows refused by the unique key (room, method, message id) or written before.
    """

    def __init__(self) -> None:
        self.methods: dict[str, int] = {}
        self.events: dict[tuple[int, int], EventRow] = {}
        self.bodies: dict[str, dict[tuple[int, int], tuple[Any, ...]]] = {}
        self.viewers: dict[int, Viewer] = {}
        self.streaks: dict[tuple[int, int], GiftStreak] = {}
        self.skew_by_session: dict[int, int] = {}
        self.batches: list[Batch] = []
        self.failures: list[Exception] = []
        self.fought: list[BattleSpan] = []
        self.dropped = 0
        self.written = asyncio.Condition()
        self._states: dict[int, tuple[int, int, int]] = {}
        self._keys: set[tuple[int, int, int]] = set()

    def method_id(self, method: str) -> int:
        """See EventStore."""
        return self.methods.setdefault(method, len(self.methods) + 1)

    async def journal_state(self, session_id: int) -> JournalState:
        """See EventStore."""
        journal, position, next_seq = self._states.get(session_id, (0, 0, 1))
        own = [s for (session, _), s in sorted(self.streaks.items()) if session == session_id]
        still_open = tuple(streak for streak in own if not streak.is_closed)
        return JournalState(journal=journal, position=position, next_seq=next_seq, open_streaks=still_open)

    async def write_batch(self, batch: Batch) -> int:
        """See EventStore."""
        if self.failures:
            raise self.failures.pop(0)
        self.batches.append(batch)
        new = {row.seq for row in batch.events if self._insert(row)}
        for table, rows in batch.bodies.items():
            self.bodies.setdefault(table, {}).update({row[:2]: row for row in rows if row[1] in new})
        self.viewers.update(batch.viewers)
        self.streaks.update({(batch.session_id, first_seq): streak for first_seq, streak in batch.streaks.items()})
        self._states[batch.session_id] = (batch.journal, batch.end_position, batch.next_seq)
        async with self.written:
            self.written.notify_all()
        return len(new)

    async def count_events(self, session_id: int) -> int:
        """See EventStore."""
        return sum(session == session_id for session, _ in self.events)

    async def message_ids(self, session_id: int, first_seq: int, last_seq: int) -> dict[int, int | None]:
        """See EventStore."""
        rows = [row for (session, _), row in self.events.items() if session == session_id]
        return {row.seq: row.msg_id for row in rows if first_seq <= row.seq <= last_seq}

    async def known_messages(self, room_id: int, messages: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
        """See EventStore."""
        return {message for message in messages if (room_id, *message) in self._keys}

    async def battles(self, session_id: int) -> list[BattleSpan]:
        """See EventStore; those put into ``fought``."""
        return self.fought

    async def told_end(self, session_id: int) -> tuple[ControlSignal, int] | None:
        """See EventStore."""
        said = [(key, row[2]) for key, row in self.bodies.get("controls", {}).items() if key[0] == session_id]
        ends = [(key, action) for key, action in sorted(said) if action >= ControlSignal.ENDED]
        return (ControlSignal(ends[-1][1]), self.events[ends[-1][0]].at) if ends else None

    async def set_skew(self, session_id: int, skew_ms: int, at: int) -> None:
        """See SessionStore."""
        self.skew_by_session[session_id] = skew_ms

    async def wait_for_events(self, count: int) -> None:
        """Wait until so many events are stored."""
        async with self.written:
            await self.written.wait_for(lambda: len(self.events) >= count)

    def _insert(self, row: EventRow) -> bool:
        key = None if row.msg_id is None else (row.room_id, row.method_id, row.msg_id)
        if key in self._keys or (row.session_id, row.seq) in self.events:
            self.dropped += 1
            return False
        if key is not None:
            self._keys.add(key)
        self.events[row.session_id, row.seq] = row
        return True
