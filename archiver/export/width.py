"""How wide text will be, and where it may be broken: an estimate without fonts.

The unit is a tenth of a column; a column is an average lower-case letter. Wide East Asian characters and emoji are two
columns, combining marks none. Capitals and other broad letters count for more than a column, so that a line that
is said to fit does fit in the fonts that players fall back to.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

COLUMN = 10
WIDE = 2 * COLUMN

_NARROW = frozenset(" iIjl.,:;'!|()[]")
_BROAD = frozenset("MWmw@%&—ЖШЩЮжшщю")
_ODD = {"\ufdfd": 12 * COLUMN, "\u2e3a": 2 * WIDE, "\u2e3b": 3 * WIDE}  # one character, wide as a word
_MAX_KNOWN = 1 << 15  # characters remembered

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_AM_VOWELS = frozenset("\u0e33\u0eb3")  # Thai and Lao: written behind its consonant, never apart from it
_NO_LINE_START = frozenset("、。，．！？：；）」』】〉》〕・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ!?,.:;)]}…%")
_NO_LINE_END = frozenset("（「『【〈《〔([{")


class _Widths(dict[str, int]):
    """Character to width, filled on demand and bounded."""

    def __missing__(self, character: str) -> int:
        width = _width(character)
        if len(self) < _MAX_KNOWN:
            self[character] = width
        return width


def _width(character: str) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if character in _ODD:
        return _ODD[character]
    if unicodedata.east_asian_width(character) in "WF" or "\U0001f000" <= character <= "\U0001fbff":
        return WIDE
    if character in _NARROW:
        return 6
    if character in _BROAD:
        return 17
    return {"Lu": 13, "So": 16, "Sm": 14}.get(category, COLUMN)


WIDTHS = _Widths()  #: one character to its width
SPACE = WIDTHS[" "]


WIDEST_ASCII = 17  #: of a character
ASCII_WIDTHS = bytes(_width(chr(code)) for code in range(128)) + bytes(128)  #: for ``bytes.translate``


def measure_ascii(text: str) -> int:
    """The width of ASCII text, in a fraction of the time."""
    return sum(text.encode("ascii").translate(ASCII_WIDTHS))


@lru_cache(maxsize=1 << 14)
def measure(word: str) -> int:
    """The width of a word."""
    if word.isascii():
        return measure_ascii(word)
    return sum(map(_cluster_width, clusters(word)))


def measure_parts(text: str) -> int:
    """How wide a line is at most, also where a font has no glyph for a sequence of emoji and draws its parts."""
    if text.isascii():
        return measure_ascii(text)
    return sum(map(WIDTHS.__getitem__, text)) * 11 // 10  # some fallback fonts are broader than others


def clusters(text: str) -> list[str]:
    """``text`` in pieces that are never parted: a character with its marks, an emoji sequence, a flag."""
    pieces: list[str] = []
    previous = ""
    for character in text:
        if pieces and _belongs(previous, character, pieces[-1]):
            pieces[-1] += character
        else:
            pieces.append(character)
        previous = character
    return pieces


def _belongs(previous: str, character: str, piece: str) -> bool:
    """Whether ``character`` cannot stand apart from what is before it."""
    if not WIDTHS[character] or previous == _ZERO_WIDTH_JOINER or character in _AM_VOWELS:
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # skin tone
        return True
    if _is_flag_half(character):
        return len(piece) == 1 and _is_flag_half(previous)
    return "\u0e40" <= previous <= "\u0e44" or "\u0ec0" <= previous <= "\u0ec4"  # vowels written before the consonant


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _cluster_width(cluster: str) -> int:
    if len(cluster) == 1:
        return WIDTHS[cluster]
    if _EMOJI_STYLE in cluster or WIDTHS[cluster[0]] == WIDE:
        return WIDE
    return sum(map(WIDTHS.__getitem__, cluster))


@lru_cache(maxsize=1 << 14)
def _is_breakable(word: str) -> bool:
    """Whether a word holds characters between which a line may end (East Asian, emoji)."""
    return not word.isascii() and WIDE in map(WIDTHS.__getitem__, word)


def wrap(text: str, *, first: int, width: int, rows: int, ellipsis: str) -> list[str]:
    """``text`` in at most ``rows`` lines: the first up to ``first`` wide, the others up to ``width``.

    The first line may be empty when its room is too small for a word. What does not fit is replaced by ``ellipsis``.
    """
    lines: list[str] = []
    line: list[str] = []  # words
    used, room = -SPACE, first
    for word in text.split(" "):
        size = measure(word)
        used += SPACE + size
        if used <= room:
            line.append(word)
            continue
        lines.append(" ".join(line))
        used, room = size, width
        line = [word]
        if size > width or _is_breakable(word):
            line = [_break(word, lines, first if len(lines) == 1 else width, width)]
            used = measure(line[0])
            room = first if not lines else width
        if len(lines) >= rows:
            return _cut([*lines, line[0]], rows, first if rows == 1 else width, ellipsis)
    return [*lines, " ".join(line)]


def _break(word: str, lines: list[str], room: int, width: int) -> str:
    """Begin ``word`` on the last of ``lines`` and break it wherever a line is full; returns what is left of it."""
    line = lines.pop()
    line += " " if line else ""
    used = measure(line)
    for cluster in clusters(word):
        size = _cluster_width(cluster)
        if used + size > room and (line or not lines):
            line, carried = _parted(line, cluster)
            lines.append(line.rstrip(" "))
            line = carried
            used, room = measure(carried), width
        line += cluster
        used += size
    return line


def _parted(line: str, cluster: str) -> tuple[str, str]:
    """A full line and what of its end has to go with ``cluster`` to the next one."""
    held = clusters(line)[-2:]
    if len(held) == 2 and held[-1] != " " and (cluster in _NO_LINE_START or held[-1] in _NO_LINE_END):
        return line.removesuffix(held[-1]), held[-1]
    return line, ""


def _cut(lines: list[str], rows: int, room: int, ellipsis: str) -> list[str]:
    kept = [line.rstrip(" ") for line in lines[:rows]]
    last = clusters(kept[-1])
    while last and measure("".join(last)) > room - 2 * COLUMN:
        last.pop()
    kept[-1] = "".join(last).rstrip(" ") + ellipsis
    return kept
