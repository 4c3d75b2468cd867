from __future__ import annotations

import pytest

from archiver.export.caption import caption
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (chat(0, "hi"), "Ann: hi"),
        (chat(0, ":emote:", kind="emote"), "Ann: :emote:"),
        (chat(0, "hi", nickname=""), "ann: hi"),
        (chat(0, "hi", nickname="", unique_id=""), "viewer: hi"),
        (gift(0), "Ann → Rose ×5 (5 diamonds)"),
        (gift(0, quantity=1, diamonds=1), "Ann → Rose ×1 (1 diamond)"),
        (gift(0, name="", diamonds=0), "Ann → gift ×5"),
        (chat(0, "", kind="like", quantity=15), "Ann sent 15 likes"),
        (chat(0, "what she says", kind="caption", nickname=""), "what she says"),
        (chat(0, "", kind="follow"), "Ann followed the creator"),
    ],
)
def test_items_read_as_a_line(item: ReplayItem, line: str) -> None:
    """Each kind that subtitles can show has its sentence."""
    said = caption(item)
    assert said is not None
    assert "".join(said) == line


@pytest.mark.parametrize("item", [chat(0, ""), chat(0, "", kind="viewers", quantity=5), chat(0, "", kind="unknown")])
def test_items_without_words_have_no_line(item: ReplayItem) -> None:
    """Counts, unknown messages and empty comments are not captions."""
    assert caption(item) is None


def test_a_line_of_the_room_is_the_room_s() -> None:
    """A welcome line belongs to nobody in the room."""
    line = chat(0, "Welcome!", nickname="", unique_id="")._replace(kind="room_message", viewer_id=None)
    assert caption(line) == ("LIVE", ": ", "Welcome!")
