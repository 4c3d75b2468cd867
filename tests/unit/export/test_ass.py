from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pysubs2
import pytest
from hypothesis import given

from archiver.export import ass
from archiver.export.layout import ChatBoxOptions
from archiver.export.text import ELLIPSIS, clean
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift
from tests.unit.export.hostile import ass_seen, seen, texts

_GOLDEN = Path(__file__).with_name("golden.ass")
_OWN_BLOCK = re.compile(
    r"\{\}|\{\\an\d\\pos\([\d,]+\)\\clip\([-\d,]+\)(\\fad\(160,0\))?\}|\{\\alpha&HFF&\\t\(0,160,\\alpha&H00&\)\}"
    r"|\{\\b[01]\\c&H[0-9A-F]{6}&(\\3c&H[0-9A-F]{6}&)?\}"
)


def _ass(items: Iterable[ReplayItem], **options: Any) -> str:
    return "".join(ass.write(items, ChatBoxOptions(**options)))


def _events(items: Iterable[ReplayItem], **options: Any) -> list[pysubs2.SSAEvent]:
    return list(pysubs2.SSAFile.from_string(_ass(items, **options), format_="ass").events)


def test_file_is_as_agreed() -> None:
    """A small replay gives the golden file: header, names in colour, badge, gift, wrapped line."""
    items = [
        chat(1000, "hello"),
        chat(2000, "a line that is too long for one row of the box", "Bob", viewer_id=3, is_moderator=True),
        gift(3000),
    ]
    assert _ass(items, title="Demo", lines=3) == _GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", ["stack", "slots"])
def test_an_independent_reader_finds_texts_and_times(layout: str) -> None:
    """pysubs2 reads one event per message, at its time, also beyond ten hours, in the picture's size."""
    items = [chat(at_ms, f"text {number}") for number, at_ms in enumerate((0, 30_000, 36_123_450, 90 * 3_600_000))]
    file = pysubs2.SSAFile.from_string(_ass(items, layout=layout, video_width=640, video_height=360), format_="ass")
    assert [(event.start, event.end, event.plaintext) for event in file.events] == [
        (item.offset_ms, item.offset_ms + 20_000, f"Ann: text {number}") for number, item in enumerate(items)
    ]
    assert (file.info["PlayResX"], file.info["PlayResY"]) == ("640", "360")


def test_stack_holds_the_newest_messages_and_fades_in_the_last() -> None:
    """Each window shows all messages of its time, oldest first; only what has just come fades in."""
    events = _events([chat(0, "one"), chat(1000, "two"), chat(2000, "three")], lines=2)
    assert [event.plaintext for event in events][:3] == ["Ann: one", "Ann: one\nAnn: two", "Ann: two\nAnn: three"]
    assert events[1].text.index("\\alpha") > events[1].text.index("one")


def test_viewers_keep_their_colour() -> None:
    """The colour follows the viewer, not the name, and differs between viewers."""

    def colour(**fields: Any) -> str:
        match = re.search(r"\\b1\\c&H(\w+)&", _ass([chat(0, **fields)]))
        assert match
        return match[1]

    assert colour(nickname="Ann") == colour(nickname="Ann renamed", text="x")
    assert len({colour(viewer_id=7_000_000_000_000_000_000 + 7919 * number) for number in range(200)}) == 12


def test_roles_are_marked() -> None:
    """Moderators and subscribers carry a badge."""
    events = _events([chat(0, is_moderator=True), chat(30_000, is_subscriber=True), chat(60_000)])
    assert [event.plaintext for event in events] == ["◆ Ann: hello", "★ Ann: hello", "Ann: hello"]


def test_right_to_left_text_is_isolated_from_the_name() -> None:
    """Name and text stand in isolates of their own, so that the name stays in front."""
    text = _ass([chat(0, "مرحبا", nickname="דנה")])
    assert "\u2068דנה\u2069" in text
    assert ": \u2068مرحبا\u2069" in text


@pytest.mark.parametrize("layout", ["stack", "slots"])
@given(name=texts, text=texts)
def test_hostile_text_shows_as_it_is(layout: str, name: str, text: str) -> None:
    """Whatever name and text are: one event a line, no tag but ours, the same visible text up to an ellipsis."""
    body = clean(text)
    file = _ass([chat(0, text, nickname=name), chat(60_000, "end")], layout=layout, title=text, video_width=1280)
    section = file.split("[Events]\nFormat: ", 1)[1]
    events = [line for line in section.split("\n")[1:] if line]
    assert len(events) == len(file.splitlines()) - file[: file.index(section)].count("\n") - 1
    assert len(events) == 1 + bool(body)
    if not body:
        return
    blocks, shown = ass_seen(events[0].split(",", 9)[9])
    assert all(_OWN_BLOCK.fullmatch(block) for block in blocks)
    assert shown.count("\n") <= 4
    assert ELLIPSIS in shown or seen(shown).endswith(seen(body))


def _endless(count: int) -> Iterator[ReplayItem]:
    return (chat(number * 100, f"message {number}") for number in range(count))


def test_the_replay_is_streamed() -> None:
    """The first chunk comes long before the last item is taken."""
    items = _endless(1_000_000)
    next(ass.write(items, ChatBoxOptions()))
    taken = next(items)
    assert taken.offset_ms is not None
    assert taken.offset_ms < 2000 * 100
