"""TikAPI's other answers: instants in them."""

from __future__ import annotations

from typing import Any

import pytest

from archiver.wire.tikapi_payload import read_stats


def began(text: Any) -> int | None:
    answer = {"data": {"room_stats": {"live_start_time": text}}}
    return read_stats(answer, source="The stats route").started_at


@pytest.mark.usefixtures("tokyo")
@pytest.mark.parametrize("text", ["2026-09-13T12:27:10Z", "2026-09-13T12:27:10", "2026-09-13T21:27:10+09:00"])
def test_an_instant_is_utc_wherever_the_machine_is(text: str) -> None:
    """A time without a zone does not mean ours."""
    assert began(text) == 1_789_302_430_000


@pytest.mark.parametrize("text", ["soon", "", -1, 1e300, True, None])
def test_what_is_no_time_is_none(text: Any) -> None:
    """Nonsense is answered, not raised."""
    assert began(text) is None
