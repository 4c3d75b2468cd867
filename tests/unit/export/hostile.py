"""Text as an attacker would write it, and what a reader sees of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import strategies as st

from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift

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


#: A greeting in ten scripts.
SCRIPTS = (
    "hello everyone",
    "Привет всем",
    "你好主播晚上好",
    "こんにちは",
    "안녕하세요",
    "สวัสดีครับทุกคน",
    "مرحبا بالجميع",
    "שלום לכולם",
    "नमस्ते सबको",
    "Γειά σας όλους",
)
#: What means something to a format, a spreadsheet, a terminal or a browser.
ATTACKS = (
    "{\\pos(0,0)\\fs900}BIG{\\p1}m 0 0 l 9 9",
    "line one\nline two\r\n\n7\n00:00:01,000 --> 00:00:02,000\nfake",
    "-->",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "</script><script>alert(3)</script><!--",
    ']]></d><d p="0">x',
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1",
    "\u202eevil\u202c \u2066x",
    "nul\0byte",
    "\x1b[31mred\x1b]0;title\x07",
    "z" + "\u0300\u0301\u0302\u0489" * 60,
    "W" * 10_000,
    "你" * 10_000,
    "a\ud800b\udfffc",
    "\u2028\u2029\x85\ufeff\uffff",
    "& < > \" ' `",
    "%s %(title)s ${x} $(id)",
    "../../etc/passwd",
    "",
    "👨‍👩‍👧‍👦🇩🇪👍🏽❤️",
    "WEBVTT\n\nNOTE",
    "Dialogue: 0,0:00:00.00,9:00:00.00,Chat,,0,0,0,,x",
    "[CHAPTER]\nSTART=0\n;=#\\",
)


def session(count: int) -> Iterator[ReplayItem]:
    """A busy session of ``count`` events in order: ten scripts, every attack as a name, a comment and a gift."""
    for number in range(count):
        viewer = number * 7919 % 5_000
        attack = ATTACKS[number % len(ATTACKS)]
        script = SCRIPTS[number // 3 % len(SCRIPTS)]
        who = {"viewer_id": 7_000_000_000_000_000_000 + viewer, "unique_id": f"viewer{viewer}", "seq": number + 1,
               "at": 1_700_000_000_000 + number * 40, "in_gap": number % 97 == 0}  # fmt: skip
        place = number * 40
        if number % 50 == 49:
            yield gift(place, attack if number % 100 == 49 else "Rose", 5, 500, nickname=script, **who)
        elif number % 50 == 48:
            yield chat(place, "", script, kind="viewers", quantity=number, **(who | {"viewer_id": None}))
        elif number % 50 == 47:
            yield chat(place, "", attack, kind="like", quantity=15, **who)
        elif number % 3:
            yield chat(place, f"{script} {number}", attack if number % 30 == 1 else f"viewer {viewer}", **who)
        else:
            yield chat(place, attack, script, is_moderator=number % 9 == 0, **who)
