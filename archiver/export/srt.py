"""SRT: chat as plain subtitles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from archiver.export.caption import NAMELESS
from archiver.export.chunks import chunked
from archiver.export.clock import srt_time
from archiver.export.cues import MAX_NAME, cues, stamped
from archiver.export.subtitles import PlainOptions
from archiver.export.text import clean, for_srt, isolate
from archiver.model.replay import ReplayItem

_NEW_LINE = "\n"


def write(items: Iterable[ReplayItem], options: PlainOptions) -> Iterator[str]:
    """The replay as SRT cues, in chunks; ``items`` in order of their offsets.

    Players show one cue at a time well and several badly, so cues never overlap: each holds all messages of its time.
    """
    stamps = stamped(cues(items, options, _line), srt_time)
    return chunked(
        f"{number}\n{start} --> {end}\n{_NEW_LINE.join(messages)}\n\n"
        for number, (start, end, messages) in enumerate(stamps, 1)
    )


def _line(_item: ReplayItem, name: str, joint: str, body: str) -> str:
    return f"{_name(name)}{joint}{for_srt(body if body.isascii() else isolate(body))}"


@lru_cache(maxsize=1 << 13)  # people talk more than once
def _name(name: str) -> str:
    return for_srt(isolate(clean(name, MAX_NAME) or NAMELESS)) if name else ""
