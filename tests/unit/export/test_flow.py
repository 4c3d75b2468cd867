from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.export.flow import FRAME_MS, MAX_WAIT_MS, Entry, rolling, turns
from archiver.export.select import NEVER_MS


def _entry(at_ms: int, markup: str, rows: int = 1, is_hurried: bool = False) -> Entry:
    return at_ms, is_hurried, rows, markup


def test_stack_grows_scrolls_and_empties() -> None:
    """Each arrival opens a window, the oldest leaves when the box is full, all leave after their time."""
    windows = list(rolling([_entry(0, "a"), _entry(1000, "b"), _entry(2000, "c")], 2, 5000, NEVER_MS))
    assert windows == [
        (0, 1000, ["a"], 1),
        (1000, 2000, ["a", "b"], 1),
        (2000, 6000, ["b", "c"], 1),
        (6000, 7000, ["c"], 0),
    ]


def test_messages_of_one_frame_share_a_window() -> None:
    """Messages closer than a frame appear together, up to what the box holds; the rest waits for a frame."""
    windows = list(rolling([_entry(100, name) for name in "abcde"], 2, 5000, NEVER_MS))
    assert [(start_ms, messages) for start_ms, _, messages, _ in windows] == [
        (100, ["a", "b"]),
        (140, ["c", "d"]),
        (180, ["d", "e"]),
        (5140, ["e"]),
    ]


def test_messages_from_a_gap_do_not_wait() -> None:
    """Of the messages of a gap, which share one position, the newest that fit are shown at once."""
    windows = list(rolling([_entry(100, name, is_hurried=True) for name in "abcde"], 2, 5000, NEVER_MS))
    assert windows == [(100, 5100, ["d", "e"], 2)]


def test_nothing_is_shown_from_the_stop_on() -> None:
    """The last window is cut at the end of the asked stretch."""
    assert list(rolling([_entry(0, "a")], 2, 5000, 3000)) == [(0, 3000, ["a"], 1)]
    assert [turn[1] for turn in turns([_entry(0, "a")], 2, 5000, 3000)] == [3000]


def test_turns_take_places_in_order_and_free_them_when_needed() -> None:
    """A message keeps its rows until they are needed; one that does not fit at the bottom goes to the top."""
    entries = [_entry(0, "a"), _entry(1000, "b", 2), _entry(2000, "c", 2), _entry(3000, "d")]
    assert list(turns(entries, 4, 60_000, NEVER_MS)) == [
        (0, 2000, 0, 1, "a"),
        (1000, 2000, 1, 2, "b"),
        (2000, 62_000, 0, 2, "c"),
        (3000, 63_000, 2, 1, "d"),
    ]


_FLOODS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 3), st.booleans()), min_size=1, max_size=60).map(
    lambda steps: [
        _entry(sum(step for step, _, _ in steps[: number + 1]), str(number), rows, is_hurried)
        for number, (_, rows, is_hurried) in enumerate(steps)
    ]
)


@given(_FLOODS, st.integers(3, 8), st.integers(500, 3000))
def test_windows_never_overlap_and_hold_no_more_than_the_box(entries: list[Entry], rows: int, duration_ms: int) -> None:
    """Windows follow each other, each a frame long at least, their messages in order and within the rows."""
    heights = {name: height for _, _, height, name in entries}
    end_ms = 0
    for start_ms, next_ms, messages, fresh in rolling(entries, rows, duration_ms, NEVER_MS):
        assert start_ms >= end_ms
        assert next_ms - start_ms >= FRAME_MS
        assert sum(heights[name] for name in messages) <= rows
        assert messages == sorted(messages, key=int)
        assert fresh <= len(messages)
        end_ms = next_ms


@given(_FLOODS, st.integers(3, 8), st.integers(500, 3000))
def test_every_message_that_may_wait_is_shown_near_its_time(entries: list[Entry], rows: int, duration_ms: int) -> None:
    """Messages that may wait are all shown, at most a frame early or the longest wait (and a frame) late."""
    patient = [(at_ms, False, height, name) for at_ms, _, height, name in entries]
    shown: dict[str, int] = {}
    for start_ms, _, messages, _ in rolling(patient, rows, duration_ms, NEVER_MS):
        for name in messages:
            shown.setdefault(name, start_ms)
    for at_ms, _, _, name in entries:
        late_ms = shown[name] - at_ms
        assert -FRAME_MS < late_ms <= MAX_WAIT_MS + FRAME_MS


@given(_FLOODS, st.integers(3, 8), st.integers(500, 3000))
def test_turns_never_overlap_in_a_row(entries: list[Entry], rows: int, duration_ms: int) -> None:
    """In every row a turn begins after the one before it has ended, and lies within the box."""
    ends = [0] * rows
    for start_ms, end_ms, top, height, _ in turns(entries, rows, duration_ms, NEVER_MS):
        assert end_ms - start_ms >= FRAME_MS
        for row in range(top, top + height):
            assert start_ms >= ends[row]
            ends[row] = end_ms
