"""The gift list as the platform, or who stands in for it, may give it."""

from __future__ import annotations

import json

from archiver.wire.gift_list import read_gift_list


def test_a_worth_beyond_reason_is_bounded() -> None:
    """It is multiplied by the counts of streaks and added up: every view that does so would fail."""
    reply = {"status_code": 0, "data": {"gifts": [{"id": 1, "diamond_count": (1 << 63) - 1}, {"id": 2}]}}
    assert [offer.diamond_count for offer in read_gift_list(json.dumps(reply).encode())] == [10_000_000, 0]
