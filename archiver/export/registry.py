"""The formats by name.

A format is one of three: text or bytes in chunks (``write``), several files (``files``), or a video that a media
command makes of another format's text (``track``). None of them does I/O: ``archiver.deliver`` reads, writes and runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from archiver.errors import UsageError
from archiver.export import ass, jsonl, srt, vtt
from archiver.export.caption import SUBTITLE_KINDS
from archiver.export.layout import AssOptions
from archiver.export.options import ExportOptions
from archiver.export.subtitles import PlainOptions
from archiver.model.replay import ReplayItem

#: Replay items in order of their offsets and an instance of the format's options, to the file's content in chunks.
#: It takes constant memory. Chunks are all text or all bytes.
Writer: TypeAlias = Callable[[Iterable[ReplayItem], Any], Iterator[str] | Iterator[bytes]]

GROUPS = {"subtitles": "Subtitles", "data": "Data", "video": "Video"}


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a format."""

    suffix: str  #: with its dot
    write: Writer
    kinds: frozenset[str] | None = None  #: what it reads unless other kinds are asked for; None: all


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format, and what may be chosen about it."""

    name: str
    suffix: str  #: of the file, with its dot
    description: str
    group: str  #: of ``GROUPS``
    write: Writer | None = None
    options: type[ExportOptions] = ExportOptions
    kinds: frozenset[str] | None = None  #: as in ``Output``
    #: For a format of several files, or whose file depends on the options: they, given the options.
    files: Callable[[Any], tuple[Output, ...]] | None = None
    #: For a video: the name of the format whose text the media command of ``archiver.deliver`` draws or adds.
    track: str = ""

    def outputs(self, options: ExportOptions) -> tuple[Output, ...]:
        """The files that are written from the replay; for a video, the one that goes into it."""
        if self.track:
            return EXPORTERS[self.track].outputs(options)
        if self.files is not None:
            return self.files(options)
        assert self.write is not None
        return (Output(self.suffix, self.write, self.kinds),)


EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            "srt", ".srt", "plain subtitles, the newest messages together", "subtitles",
            srt.write, PlainOptions, SUBTITLE_KINDS,
        ),
        Exporter(
            "vtt", ".vtt", "subtitles for browsers, with a voice for each speaker", "subtitles",
            vtt.write, vtt.VttOptions, SUBTITLE_KINDS,
        ),
        Exporter(
            "ass", ".ass", "a chat box with colours and gifts, for players and for burning in", "subtitles",
            ass.write, AssOptions, SUBTITLE_KINDS,
        ),
        Exporter("jsonl", ".jsonl", "one JSON object per event, with every field", "data", jsonl.write),
    )
}  # fmt: skip


def exporter_named(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return EXPORTERS[name]
    except KeyError:
        raise UsageError(f"There is no export format {name!r}; use one of {', '.join(EXPORTERS)}.") from None
