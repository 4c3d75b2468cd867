"""Chapters for players and for FFmpeg: the beginning, where the video goes on after a gap, battles, great gifts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import pairwise

from archiver.export.caption import NAMELESS
from archiver.export.clock import vtt_time
from archiver.export.ffmetadata import metadata_text
from archiver.export.options import ExportOptions, option
from archiver.export.select import battles_of, gaps_of, placed, stop_ms
from archiver.export.text import clean, for_xml
from archiver.model.replay import ReplayItem

KINDS = frozenset({"gift"})
_UNENDING_MS = 1 << 62

#: (begin_ms, end_ms or None while it is not known, title), in the times of the file.
Chapter = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterOptions(ExportOptions):
    """Choices about chapters."""

    min_diamonds: int | None = option(None, "a chapter at each gift worth so many diamonds", least=1, most=1 << 40)


def matroska(items: Iterable[ReplayItem], options: ChapterOptions) -> Iterator[str]:
    """Chapters as mkvmerge and mkvpropedit read them."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE Chapters SYSTEM "matroskachapters.dtd">\n'
        "<Chapters>\n <EditionEntry>\n"
    )
    for number, (begin_ms, end_ms, title) in enumerate(chapters(options, _gifts(items, options)), 1):
        end = "" if end_ms is None else f"   <ChapterTimeEnd>{vtt_time(end_ms)}000000</ChapterTimeEnd>\n"
        yield (
            f"  <ChapterAtom>\n   <ChapterUID>{number}</ChapterUID>\n"
            f"   <ChapterTimeStart>{vtt_time(begin_ms)}000000</ChapterTimeStart>\n{end}"
            f"   <ChapterDisplay><ChapterString>{for_xml(title)}</ChapterString>"
            "<ChapterLanguage>und</ChapterLanguage></ChapterDisplay>\n  </ChapterAtom>\n"
        )
    yield " </EditionEntry>\n</Chapters>\n"


def ffmetadata(items: Iterable[ReplayItem], options: ChapterOptions) -> Iterator[str]:
    """Title and chapters as FFmpeg reads them: ``ffmpeg -i video -i file -map_metadata 1 -map_chapters 1 -c copy``."""
    marks = chapters(options, _gifts(items, options))
    return metadata_text(
        (("title", options.title), ("artist", options.recording.session.unique_id)),
        ((begin_ms, begin_ms + 1 if end_ms is None else end_ms, title) for begin_ms, end_ms, title in marks),
    )


def chapters(options: ExportOptions, gifts: Iterable[tuple[int, str]] = ()) -> Iterator[Chapter]:
    """Back to back; those of one moment are one chapter, named by the last of them."""
    duration_ms = options.part.duration_ms if options.part else options.recording.session.duration_ms
    end_ms = min(stop_ms(options), _UNENDING_MS if duration_ms is None else duration_ms)
    begins = merge(_begins(options), battles_of(options), gifts, key=lambda chapter: chapter[0])
    # Streamed: a chapter is written when the next one begins.
    for (begin_ms, title), (next_ms, _) in pairwise(_with_end(begins, end_ms)):
        if begin_ms < next_ms:
            yield begin_ms, None if next_ms == _UNENDING_MS else next_ms, title


def _with_end(begins: Iterable[tuple[int, str]], end_ms: int) -> Iterator[tuple[int, str]]:
    for begin in begins:
        if begin[0] < end_ms:
            yield begin
    yield end_ms, ""


def _begins(options: ExportOptions) -> list[tuple[int, str]]:
    """Where the file begins, and where its video goes on after a gap."""
    after = [
        (at_ms, f"After a gap of {_length(gap.ended_at - gap.started_at)} ({gap.cause})")
        for at_ms, gap in gaps_of(options)
        if gap.ended_at is not None
    ]
    return [(max(0, options.from_ms or 0), "Start"), *sorted(after)]


def _gifts(items: Iterable[ReplayItem], options: ChapterOptions) -> Iterator[tuple[int, str]]:
    least = options.min_diamonds
    if least is None:
        return
    for shown_ms, item in placed(items, options, KINDS):
        if item.kind == "gift" and (item.diamonds or 0) >= least:
            name = clean(item.nickname or item.unique_id, 40) or NAMELESS
            yield (
                shown_ms,
                f"{name}: {clean(item.gift_name, 40) or 'gift'} ×{item.quantity or 1} ({item.diamonds} diamonds)",
            )


def _length(duration_ms: int) -> str:
    minutes, seconds = divmod(duration_ms // 1000, 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
