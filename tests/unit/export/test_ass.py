from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pysubs2
import pytest
from hypothesis import given

from archiver.export import ass
from archiver.export.layout import AssOptions
from archiver.export.text import ELLIPSIS, clean
from archiver.model.replay import NO_RECORDING, ReplayItem
from tests.fakes.replay import chat, gift
from tests.unit.export.hostile import ass_seen, seen, texts

_GOLDEN = Path(__file__).with_name("golden.ass")
_OWN_BLOCK = re.compile(
    r"\{\}|\{\\an\d\\pos\([\d,]+\)\\clip\([-\d,]+\)(\\fad\(160,\d+\))?\}|\{\\alpha&HFF&\\t\(0,160,\\alpha&H00&\)\}"
    r"|\{\\b[01]\\c&H[0-9A-F]{6}&(\\3c&H[0-9A-F]{6}&)?(\\bord\d+)?\}|\{\\an2\}"
    r"|\{\\an7\\move\([-\d,]+\)\\clip\([\d,]+\)\\c&H[0-9A-F]{6}&\}"
)
_LAYOUTS = ["stack", "slots", "flat", "flying", "captions"]


def _ass(items: Iterable[ReplayItem], **options: Any) -> str:
    return b"".join(ass.write(items, AssOptions(**options))).decode()


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


@pytest.mark.parametrize(
    ("layout", "stays_ms", "name"),
    [("stack", 20_000, "Ann: "), ("slots", 20_000, "Ann: "), ("flat", 6000, "Ann: "), ("flying", 8000, "")],
)
def test_an_independent_reader_finds_texts_and_times(layout: str, stays_ms: int, name: str) -> None:
    """pysubs2 reads one event per message, at its time, also beyond ten hours, in the picture's size."""
    items = [chat(at_ms, f"text {number}") for number, at_ms in enumerate((0, 30_000, 36_123_450, 90 * 3_600_000))]
    file = pysubs2.SSAFile.from_string(_ass(items, layout=layout, video_width=640, video_height=360), format_="ass")
    assert [(event.start, event.end, event.plaintext) for event in file.events] == [
        (item.offset_ms, item.offset_ms + stays_ms, f"{name}text {number}") for number, item in enumerate(items)
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


def test_names_can_be_coloured_by_role() -> None:
    """By role a viewer is white; the creator, moderators and subscribers each have a colour; plain has none."""
    session = replace(NO_RECORDING.session, unique_id="creator")
    items = [
        chat(0), chat(30_000, is_moderator=True), chat(60_000, is_subscriber=True), chat(90_000, unique_id="creator"),
    ]  # fmt: skip

    def colours(scheme: str) -> list[str]:
        file = _ass(items, colours=scheme, recording=replace(NO_RECORDING, session=session))
        return re.findall(r"\\b1\\c&H(\w+)&", file)

    assert colours("role")[0] == "FFFFFF"
    assert len(set(colours("role"))) == 4
    assert set(colours("plain")) == {"FFFFFF"}


@pytest.mark.parametrize("layout", ["stack", "slots", "flat", "flying"])
def test_opacity_is_in_the_style_and_survives_fading_in(layout: str) -> None:
    """Half opaque is alpha 80 for text and outline, and what fades in fades to it."""
    text = _ass([chat(0)], layout=layout, opacity=50)
    assert "&H80FFFFFF,&H80FFFFFF,&H80000000" in text
    assert "alpha&H00" not in text


def test_gifts_stand_out() -> None:
    """A gift is on a card, which is a broad outline, or coloured text; behind it the style is as before."""
    card, text = (_events([gift(0)], gifts=gifts)[0].text for gifts in ("card", "text"))
    assert "\\bord5}" in card
    assert card.endswith("\\bord2}")
    assert "\\bord" not in text


def test_flat_leaves_breaking_to_the_player() -> None:
    """Words are not broken into rows; what has no spaces is, because players could not."""
    line = "many words that do not fit into one row of the box"
    events = _events([chat(0, line), chat(10_000, "你好世界" * 8), chat(20_000, "W" * 60)], layout="flat")
    assert events[0].plaintext == f"Ann: {line}"
    assert all("\\N" in event.text for event in events[1:])
    assert "WrapStyle: 0" in _ass([], layout="flat")


def test_captions_stand_alone_at_the_bottom() -> None:
    """What was spoken has no name, two rows, and the next one takes its place."""
    spoken = [chat(0, "one", kind="caption"), chat(2000, "two " * 60, kind="caption"), chat(3000, "chat")]
    events = _events(spoken, layout="captions")
    assert [(event.start, event.end) for event in events] == [(0, 2000), (2000, 7000)]
    assert events[0].plaintext == "one"
    assert events[1].plaintext.count("\n") == 1
    assert events[1].plaintext.endswith(ELLIPSIS)


def test_right_to_left_text_is_isolated_from_the_name() -> None:
    """Name and text stand in isolates of their own, so that the name stays in front."""
    text = _ass([chat(0, "مرحبا", nickname="דנה")])
    assert "\u2068דנה\u2069" in text
    assert ": \u2068مرحبا\u2069" in text


@pytest.mark.parametrize("layout", _LAYOUTS)
@given(name=texts, text=texts)
def test_hostile_text_shows_as_it_is(layout: str, name: str, text: str) -> None:
    """Whatever name and text are: one event a line, no tag but ours, the same visible text up to an ellipsis."""
    body = clean(text)
    kind = "caption" if layout == "captions" else "chat"
    items = [chat(0, text, nickname=name, kind=kind), chat(60_000, "end", kind=kind)]
    file = _ass(items, layout=layout, title=text, video_width=1280)
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
    next(ass.write(items, AssOptions()))
    taken = next(items)
    assert taken.offset_ms is not None
    assert taken.offset_ms < 2000 * 100
