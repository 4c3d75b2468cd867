from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given

from archiver.export.text import ELLIPSIS, clean, for_ass, for_json_line, for_srt, isolate, isolate_rows
from tests.unit.export.hostile import ass_seen, seen, texts


@given(texts)
def test_clean_text_is_one_visible_line(text: str) -> None:
    """No control, line end, bidi override or lone surrogate survives, and cleaning twice changes nothing."""
    shown = clean(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert clean(shown) == shown


@pytest.mark.parametrize(
    "text", ["hello", "a{b}\\N", "<3", "مرحبا بالجميع", "שָׁלוֹם", "เป็นยังไงบ้าง", "👨‍👩‍👧‍👦🏽❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "می‌خواهم"]
)
def test_clean_keeps_real_text(text: str) -> None:
    """Marks, joiners and emoji sequences that writing needs are kept."""
    assert clean(text) == text


def test_clean_bounds_marks_and_length() -> None:
    """Stacks of marks are cut to four, long lines end with an ellipsis."""
    assert clean("Z" + "\u0301" * 500) == "Z" + "\u0301" * 4
    shown = clean("ab " * 5000)
    assert len(shown) <= 500
    assert shown.endswith(ELLIPSIS)


@given(texts)
def test_ass_text_holds_no_tag_and_no_line_break(text: str) -> None:
    """In libass the text shows exactly, with no block but the empty one behind a brace."""
    blocks, shown = ass_seen(for_ass(clean(text)))
    assert set(blocks) <= {"{}"}
    assert "\n" not in shown
    assert seen(shown) == seen(clean(text))


def test_ass_text_behind_a_brace_is_kept_by_readers_without_escapes() -> None:
    """A reader that takes `{...}` for a tag whatever is before it loses the brace only."""
    import pysubs2

    assert pysubs2.SSAEvent(text=for_ass("a {b} c")).plaintext == "a \\b} c"


@given(texts)
def test_srt_text_holds_no_tag_arrow_or_stamp(text: str) -> None:
    """What SRT readers act on is parted by an invisible character; what is seen stays."""
    import re

    line = for_srt(clean(text))
    assert "-->" not in line
    assert not re.search(r"<[a-zA-Z/ ]|\{\\|\d:\d+:\d+[.,]\d", line)
    assert seen(line) == seen(clean(text))


@given(texts)
def test_json_line_is_one_line_of_utf8(text: str) -> None:
    """A JSON line stays one line for every splitter and is valid UTF-8; only broken characters change."""
    line = for_json_line(json.dumps({"text": text}, ensure_ascii=False))
    assert len(line.splitlines()) == 1
    value = json.loads(line.encode("utf-8"))["text"]
    assert len(value) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, value, strict=True))


def test_only_right_to_left_text_is_isolated() -> None:
    """Isolates are put around right-to-left text and nowhere else."""
    assert isolate("héllo 你好") == "héllo 你好"
    assert isolate("שלום x") == "\u2068שלום x\u2069"


def test_rows_of_one_text_run_in_its_direction() -> None:
    """A row that begins with the other script does not turn: what stands behind it there stays behind it."""
    assert isolate_rows(["→ tea", "וורד ×9"]) == ["\u2066→ tea\u2069", "\u2066וורד ×9\u2069"]
    assert isolate_rows(["שלום", "hello!", ""]) == ["\u2067שלום\u2069", "\u2067hello!\u2069", ""]
    assert isolate_rows(["héllo", "你好"]) == ["héllo", "你好"]
