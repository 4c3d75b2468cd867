"""``info.json`` in yt-dlp's terms: what is known of the session, for media managers and scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from archiver.export.chapters import chapters
from archiver.export.clock import day_time, iso_time
from archiver.export.options import ExportOptions
from archiver.export.text import without_controls
from archiver.model.replay import ReplayItem

_LIVE_STATES = frozenset({"recording", "paused", "grace"})


def write(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[str]:
    """The facts as one JSON document; the replay itself is not read."""
    del items
    yield without_controls(json.dumps(facts(options), ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def facts(options: ExportOptions) -> dict[str, object]:
    """yt-dlp's fields first, then ours under ``archiver``."""
    session, part = options.recording.session, options.part
    began_at = part.started_at if part else session.started_at
    duration_ms = part.duration_ms if part else session.duration_ms
    began = day_time(began_at, options.tz)
    page = f"https://www.tiktok.com/@{session.unique_id}"
    is_live = session.state in _LIVE_STATES
    seen = part or next((each for each in options.recording.parts if each.width), None)
    return {
        "_type": "video",
        "id": str(session.room_id),
        "title": options.title,
        "fulltitle": options.title,
        "display_id": f"{session.unique_id}-{session.id}",
        "extractor": "tiktok:live",
        "extractor_key": "TikTokLive",
        "webpage_url": f"{page}/live",
        "uploader": session.unique_id,
        "uploader_id": session.unique_id,
        "uploader_url": page,
        "channel": session.nickname or session.unique_id,
        "timestamp": began_at // 1000,
        "release_timestamp": began_at // 1000,
        "upload_date": began.strftime("%Y%m%d") if began else None,
        "duration": None if duration_ms is None else duration_ms / 1000,
        "live_status": "is_live" if is_live else "was_live",
        "is_live": is_live,
        "was_live": not is_live,
        "concurrent_view_count": session.viewers_peak,
        "comment_count": session.chats,
        "width": seen.width if seen else None,
        "height": seen.height if seen else None,
        "chapters": [
            {"start_time": begin_ms / 1000, "end_time": None if end_ms is None else end_ms / 1000, "title": title}
            for begin_ms, end_ms, title in chapters(options)
        ],
        "_filename": options.video or None,
        "archiver": _ours(options),
    }


def _ours(options: ExportOptions) -> dict[str, object]:
    session = options.recording.session
    return {
        "session_id": session.id,
        "part": options.part.number if options.part else None,
        "state": session.state,
        "end_cause": session.end_cause,
        "started_at": iso_time(session.started_at, options.tz),
        "ended_at": None if session.ended_at is None else iso_time(session.ended_at, options.tz),
        "shift_ms": options.shift_ms,
        "sync_kind": session.sync_kind,
        "sync_error_ms": session.error_ms,
        "events": session.events,
        "gifts": session.gifts,
        "diamonds": session.diamonds,
        "parts": [
            {"number": each.number, "offset_ms": each.offset_ms, "duration_ms": each.duration_ms, "file": each.file}
            for each in options.recording.parts
        ],
        "battles": [
            {"opponents": each.opponents, "offset_ms": each.offset_ms, "over_ms": each.over_ms}
            for each in options.recording.battles
        ],
        "gaps": [
            {
                "cause": each.cause, "offset_ms": each.offset_ms, "started_at": iso_time(each.started_at, options.tz),
                "ended_at": None if each.ended_at is None else iso_time(each.ended_at, options.tz),
            }
            for each in options.recording.gaps
        ],
    }  # fmt: skip
