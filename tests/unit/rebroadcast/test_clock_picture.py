"""The clock in the picture."""

from __future__ import annotations

from archiver.rebroadcast.clock_picture import TENTHS_PER_DAY, clock_boxes, is_lit

_SEGMENTS = {
    "abcdef": 0,
    "bc": 1,
    "abged": 2,
    "abgcd": 3,
    "fgbc": 4,
    "afgcd": 5,
    "afgedc": 6,
    "abc": 7,
    "abcdefg": 8,
    "abcdfg": 9,
}
_DIGITS = {frozenset(segments): digit for segments, digit in _SEGMENTS.items()}


def _read(tenths: int) -> str:
    lit = [box for box in clock_boxes(540, 960) if box.digit is not None and is_lit(box, tenths)]
    return "".join(str(_DIGITS[frozenset(box.segment for box in lit if box.digit == digit)]) for digit in range(7))


def test_it_reads_hours_minutes_seconds_and_tenths() -> None:
    """Every digit of hh:mm:ss.d shows what the time is."""
    assert _read(0) == "0000000"
    assert _read(9_876) == "0016276"
    assert _read(36_000 + 59 * 600 + 599) == "0159599"
    assert [_read(tenths)[-1] for tenths in range(10)] == list("0123456789")
    assert _read(TENTHS_PER_DAY - 1) == "2359599"


def test_it_fits_the_picture() -> None:
    """No segment is empty or lies outside, at any usual size."""
    for width, height in ((540, 960), (270, 480), (1280, 720)):
        for box in clock_boxes(width, height):
            assert box.width > 0
            assert box.height > 0
            assert 0 <= box.x <= width - box.width
            assert 0 <= box.y <= height - box.height
