r"""ASS: a chat box drawn by libass.

The text is broken into rows here, every event is placed with ``\pos`` and clipped to its rows, so what a font does
cannot move or overlap anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from archiver.export.caption import SUBTITLE_KINDS
from archiver.export.chunks import chunked
from archiver.export.clock import ass_time
from archiver.export.flow import Entry, Window, rolling, turns
from archiver.export.layout import Box, ChatBoxOptions, chat_box
from archiver.export.markup import LINE_BREAK, entries
from archiver.export.select import placed, stop_ms
from archiver.export.text import clean
from archiver.model.replay import ReplayItem

_FADE_MS = 160
_FADE_IN = f"{{\\alpha&HFF&\\t(0,{_FADE_MS},\\alpha&H00&)}}"


def write(items: Iterable[ReplayItem], options: ChatBoxOptions) -> Iterator[str]:
    """The replay as an ASS script, in chunks; ``items`` in order of their offsets."""
    box = chat_box(options)
    messages = entries(placed(items, options, SUBTITLE_KINDS), box)
    events = _stack if options.layout == "stack" else _slots
    return chunked(chain([_header(options, box)], events(messages, box, options.duration_ms, stop_ms(options))))


def _header(options: ChatBoxOptions, box: Box) -> str:
    outline = max(1, round(box.font_size / 14))
    style = f"Chat,{options.font_name},{box.font_size},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000"
    return f"""\
[Script Info]
; Made by archiver
Title: {clean(options.title) or "Chat"}
ScriptType: v4.00+
PlayResX: {options.video_width}
PlayResY: {options.video_height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: {style},0,0,0,0,100,100,0,0,1,{outline},0,1,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def _stack(messages: Iterable[Entry], box: Box, duration_ms: int, stop: int) -> Iterator[str]:
    place = f",Chat,,0,0,0,,{{\\an1\\pos({box.left},{box.bottom})\\clip({_rectangle(box, box.top, box.bottom)})}}"
    for window in rolling(messages, box.rows, duration_ms, stop):
        yield f"Dialogue: 0,{ass_time(window[0])},{ass_time(window[1])}{place}{_stacked(window)}\n"


def _stacked(window: Window) -> str:
    _, _, messages, fresh = window
    if fresh:
        messages[-fresh] = _FADE_IN + messages[-fresh]
    return LINE_BREAK.join(messages)


def _slots(messages: Iterable[Entry], box: Box, duration_ms: int, stop: int) -> Iterator[str]:
    places: dict[tuple[int, int], str] = {}
    for start_ms, end_ms, row, rows, markup in turns(messages, box.rows, duration_ms, stop):
        place = places.get((row, rows)) or places.setdefault((row, rows), _slot(box, row, rows))
        yield f"Dialogue: 0,{ass_time(start_ms)},{ass_time(end_ms)}{place}{markup}\n"


def _slot(box: Box, row: int, rows: int) -> str:
    top = box.row_top(row)
    clip = _rectangle(box, top, top + rows * box.row_height)
    return f",Chat,,0,0,0,,{{\\an7\\pos({box.left},{top})\\clip({clip})\\fad({_FADE_MS},0)}}"


def _rectangle(box: Box, top: int, bottom: int) -> str:
    return f"{box.left - box.font_size // 8},{top},{box.right},{bottom}"
