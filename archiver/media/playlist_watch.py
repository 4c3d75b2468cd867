"""Reads the playlist of a running HLS recording, for the time it tells. The recording never depends on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress

import structlog

from archiver.errors import ArchiverError
from archiver.hls.pace import SELDOM_MS, next_look_ms
from archiver.hls.playlist import MediaPlaylist, parse_playlist, url_key
from archiver.hls.tracker import PlaylistTracker, SeenSegment
from archiver.media.command import SECRET_HEADERS
from archiver.model.media import CaptureRequest, PlaylistMark
from archiver.ports import Clock, PlaylistSource

log = structlog.get_logger(__name__)

#: What FFmpeg says when it takes up a segment, and when it cannot.
_OPENING, _READING = "Opening '", "' for reading"
_FAILED = ("Failed to open segment", "Failed to open next segment")
#: A master playlist may lead to another, so many times.
_MAX_HOPS = 3
_PLAYLIST_SUFFIXES = (".m3u8", ".m3u")


class PlaylistWatch:
    """Watches one recording. ``run`` it beside, and give it each line FFmpeg says."""

    def __init__(self, request: CaptureRequest, source: PlaylistSource, clock: Clock) -> None:
        self._url = request.url
        self._headers = _without_secrets(request.headers)
        self._log_path = request.part.with_suffix(".playlist.jsonl")
        self._source = source
        self._clock = clock
        self._tracker = PlaylistTracker()
        self._problem = ""
        self._length_ms = SELDOM_MS
        self._news_ms = clock.monotonic_ms()
        self._looks = 0
        self._hops = 0

    def note_line(self, line: str) -> None:
        """Take a line of FFmpeg's log; lines about other things are passed over."""
        _, opening, rest = line.partition(_OPENING)
        url, reading, _ = rest.rpartition(_READING)
        if opening and reading:
            key = url_key(url)
            if not key.endswith(_PLAYLIST_SUFFIXES):
                self._tracker.open(key)
        elif any(words in line for words in _FAILED):
            self._tracker.fail()

    def finish(self) -> None:
        """FFmpeg has ended, after it took what it opened last."""
        self._tracker.finish()

    def take_marks(self) -> tuple[PlaylistMark, ...]:
        """What has been learned since the last call."""
        return self._tracker.take_marks()

    async def run(self) -> None:
        """Look until the playlist says that it is over, or cancelled."""
        while await self._look():
            since_news_ms = self._clock.monotonic_ms() - self._news_ms
            await asyncio.sleep(next_look_ms(self._length_ms, since_news_ms, self._looks) / 1000)

    async def _look(self) -> bool:
        """Read the playlist once; False when nothing will follow."""
        self._looks += 1
        try:
            answer = await self._source.fetch(self._url, self._headers)
            if answer.status != 200:
                self._report(f"HTTP {answer.status}")
                return True
            playlist = parse_playlist(answer.text, answer.url)
        except ArchiverError as error:
            self._report(str(error))
            return True
        if not isinstance(playlist, MediaPlaylist):
            if not playlist or self._hops == _MAX_HOPS:
                return True
            self._hops += 1
            self._url = playlist[0].url
            return await self._look()
        self._problem = ""
        await self._take(playlist)
        return not playlist.is_over

    async def _take(self, playlist: MediaPlaylist) -> None:
        wall_ms, monotonic_ms = self._clock.now_ms(), self._clock.monotonic_ms()
        if fresh := self._tracker.see(playlist, wall_ms, monotonic_ms):
            self._news_ms = monotonic_ms
            self._length_ms = fresh[-1].segment.length_ms
            with suppress(OSError):  # a disk without room is the recording's to report
                await asyncio.to_thread(self._keep, fresh)

    def _keep(self, fresh: list[SeenSegment]) -> None:
        """Write down what the playlist said, as it said it; signatures stay out."""
        with self._log_path.open("ab") as file:
            file.write(b"".join(map(_line, fresh)))

    def _report(self, problem: str) -> None:
        """Say why there is no playlist, once for each new reason."""
        if problem != self._problem:
            log.warning("The playlist beside an HLS recording cannot be read; the recording goes on.", problem=problem)
        self._problem = problem


def _line(seen: SeenSegment) -> bytes:
    segment = seen.segment
    told = {
        "sequence": segment.sequence, "name": segment.key.rpartition("/")[2], "length_ms": segment.length_ms,
        "date_at": segment.date_at, "is_discontinuity": segment.is_discontinuity, "tags": dict(segment.tags),
        "wall_ms": seen.wall_ms, "monotonic_ms": seen.monotonic_ms,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in SECRET_HEADERS}
