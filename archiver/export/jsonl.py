"""JSONL: one JSON object for each replay item, with every field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from archiver.export.chunks import chunked
from archiver.export.options import ExportOptions
from archiver.export.text import for_json_line
from archiver.model.replay import ReplayItem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[str]:
    """The replay as JSON lines, in chunks.

    Nothing is left out but what was not asked for: items without a place in the video are written too, unless a
    stretch of the video is asked for.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    return chunked(for_json_line(encode(record(item, options.shift_ms))) + "\n" for item in _asked(items, options))


def _asked(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[ReplayItem]:
    for item in items:
        if options.kinds is not None and item.kind not in options.kinds:
            continue
        if _is_within(item, options):
            yield item


def _is_within(item: ReplayItem, options: ExportOptions) -> bool:
    if options.from_ms is None and options.to_ms is None:
        return True
    if item.offset_ms is None:
        return False
    shown_ms = item.offset_ms + options.shift_ms
    return (options.from_ms is None or shown_ms >= options.from_ms) and (
        options.to_ms is None or shown_ms < options.to_ms
    )


def record(item: ReplayItem, shift_ms: int) -> dict[str, object]:
    """The item's fields in their order; beside them ``shown_ms``, ``at_iso`` and ``viewer_id_str``.

    ``viewer_id`` does not fit into JavaScript's numbers, hence the text beside it.
    """
    fields: dict[str, object] = {}
    for name, value in zip(ReplayItem._fields, item, strict=True):
        fields[name] = value
        if name == "offset_ms":
            fields["shown_ms"] = None if item.offset_ms is None else item.offset_ms + shift_ms
        elif name == "at":
            fields["at_iso"] = _iso(item.at)
        elif name == "viewer_id":
            fields["viewer_id_str"] = None if item.viewer_id is None else str(item.viewer_id)
    return fields


def _iso(at: int) -> str | None:
    """UTC with milliseconds, or None for an instant outside the calendar."""
    try:
        return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except OverflowError:
        return None
