"""What is the same when it is searched for."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.search import fold as fold_module
from archiver.search.fold import MAX_CHARS, fold, is_unspaced

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Café CRÈME", "cafe creme"),
        ("ŁÓDŹ Ørsted straße", "lodz orsted strasse"),
        ("Việt Đông", "viet dong"),
        ("ΆΝΘΡΩΠΟΣ", "ανθρωποσ"),
        ("Ёлка", "елка"),
        ("أَهْلًا بِكُـــمْ", "اهلا بكم"),
        ("שָׁלוֹם", "שלום"),
        ("❤️", "❤"),
        ("👍🏽", "👍"),
        ("ﾊﾛｰ", "ハロー"),
        ("か\u3099", "が"),
        ("한\u200b국", "한국"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("don't_stop-me", "don t stop me"),
        ("ı", "i"),
    ],
)
def test_other_writings_of_the_same(written: str, meant: str) -> None:
    """Case, accents, vowel marks, tatweel, widths, variation selectors and skin tones make no difference."""
    assert fold(written) == fold(meant) == f" {meant} "


@pytest.mark.parametrize(
    ("one", "other"), [("й", "и"), ("が", "か"), ("ї", "і"), ("की", "क"), ("한", "하"), ("น้ำ", "นำ")]
)
def test_letters_of_their_own_stay(one: str, other: str) -> None:
    """What only looks like a mark, and is another letter or syllable, is kept."""
    assert fold(one) != fold(other)


def test_units() -> None:
    """Words, runs without blanks and single symbols stand apart, however they are written together."""
    assert fold("iPhone好用😀😀!!ดี555") == " iphone 好用 😀 😀 ดี 555 "
    assert fold(f"{FAMILY}🇩🇪") == " 👨 👩 👧 🇩 🇪 "
    assert fold("नमस्ते दुनिया।") == " नमस्ते दुनिया "


@pytest.mark.parametrize("text", ["", "   ", "?!.,;:'\"()-_*", "\0\x07\ufffd", "\u202e\u200b\ufeff", "…—。、！"])
def test_nothing_to_search(text: str) -> None:
    """Punctuation, control characters and invisible ones are no units."""
    assert not fold(text).strip()


@given(st.text())
def test_any_text_folds(text: str) -> None:
    """Units are single-spaced, and of no character that an index could take for its own syntax."""
    folded = fold(text)
    assert folded.startswith(" ")
    assert folded.endswith(" ")
    assert folded == "  " or "  " not in folded
    assert all(c == " " or c.isalnum() or not c.isascii() for c in folded)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    """What is folded is folded: a result can be searched for."""
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ascii_has_no_rules_of_its_own(text: str) -> None:
    """The short way for ASCII gives what the long way gives."""
    assert f" {fold(f'é {text}')[3:].strip()} ".strip() == fold(text).strip()


def test_long_text_is_cut() -> None:
    """Only so many characters of a line are searched."""
    assert fold("a" * MAX_CHARS + "b") == f" {'a' * MAX_CHARS} "


def test_marks_never_split_a_word() -> None:
    """No combining mark of Unicode is a separator: it belongs to its letter or is dropped."""
    marks = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c)[0] == "M"]
    assert [c for c in marks if len(fold(f"क{c}क").split()) > 1 and not is_unspaced(c)] == []


#: What meets badly at a blank: marks that may join what stands before them, and blanks of every kind.
_EDGES = st.sampled_from(
    [*" \u00a0\u2003\u3000\x1c\n", "\u0308", "\u0301", "\u3099", "\u1161", "\u00a8", "ς", "Σ", "ｶ", "ﾞ", "한", "は"]
)


@given(st.lists(st.one_of(_EDGES, st.text(max_size=4)), max_size=30).map("".join))
def test_no_word_is_folded_otherwise_beside_another(text: str) -> None:
    """Folding word by word, each remembered, gives what folding the whole text gives."""
    whole = unicodedata.normalize("NFKC", text).casefold().translate(fold_module._characters)
    whole = " ".join(fold_module._RUN.sub(r" \g<0> ", whole).split())
    assert fold(text) == fold(text) == f" {whole} "


def test_words_that_are_remembered_are_bounded() -> None:
    """A flood of invented words, long ones among them, does not fill the memory."""
    for number in range(fold_module._MAX_KNOWN_WORDS + 10):
        fold(f"ä{number} {'ö' * 40}{number}")
    assert len(fold_module._words) <= fold_module._MAX_KNOWN_WORDS
    assert max(map(len, fold_module._words)) <= fold_module._MAX_KNOWN_CHARS
