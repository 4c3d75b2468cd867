"""Which items an export shows, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from archiver.export.caption import battle_titles
from archiver.export.options import ExportOptions, ShownOptions
from archiver.model.replay import RecordedGap, RecordedPart, ReplayItem

NEVER_MS = 1 << 62
_BLINK_MS = 1_000  # a gap that nobody notices

Options = TypeVar("Options", bound=ExportOptions)


def placed(
    items: Iterable[ReplayItem], options: ExportOptions, kinds: frozenset[str]
) -> Iterator[tuple[int, ReplayItem]]:
    """``(shown_ms, item)`` of the asked kinds within the asked stretch; ``kinds`` when none are asked for.

    ``shown_ms`` is the position in the video, display shift applied. Items without a place in the video, or whose
    shifted place is before its start, are left out. So is, or is marked, what moderators hid, as the options have it.
    """
    wanted = options.kinds if options.kinds is not None else kinds
    shift_ms = options.shift_ms
    first_ms = max(0, options.from_ms or 0)
    end_ms = stop_ms(options)
    without_deleted = isinstance(options, ShownOptions) and options.deleted == "hide"
    for item in of_people(items, options):
        if (offset_ms := item.offset_ms) is None or item.kind not in wanted:
            continue
        if item.is_deleted and without_deleted:
            continue
        shown_ms = offset_ms + shift_ms
        if first_ms <= shown_ms < end_ms:
            yield shown_ms, _as_hidden(item, options) if item.is_deleted else item


def _as_hidden(item: ReplayItem, options: ExportOptions) -> ReplayItem:
    """What moderators hid as a format shows it that does not leave it out."""
    if not isinstance(options, ShownOptions):
        return item
    if options.deleted == "keep":
        return item._replace(is_deleted=False)
    return item._replace(text=options.deleted_mark + item.text) if item.text else item


def stop_ms(options: ExportOptions) -> int:
    """Where the asked stretch ends; nothing is shown from there on."""
    return NEVER_MS if options.to_ms is None else options.to_ms


def asked(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[ReplayItem]:
    """The items of the asked kinds, for data: those without a place too, unless a stretch of the video is asked for."""
    for item in of_people(items, options):
        if options.kinds is not None and item.kind not in options.kinds:
            continue
        if _is_within(item, options):
            yield item


def of_people(items: Iterable[ReplayItem], options: ExportOptions) -> Iterable[ReplayItem]:
    """The items of the asked viewers, and in the asked languages where an item has words at all."""
    if options.viewers:
        viewers = options.viewers
        items = (item for item in items if item.unique_id.lower() in viewers or str(item.viewer_id) in viewers)
    if options.languages:
        items = (item for item in items if not item.text or _speaks(item.language, options.languages))
    return items


def for_part(options: Options, part: RecordedPart) -> Options | None:
    """The options of the file for one part, whose times begin with it; None when nothing of it is asked for.

    A part ends where the next one begins. What is shown before the first part belongs to none.
    """
    behind = [each.offset_ms for each in options.recording.parts if each.number > part.number]
    begin_ms = max(options.from_ms or 0, part.offset_ms)
    end_ms = min([stop_ms(options), *behind])
    if begin_ms >= end_ms:
        return None
    return replace(
        options,
        part=part,
        shift_ms=options.shift_ms - part.offset_ms,
        from_ms=begin_ms - part.offset_ms,
        to_ms=None if end_ms == NEVER_MS else end_ms - part.offset_ms,
    )


def gaps_of(options: ExportOptions) -> Iterator[tuple[int, RecordedGap]]:
    """The gaps inside the file's stretch, each with the position at which its video goes on; blinks are left out.

    A gap is no moment of the chat: the display shift does not move it, only the beginning of the part does.
    """
    part_ms = options.part.offset_ms if options.part else 0
    for gap in options.recording.gaps:
        if gap.offset_ms is None or (gap.ended_at is not None and gap.ended_at - gap.started_at < _BLINK_MS):
            continue
        at_ms = gap.offset_ms - part_ms
        if max(0, options.from_ms or 0) < at_ms < stop_ms(options):
            yield at_ms, gap


def battles_of(options: ExportOptions) -> list[tuple[int, str]]:
    """Where battles begin and are over in the file's stretch, in order, with what is said there.

    A battle is a moment of the chat: the display shift moves it. One that had begun before the stretch begins with it.
    """
    first_ms, end_ms = max(0, options.from_ms or 0), stop_ms(options)
    marks: list[tuple[int, str]] = []
    for battle in options.recording.battles:
        begin_ms = max(first_ms, battle.offset_ms + options.shift_ms)
        over_ms = NEVER_MS if battle.over_ms is None else battle.over_ms + options.shift_ms
        if begin_ms < min(end_ms, over_ms):
            begun, over = battle_titles(battle.opponents)
            marks += [(begin_ms, begun), (over_ms, over)]
    return sorted(mark for mark in marks if mark[0] < end_ms)


def _is_within(item: ReplayItem, options: ExportOptions) -> bool:
    if options.from_ms is None and options.to_ms is None:
        return True
    if item.offset_ms is None:
        return False
    shown_ms = item.offset_ms + options.shift_ms
    return (options.from_ms is None or shown_ms >= options.from_ms) and (
        options.to_ms is None or shown_ms < options.to_ms
    )


def _speaks(language: str, wanted: frozenset[str]) -> bool:
    language = language.lower()
    return language in wanted or language.partition("-")[0] in wanted
