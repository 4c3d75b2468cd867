from __future__ import annotations

from typing import Any

import pytest

from archiver.errors import UsageError
from archiver.export.layout import AssOptions


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"side": "top"}, "'top' is not a possible value of side; use one of right, left, bottom."),
        ({"layout": "heap"}, "'heap' is not a possible value of layout; use one of stack, slots, flat"),
        ({"kinds": frozenset({"chats"})}, "'chats' is not a possible value of kinds; use one of chat, emote"),
        ({"lines": 0}, "lines is 0; it must be between 1 and 50."),
        ({"duration_ms": 7}, "duration is 7 ms; it must be between 500 and 600000 ms."),
        ({"video_height": 1}, "video_height is 1; it must be between 64 and 16384."),
        ({"from_ms": 5, "to_ms": 5}, r"The export would be empty: from \(5 ms\) is not before to \(5 ms\)."),
        ({"font_name": "A,99"}, "The font name must be 1 to 64 printable characters without a comma."),
        ({"font_name": "A\n[Events]"}, "The font name must be"),
    ],
)
def test_impossible_choices_are_refused_in_a_sentence(choice: dict[str, Any], sentence: str) -> None:
    """What no format could follow is refused before anything is written."""
    with pytest.raises(UsageError, match=sentence):
        AssOptions(**choice)
