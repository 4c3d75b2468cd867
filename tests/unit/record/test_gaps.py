"""The gap a session is in."""

from __future__ import annotations

import pytest

from archiver.model.media import CaptureEnd
from archiver.model.session import Gap, GapCause
from archiver.record.gaps import GapTracker, cause_of
from archiver.record.ledger import Ledger
from tests.fakes.session_store import FakeSessionStore


class Fixture:
    def __init__(self) -> None:
        self.store = FakeSessionStore()
        self.ledger = Ledger(1, self.store)
        self.gaps = GapTracker(1, self.ledger)

    async def stored(self) -> list[tuple[GapCause, int, int | None]]:
        await self.ledger.flush()
        return [(g.cause, g.started_at, g.ended_at) for g in await self.store.gaps(1)]


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        (CaptureEnd.EOF, GapCause.DISCONNECT), (CaptureEnd.STALLED, GapCause.STALL),
        (CaptureEnd.REFUSED, GapCause.REFUSED), (CaptureEnd.DISK, GapCause.UNKNOWN),
        (CaptureEnd.FAILED, GapCause.UNKNOWN),
    ],
)  # fmt: skip
def test_each_end_has_its_cause(end: CaptureEnd, cause: GapCause) -> None:
    """How a capture ended names the gap that follows."""
    assert cause_of(end) is cause


async def test_an_open_gap_keeps_its_first_cause() -> None:
    """Failed tries within a gap do not make more gaps."""
    fixture = Fixture()
    fixture.gaps.open(GapCause.STALL, 100)
    fixture.gaps.open(GapCause.REFUSED, 200)
    fixture.gaps.close(300)
    assert await fixture.stored() == [(GapCause.STALL, 100, 300)]


async def test_a_pause_found_later_explains_the_gap() -> None:
    """The stream breaks off first and the room says "paused" afterwards: the gap is the pause."""
    fixture = Fixture()
    fixture.gaps.open(GapCause.DISCONNECT, 100)
    fixture.gaps.explain_pause(150)
    assert await fixture.stored() == [(GapCause.PAUSE, 100, None)]


async def test_the_time_before_the_first_picture_stays_the_start() -> None:
    """A room that is paused when the session begins has no picture yet; its gap stays the start."""
    fixture = Fixture()
    fixture.gaps.open(GapCause.START, 100)
    fixture.gaps.explain_pause(150)
    assert await fixture.stored() == [(GapCause.START, 100, None)]


async def test_a_gap_never_ends_before_it_began() -> None:
    """A wall clock that was set back does not turn a gap around."""
    fixture = Fixture()
    fixture.gaps.adopt(Gap(session_id=1, cause=GapCause.RESTART, started_at=100))
    fixture.gaps.close(50)
    assert await fixture.stored() == [(GapCause.RESTART, 100, 100)]


async def test_media_that_a_server_had_kept_is_not_missing() -> None:
    """A burst of kept media shows with each report that less is missing, at the least nothing; later reports do not."""
    fixture = Fixture()
    fixture.gaps.open(GapCause.DISCONNECT, 10_000)
    for at in (15_000, 14_000, 14_500):
        fixture.gaps.close(at, is_burst=True)
    fixture.gaps.close(12_000)
    assert await fixture.stored() == [(GapCause.DISCONNECT, 10_000, 14_000)]
    fixture.gaps.close(9_000, is_burst=True)
    assert await fixture.stored() == [(GapCause.DISCONNECT, 10_000, 10_000)]
