from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.export.lanes import MAX_WAIT_MS, FlyingLanes, StandingLanes

_MESSAGES = st.lists(st.tuples(st.integers(0, 700), st.integers(1, 2500), st.booleans()), min_size=1, max_size=60)


def _span(start_ms: int, breadth: int, at_ms: float, width: int, duration_ms: int, gap: int) -> tuple[float, float]:
    """The left and right edge of a message that moves evenly from the right edge until it is gone."""
    left = width - (width + breadth + gap) * (at_ms - start_ms) / duration_ms
    return left, left + breadth


@given(_MESSAGES, st.integers(1, 6), st.integers(64, 2000), st.integers(500, 12_000), st.integers(0, 40))
def test_messages_of_a_lane_never_touch(
    messages: list[tuple[int, int, bool]], count: int, width: int, duration_ms: int, gap: int
) -> None:
    """Whatever comes when: in every lane, all the time that two are on screen, the earlier one is left of the later."""
    lanes = FlyingLanes(count, width, duration_ms, gap)
    flown: list[tuple[int, int, int]] = []
    at_ms = 0
    for step, breadth, may_wait in messages:
        at_ms += step
        found = lanes.place(at_ms, breadth, may_wait=may_wait)
        if found is None:
            continue
        lane, start_ms = found
        assert 0 <= lane < count
        assert at_ms <= start_ms <= at_ms + MAX_WAIT_MS * may_wait
        flown.append((lane, start_ms, breadth))
    for index, (lane, start_ms, breadth) in enumerate(flown):
        for other_lane, other_ms, other_breadth in flown[index + 1 :]:
            if lane != other_lane or abs(other_ms - start_ms) >= duration_ms:
                continue
            for moment in (max(start_ms, other_ms), min(start_ms, other_ms) + duration_ms):
                one = _span(start_ms, breadth, moment, width, duration_ms, gap)
                two = _span(other_ms, other_breadth, moment, width, duration_ms, gap)
                visible = max(one[0], two[0]) < width and min(one[1], two[1]) > 0
                # A pixel for times rounded to milliseconds.
                assert not visible or one[1] <= two[0] + 1 or two[1] <= one[0] + 1


def test_lanes_fill_from_the_first() -> None:
    """A message takes the first free lane; when all are taken it waits, and without leave to wait it is left out."""
    lanes = FlyingLanes(2, 1000, 1000, 0)
    assert [lanes.place(0, 1000, may_wait=False) for _ in range(3)] == [(0, 0), (1, 0), None]
    assert lanes.place(0, 1000, may_wait=True) == (0, 500)
    assert lanes.place(0, 1000, may_wait=True) == (1, 500)


@given(_MESSAGES, st.integers(0, 4))
def test_standing_messages_have_a_lane_of_their_own(messages: list[tuple[int, int, bool]], count: int) -> None:
    """In every lane one begins when the other has gone; without lanes nothing is placed."""
    lanes = StandingLanes(count, 800)
    ends = [0] * count
    at_ms = 0
    for step, _, may_wait in messages:
        at_ms += step
        found = lanes.place(at_ms, may_wait=may_wait)
        if found is not None:
            lane, start_ms = found
            assert at_ms <= start_ms <= at_ms + MAX_WAIT_MS * may_wait
            assert start_ms >= ends[lane]
            ends[lane] = start_ms + 800
