"""Flying chat: comments cross the picture in lanes, gifts stand at the top, what the room says at the bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archiver.export.caption import caption
from archiver.export.clock import ass_time
from archiver.export.colours import colour_of
from archiver.export.lanes import FlyingLanes, StandingLanes
from archiver.export.layout import AssOptions, columns_in, margin_of, pixels_of, row_height_of
from archiver.export.markup import Speakers
from archiver.export.select import stop_ms
from archiver.export.sift import Placed
from archiver.export.text import ELLIPSIS, clean, for_ass, isolate
from archiver.export.width import measure_parts, wrap
from archiver.model.replay import ReplayItem

_STANDING_MS = 5_000
_GIFT_LANES = 2
_ROOM_LANES = 2
_COMMENTS = frozenset({"chat", "emote"})
_MAX_BREADTHS = 2  # of the picture: a longer comment is cut


@dataclass(frozen=True, slots=True)
class _Field:
    """The heights of the lanes, in pixels of the video."""

    row_height: int
    top: int
    flying: int  #: lanes
    bottom: int  #: lower edge of the lanes at the bottom


def events(chosen: Iterable[Placed], options: AssOptions) -> Iterator[str]:
    """The events of the script; comments that find no lane within a second are left out."""
    field, stop = _field(options), stop_ms(options)
    standing = _Standing(options, field)
    flying = _Flying(options, field)
    for at_ms, item in chosen:
        event = flying.event(at_ms, item, stop) if item.kind in _COMMENTS else standing.event(at_ms, item, stop)
        if event:
            yield event


def _field(options: AssOptions) -> _Field:
    row_height, margin = row_height_of(options.size), margin_of(options)
    room = options.video_height * options.area // 100 - margin - _GIFT_LANES * row_height
    flying = max(1, min(options.lines or room // row_height, (options.video_height - margin) // row_height))
    return _Field(row_height, margin, flying, options.video_height - margin)


class _Flying:
    """Comments: their text alone, in the colour of who wrote it."""

    def __init__(self, options: AssOptions, field: _Field) -> None:
        self._options = options
        self._field = field
        gap = options.size
        self._lanes = FlyingLanes(field.flying, options.video_width, options.stay_ms, gap)
        self._limit = columns_in(_MAX_BREADTHS * options.video_width, options.size)

    def event(self, at_ms: int, item: ReplayItem, stop: int) -> str:
        said = caption(item)
        text = clean(said[2]) if said else ""
        if not text:
            return ""
        options = self._options
        width = measure_parts(text)
        if width > self._limit:
            text = wrap(text, first=self._limit, width=self._limit, rows=1, ellipsis=ELLIPSIS)[0]
            width = measure_parts(text)
        breadth = pixels_of(width, options.size)
        found = self._lanes.place(at_ms, breadth, may_wait=not (item.in_gap or item.is_history))
        if found is None or found[1] >= stop:
            return ""
        lane, start_ms = found
        top = self._field.top + (_GIFT_LANES + lane) * self._field.row_height
        colour = colour_of(
            options.colours, item.viewer_id or item.unique_id or item.nickname,
            bool(item.unique_id) and item.unique_id == options.recording.session.unique_id,
            item.is_moderator, item.is_subscriber,
        )  # fmt: skip
        end_ms = start_ms + options.stay_ms
        # Times are spelt out where the end is cut off, so that the speed stays.
        times = f",0,{options.stay_ms}" if end_ms > stop else ""
        move = f"\\move({options.video_width},{top},{-breadth - options.size},{top}{times})"
        clip = f"\\clip(0,{top},{options.video_width},{top + self._field.row_height})"
        return (
            f"Dialogue: 0,{ass_time(start_ms)},{ass_time(min(end_ms, stop))},Chat,,0,0,0,,"
            f"{{\\an7{move}{clip}\\c&H{colour}&}}{for_ass(isolate(text))}\n"
        )


class _Standing:
    """Gifts and subscriptions at the top, the room's own lines at the bottom, in the middle of the picture."""

    def __init__(self, options: AssOptions, field: _Field) -> None:
        self._options = options
        self._field = field
        self._speakers = Speakers(options, columns_in(options.video_width - 2 * field.top, options.size))
        self._above = StandingLanes(_GIFT_LANES, _STANDING_MS)
        self._below = StandingLanes(_ROOM_LANES, _STANDING_MS)

    def event(self, at_ms: int, item: ReplayItem, stop: int) -> str:
        entry = self._speakers.entry(at_ms, item, 1)
        if entry is None:
            return ""
        _, is_hurried, _, markup = entry
        is_above = item.kind != "room_message"
        found = (self._above if is_above else self._below).place(at_ms, may_wait=not is_hurried)
        if found is None or found[1] >= stop:
            return ""
        lane, start_ms = found
        field, options = self._field, self._options
        top = field.top + lane * field.row_height if is_above else field.bottom - (lane + 1) * field.row_height
        clip = f"\\clip(0,{top},{options.video_width},{top + field.row_height})"
        return (
            f"Dialogue: 1,{ass_time(start_ms)},{ass_time(min(start_ms + _STANDING_MS, stop))},Chat,,0,0,0,,"
            f"{{\\an8\\pos({options.video_width // 2},{top}){clip}\\fad(160,160)}}{markup}\n"
        )
