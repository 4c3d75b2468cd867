"""Text as an attacker would write it, and what a reader sees of it."""

from __future__ import annotations

import re

from hypothesis import strategies as st

_PIECES = [
    "{", "}", "\\", "\\N", "\\n", "\\h", "{\\pos(0,0)}", "{\\an8}", "{y:i}", "<b>", "</i>", "<font size=99>", "<3",
    "-->", "00:00:01,000 --> 00:00:02,000", "\n", "\r\n", "\n\n7\n", "\0", "\x1b[31m", "\u2028", "\u2029", "\x85",
    "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u2060", "\ufeff", "\u0301" * 20, "\ud800", "\udfff", "\uffff",
    "مرحبا", "שלום", "你好世界", "สวัสดี", "👨‍👩‍👧", "🇩🇪", "word", " ", "12", "W" * 90, '"', ",", "Dialogue: 0,",
    "[Events]",
]  # fmt: skip

#: Any text, and above all mixtures of what means something to some format.
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=12).map("".join)

_UNSEEN = re.compile(r"[\u2060\u2066-\u2069\s]")


def seen(text: str) -> str:
    """What is visible of ``text``, without white space: it may have been wrapped."""
    return _UNSEEN.sub("", text)


def ass_seen(text: str) -> tuple[list[str], str]:
    r"""The override blocks of an ASS event text and what libass shows (``\{`` is a brace, ``\N`` a break)."""
    blocks: list[str] = []

    def block(match: re.Match[str]) -> str:
        if match[0].startswith("{"):
            blocks.append(match[0])
            return ""
        return {"\\N": "\n", "\\n": "\n", "\\h": " "}.get(match[0], match[0][1:])

    shown = re.sub(r"\\[{}Nnh]|\{[^}]*\}", block, text)
    return blocks, shown
