"""What HLS servers do to a recording: playlists refused or frozen in mid-recording, discontinuities, variants."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult, PlaylistMark
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.playlists import HttpPlaylists
from tests.fakes.media_files import FPS, MediaFiles
from tests.fakes.media_server import MediaServer, body, status

AT = 1_786_367_257_000
WIDE, UPRIGHT = "320x180", "180x320"
PLAYLIST = "application/vnd.apple.mpegurl"


@pytest.fixture
async def capture() -> AsyncIterator[FFmpegCapture]:
    playlists = HttpPlaylists(HttpClient(HttpOptions(), SystemClock()))
    yield FFmpegCapture(await find_ffmpeg(), SystemClock(), playlists=playlists)
    await playlists.aclose()


@pytest.fixture
async def server() -> AsyncIterator[MediaServer]:
    async with MediaServer() as server:
        yield server


def listing(names: Sequence[str], *, is_over: bool = False) -> bytes:
    """Dated segments of one second; "" is a discontinuity, behind which the dates are ten seconds later."""
    lines, at = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:1", "#EXT-X-MEDIA-SEQUENCE:0"], AT
    for name in names:
        if name:
            date = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
            lines += [f"#EXT-X-PROGRAM-DATE-TIME:{date}", "#EXTINF:1.0,", name]
            at += 1_000
        else:
            lines.append("#EXT-X-DISCONTINUITY")
            at += 10_000
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if is_over else []), ""]).encode()


def serve(server: MediaServer, folder: str, segments: Sequence[bytes]) -> list[str]:
    for number, data in enumerate(segments):
        server.answers[f"/{folder}/{number}.ts"] = body(data, "video/mp2t")
    return [f"/{folder}/{number}.ts" for number in range(len(segments))]


def hold_until_read(server: MediaServer, segment: str, listing: str) -> None:
    """Serve a segment only once both FFmpeg and the reader beside it have the playlist."""
    given = server.answers[segment]

    async def answer(writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(60):
            while sum(head.startswith(f"GET {listing} ") for head in server.requests) < 2:
                await asyncio.sleep(0.01)
        await given(writer)

    server.answers[segment] = answer


async def record(
    capture: FFmpegCapture, url: str, part: Path, *, stall_timeout_s: float = 60
) -> tuple[CaptureResult, list[PlaylistMark]]:
    marks: list[PlaylistMark] = []

    def note(progress: CaptureProgress) -> None:
        marks.extend(progress.marks)

    request = CaptureRequest(url=url, protocol="hls", part=part, stall_timeout_s=stall_timeout_s)
    return await capture.capture(request, asyncio.Event(), note), marks


def pictures(part: Path) -> Counter[tuple[int, int]]:
    """How many pictures of each size can be shown."""
    with av.open(str(part)) as container:
        return Counter((frame.width, frame.height) for frame in container.decode(video=0) if not frame.is_corrupt)


@pytest.mark.parametrize("code", [403, 404, 500])
async def test_a_playlist_that_is_refused_in_mid_recording(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path, code: int
) -> None:
    """The connection ends, all that was listed is in the part, and the recorder asks for a fresh address."""
    names = serve(server, "a", media_files.hls())
    listed = body(listing(names), PLAYLIST)

    async def refuse_later(writer: asyncio.StreamWriter) -> None:
        is_recording = (tmp_path / "part.ts").exists() and (tmp_path / "part.ts").stat().st_size
        await (status(code) if is_recording else listed)(writer)

    server.answers["/live.m3u8"] = refuse_later
    result, _ = await record(capture, server.url("/live.m3u8"), tmp_path / "part.ts")
    assert result.end is CaptureEnd.EOF
    # FFmpeg begins three segments before the end; it gives the last pictures out when the next ones come.
    assert pictures(tmp_path / "part.ts")[320, 180] >= 3 * FPS - 5


async def test_a_frozen_playlist_ends_by_ffmpegs_own_counters(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Also where the watchdog would wait much longer: a playlist is reloaded ten times, not for ever."""
    names = serve(server, "a", media_files.hls())
    server.answers["/live.m3u8"] = body(listing(names), PLAYLIST)
    async with asyncio.timeout(120):
        result, _ = await record(capture, server.url("/live.m3u8"), tmp_path / "part.ts", stall_timeout_s=300)
    assert result.end is CaptureEnd.EOF
    assert pictures(tmp_path / "part.ts")[320, 180] >= 3 * FPS - 5


async def test_a_discontinuity_keeps_every_picture_and_is_marked(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Another picture size and time stamps that begin anew: all decode, and what lies behind has its own dates."""
    wide = serve(server, "wide", media_files.hls())[:3]
    upright = serve(server, "upright", media_files.hls(size=UPRIGHT))[:3]
    server.answers["/live.m3u8"] = body(listing([*wide, "", *upright], is_over=True), PLAYLIST)
    hold_until_read(server, upright[-1], "/live.m3u8")
    result, marks = await record(capture, server.url("/live.m3u8"), tmp_path / "part.ts")
    assert result.end is CaptureEnd.EOF
    assert pictures(tmp_path / "part.ts") == {(320, 180): 3 * FPS, (180, 320): 3 * FPS}
    assert [(mark.media_ms, mark.is_break) for mark in marks if mark.is_break] == [(3_000, True)]
    dates = {mark.media_ms: mark.date_at for mark in marks}
    assert (dates[2_000], dates[3_000]) == (AT + 2_000, AT + 13_000)


async def test_of_several_variants_the_best_is_recorded(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """FFmpeg takes the largest picture of a master playlist, and the reader beside it follows the same one."""
    for folder, size in (("low", "160x90"), ("high", WIDE)):
        names = serve(server, folder, media_files.hls(size=size))
        server.answers[f"/{folder}.m3u8"] = body(listing(names, is_over=True), PLAYLIST)
    master = (
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=300000,RESOLUTION=160x90\nlow.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=320x180\nhigh.m3u8\n"
    )
    server.answers["/live.m3u8"] = body(master.encode(), PLAYLIST)
    hold_until_read(server, names[-1], "/high.m3u8")
    result, marks = await record(capture, server.url("/live.m3u8"), tmp_path / "part.ts")
    assert result.end is CaptureEnd.EOF
    assert pictures(tmp_path / "part.ts") == {(320, 180): 6 * FPS}
    assert len([mark for mark in marks if mark.date_at is not None]) >= 5
