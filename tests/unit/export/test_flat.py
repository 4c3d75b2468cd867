from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.export import ass
from archiver.export.flat import has_word, literal
from archiver.export.layout import AssOptions, chat_box
from archiver.export.markup import Speakers
from archiver.export.speaker import speaker
from archiver.export.text import clean
from archiver.export.width import WIDEST_ASCII
from tests.fakes.replay import chat
from tests.unit.export.hostile import texts

_OPTIONS = AssOptions(layout="flat")
_WIDTH = chat_box(_OPTIONS).width
_ASCII = st.text(st.characters(max_codepoint=127), max_size=40) | st.text("ab <{\\:&>-1\x7f\n ", max_size=30)


@given(texts | _ASCII)
def test_an_event_holds_the_literal_text_whichever_way_it_was_made(text: str) -> None:
    """Common comments are written without the general way, which would make the same of them."""
    item = chat(0, text)
    name, room = Speakers(_OPTIONS, _WIDTH).known.add(speaker(item))
    body = literal(clean(text), room, _WIDTH, _WIDTH // WIDEST_ASCII)
    events = b"".join(ass.write([item], _OPTIONS)).decode().partition("Effect, Text\n")[2]
    assert events == (f"Dialogue: 0,0:00:00.00,0:00:06.00,Chat,,0,0,0,,{name}{body}\n" if body else "")


@given(st.text("ab ", max_size=40), st.integers(1, 12))
def test_a_word_is_long_when_so_many_characters_stand_together(text: str, length: int) -> None:
    """Wherever it stands."""
    assert has_word(text, length) == any(len(word) >= length for word in text.split(" "))
