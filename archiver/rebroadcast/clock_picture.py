"""The picture of a rebroadcast: a running clock in seven-segment digits, drawn by FFmpeg without any font.

The clock reads the time of the broadcast as hh:mm:ss.d. Whoever sees the picture can compare it with what is said;
whoever decodes it can read the instant of each frame from the pixels (``clock_boxes`` tells where to look).
"""

from __future__ import annotations

from typing import Any, NamedTuple

TENTHS_PER_DAY = 864_000

# Which digits light a segment: bit d is digit d. Segments in the usual order: a top, b and c right, d bottom,
# e and f left, g middle.
_LIT = {"a": 0b1111101101, "b": 0b1110011111, "c": 0b1111111011, "d": 0b1101101101,
        "e": 0b0101000101, "f": 0b1101110001, "g": 0b1101111100}  # fmt: skip

# Each digit: one step is so many tenths of a second, and after so many steps it begins again.
_DIGITS = ((360_000, 10), (36_000, 10), (6_000, 6), (600, 10), (100, 6), (10, 10), (1, 10))
_COLONS_AFTER = (1, 3)
_DOT_AFTER = 5

# Across the picture, in units: a digit is 4 wide and 9 high, and takes 5 with its gap; a colon or dot takes 2.
_DIGIT_UNITS, _HEIGHT_UNITS, _STEP_UNITS, _MARK_UNITS = 4, 9, 5, 2
_TOTAL_UNITS = len(_DIGITS) * _STEP_UNITS + 3 * _MARK_UNITS + 1


class Box(NamedTuple):
    """A rectangle of the clock, pixels. ``digit`` counts from the left; None: a colon or the dot, always lit."""

    x: int
    y: int
    width: int
    height: int
    digit: int | None
    segment: str


def clock_boxes(width: int, height: int) -> list[Box]:
    """Every segment of the clock in a picture of this size."""
    unit = width / _TOTAL_UNITS
    top = height * 0.42
    boxes: list[Box] = []
    x = unit
    for digit in range(len(_DIGITS)):
        boxes += _digit_boxes(x, top, unit, digit)
        x += _STEP_UNITS * unit
        if digit in _COLONS_AFTER:
            boxes += [_box(x, top + row * unit, unit, unit, None, "colon") for row in (2.5, 5.5)]
            x += _MARK_UNITS * unit
        elif digit == _DOT_AFTER:
            boxes.append(_box(x, top + (_HEIGHT_UNITS - 1) * unit, unit, unit, None, "dot"))
            x += _MARK_UNITS * unit
    return boxes


def is_lit(box: Box, tenths: int) -> bool:
    """Whether the segment shines when the clock reads ``tenths`` of a second."""
    if box.digit is None:
        return True
    step, base = _DIGITS[box.digit]
    return bool(_LIT[box.segment] >> (tenths // step % base) & 1)


def draw_clock(stream: Any, width: int, height: int, *, speed: float = 1.0) -> Any:
    """Draw the clock on an ffmpeg-python stream whose time ``t`` is seconds since the broadcast began."""
    for box in clock_boxes(width, height):
        options: dict[str, Any] = {}
        if box.digit is not None:
            step, base = _DIGITS[box.digit]
            value = f"mod(floor((t*{speed:g}*10+0.001)/{step}),{base})"
            options["enable"] = f"bitand({_LIT[box.segment]},pow(2,{value}))"
        stream = stream.filter(
            "drawbox", x=box.x, y=box.y, w=box.width, h=box.height, color="white", t="fill", **options
        )
    return stream


def _digit_boxes(x: float, y: float, unit: float, digit: int) -> list[Box]:
    wide = (_DIGIT_UNITS - 2) * unit
    tall = (_HEIGHT_UNITS - 3) / 2 * unit
    right = x + (_DIGIT_UNITS - 1) * unit
    middle = y + (_HEIGHT_UNITS - 1) / 2 * unit
    bottom = y + (_HEIGHT_UNITS - 1) * unit
    return [
        _box(x + unit, y, wide, unit, digit, "a"),
        _box(right, y + unit, unit, tall, digit, "b"),
        _box(right, middle + unit, unit, tall, digit, "c"),
        _box(x + unit, bottom, wide, unit, digit, "d"),
        _box(x, middle + unit, unit, tall, digit, "e"),
        _box(x, y + unit, unit, tall, digit, "f"),
        _box(x + unit, middle, wide, unit, digit, "g"),
    ]


def _box(x: float, y: float, width: float, height: float, digit: int | None, segment: str) -> Box:
    """Whole pixels whose edges meet those of the neighbours."""
    left, top = round(x), round(y)
    return Box(left, top, round(x + width) - left, round(y + height) - top, digit, segment)
