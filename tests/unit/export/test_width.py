from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.export.text import ELLIPSIS, clean
from archiver.export.width import COLUMN, clusters, measure, wrap
from tests.unit.export.hostile import seen, texts


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("你好", 4), ("👨‍👩‍👧‍👦", 2), ("❤️", 2), ("🇩🇪", 2), ("👍🏽", 2), ("e\u0301", 1), ("ที่", 1), ("", 0)],
)
def test_width_counts_what_is_drawn(text: str, columns: int) -> None:
    """East Asian characters, emoji sequences and flags are two columns, marks none."""
    assert measure(text) == columns * COLUMN


def test_clusters_are_never_parted() -> None:
    """A consonant keeps its vowels, an emoji its parts, a letter its marks."""
    assert clusters("เก่า") == ["เก่", "า"]
    assert clusters("น้ำ") == ["น้ำ"]
    assert clusters("🇩🇪🇫🇷👍🏽x") == ["🇩🇪", "🇫🇷", "👍🏽", "x"]


def _wrap(text: str, first: int = 12, width: int = 12, rows: int = 5) -> list[str]:
    return wrap(text, first=first * COLUMN, width=width * COLUMN, rows=rows, ellipsis=ELLIPSIS)


def test_lines_break_at_spaces() -> None:
    """Words stay whole where they fit, also behind a short first line."""
    assert _wrap("a red rose here") == ["a red rose", "here"]
    assert _wrap("wordy words", first=2) == ["", "wordy words"]


def test_long_words_and_east_asian_text_break_inside() -> None:
    """A word longer than a line is broken; East Asian text fills the line and no line begins with closing marks."""
    assert _wrap("n" * 30) == ["n" * 12, "n" * 12, "n" * 6]
    assert _wrap("你好世界你好。世界") == ["你好世界你", "好。世界"]


def test_too_many_rows_end_with_an_ellipsis() -> None:
    """What does not fit is cut within the last line's room."""
    lines = _wrap("word " * 40, rows=2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)


@given(texts, st.integers(0, 30), st.integers(4, 30), st.integers(1, 6))
def test_wrapped_lines_fit_and_keep_the_text(text: str, first: int, width: int, rows: int) -> None:
    """No line is wider than its room (one cluster apart), and nothing but the cut end is lost."""
    line = clean(text)
    first = min(first, width)
    lines = _wrap(line, first=first, width=width, rows=rows)
    assert len(lines) <= rows
    for number, piece in enumerate(lines):
        room = (first if number == 0 else width) * COLUMN
        assert measure(piece) <= room + 2 * COLUMN or len(clusters(piece)) == 1
    joined = seen("".join(lines))
    assert joined == seen(line) or (joined.endswith(ELLIPSIS) and seen(line).startswith(joined.removesuffix(ELLIPSIS)))
