"""Hostile text made safe: one cleaning for all subtitles, one function for each format's border.

Cleaning keeps what is visible and drops what acts: control characters, bidi embeddings and isolates, invisible fillers.
The borders then take the meaning from the characters that a format treats as syntax, without changing what is seen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from archiver.export.width import WIDTHS

ELLIPSIS = "…"
WORD_JOINER = "\u2060"  #: invisible, without width, and no reader's syntax: it parts characters that would be a tag
MAX_TEXT = 500  #: characters of one message; TikTok itself allows 150

_MAX_MARKS = 4  # combining marks on one character: Thai, Hebrew and Vietnamese need three
_MAX_TAGS = 8  # invisible tag characters behind an emoji: a flag such as Scotland's has six

_BREAKS = re.compile(r"[\t-\r\x1c-\x1f \x85\u2028\u2029]+")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONE = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Soft hyphen, zero-width space, embeddings and overrides, word joiner and invisible operators, isolates, BOM, anchors.
_ACTING = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001]"
)
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
).search
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_ISOLATES = {"L": "\u2066", "R": "\u2067", "AL": "\u2067"}  # by the direction of a character

_SRT_OPENER = re.compile(r"([<{\\])")
_OPENER = re.compile(r"([{\\])")
_SRT_STAMP = re.compile(r"(?<=\d:\d\d)(?=[.,]\d)|(?<=\d:\d)(?=[.,]\d)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})
_FFMETADATA_SYNTAX = re.compile(r"([=;#\\\n])")
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_JSON_HAZARD = re.compile(r"[\x7f-\x9f\u2028\u2029]")

#: ASCII characters that cleaning drops or changes, for ``plain``.
HAZARDS = bytes((*range(32), 127))


def plain(text: str, limit: int, hazards: bytes) -> bytes | None:
    """``text`` cleaned and encoded, in a fraction of the time; None unless it is ASCII without ``hazards``."""
    if not text.isascii() or len(text) > limit or "  " in text:
        return None
    encoded = text.encode()
    return encoded.strip(b" ") if len(encoded.translate(None, hazards)) == len(encoded) else None


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """``text`` as one visible line of at most ``limit`` characters; a longer one ends with an ellipsis."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        text = text.strip(" ")
        return text if "  " not in text else _BREAKS.sub(" ", text)
    # A flood of invisible characters must not cost time: look at a bounded stretch.
    return _clean_any(text[: limit * 16], limit)


@lru_cache(maxsize=1 << 12)  # short exclamations and emoji come again and again
def _clean_any(text: str, limit: int) -> str:
    text = _ACTING.sub("", _LONE.sub("\ufffd", text))
    text = _BREAKS.sub(" ", text).strip(" ")
    if not text.isascii():
        text = _bound_marks(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip(" \u200d") + ELLIPSIS


def _bound_marks(text: str) -> str:
    if 0 not in map(WIDTHS.__getitem__, text):
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        run = 0 if WIDTHS[character] else run + 1
        if run <= (_MAX_TAGS if character >= "\U000e0000" else _MAX_MARKS):
            kept.append(character)
    return "".join(kept)


def isolate(text: str) -> str:
    """``text`` so that its right-to-left parts cannot reorder what stands beside it (Unicode isolates, UAX 9)."""
    if text.isascii() or not _RIGHT_TO_LEFT(text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def isolate_rows(rows: Sequence[str]) -> list[str]:
    """The rows of one text, each isolated: all run in the direction of the text, however a row may begin."""
    text = "".join(rows)
    if len(rows) < 2 or text.isascii() or not _RIGHT_TO_LEFT(text):
        return [isolate(row) for row in rows]
    strong = next(filter(_ISOLATES.__contains__, map(unicodedata.bidirectional, text)), "L")
    return [f"{_ISOLATES[strong]}{row}{_POP_ISOLATE}" if row else row for row in rows]


def for_ass(text: str) -> str:
    r"""Cleaned text as literal text of an ASS event.

    ASS has no escapes. libass alone reads ``\{`` as a brace; the empty block behind it makes other readers lose only
    that brace and not the text after it. A word joiner behind a backslash keeps ``\N`` from being a line break.
    """
    return text.replace("\\", f"\\{WORD_JOINER}").replace("{", "\\{{}")


def for_srt(text: str) -> str:
    """Cleaned text as literal text of an SRT cue: no tags, no arrow, no time stamp of its own."""
    if not (":" in text or "<" in text or "{" in text or "\\" in text or "-->" in text):
        return text
    text = _SRT_OPENER.sub(rf"\1{WORD_JOINER}", text).replace("-->", f"--{WORD_JOINER}>")
    return _SRT_STAMP.sub(WORD_JOINER, text)


def for_vtt(text: str) -> str:
    r"""Cleaned text as literal text of a WebVTT cue, or of a voice's name: no tag, no reference, no arrow.

    A word joiner behind a backslash keeps readers that turn cues into ASS from taking it for a tag.
    """
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\\" in text or "{" in text:
        text = _OPENER.sub(rf"\1{WORD_JOINER}", text)
    return text


def for_json_line(line: str) -> str:
    """A JSON document on one line that every reader splits and decodes alike: no line ends, no lone surrogates."""
    if line.isascii() and "\x7f" not in line:
        return line
    line = _JSON_HAZARD.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
    return _LONE.sub("\ufffd", line)


def json_line(value: object) -> str:
    """A JSON document on one line, as ``for_json_line`` makes it safe; not a number is an error of the caller."""
    return for_json_line(_ENCODE(value))


def for_xml(text: str) -> str:
    """Cleaned text as literal text of an XML element or attribute. What XML cannot hold, cleaning has dropped."""
    return text.translate(_XML_ESCAPES)


def for_ffmetadata(text: str) -> str:
    """Cleaned text as a value of an FFMETADATA file."""
    return _FFMETADATA_SYNTAX.sub(r"\\\1", text)


def for_utf8(text: str) -> str:
    """Text as every UTF-8 file can hold it: lone surrogates become U+FFFD."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def without_controls(text: str) -> str:
    """Text as data: as it was written, but without control characters, which many readers stop at; breaks stay."""
    return for_utf8(text if text.isprintable() else _CONTROLS.sub("\ufffd", text))
