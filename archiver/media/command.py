"""Command lines of FFmpeg, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ffmpeg

from archiver.export.ffmetadata import metadata_text
from archiver.media.ffmpeg_options import check_options, reading, writing
from archiver.model.media import Label

READ_TIMEOUT_US = 8_000_000
#: Reloads of an HLS playlist without news before FFmpeg gives up; by default it goes on for ever.
PLAYLIST_RELOADS = 10
LIVE_START_INDEX = -3
#: What a media URL may lead to; a playlist from the network must not name local files.
NETWORK_PROTOCOLS = "http,https,httpproxy,tls,tcp,crypto"

#: Less than lies between two packets of a stream.
_STAMP_S = 0.0005

#: What a lost connection has torn in FLV cannot be shown, and a file that holds it could not be joined to the next one.
WHOLE_PACKETS = {"fflags": "+discardcorrupt"}

FORMATS = {".flv": "flv", ".ts": "mpegts", ".mp4": "mp4", ".mkv": "matroska"}

#: Never sent to media servers: they need none, and FFmpeg takes headers in its arguments.
SECRET_HEADERS = frozenset({"cookie", "authorization", "proxy-authorization"})
_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^\s'\"]+", re.IGNORECASE)


def record(
    path: str,
    *,
    url: str,
    protocol: str,
    part: Path,
    headers: Mapping[str, str],
    options: Mapping[str, str] | None = None,
) -> list[str]:
    """Copy a live stream to a part, flushed packet by packet, with progress on stdout.

    ``options``: further ones, of those ``ffmpeg_options`` allows; they outweigh ours.

    The URL is signed and stands in argv because FFmpeg takes it nowhere else; cookies and authorization never do.
    """
    options = options or {}
    check_options(options)
    source = ffmpeg.input(url, **{**_http_options(headers), **_live_options(protocol), **reading(options, protocol)})
    # A repeated FLV metadata tag shows up as a subtitle stream, so name what is wanted. In HLS FFmpeg chooses.
    streams = (source["v?"], source["a?"]) if protocol == "flv" else (source,)
    output = ffmpeg.output(
        *streams, str(part), c="copy", flush_packets=1, format=FORMATS[part.suffix], **writing(options, protocol)
    )
    # Which HLS segments it takes, FFmpeg tells at level info only; the level's name tells those lines from complaints.
    words = ("-v", "level+info", "-nostats") if protocol == "hls" else ()
    return compile_argv(path, output, *words, "-progress", "pipe:1", "-stats_period", "0.5")


def remux(
    path: str, *, part: Path, target: Path, is_hevc: bool, has_video: bool = True, label: Path | None = None
) -> list[str]:
    """Put a part into MP4, with the index in front, or Matroska, with tags and chapters, without re-encoding.

    ``has_video``: whether there are pictures. A stream may announce some and send none, which no file can hold.
    """
    source = ffmpeg.input(str(part), format=FORMATS[part.suffix], **(WHOLE_PACKETS if part.suffix == ".flv" else {}))
    return compile_argv(path, _copied(source, target, label, is_hevc=is_hevc, has_video=has_video))


def join(path: str, *, listing: Path, label: Path, target: Path, is_hevc: bool) -> list[str]:
    """Join the files of a concat listing to one file with the tags and chapters of ``label``, without re-encoding."""
    source = ffmpeg.input(str(listing), format="concat", safe=0)
    return compile_argv(path, _copied(source, target, label, is_hevc=is_hevc))


def in_band(path: str, *, file: Path, target: Path) -> list[str]:
    """Copy a segment with the decoder's configuration of H.265 in front of each key frame, too."""
    source = ffmpeg.input(str(file), format=FORMATS[file.suffix])
    # Under the name "hvc1" FFmpeg would take it out again.
    tag = {"tag:v": "hev1"} if target.suffix == ".mp4" else {}
    options = {"bsf:v": "hevc_mp4toannexb", "format": FORMATS[target.suffix], **tag}
    return compile_argv(path, ffmpeg.output(source["v?"], source["a?"], str(target), c="copy", **options))


def concat_listing(segments: Sequence[tuple[Path, int, float | None]]) -> str:
    """The concat demuxer's listing of (file, ms until the next one begins, time stamp at which it is left, s)."""
    lines = ["ffconcat version 1.0"]
    for file, length_ms, cut_s in segments:
        quoted = str(file).replace("'", r"'\''")
        lines += [f"file '{quoted}'", f"duration {length_ms / 1000:.3f}"]
        if cut_s is not None:
            lines.append(f"outpoint {cut_s - _STAMP_S:.6f}")  # rounded, it must not let the packet itself through
    return "\n".join(lines) + "\n"


def label_text(label: Label, duration_ms: int) -> str:
    """Tags and chapters in FFmpeg's metadata format, of a video that lasts so long."""
    ends = [*(chapter.from_ms for chapter in label.chapters[1:]), duration_ms]
    chapters = [
        (mark.from_ms, max(end_ms, mark.from_ms), mark.title)
        for mark, end_ms in zip(label.chapters, ends, strict=bool(label.chapters))
    ]
    return "".join(metadata_text(label.tags, chapters))


def redact(text: str) -> str:
    """Text without URLs, which carry signatures."""
    return _URL.sub("<url>", text)


def _http_options(headers: Mapping[str, str]) -> dict[str, Any]:
    options: dict[str, Any] = {"rw_timeout": READ_TIMEOUT_US, "protocol_whitelist": NETWORK_PROTOCOLS}
    sent = {key: value for key, value in headers.items() if key.lower() not in SECRET_HEADERS}
    if any(set("\r\n\0") & set(key + value) for key, value in sent.items()):
        raise ValueError("a media request header holds a line break")
    for key in [key for key in sent if key.lower() == "user-agent"]:
        options["user_agent"] = sent.pop(key)
    if sent:
        options["headers"] = "".join(f"{key}: {value}\r\n" for key, value in sent.items())
    return options


def _live_options(protocol: str) -> dict[str, Any]:
    # The demuxer is named, so that an answer of another kind is refused and never guessed at.
    if protocol == "flv":
        return {"format": "flv", "dts_error_threshold": 1, **WHOLE_PACKETS}
    return {
        "format": "hls", "max_reload": PLAYLIST_RELOADS, "m3u8_hold_counters": PLAYLIST_RELOADS,
        "live_start_index": LIVE_START_INDEX,
    }  # fmt: skip


def _copied(source: Any, target: Path, label: Path | None, *, is_hevc: bool, has_video: bool = True) -> Any:
    streams, options = [source["v?"], source["a?"]] if has_video else [source["a?"]], dict[str, Any]()
    if label is not None:
        # It has no streams; naming one is what makes it an input.
        streams.append(ffmpeg.input(str(label), format="ffmetadata")["d?"])
        options |= {"map_metadata": 1, "map_chapters": 1}
    if target.suffix == ".mp4":
        options["movflags"] = "+faststart"
        if is_hevc:
            options["tag:v"] = "hvc1"  # Apple's players want this name
    return ffmpeg.output(*streams, str(target), c="copy", format=FORMATS[target.suffix], **options)


def compile_argv(path: str, output: Any, *more: str) -> list[str]:
    """The arguments that start FFmpeg on ``output``, quiet and without a terminal; ``more`` are global options."""
    output = output.global_args("-nostdin", "-v", "warning", *more).overwrite_output()
    return [str(word) for word in ffmpeg.compile(output, cmd=path)]
