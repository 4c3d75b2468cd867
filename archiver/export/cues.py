"""Cues of plain subtitles: the newest messages together, one cue for each change, none beside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from archiver.export.caption import SUBTITLE_KINDS, caption
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


def _entries(chosen: Iterable[Placed], line: Callable[[ReplayItem, str, str, str], str]) -> Iterator[Entry]:
    for at_ms, item in chosen:
        said = caption(item)
        if said is None:
            continue
        name, joint, raw = said
        if body := clean(raw, _MAX_BODY):
            yield at_ms, item.in_gap or item.is_history, 1, line(item, name, joint, body)
