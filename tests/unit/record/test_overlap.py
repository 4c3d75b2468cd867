"""Which pictures come again at the beginning of the next segment."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from archiver.align.repeats import Meeting
from archiver.model.media import PacketMark
from archiver.record.overlap import find_repeat

GOP = 10


def marks(names: Sequence[int], *, from_ms: int = 0) -> list[PacketMark]:
    """Pictures 100 ms apart, a key frame each second; the same number is the same picture."""
    return [PacketMark(from_ms + 100 * i, name % GOP == 0, bytes([name % 251])) for i, name in enumerate(names)]


def by_arrival(position_ms: int) -> Meeting:
    return Meeting(position_ms, "arrival")


@pytest.mark.parametrize("expected_ms", [2_000, 1_200, 3_000])
def test_pictures_that_come_again_are_found_by_their_bytes(expected_ms: int) -> None:
    """The new segment begins with the third second of the old one; the clocks may be a second off."""
    assert find_repeat(marks(range(40)), marks(range(20, 90)), by_arrival(expected_ms), 4_000) == 2_000


def test_a_torn_end_still_agrees() -> None:
    """The last packet of a broken connection is not what the server sent."""
    torn = marks([*range(39), 7])
    assert find_repeat(torn, marks(range(30, 90)), by_arrival(2_900), 4_000) == 3_000


def test_all_pictures_must_agree() -> None:
    """A key frame that looks alike is not enough."""
    later = marks([20, *range(51, 60), *range(60, 90)])
    assert find_repeat(marks(range(40)), later, by_arrival(2_000), 4_000) is None


def test_a_still_picture_is_not_taken_for_its_repetition() -> None:
    """All GOPs are alike: the clocks tell whether one of them came again, and which."""
    still = [0, *[1] * 9] * 4
    assert find_repeat(marks(still), marks(still), by_arrival(4_020), 4_000) is None
    assert find_repeat(marks(still), marks(still), by_arrival(3_950), 4_000) is None
    assert find_repeat(marks(still), marks(still), by_arrival(1_900), 4_000) == 2_000


def test_far_away_it_is_something_else() -> None:
    """The same picture minutes before is no repetition."""
    earlier = marks(range(40), from_ms=90_000)
    assert find_repeat(earlier, marks(range(30, 90)), by_arrival(97_500), 94_000) is None


def test_another_encoding_is_met_by_the_encoders_clock() -> None:
    """Its bytes differ; the clock on both sides tells the place, a key frame near to it is the one."""
    earlier, later = marks(range(40)), marks(range(100, 170))
    assert find_repeat(earlier, later, Meeting(2_030, "sei"), 4_000) == 2_000
    assert find_repeat(earlier, later, Meeting(2_530, "sei"), 4_000) == 2_500
    assert find_repeat(earlier, later, Meeting(3_900, "sei"), 4_000) is None
    assert find_repeat(earlier, later, by_arrival(2_030), 4_000) is None


def test_a_key_frame_near_by_is_met_though_another_picture_is_nearer() -> None:
    """A segment begins with a key frame; only where none is near, the nearest picture is the place."""
    close = [PacketMark(20 * i, i % 50 == 0, b"%d" % i) for i in range(200)]
    later = marks(range(100, 170))
    assert find_repeat(close, later, Meeting(2_020, "sei"), 4_000) == 2_000
    assert find_repeat(close, later, Meeting(2_500, "sei"), 4_000) == 2_500


def test_without_samples_the_search_is_wider() -> None:
    """A connection of a moment is placed by its opening, seconds behind what a server had kept."""
    assert find_repeat(marks(range(40)), marks(range(20, 30)), Meeting(9_000, "none"), 4_000) == 2_000
    assert find_repeat(marks(range(40)), marks(range(20, 30)), by_arrival(9_000), 4_000) is None


def test_nothing_to_compare() -> None:
    """A segment without any picture repeats none."""
    assert find_repeat([], marks(range(5)), by_arrival(0), 0) is None
    assert find_repeat(marks(range(5)), [], Meeting(0, "sei"), 500) is None
