"""Our clock, set back while media came: what was noted with it follows in order again."""

from __future__ import annotations

import pytest

from archiver.align.build import build_timeline
from archiver.align.part import Knowledge
from archiver.align.skew import set_forward, skew_history
from archiver.align.steady import SteadyClock
from archiver.model.session import Segment, SegmentState
from archiver.model.timeline import Latency, SkewSample, SyncSample, locate

START = 1_786_367_257_000
LENGTH_MS, LATE_MS, SKEW_MS = 1_200_000, 2_000, 40
PARTS = 2
PART_MS = LENGTH_MS // PARTS
STEPS_MS = [1_500, 30_000, 400_000, 3_600_000]


def _ours(at: int, set_at: int, step_ms: int) -> int:
    """What our clock shows so long after the start of the broadcast."""
    return START + at - SKEW_MS - (step_ms if at >= set_at else 0)


def _samples(set_at: int, step_ms: int, *, with_clock: bool) -> list[SyncSample]:
    """Two connections, a sample a second; each picture shows its moment and comes two seconds later."""
    found = []
    for at in range(0, LENGTH_MS, 1_000):
        number, media_ms = at // PART_MS + 1, at % PART_MS
        wall_ms, monotonic_ms = _ours(at + LATE_MS, set_at, step_ms), 7_000 + at
        found.append(
            SyncSample(
                number,
                media_ms,
                wall_ms,
                monotonic_ms,
                media_ms,
                is_key=True,
                sei_ts=START + at if with_clock else None,
            )
        )
    return found


def _skews(set_at: int, step_ms: int) -> list[SkewSample]:
    """What the platform's answers said, one every half minute, in the order of the store."""
    told = [_ours(at, set_at, step_ms) for at in range(0, LENGTH_MS, 30_000)]
    skews = [SkewSample("http", wall, START + n * 30_000 - wall, 20) for n, wall in enumerate(told)]
    return sorted(skews, key=lambda one: one.at)


def _segment(number: int) -> Segment:
    return Segment(
        session_id=1, number=number, attempt=1, part=f"part_{number:03d}_a1.flv", state=SegmentState.FINISHED,
        protocol="flv", quality="hd", started_at=START, duration_ms=PART_MS, offset_ms=(number - 1) * PART_MS,
    )  # fmt: skip


@pytest.mark.parametrize("with_clock", [True, False])
@pytest.mark.parametrize("set_at", [617_000, PART_MS])
@pytest.mark.parametrize("step_ms", STEPS_MS)
def test_a_clock_that_is_set_back_moves_no_event(step_ms: int, set_at: int, *, with_clock: bool) -> None:
    """In the middle of a connection and between two, with the encoder's clock and without."""
    clock = SteadyClock(_samples(set_at, step_ms, with_clock=with_clock), dict.fromkeys((1, 2), 1))
    skew = set_forward(skew_history(clock.skews(_skews(set_at, step_ms))), clock.samples)
    learned = {"arrival": Latency("arrival", LATE_MS, 0)}
    pieces = build_timeline(
        samples=clock.samples, segments=[_segment(1), _segment(2)], gaps=[],
        knowledge=Knowledge(skew=skew, latencies=dict.fromkeys((1, 2), learned)),
    )  # fmt: skip
    for at in range(0, LENGTH_MS, 1_000):
        found = locate(pieces, START + at)
        assert found is not None
        assert (found[0].in_gap, found[1]) == (False, at)


def test_a_clock_that_nobody_set_stays() -> None:
    """Also where a machine slept, and where another process or machine goes on, whose second clock is another one."""
    slept = [SyncSample(1, at, START + at + (60_000 if at > 3_000 else 0), 7_000 + at) for at in range(0, 9_000, 1_000)]
    elsewhere = [SyncSample(2, at, START + 90_000 + at, 999_000_000 + at) for at in range(0, 9_000, 1_000)]
    anew = [SyncSample(3, at, START + 180_000 + at, 5_000 + at) for at in range(0, 9_000, 1_000)]
    samples = [*slept, *elsewhere, *anew]
    clock = SteadyClock(samples, {1: 1, 2: 2, 3: 2})
    skews = [SkewSample("http", START + 4_000, 5, 20), SkewSample("http", START + 1_000, 5, 20)]
    assert clock.samples == samples
    assert clock.skews(skews) == skews


def test_samples_without_a_second_clock_are_taken_as_they_are() -> None:
    """So are key frames that were read back, which nobody saw arrive."""
    samples = [SyncSample(1, 0, START, None), SyncSample(1, 1_000, START - 60_000, None), SyncSample(1, 0, is_key=True)]
    assert SteadyClock(samples, {1: 1}).samples == samples
