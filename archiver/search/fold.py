"""A text as it is searched: case, accents and invisible marks gone, one unit after the other.

``fold`` gives units with a blank before, between and after them: words, symbols (one emoji is one unit), and runs of
the scripts that put no blanks between words. What is searched for is folded the same way, so that finding is looking
for a substring: `` hello `` is a word, `` hel`` its beginning, ``你好`` any place in a run.

Unicode's tables come with Python and change with it: ``TOKEN_VERSION`` names both.
"""

from __future__ import annotations

import re
import unicodedata

#: Changes whenever the same text may give other tokens: what was indexed before is made again then.
TOKEN_VERSION = f"1-{unicodedata.unidata_version}"

#: Characters of a line that are indexed and searched. TikTok's own limit is 150.
MAX_CHARS = 10_000

#: Han, kana, bopomofo, Hangul, Thai, Lao, Khmer, Myanmar: letters, their marks and iteration signs.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u109f\u1100-\u11ff\u1780-\u17d3\u17d7\u17dc\u17dd"
    "\u3005-\u3007\u3021-\u302f\u3031-\u3035\u303b\u303c\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\ua9e0-\ua9fe\uaa60-\uaa7f\uac00-\ud7fb\uf900-\ufaff"
    "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd"
)
_RUN = re.compile(f"[{UNSPACED}]+")
_ASCII_WORD = re.compile("[0-9a-z]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]").match

#: Marks that are written or left out at will: accents, Hebrew points, Arabic vowels and hamzas.
_IS_OPTIONAL = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\U000e0100-\U000e01ef]"
).match
#: Tatweel, which only stretches a word, and the skin tones.
_IS_DECORATION = re.compile("[\u0640\U0001f3fb-\U0001f3ff]").match
#: Letters of their own though Unicode takes them apart.
_WHOLE = frozenset("йїў")
_STROKES = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})
_REPLACEMENT = "\ufffd"

_MAX_KNOWN_WORDS = 16_384
_MAX_KNOWN_CHARS = 32


def fold(text: str) -> str:
    """The units of a text, each between two blanks; nothing but blanks when it has none."""
    text = text[:MAX_CHARS]
    if text.isascii():
        return f" {' '.join(_ASCII_WORD.findall(text.lower()))} "
    return f" {' '.join([folded for word in text.split() if (folded := _words[word])])} "


def has_unspaced(folded: str) -> bool:
    """Whether a folded text has a run of a script without blanks between words."""
    return not folded.isascii() and _RUN.search(folded) is not None


def is_unspaced(character: str) -> bool:
    """Whether a folded character is of a script without blanks between words."""
    return _IS_UNSPACED(character) is not None


class _Words(dict[str, str]):
    """What becomes of each word: no step of folding looks across a blank, and chat says the same words all day."""

    def __missing__(self, word: str) -> str:
        folded = unicodedata.normalize("NFKC", word).casefold().translate(_characters)
        folded = " ".join(_RUN.sub(r" \g<0> ", folded).split())
        if len(word) <= _MAX_KNOWN_CHARS:
            if len(self) >= _MAX_KNOWN_WORDS:
                self.clear()
            self[word] = folded
        return folded


class _Characters(dict[int, str]):
    """What becomes of each character; worked out at its first sight."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_words = _Words()
_characters = _Characters()


def _is_ascii_symbol(character: str) -> bool:
    return character.isascii() and not character.isalnum()


def _fold_character(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf" or _IS_OPTIONAL(character) or _IS_DECORATION(character):
        return ""
    if character == _REPLACEMENT or kind[0] in "PZC" or kind in ("Sc", "Sk") or _is_ascii_symbol(character):
        return " "
    if kind[0] == "S":
        return f" {character} "
    if character in _WHOLE or is_unspaced(character):
        return character
    parts = unicodedata.normalize("NFD", character)
    bare = "".join(part for part in parts if not _IS_OPTIONAL(part))
    return unicodedata.normalize("NFC", bare).translate(_STROKES)
