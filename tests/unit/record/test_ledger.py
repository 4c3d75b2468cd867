"""What waits for the store."""

from __future__ import annotations

import pytest

from archiver.errors import ArchiverError, DiskError, StoreLockedError
from archiver.model.session import Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import SyncSample
from archiver.record.ledger import Ledger
from tests.fakes.session_store import FakeSessionStore


def segment(state: SegmentState) -> Segment:
    return Segment(
        session_id=1, number=1, attempt=1, part="p", state=state, protocol="flv", quality="hd", started_at=0
    )  # fmt: skip


class LockedStore(FakeSessionStore):
    """Refuses everything while ``is_locked``."""

    is_locked = True

    async def save_segment(self, segment: Segment) -> None:
        if self.is_locked:
            raise StoreLockedError("The database is locked.")
        await super().save_segment(segment)


async def test_everything_noted_reaches_the_store_once() -> None:
    """A flush stores segments, gaps and samples; the next one has nothing to do."""
    store = FakeSessionStore()
    ledger = Ledger(1, store)
    ledger.put_segment(segment(SegmentState.RECORDING))
    ledger.put_gap(Gap(session_id=1, cause=GapCause.STALL, started_at=5))
    ledger.put_sample(SyncSample(1, 2, 3, 4))
    await ledger.flush()
    await ledger.flush()
    assert len(store.segment_history) == 1
    assert [g.cause for g in await store.gaps(1)] == [GapCause.STALL]
    assert await store.sync_samples(1) == [SyncSample(1, 2, 3, 4)]


async def test_a_locked_database_costs_nothing() -> None:
    """What could not be stored is stored, in its latest state, when the database is back."""
    store = LockedStore()
    ledger = Ledger(1, store)
    ledger.put_segment(segment(SegmentState.RECORDING))
    ledger.put_sample(SyncSample(1, 2, 3, 4))
    await ledger.flush()
    ledger.put_segment(segment(SegmentState.RAW))
    store.is_locked = False
    await ledger.flush()
    assert [s.state for s in await store.segments(1)] == [SegmentState.RAW]
    assert len(await store.sync_samples(1)) == 1


@pytest.mark.parametrize("refusal", [StoreLockedError("Locked."), DiskError("The disk is full.")])
async def test_no_refusal_of_the_store_is_raised(refusal: ArchiverError) -> None:
    """Whatever the store refuses with, a full disk included, stays noted and never reaches the recording."""

    class Refusing(FakeSessionStore):
        refusals = 1

        async def save_gap(self, gap: Gap) -> None:
            self.refusals -= 1
            if self.refusals >= 0:
                raise refusal
            await super().save_gap(gap)

    store, gap = Refusing(), Gap(session_id=1, cause=GapCause.STALL, started_at=5)
    ledger = Ledger(1, store)
    ledger.put_gap(gap)
    await ledger.flush()
    assert await store.gaps(1) == []
    await ledger.flush()
    assert await store.gaps(1) == [gap]
