"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archiver.errors import UsageError
from archiver.export import ass, jsonl, srt
from archiver.export.options import ExportOptions
from archiver.model.replay import ReplayItem


@dataclass(frozen=True, slots=True)
class Exporter:
    """One file format. ``write`` gives the file's text in chunks, in constant memory, and does no I/O."""

    name: str
    suffix: str  #: of the file, with its dot
    description: str
    write: Callable[[Iterable[ReplayItem], ExportOptions], Iterator[str]]


EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter("srt", ".srt", "plain subtitles, the newest messages together", srt.write),
        Exporter("ass", ".ass", "a chat box with colours and gifts, for players and for burning in", ass.write),
        Exporter("jsonl", ".jsonl", "one JSON object per event, with every field", jsonl.write),
    )
}


def exporter_named(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return EXPORTERS[name]
    except KeyError:
        raise UsageError(f"There is no export format {name!r}; use one of {', '.join(EXPORTERS)}.") from None
