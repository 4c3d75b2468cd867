"""What the recorder has to tell the store. It waits here while the database is away; recording goes on."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog

from archiver.errors import ArchiverError
from archiver.model.session import Gap, Segment
from archiver.model.timeline import SyncSample
from archiver.ports import SessionStore

log = structlog.get_logger(__name__)

#: Samples are stored this often; segments and gaps at once.
FLUSH_S = 2.0


class Ledger:
    """Segments, gaps and samples of one session on their way to the store; of each segment and gap the latest state."""

    def __init__(self, session_id: int, store: SessionStore) -> None:
        self._session_id = session_id
        self._store = store
        self._segments: dict[int, Segment] = {}
        self._gaps: dict[int, Gap] = {}
        self._samples: list[SyncSample] = []
        self._is_behind = False
        self._news = asyncio.Event()

    def put_segment(self, segment: Segment) -> None:
        """Note a segment's state."""
        self._segments[segment.number] = segment
        self._news.set()

    def put_gap(self, gap: Gap) -> None:
        """Note a gap's state."""
        self._gaps[gap.started_at] = gap
        self._news.set()

    def put_sample(self, sample: SyncSample) -> None:
        """Note a sync sample."""
        self._samples.append(sample)

    async def keep_flushing(self) -> None:
        """Store what is noted, again and again, until cancelled. Beside the recording, which never waits for it."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(FLUSH_S):
                    await self._news.wait()
            self._news.clear()
            await self.flush()

    async def flush(self) -> None:
        """Store what is noted; what the store refuses stays noted for the next time."""
        try:
            await self._store_all()
        except ArchiverError as error:  # a full disk, too, is the database's trouble and not the recording's
            if not self._is_behind:
                log.warning("The database takes nothing; recording goes on.", session_id=self._session_id,
                            problem=str(error))  # fmt: skip
            self._is_behind = True
        else:
            self._is_behind = False

    async def _store_all(self) -> None:
        # Put back nothing that is newer: a state noted while its predecessor is being stored must survive.
        for number, segment in list(self._segments.items()):
            await self._store.save_segment(segment)
            if self._segments[number] is segment:
                del self._segments[number]
        for started_at, gap in list(self._gaps.items()):
            await self._store.save_gap(gap)
            if self._gaps[started_at] is gap:
                del self._gaps[started_at]
        if samples := tuple(self._samples):
            await self._store.add_sync_samples(self._session_id, samples)
            del self._samples[: len(samples)]
