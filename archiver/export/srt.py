"""SRT: chat as plain subtitles, the newest messages together in one cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from archiver.export.caption import NAMELESS, SUBTITLE_KINDS, caption
from archiver.export.chunks import chunked
from archiver.export.clock import srt_time
from archiver.export.flow import Entry, rolling
from archiver.export.options import ExportOptions, option
from archiver.export.select import placed, stop_ms
from archiver.export.text import clean, for_srt, isolate
from archiver.model.replay import ReplayItem

_NEW_LINE = "\n"
_MAX_NAME = 40  # characters
_MAX_BODY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SrtOptions(ExportOptions):
    """Choices about plain subtitles."""

    lines: int = option(4, "messages at once", least=1, most=50)
    duration_ms: int = option(6_000, "how long a message stays", least=500, most=600_000)


def write(items: Iterable[ReplayItem], options: SrtOptions) -> Iterator[str]:
    """The replay as SRT cues, in chunks; ``items`` in order of their offsets.

    Players show one cue at a time well and several badly, so cues never overlap: each holds all messages of its time.
    """
    windows = rolling(
        _entries(placed(items, options, SUBTITLE_KINDS)),
        options.lines,
        options.duration_ms,
        stop_ms(options),
    )
    return chunked(
        f"{number}\n{srt_time(start_ms)} --> {srt_time(end_ms)}\n{_NEW_LINE.join(messages)}\n\n"
        for number, (start_ms, end_ms, messages, _) in enumerate(windows, 1)
    )


def _entries(chosen: Iterable[tuple[int, ReplayItem]]) -> Iterator[Entry]:
    for at_ms, item in chosen:
        said = caption(item)
        if said is None:
            continue
        name, joint, raw = said
        if body := clean(raw, _MAX_BODY):
            line = f"{_name(name)}{joint}{for_srt(isolate(body))}"
            yield at_ms, item.in_gap or item.is_history, 1, line


@lru_cache(maxsize=1 << 13)  # people talk more than once
def _name(name: str) -> str:
    return for_srt(isolate(clean(name, _MAX_NAME) or NAMELESS))
