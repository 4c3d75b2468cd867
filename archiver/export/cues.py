"""Cues of plain subtitles: the newest messages together, one cue for each change, none beside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from archiver.export.caption import NAMELESS, SUBTITLE_KINDS, caption
from archiver.export.flow import Entry, Window, rolling
from archiver.export.select import placed, stop_ms
from archiver.export.sift import Placed, sifted
from archiver.export.subtitles import PlainOptions
from archiver.export.text import clean
from archiver.model.replay import ReplayItem

MAX_NAME = 40  #: characters
_MAX_BODY = 200


def cues(
    items: Iterable[ReplayItem], options: PlainOptions, line: Callable[[ReplayItem, str, str, str], str]
) -> Iterator[Window]:
    """The windows of a subtitle file; ``line`` makes the markup of (item, name, joint, cleaned body)."""
    chosen = sifted(placed(items, options, SUBTITLE_KINDS), options)
    return rolling(_entries(chosen, line), options.lines, options.duration_ms, stop_ms(options))


def stamped(windows: Iterable[Window], time_of: Callable[[int], str]) -> Iterator[tuple[str, str, list[str]]]:
    """``(start, end, messages)`` with times as text; most cues begin when another ends."""
    last_ms, last = -1, ""
    for start_ms, end_ms, messages, _ in windows:
        start = last if start_ms == last_ms else time_of(start_ms)
        last_ms, last = end_ms, time_of(end_ms)
        yield start, last, messages


def _entries(chosen: Iterable[Placed], line: Callable[[ReplayItem, str, str, str], str]) -> Iterator[Entry]:
    for at_ms, item in chosen:
        if item.kind == "chat":  # the commonest by far
            name, joint, raw = item.nickname or item.unique_id or NAMELESS, ": ", item.text
        elif said := caption(item):
            name, joint, raw = said
        else:
            continue
        if body := clean(raw, _MAX_BODY):
            yield at_ms, item.in_gap or item.is_history, 1, line(item, name, joint, body)
