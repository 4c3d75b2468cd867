"""Reads the rebroadcast's clock back from a decoded picture."""

from __future__ import annotations

from av import VideoFrame

from archiver.rebroadcast.clock_picture import clock_boxes, is_lit

_BRIGHT = 150  # luma; the digits are white on a dark colour


def read_clock_tenths(frame: VideoFrame) -> int | None:
    """Tenths of a second on the clock, or None when no such clock is in the picture."""
    luma = frame.reformat(format="gray8").planes[0]
    data, stride = bytes(luma), luma.line_size
    boxes = clock_boxes(frame.width, frame.height)
    lit = [data[(box.y + box.height // 2) * stride + box.x + box.width // 2] > _BRIGHT for box in boxes]
    tenths = 0
    for digit, step, base in _places():
        fits = [
            value
            for value in range(base)
            if all(is_lit(box, value * step) is on for box, on in zip(boxes, lit, strict=True) if box.digit == digit)
        ]
        if len(fits) != 1:
            return None
        tenths += fits[0] * step
    marks = [on for box, on in zip(boxes, lit, strict=True) if box.digit is None]
    return tenths if all(marks) else None


def _places() -> list[tuple[int, int, int]]:
    """Digit from the left, tenths in one step, how many values."""
    return [
        (0, 360_000, 3), (1, 36_000, 10), (2, 6_000, 6), (3, 600, 10), (4, 100, 6), (5, 10, 10), (6, 1, 10),
    ]  # fmt: skip
