from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
import webvtt
from hypothesis import given

from archiver.export import vtt
from archiver.export.text import clean
from archiver.export.vtt import VttOptions
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift
from tests.unit.export.hostile import seen, texts


def _vtt(items: Iterable[ReplayItem], **options: Any) -> str:
    return b"".join(vtt.write(items, VttOptions(**options))).decode()


def test_cues_read_well() -> None:
    """Header, note, style; every message in its speaker's voice, with the name visible; cues abut."""
    text = _vtt([chat(1000, "hello"), gift(3500, nickname="Bob")], title="A & B")
    header, _, cues = text.partition("\n\n00:")
    assert header.startswith("WEBVTT\n\nNOTE A &amp; B\n\nSTYLE\n::cue(.name)")
    assert f"00:{cues}" == (
        "00:00:01.000 --> 00:00:03.500\n<v Ann><c.name>Ann</c>: hello</v>\n\n"
        "00:00:03.500 --> 00:00:07.000\n<v Ann><c.name>Ann</c>: hello</v>\n"
        "<v.gift Bob><c.name>Bob</c> → Rose ×5 (5 diamonds)</v>\n\n"
        "00:00:07.000 --> 00:00:09.500\n<v.gift Bob><c.name>Bob</c> → Rose ×5 (5 diamonds)</v>\n\n"
    )


@pytest.mark.parametrize(("side", "settings"), [("bottom", ""), ("left", "align:start"), ("right", "position:62%")])
def test_cues_are_placed(side: str, settings: str) -> None:
    """The side becomes cue settings; at the bottom the player's own place is kept."""
    (stamp,) = [line for line in _vtt([chat(0)], side=side).splitlines() if "-->" in line]
    assert (settings in stamp) if settings else stamp.endswith("00:00:06.000")


def test_roles_are_classes_of_the_voice() -> None:
    """Moderators and subscribers can be styled."""
    text = _vtt([chat(0, is_moderator=True), chat(10_000, is_subscriber=True)])
    assert "<v.moderator Ann>" in text
    assert "<v.subscriber Ann>" in text


def test_an_independent_reader_finds_voices_texts_and_times() -> None:
    """webvtt-py reads the same cues, also beyond a hundred hours."""
    items = [chat(at_ms, f"message {number}") for number, at_ms in enumerate((0, 36_123_456, 120 * 3_600_000))]
    captions = webvtt.from_string(_vtt(items)).captions
    assert [(each.start, each.voice, each.text) for each in captions] == [
        ("00:00:00.000", "Ann", "Ann: message 0"),
        ("10:02:03.456", "Ann", "Ann: message 1"),
        ("120:00:00.000", "Ann", "Ann: message 2"),
    ]


def test_a_name_makes_no_arrow_with_the_end_of_its_tag() -> None:
    """A line with an arrow would end the cue."""
    lines = _vtt([chat(0, "a --", nickname="Eve--")]).splitlines()
    assert sum("-->" in line for line in lines) == 1


@given(texts, texts)
def test_hostile_text_is_one_cue_with_that_text(name: str, text: str) -> None:
    """Whatever name and text are, the reader finds one cue of one line with the same visible text."""
    body = clean(text, 200)
    captions = webvtt.from_string(_vtt([chat(1000, text, nickname=name), chat(60_000, "end")], title=text)).captions
    assert [caption.start_in_seconds for caption in captions] == ([1] if body else []) + [60]
    if body:
        assert len(captions[0].lines) == 1
        shown = captions[0].text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert seen(shown) == seen(f"{clean(name, 40) or ('viewer' if name else 'ann')}: {body}")
