from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.export import srt, vtt
from archiver.export.subtitles import PlainOptions
from archiver.export.text import HAZARDS, clean, for_srt, for_vtt, isolate, plain
from archiver.export.vtt import VttOptions
from tests.fakes.replay import chat
from tests.unit.export.hostile import texts

_ASCII = st.text(st.characters(max_codepoint=127), max_size=40) | st.text("ab <{\\:&>-1\x7f\n ", max_size=30)


@given(texts | _ASCII, st.integers(3, 30))
def test_plain_text_is_what_cleaning_makes_of_it(text: str, limit: int) -> None:
    """The fast way and the general way agree, or the fast way leaves the text to the other."""
    assert plain(text, limit, HAZARDS) in (None, clean(text, limit).encode())


@given(texts | _ASCII)
def test_cues_hold_the_literal_text_whichever_way_it_was_made(text: str) -> None:
    """What a file holds of a comment is the cleaned text, made literal by the format's own function."""
    body = clean(text, 200)
    literal = {"srt": for_srt(isolate(body)), "vtt": for_vtt(isolate(body))}
    if not body:
        return
    assert f"\nAnn: {literal['srt']}\n\n".encode() in b"".join(srt.write([chat(0, text)], PlainOptions()))
    assert f"</c>: {literal['vtt']}</v>\n\n".encode() in b"".join(vtt.write([chat(0, text)], VttOptions()))
