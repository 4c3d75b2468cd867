"""The formats by name.

A format is one of three: text or bytes in chunks (``write``), several files (``files``), or a video that a media
command makes of another format's text (``track``). None of them does I/O: ``archiver.deliver`` reads, writes and runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archiver.errors import UsageError
from archiver.export import (
    ass,
    bilibili,
    chapters,
    csv_tables,
    info_json,
    jsonl,
    live_chat,
    nfo,
    parquet,
    srt,
    twitch,
    videos,
    vtt,
)
from archiver.export.caption import SUBTITLE_KINDS
from archiver.export.layout import AssOptions
from archiver.export.options import ExportOptions, ShownOptions
from archiver.export.output import Output, Writer
from archiver.export.page import writer as page
from archiver.export.subtitles import PlainOptions

GROUPS = {"subtitles": "Subtitles", "page": "Page", "data": "Data", "about": "About the session", "video": "Video"}

_NONE: frozenset[str] = frozenset()  # reads no events at all


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
        if self.files is not None:
            return self.files(options)
        if self.track:
            text = EXPORTERS[self.track]
            assert text.write is not None
            return (Output(self.suffix, text.write, text.kinds),)
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
            "ass", ".ass", "chat drawn in a box, flying or as captions, for players and editors", "subtitles",
            ass.write, AssOptions, videos.DRAWN_KINDS,
        ),
        Exporter(
            "html", ".html", "a page that plays the video with the chat in step", "page",
            page.write, page.PageOptions, page.KINDS,
        ),
        Exporter("jsonl", ".jsonl", "one JSON object per event, with every field", "data", jsonl.write),
        Exporter(
            "csv", ".csv", "tables for spreadsheets", "data", options=csv_tables.CsvOptions, files=csv_tables.files
        ),
        Exporter(
            "parquet", ".parquet", "tables for DuckDB, pandas and Polars", "data",
            options=parquet.ParquetOptions, files=parquet.files,
        ),
        Exporter(
            "bilibili", ".xml", "danmaku XML, for danmaku players and DanmakuFactory", "data",
            bilibili.write, bilibili.BilibiliOptions, bilibili.KINDS,
        ),
        Exporter(
            "twitch", ".chat.json", "chat JSON of TwitchDownloader, for its renderer", "data",
            twitch.write, ShownOptions, twitch.KINDS,
        ),
        Exporter(
            "live-chat", ".live_chat.json", "chat replay as yt-dlp saves it", "data",
            live_chat.write, ShownOptions, live_chat.KINDS,
        ),
        Exporter("info", ".info.json", "facts as yt-dlp saves them", "about", info_json.write, kinds=_NONE),
        Exporter("nfo", ".nfo", "description for Kodi, Jellyfin and Plex", "about", nfo.write, kinds=_NONE),
        Exporter(
            "chapters", ".chapters.xml", "Matroska chapters, for mkvmerge", "about",
            chapters.matroska, chapters.ChapterOptions, chapters.KINDS,
        ),
        Exporter(
            "ffmetadata", ".ffmetadata", "title and chapters for FFmpeg", "about",
            chapters.ffmetadata, chapters.ChapterOptions, chapters.KINDS,
        ),
        Exporter(
            "mkv", ".chat.mkv", "the video with the drawn chat as a track to switch on, not encoded again", "video",
            options=AssOptions, track="ass",
        ),
        Exporter(
            "mp4", ".chat.mp4", "the same with plain subtitles, for players that know no Matroska", "video",
            options=PlainOptions, track="srt",
        ),
        Exporter(
            "burn", ".burnt.mp4", "the video with the chat drawn into the picture", "video",
            options=videos.BurnOptions, track="ass",
        ),
        Exporter(
            "overlay", ".overlay.mov", "the chat alone on a transparent ground, for editors", "video",
            options=videos.OverlayOptions, files=videos.overlay_files, track="ass",
        ),
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
