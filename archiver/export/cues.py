"""Cues of plain subtitles: the newest messages together, one cue for each change, none beside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from archiver.export.caption import NAMELESS, SUBTITLE_KINDS, caption
from archiver.export.clock import LONG
from archiver.export.flow import rolling
from archiver.export.select import placed, stop_ms
from archiver.export.sift import Placed, sifted
from archiver.export.speaker import NOBODY, Known, Speaker, said, speaker
from archiver.export.subtitles import PlainOptions
from archiver.export.text import HAZARDS, clean, isolate, plain
from archiver.model.replay import ReplayItem

MAX_NAME = 40  #: characters
_MAX_BODY = 200
_NEW_LINE = b"\n"


@dataclass(frozen=True, slots=True, eq=False)  # found by what it is: there is one for each format
class CueStyle:
    """How a format writes its cues."""

    fractions: tuple[str, ...]  #: of a second, by milliseconds
    #: What stands before and behind what somebody says, of (name, joint, "gift" for a gift, speaker).
    frame: Callable[[str, str, str, Speaker], tuple[bytes, bytes]]
    literal: Callable[[str], str]  #: cleaned text as the format's literal text
    syntax: bytes  #: ASCII characters without which text is literal as it is


def cues(
    items: Iterable[ReplayItem], options: PlainOptions, style: CueStyle, *, place: str = "", is_numbered: bool = False
) -> Iterator[bytes]:
    """The cues of a subtitle file; ``place`` stands behind their times."""
    fractions = style.fractions
    chosen = sifted(placed(items, options, SUBTITLE_KINDS), options)
    windows = rolling(_entries(chosen, style), options.lines, options.duration_ms, stop_ms(options))
    last_ms, end = -1, ""
    for number, (start_ms, end_ms, messages, _) in enumerate(windows, 1):
        # Most cues begin when another ends.
        start = end if start_ms == last_ms else LONG[start_ms // 1000] + fractions[start_ms % 1000]
        last_ms, end = end_ms, LONG[end_ms // 1000] + fractions[end_ms % 1000]
        head = f"{number}\n{start} --> {end}{place}" if is_numbered else f"{start} --> {end}{place}"
        yield _NEW_LINE.join((head.encode(), *messages, _NEW_LINE))


def _entries(chosen: Iterable[Placed], style: CueStyle) -> Iterator[tuple[int, bool, int, bytes]]:
    known = Known(lambda key: style.frame(key[1] or key[4] or NAMELESS, ": ", "", key))
    find, hazards = known.entries.get, HAZARDS + style.syntax
    for at_ms, item in chosen:
        if item.kind == "chat":  # the commonest by far
            viewer, handle, nickname, text, is_moderator, is_subscriber = said(item)
            if not (body := plain(text, _MAX_BODY, hazards) or _literal(text, style)):
                continue
            name, of, moderator, subscriber, opening, closing = find(viewer or nickname, NOBODY)
            if name != nickname or of != handle or moderator is not is_moderator or subscriber is not is_subscriber:
                opening, closing = known.add((viewer, nickname, is_moderator, is_subscriber, handle))
        else:
            line = caption(item)
            if line is None or not (body := _literal(line[2], style)):
                continue
            opening, closing = style.frame(line[0], line[1], item.kind, speaker(item))
        yield at_ms, item.in_gap or item.is_history, 1, opening + body + closing


def _literal(text: str, style: CueStyle) -> bytes:
    """Text of any kind as literal text of a cue, encoded."""
    return _short_literal(text if len(text) <= _MAX_BODY else clean(text, _MAX_BODY), style)


@lru_cache(maxsize=1 << 11)  # short exclamations, emoji and gifts come again and again
def _short_literal(text: str, style: CueStyle) -> bytes:
    body = clean(text, _MAX_BODY)
    return style.literal(body if body.isascii() else isolate(body)).encode()
