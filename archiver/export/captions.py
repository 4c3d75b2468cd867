"""What was spoken, as captions at the bottom of the picture: one at a time, in few broad rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.caption import caption
from archiver.export.clock import ass_time
from archiver.export.colours import alpha_of
from archiver.export.flow import Entry, rolling
from archiver.export.layout import AssOptions, columns_in, margin_of
from archiver.export.markup import LINE_BREAK, outline_of
from archiver.export.select import stop_ms
from archiver.export.sift import Placed
from archiver.export.text import ELLIPSIS, clean, for_ass, isolate_rows
from archiver.export.width import wrap

#: Shown unless others are asked for.
KINDS = frozenset({"caption"})
_ROWS = 2
_LARGER = 1.25  # than chat


def style(options: AssOptions) -> str:
    """The style: white on a dark box."""
    size = _size(options)
    alpha = alpha_of(options.opacity)
    look = f"{options.font_name},{size},&H{alpha}FFFFFF,&H{alpha}FFFFFF,&H{alpha}202020,&H{alpha}000000"
    margin = margin_of(options) + options.video_height // 20
    return f"Style: Caption,{look},0,0,0,0,100,100,0,0,3,{outline_of(size) * 2},0,2,0,0,{margin},1"


def events(chosen: Iterable[Placed], options: AssOptions) -> Iterator[str]:
    """One event for each caption, until the next one or until its time is over."""
    size, rows = _size(options), options.lines or _ROWS
    width = columns_in(options.video_width - 4 * margin_of(options), size)
    entries = _entries(chosen, width, rows)
    for start_ms, end_ms, shown, _ in rolling(entries, 1, options.stay_ms, stop_ms(options)):
        yield f"Dialogue: 0,{ass_time(start_ms)},{ass_time(end_ms)},Caption,,0,0,0,,{{\\an2}}{shown[0]}\n"


def _size(options: AssOptions) -> int:
    return options.font_size or round(options.size * _LARGER)


def _entries(chosen: Iterable[Placed], width: int, rows: int) -> Iterator[Entry]:
    for at_ms, item in chosen:
        said = caption(item)
        if said is None or not (text := clean(said[2])):
            continue
        lines = wrap(text, first=width, width=width, rows=rows, ellipsis=ELLIPSIS)
        yield at_ms, True, 1, LINE_BREAK.join(map(for_ass, isolate_rows(lines)))
