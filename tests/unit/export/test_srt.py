from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pysubs2
from hypothesis import given

from archiver.export import srt
from archiver.export.subtitles import PlainOptions
from archiver.export.text import clean
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift
from tests.unit.export.hostile import seen, texts


def _srt(items: Iterable[ReplayItem], **options: Any) -> str:
    return b"".join(srt.write(items, PlainOptions(**options))).decode()


def test_cues_read_well() -> None:
    """The newest messages stand together, gifts have their worth, cues are numbered and abut."""
    text = _srt([chat(1000, "hello"), gift(3500, nickname="Bob"), chat(5000, "", kind="join")])
    assert text == (
        "1\n00:00:01,000 --> 00:00:03,500\nAnn: hello\n\n"
        "2\n00:00:03,500 --> 00:00:07,000\nAnn: hello\nBob → Rose ×5 (5 diamonds)\n\n"
        "3\n00:00:07,000 --> 00:00:09,500\nBob → Rose ×5 (5 diamonds)\n\n"
    )


def test_options_select_and_shift() -> None:
    """Kinds, stretch and shift apply; items without a place or before the video are left out."""
    items = [chat(None, "lost"), chat(500, "early"), chat(2500, "a"), gift(2600), chat(9000, "late")]
    text = _srt(items, shift_ms=-1000, from_ms=1000, to_ms=5000, kinds=frozenset({"chat"}))
    assert text == "1\n00:00:01,500 --> 00:00:05,000\nAnn: a\n\n"


def test_an_independent_reader_finds_texts_and_times() -> None:
    """pysubs2 reads the same cues, also beyond ten hours."""
    items = [chat(at_ms, f"message {number}") for number, at_ms in enumerate((0, 20_000, 36_123_456, 90 * 3_600_000))]
    events = pysubs2.SSAFile.from_string(_srt(items), format_="srt").events
    assert [(event.start, event.end, event.text) for event in events] == [
        (item.offset_ms, item.offset_ms + 6000, f"Ann: message {number}") for number, item in enumerate(items)
    ]


def test_hours_beyond_a_hundred_are_written() -> None:
    """A session of five days keeps its times."""
    assert "120:00:00,000 --> 120:00:06,000" in _srt([chat(120 * 3_600_000)])


@given(texts, texts)
def test_hostile_text_is_one_cue_with_that_text(name: str, text: str) -> None:
    """Whatever name and text are, the reader finds one cue, one line, no tags, and the same visible text."""
    item = chat(1000, text, nickname=name)
    body = clean(text, 200)
    file = _srt([item, chat(60_000, "end")])
    cues = pysubs2.SSAFile.from_file(io.StringIO(file), format_="srt").events
    assert [cue.start for cue in cues] == ([1000] if body else []) + [60_000]
    if body:
        assert "\\N" not in cues[0].text
        assert seen(cues[0].text) == seen(f"{clean(name, 40) or ('viewer' if name else 'ann')}: {body}")
