"""Kodi NFO: what Kodi, Jellyfin, Emby and Plex show of the video beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.clock import day_time
from archiver.export.options import ExportOptions
from archiver.export.text import clean, for_xml
from archiver.model.replay import ReplayItem


def write(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[str]:
    """The description as XML; the replay itself is not read."""
    del items
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<movie>\n'
    for name, value in _fields(options):
        if value not in (None, ""):
            yield f"  <{name}>{for_xml(clean(str(value)))}</{name.partition(' ')[0]}>\n"
    yield from _streams(options)
    yield "</movie>\n"


def _fields(options: ExportOptions) -> Iterator[tuple[str, object]]:
    session, part = options.recording.session, options.part
    began = day_time(part.started_at if part else session.started_at, options.tz)
    day = began.strftime("%Y-%m-%d") if began else None
    ending = f" (part {part.number})" if part else ""
    duration_ms = part.duration_ms if part else session.duration_ms
    yield "title", options.title + ending
    yield "originaltitle", session.title
    yield "sorttitle", f"{session.unique_id} {began.strftime('%Y-%m-%d %H:%M') if began else ''}{ending}"
    yield "plot", _plot(options)
    yield "runtime", None if duration_ms is None else max(1, round(duration_ms / 60_000))
    yield 'uniqueid type="tiktok" default="true"', f"{session.room_id}{f'-{part.number}' if part else ''}"
    yield "premiered", day
    yield "year", began.year if began else None
    yield "dateadded", began.strftime("%Y-%m-%d %H:%M:%S") if began else None
    yield "genre", "LIVE"
    yield "studio", "TikTok"
    yield "credits", session.nickname or session.unique_id
    yield "director", f"@{session.unique_id}"
    yield "set", f"@{session.unique_id}"


def _plot(options: ExportOptions) -> str:
    session = options.recording.session
    began = day_time(session.started_at, options.tz)
    said = [f"LIVE of {session.nickname or session.unique_id} (@{session.unique_id})"]
    if began:
        said[0] += f" on {began:%Y-%m-%d} at {began:%H:%M} {began.tzname()}"
    gifts = f"{_counted(session.gifts, 'gift')} worth {_counted(session.diamonds, 'diamond')}"
    said.append(f"{_counted(session.chats, 'comment')}, {gifts}")
    if session.viewers_peak:
        said.append(f"at most {_counted(session.viewers_peak, 'viewer')} at once")
    if session.gaps:
        said.append(f"{_counted(session.gaps, 'gap')} in the video")
    return ". ".join([said[0], ", ".join(said[1:])]) + "."


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _streams(options: ExportOptions) -> Iterator[str]:
    part = options.part or next((each for each in options.recording.parts if each.width), None)
    if part and part.width and part.height:
        yield (
            "  <fileinfo><streamdetails><video>"
            f"<width>{part.width}</width><height>{part.height}</height>"
            "</video></streamdetails></fileinfo>\n"
        )
