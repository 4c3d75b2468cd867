from __future__ import annotations

from dataclasses import replace

from archiver.export.options import ExportOptions
from archiver.export.select import asked, battles_of, for_part, placed
from archiver.model.replay import RecordedBattle
from tests.fakes.replay import chat, gift, part, recording

_WORDS = frozenset({"chat"})


def test_viewers_are_chosen_by_handle_or_id() -> None:
    """Handles are compared without case, ids as text; everyone else is left out."""
    items = [
        chat(0, "a", unique_id="Ann", viewer_id=1),
        chat(1, "b", unique_id="bo", viewer_id=2),
        chat(2, viewer_id=None, unique_id=""),
    ]
    for wanted, texts in (({"ann"}, ["a"]), ({"2"}, ["b"]), ({"ann", "2"}, ["a", "b"]), ({"cy"}, [])):
        options = ExportOptions(viewers=frozenset(wanted))
        assert [item.text for item in asked(items, options)] == texts
        assert [item.text for _, item in placed(items, options, _WORDS)] == texts


def test_languages_choose_words_and_leave_the_rest() -> None:
    """A language takes in its variants; a gift has no words, so it stays."""
    items = [chat(0, "hi", language="en"), chat(1, "你好", language="zh-Hans"), chat(2, "?", language=""), gift(3)]
    options = ExportOptions(languages=frozenset({"zh"}))
    assert [item.kind + item.text for item in asked(items, options)] == ["chat你好", "gift"]


def test_a_part_begins_at_zero_and_ends_where_the_next_begins() -> None:
    """Every position of the session is in one part, with the part's own times."""
    whole = recording(part(1), part(2, offset_ms=60_000), part(3, offset_ms=90_000))
    options = ExportOptions(recording=whole, shift_ms=500)
    items = [chat(at, str(at)) for at in (0, 59_499, 59_500, 89_499, 89_500, 500_000)]
    found = {}
    for each in whole.parts:
        chosen = for_part(options, each)
        assert chosen is not None
        found[each.number] = [(at, item.text) for at, item in placed(items, chosen, _WORDS)]
    assert found == {
        1: [(500, "0"), (59_999, "59499")],
        2: [(0, "59500"), (29_999, "89499")],
        3: [(0, "89500"), (410_500, "500000")],
    }


def test_a_stretch_is_cut_to_each_part() -> None:
    """From and to are positions of the session; parts outside of them have no file."""
    whole = recording(part(1), part(2, offset_ms=60_000), part(3, offset_ms=90_000))
    options = ExportOptions(recording=whole, from_ms=70_000, to_ms=80_000)
    chosen = [for_part(options, each) for each in whole.parts]
    assert [(one.from_ms, one.to_ms) if one else None for one in chosen] == [None, (10_000, 20_000), None]


def test_battles_are_marked_where_the_file_shows_them() -> None:
    """Moved by the display shift, cut to the stretch and the part; one that goes on has no end."""
    battles = (
        RecordedBattle(opponents=("Bert",), offset_ms=10_000, over_ms=30_000),
        RecordedBattle(opponents=("Zoe", "a", "b", "c"), offset_ms=70_000, over_ms=None),
    )
    whole = ExportOptions(recording=recording(part(1), part(2, offset_ms=60_000), battles=battles), shift_ms=-1_000)
    assert battles_of(whole) == [
        (9_000, "Battle with Bert"),
        (29_000, "After the battle with Bert"),
        (69_000, "Battle with Zoe, a, b and 1 more"),
    ]
    assert battles_of(replace(whole, from_ms=20_000, to_ms=25_000)) == [(20_000, "Battle with Bert")]
    assert battles_of(replace(whole, from_ms=40_000, to_ms=50_000)) == []
    second = for_part(whole, whole.recording.parts[1])
    assert second is not None
    assert battles_of(second) == [(9_000, "Battle with Zoe, a, b and 1 more")]
