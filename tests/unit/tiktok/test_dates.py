"""Dates in headers of answers."""

from __future__ import annotations

import pytest

from archiver.tiktok.dates import read_date


@pytest.mark.usefixtures("tokyo")
@pytest.mark.parametrize("zone", [" GMT", " -0000", ""])
def test_a_date_is_utc_wherever_the_machine_is(zone: str) -> None:
    """A server that leaves the zone out, or writes an unknown one, does not mean ours."""
    assert read_date(f"Sun, 13 Sep 2026 12:27:10{zone}") == 1_789_302_430_000


@pytest.mark.parametrize("text", ["", "yesterday", "Sun, 13 Sep 0 99:27:10 GMT"])
def test_what_is_no_date_has_no_instant(text: str) -> None:
    """Nonsense is answered, not raised."""
    assert read_date(text) is None
