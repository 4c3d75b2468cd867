from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archiver.export.sift import merged, sifted, thinned
from archiver.export.subtitles import SubtitleOptions
from archiver.model.replay import NO_RECORDING, ReplayItem
from tests.fakes.replay import chat, gift

_RECORDING = replace(NO_RECORDING, session=replace(NO_RECORDING.session, unique_id="creator"))


def _left(items: list[ReplayItem], **options: Any) -> list[str]:
    placed = ((item.offset_ms or 0, item) for item in items)
    chosen = SubtitleOptions(recording=_RECORDING, **options)
    return [item.text or item.gift_name for _, item in sifted(placed, chosen)]


def test_nothing_is_left_out_unless_asked() -> None:
    """Without options every item passes, repeats too."""
    assert _left([chat(0, "a"), chat(0, "a"), gift(0)]) == ["a", "a", "Rose"]


def test_words_are_compared_in_any_case() -> None:
    """``hide`` drops and ``only`` keeps what holds a word, whatever its case; gifts have no words."""
    items = [chat(0, "BUY now"), chat(0, "hello"), chat(0, "Straße"), gift(0)]
    assert _left(items, hide=("buy", "STRASSE")) == ["hello", "Rose"]
    assert _left(items, only=("hello",)) == ["hello", "Rose"]
    assert _left([chat(0, "你好世界")], only=("好世",)) == ["你好世界"]


def test_roles_choose_who_is_heard() -> None:
    """Of the comments only those of the asked roles stay; gifts stay."""
    items = [
        chat(0, "c", unique_id="creator"), chat(0, "m", is_moderator=True), chat(0, "s", is_subscriber=True),
        chat(0, "v"), gift(0),
    ]  # fmt: skip
    assert _left(items, roles=("creator", "moderator")) == ["c", "m", "Rose"]
    assert _left(items, roles=("subscriber", "viewer")) == ["s", "v", "Rose"]


def test_small_gifts_can_be_left_out() -> None:
    """A gift worth less than asked is not shown; comments are."""
    assert _left([chat(0, "a"), gift(0, diamonds=5), gift(0, name="Lion", diamonds=500)], min_diamonds=100) == [
        "a",
        "Lion",
    ]


def test_repeats_are_counted_on_the_first() -> None:
    """The same text, whatever its case and spaces, is one comment with a count; later it is a new one."""
    items = [chat(0, "GG"), chat(10, "wow"), chat(900, "gg "), gift(950), chat(999, "Gg"), chat(1500, "gg")]
    assert _left(items, merge_ms=1000) == ["GG ×3", "wow", "Rose", "gg"]


def test_a_flood_is_thinned() -> None:
    """At most so many comments a second; gifts, moderators and the creator are not counted."""
    items = [chat(100 * number, str(number)) for number in range(15)]
    items += [chat(1450, "mod", is_moderator=True), chat(1460, "me", unique_id="creator"), gift(1470)]
    assert _left(items, density=2) == ["0", "1", "10", "11", "mod", "me", "Rose"]


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from("aAbcd"))), st.integers(1, 2000))
def test_merging_keeps_order_and_counts(said: list[tuple[int, str]], window_ms: int) -> None:
    """Positions stay in order, and the counts add up to what was said."""
    at_ms, placed = 0, []
    for step, text in said:
        at_ms += step
        placed.append((at_ms, chat(at_ms, text)))
    result = list(merged(iter(placed), window_ms))
    assert [at for at, _ in result] == sorted(at for at, _ in result)
    assert sum(int(item.text.partition("×")[2] or 1) for _, item in result) == len(said)


def test_sifting_streams() -> None:
    """The first item comes long before the last one is taken, however long the texts are."""
    endless = ((number, chat(number, f"{number} " * 2000)) for number in range(10**9))
    at_ms, item = next(iter(thinned(merged(endless, 60_000), 5)))
    assert at_ms == 0
    assert item.text.startswith("0 ")
    assert next(endless)[0] < 5000
