"""SRT: chat as plain subtitles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from archiver.export.caption import NAMELESS
from archiver.export.chunks import joined
from archiver.export.clock import COMMA_MS
from archiver.export.cues import MAX_NAME, CueStyle, cues
from archiver.export.speaker import Speaker
from archiver.export.subtitles import PlainOptions
from archiver.export.text import clean, for_srt, isolate
from archiver.model.replay import ReplayItem


def write(items: Iterable[ReplayItem], options: PlainOptions) -> Iterator[bytes]:
    """The replay as SRT cues, in chunks; ``items`` in order of their offsets.

    Players show one cue at a time well and several badly, so cues never overlap: each holds all messages of its time.
    """
    return joined(cues(items, options, _CUES, is_numbered=True))


def _frame(name: str, joint: str, _kind: str, _speaker: Speaker) -> tuple[bytes, bytes]:
    return (_name(name) + joint).encode(), b""


@lru_cache(maxsize=1 << 10)  # people who give gifts give more than one
def _name(name: str) -> str:
    return for_srt(isolate(clean(name, MAX_NAME) or NAMELESS)) if name else ""


# ":" and a digit or "-->" could be times, and a cue that begins with a number is none.
_CUES = CueStyle(COMMA_MS, _frame, for_srt, rb"<{\:>")
