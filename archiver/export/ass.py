r"""ASS: chat drawn by libass, in the layout that is asked for.

All but the flat layout break the text into rows here, place every event with ``\pos`` or ``\move`` and clip it to its
rows, so what a font does cannot move or overlap anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from archiver.export import captions, flat, flying
from archiver.export.caption import SUBTITLE_KINDS
from archiver.export.chunks import chunked, joined
from archiver.export.clock import HUNDREDTHS, SHORT
from archiver.export.colours import alpha_of
from archiver.export.flow import Entry, rolling, turns
from archiver.export.layout import AssOptions, Box, chat_box
from archiver.export.markup import LINE_BREAK, entries, outline_of
from archiver.export.select import placed, stop_ms
from archiver.export.sift import Placed, sifted
from archiver.export.text import clean
from archiver.model.replay import ReplayItem

_FADE_MS = 160
_LINE_BREAK = LINE_BREAK.encode()


def write(items: Iterable[ReplayItem], options: AssOptions) -> Iterator[bytes]:
    """The replay as an ASS script, in chunks of UTF-8; ``items`` in order of their offsets."""
    kinds = captions.KINDS if options.layout == "captions" else SUBTITLE_KINDS
    chosen = sifted(placed(items, options, kinds), options)
    if options.layout == "stack":
        return joined(chain([_header(options).encode()], _stack(chosen, options)))
    lines = _LAYOUTS[options.layout](chosen, options)
    return chunked(chain([_header(options)], lines))


def _header(options: AssOptions) -> str:
    return f"""\
[Script Info]
; Made by archiver
Title: {clean(options.title) or "Chat"}
ScriptType: v4.00+
PlayResX: {options.video_width}
PlayResY: {options.video_height}
WrapStyle: {0 if options.layout == "flat" else 2}
ScaledBorderAndShadow: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
{captions.style(options) if options.layout == "captions" else _style(options)}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def _style(options: AssOptions) -> str:
    alpha, box = alpha_of(options.opacity), chat_box(options)
    look = f"{options.font_name},{options.size},&H{alpha}FFFFFF,&H{alpha}FFFFFF,&H{alpha}000000,&H{alpha}000000"
    margins = f"{box.left},{options.video_width - box.right},{options.video_height - box.bottom}"
    margins = margins if options.layout == "flat" else "0,0,0"
    return f"Style: Chat,{look},0,0,0,0,100,100,0,0,1,{outline_of(options.size)},0,1,{margins},1"


def _entries(chosen: Iterable[Placed], options: AssOptions, box: Box) -> Iterator[Entry]:
    return entries(chosen, options, width=box.width, rows=box.rows)


def _stack(chosen: Iterable[Placed], options: AssOptions) -> Iterator[bytes]:
    """Every message is in many windows, so it is encoded before and not with each."""
    box = chat_box(options)
    place = f",Chat,,0,0,0,,{{\\an1\\pos({box.left},{box.bottom})\\clip({_rectangle(box, box.top, box.bottom)})}}"
    fade = f"{{\\alpha&HFF&\\t(0,{_FADE_MS},\\alpha&H{alpha_of(options.opacity)}&)}}".encode()
    encoded = (
        (at_ms, is_hurried, rows, markup.encode()) for at_ms, is_hurried, rows, markup in _entries(chosen, options, box)
    )
    for start_ms, end_ms, messages, fresh in rolling(encoded, box.rows, options.stay_ms, stop_ms(options)):
        if fresh:
            messages[-fresh] = fade + messages[-fresh]
        head = (
            f"Dialogue: 0,{SHORT[start_ms // 1000]}{HUNDREDTHS[start_ms % 1000]},"
            f"{SHORT[end_ms // 1000]}{HUNDREDTHS[end_ms % 1000]}{place}"
        )
        yield b"%b%b\n" % (head.encode(), _LINE_BREAK.join(messages))


def _slots(chosen: Iterable[Placed], options: AssOptions) -> Iterator[str]:
    box, stop = chat_box(options), stop_ms(options)
    places: dict[int, str] = {}  # by row and rows
    for start_ms, end_ms, row, rows, markup in turns(_entries(chosen, options, box), box.rows, options.stay_ms, stop):
        place = places.get(row << 8 | rows) or places.setdefault(row << 8 | rows, _slot(box, row, rows))
        yield (
            f"Dialogue: 0,{SHORT[start_ms // 1000]}{HUNDREDTHS[start_ms % 1000]},"
            f"{SHORT[end_ms // 1000]}{HUNDREDTHS[end_ms % 1000]}{place}{markup}\n"
        )


def _slot(box: Box, row: int, rows: int) -> str:
    top = box.row_top(row)
    clip = _rectangle(box, top, top + rows * box.row_height)
    return f",Chat,,0,0,0,,{{\\an7\\pos({box.left},{top})\\clip({clip})\\fad({_FADE_MS},0)}}"


def _rectangle(box: Box, top: int, bottom: int) -> str:
    return f"{box.left - box.font_size // 4},{top},{box.right},{bottom}"


_LAYOUTS = {"slots": _slots, "flat": flat.events, "flying": flying.events, "captions": captions.events}
