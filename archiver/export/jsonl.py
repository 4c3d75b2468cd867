"""JSONL: one JSON object for each replay item, with every field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.chunks import chunked
from archiver.export.clock import iso_time
from archiver.export.options import ExportOptions
from archiver.export.select import asked
from archiver.export.text import json_line
from archiver.model.replay import ReplayItem


def write(items: Iterable[ReplayItem], options: ExportOptions) -> Iterator[bytes]:
    """The replay as JSON lines, in chunks.

    Nothing is left out but what was not asked for: items without a place in the video are written too, unless a
    stretch of the video is asked for.
    """
    return chunked(json_line(record(item, options)) + "\n" for item in asked(items, options))


def record(item: ReplayItem, options: ExportOptions) -> dict[str, object]:
    """The item's fields in their order; beside them ``shown_ms``, ``at_iso`` and ``viewer_id_str``.

    ``viewer_id`` does not fit into JavaScript's numbers, hence the text beside it.
    """
    fields: dict[str, object] = {}
    for name, value in zip(ReplayItem._fields, item, strict=True):
        fields[name] = value
        if name == "offset_ms":
            fields["shown_ms"] = None if item.offset_ms is None else item.offset_ms + options.shift_ms
        elif name == "at":
            fields["at_iso"] = iso_time(item.at, options.tz)
        elif name == "viewer_id":
            fields["viewer_id_str"] = None if item.viewer_id is None else str(item.viewer_id)
    return fields
