"""Which items a subtitle file shows, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.options import ExportOptions
from archiver.model.replay import ReplayItem

NEVER_MS = 1 << 62


def placed(
    items: Iterable[ReplayItem], options: ExportOptions, kinds: frozenset[str]
) -> Iterator[tuple[int, ReplayItem]]:
    """``(shown_ms, item)`` of the asked kinds within the asked stretch; ``kinds`` when none are asked for.

    ``shown_ms`` is the position in the video, display shift applied. Items without a place in the video, or whose
    shifted place is before its start, are left out.
    """
    wanted = options.kinds if options.kinds is not None else kinds
    shift_ms = options.shift_ms
    first_ms = max(0, options.from_ms or 0)
    end_ms = stop_ms(options)
    for item in items:
        if item.offset_ms is None or item.kind not in wanted:
            continue
        shown_ms = item.offset_ms + shift_ms
        if first_ms <= shown_ms < end_ms:
            yield shown_ms, item


def stop_ms(options: ExportOptions) -> int:
    """Where the asked stretch ends; nothing is shown from there on."""
    return NEVER_MS if options.to_ms is None else options.to_ms
