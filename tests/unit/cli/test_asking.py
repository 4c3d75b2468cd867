"""Whom commands that ask about rooms are told to ask about."""

from __future__ import annotations

import pytest

from archiver.cli.asking import target_of
from archiver.errors import UsageError


def test_a_long_number_is_a_room_and_all_else_a_creator() -> None:
    """Handles of digits are short; a handle that looks like a room's id has its @."""
    assert target_of("7400000000000000001") == 7400000000000000001
    assert [target_of(text) for text in ("@Ann", "12345", "@7400000000000000001")] == [
        "ann",
        "12345",
        "7400000000000000001",
    ]


@pytest.mark.parametrize("text", ["9" * 19, "9" * 30, "9" * 5000, "0" * 15])
def test_a_number_that_is_no_id_is_wrong_usage(text: str) -> None:
    """It is the user's mistake, said in a sentence of bearable length."""
    with pytest.raises(UsageError, match="is not a room id") as caught:
        target_of(text)
    assert len(str(caught.value)) < 200
