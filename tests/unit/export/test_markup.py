from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.export.layout import AssOptions
from archiver.export.markup import LINE_BREAK, Speakers, plain_rows
from archiver.export.text import ELLIPSIS
from archiver.export.width import COLUMN, measure, wrap
from tests.fakes.replay import gift


@given(
    st.text("aWi .M", min_size=1, max_size=80).map(lambda text: " ".join(text.split())).filter(bool),
    st.integers(0, 30),
    st.integers(4, 30),
    st.integers(1, 6),
)
def test_ascii_is_wrapped_alike_in_less_time(text: str, first: int, width: int, rows: int) -> None:
    """The fast way breaks at spaces only, into lines that fit, or leaves the text to the other."""
    room = {"first": min(first, width) * COLUMN, "width": width * COLUMN, "rows": rows}
    broken = plain_rows(text, room["first"], room["width"], rows)
    if broken is None:
        return
    lines = broken[0].split(LINE_BREAK)
    assert " ".join(lines).lstrip() == text
    assert all(measure(line) <= room["width" if number else "first"] for number, line in enumerate(lines))
    assert len(lines) == broken[1] <= rows
    if measure(text) <= room["first"]:
        assert wrap(text, ellipsis=ELLIPSIS, **room) == [text]


@pytest.mark.parametrize("text", ["a  b", " a", "a ", "{b}", "a\\b", "a\tb", "a\x7f", "W" * 40, "a " * 400 + "b"])
def test_what_has_to_be_cleaned_escaped_or_cut_is_left_to_the_other_way(text: str) -> None:
    """Nothing that means something, or that cannot be broken at a space into the rows there are."""
    assert plain_rows(text, 100, 200, 5) is None


def test_a_count_stays_behind_a_right_to_left_gift_that_is_broken() -> None:
    """The row in which the name ends runs from left to right, as the whole line does."""
    given = gift(0, name="وردة حمراء كبيرة جدا", quantity=9)
    entry = Speakers(AssOptions(), 16 * COLUMN).entry(0, given, 5)
    assert entry is not None
    rows = entry[3].split(LINE_BREAK)
    (counted,) = (row for row in rows if "×9" in row)
    assert counted.startswith("\u2066جدا")
