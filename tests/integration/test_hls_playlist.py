"""A live HLS recording and its playlist: which segments FFmpeg took, when they are from, and where they are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.playlists import HttpPlaylists
from tests.fakes.media_files import MediaFiles
from tests.fakes.media_server import MediaServer, body, status

AT = 1_786_367_257_000
WINDOW = 3


@pytest.fixture
async def capture() -> AsyncIterator[FFmpegCapture]:
    playlists = HttpPlaylists(HttpClient(HttpOptions(), SystemClock()))
    yield FFmpegCapture(await find_ffmpeg(), SystemClock(), playlists=playlists)
    await playlists.aclose()


def dated_playlist(first: int, last: int, *, is_over: bool) -> bytes:
    """Segments of one second, dated one second apart by the platform's private tag."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:1", f"#EXT-X-MEDIA-SEQUENCE:{first}"]
    for number in range(first, last + 1):
        date = datetime.fromtimestamp(AT / 1000 + number, UTC).isoformat(timespec="milliseconds")
        lines += [f"#EXT-X-FP-DateTime:{date}", "#EXTINF:1.0,", f"{number}.ts"]
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if is_over else []), ""]).encode()


async def play(server: MediaServer, count: int) -> None:
    """The playlist moves on each time it has been read a few times: no clock of ours is in it."""
    for last in range(WINDOW - 1, count):
        text = dated_playlist(last - WINDOW + 1, last, is_over=last == count - 1)
        if last == count - 1:
            hold_until_read_twice(server, f"/{last}.ts")
        server.answers["/live.m3u8"] = body(text, "application/vnd.apple.mpegurl")
        reads = len(playlist_reads(server)) + 4
        while len(playlist_reads(server)) < reads and last < count - 1:
            await asyncio.sleep(0.02)


def hold_until_read_twice(server: MediaServer, segment: str) -> None:
    """With the last segment FFmpeg ends: it gets it once the reader beside it has read the playlist, too."""
    given, reads = server.answers[segment], len(playlist_reads(server)) + 2

    async def answer(writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(60):
            while len(playlist_reads(server)) < reads:
                await asyncio.sleep(0.01)
        await given(writer)

    server.answers[segment] = answer


def playlist_reads(server: MediaServer) -> list[str]:
    return [head for head in server.requests if "/live.m3u8" in head.partition("\r\n")[0]]


def first_packets(file: Path) -> list[tuple[int, bytes]]:
    """(position, bytes) of each key frame."""
    with av.open(str(file)) as container:
        packets = [p for p in container.demux(video=0) if p.size and p.is_keyframe and p.pts is not None]
        return [(round(float((p.pts - packets[0].pts) * p.time_base) * 1000), bytes(p)) for p in packets]  # type: ignore[operator]


async def test_marks_tell_which_segment_is_where(
    capture: FFmpegCapture, media_files: MediaFiles, tmp_path: Path
) -> None:
    """One segment cannot be fetched: what follows has its own date, at the place where it really is."""
    segments = media_files.hls()
    sources = []
    for number, data in enumerate(segments):
        (tmp_path / f"{number}.ts").write_bytes(data)
        sources.append(first_packets(tmp_path / f"{number}.ts")[0][1])
    marks = []
    async with MediaServer() as server:
        for number, data in enumerate(segments):
            server.answers[f"/{number}.ts"] = status(404) if number == 3 else body(data, "video/mp2t")
        playing = asyncio.create_task(play(server, len(segments)))
        while "/live.m3u8" not in server.answers:
            await asyncio.sleep(0.01)

        def note(progress: CaptureProgress) -> None:
            marks.extend(progress.marks)

        request = CaptureRequest(url=server.url("/live.m3u8"), protocol="hls", part=tmp_path / "part_001_a1.ts")
        result = await capture.capture(request, asyncio.Event(), note)
        await playing
    assert result.end is CaptureEnd.EOF
    places = {sources.index(data): position_ms for position_ms, data in first_packets(request.part)}
    assert sorted(places) == [0, 1, 2, 4, 5]
    told = {(mark.date_at - AT) // 1000: mark.media_ms for mark in marks if mark.date_at is not None}
    assert set(told) == {0, 1, 2, 4, 5}
    assert all(abs(places[number] - media_ms) <= 100 for number, media_ms in told.items()), (told, places)
    assert [(mark.media_ms, mark.lost_ms) for mark in marks if mark.lost_ms] == [(told[4], 1_000)]
    lines = [json.loads(line) for line in (tmp_path / "part_001_a1.playlist.jsonl").read_text().splitlines()]
    assert [line["sequence"] for line in lines] == list(range(6))
    assert all(line["tags"]["FP-DateTime"].startswith("2026-") for line in lines)
