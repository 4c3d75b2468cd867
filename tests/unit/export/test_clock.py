from __future__ import annotations

import pytest

from archiver.export.clock import ass_time, vtt_time


@pytest.mark.parametrize(
    ("position_ms", "ass", "vtt"),
    [
        (0, "0:00:00.00", "00:00:00.000"),
        (59_999, "0:00:59.99", "00:00:59.999"),
        (36_000_000, "10:00:00.00", "10:00:00.000"),
        (445_512_345, "123:45:12.34", "123:45:12.345"),
    ],
)
def test_hours_grow_and_fractions_are_cut(position_ms: int, ass: str, vtt: str) -> None:
    """Times beyond ten and a hundred hours are written in full, and nothing rounds up into the next second."""
    assert ass_time(position_ms) == ass
    assert vtt_time(position_ms) == vtt
