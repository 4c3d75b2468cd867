"""FFmpegCapture against a real server on loopback: how streams end, stall, change and are killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.ffmpeg_options import ALLOWED
from archiver.media.probe import probe
from archiver.media.remux import FFmpegFinisher
from archiver.media.version import FFmpeg, find_ffmpeg
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult, Label, Stretch
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.playlists import HttpPlaylists
from tests.fakes.media_files import FPS, MediaFiles, append_flv, playlist, torn_in_a_picture
from tests.fakes.media_server import MediaServer, body, live, status

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def server() -> AsyncIterator[MediaServer]:
    async with MediaServer() as server:
        yield server


@pytest.fixture
async def capture() -> AsyncIterator[FFmpegCapture]:
    playlists = HttpPlaylists(HttpClient(HttpOptions(), SystemClock()))
    yield FFmpegCapture(await find_ffmpeg(), SystemClock(), playlists=playlists)
    await playlists.aclose()


async def record(
    capture: FFmpegCapture, url: str, part: Path, *, stall_timeout_s: float = 60, stop: asyncio.Event | None = None
) -> tuple[CaptureResult, list[CaptureProgress]]:
    seen: list[CaptureProgress] = []
    request = CaptureRequest(
        url=url, protocol="flv" if part.suffix == ".flv" else "hls", part=part, stall_timeout_s=stall_timeout_s
    )
    return await capture.capture(request, stop or asyncio.Event(), seen.append), seen


def serve_hls(server: MediaServer, segments: list[bytes], **options: bool) -> str:
    """Serve the segments with a playlist of all of them; returns its URL."""
    for number, data in enumerate(segments):
        server.answers[f"/{number}.ts"] = body(data, "video/mp2t")
    server.answers["/live.m3u8"] = body(playlist(0, len(segments), **options), "application/vnd.apple.mpegurl")
    return server.url("/live.m3u8")


async def test_a_stall_is_found_and_ended(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """A server that falls silent is left, and all that came before is in the part."""
    server.answers["/live.flv"] = live(media_files.flv(), "hold")
    result, _ = await record(capture, server.url("/live.flv"), tmp_path / "part.flv", stall_timeout_s=2)
    assert result.end is CaptureEnd.STALLED
    assert (await probe(tmp_path / "part.flv")).video_packets == pytest.approx(6 * FPS, abs=2)


async def test_a_server_that_never_sends_media_is_a_stall(
    capture: FFmpegCapture, server: MediaServer, tmp_path: Path
) -> None:
    """An answer without a byte of media ends too, and leaves no part."""
    server.answers["/live.flv"] = live(b"", "hold")
    result, _ = await record(capture, server.url("/live.flv"), tmp_path / "part.flv", stall_timeout_s=1)
    assert (result.end, result.bytes) == (CaptureEnd.STALLED, 0)
    assert not (tmp_path / "part.flv").exists()


async def test_a_reset_in_the_stream_is_an_end_like_any_other(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """TCP RST gives EOF with a playable part."""
    server.answers["/live.flv"] = live(media_files.flv(), "reset", seconds=1)
    result, _ = await record(capture, server.url("/live.flv"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.EOF
    assert (await probe(tmp_path / "part.flv")).video_packets > 4 * FPS


async def test_a_part_that_a_lost_connection_has_torn_can_be_joined(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """The picture that came in part cannot be shown, and costs none of the others their place in the video."""
    server.answers["/live.flv"] = body(torn_in_a_picture(media_files.flv()), "video/x-flv")
    await record(capture, server.url("/live.flv"), tmp_path / "part.flv")
    finisher, segment = FFmpegFinisher(await find_ffmpeg()), str(tmp_path / "segment.mp4")
    info = await finisher.finish_part(str(tmp_path / "part.flv"), segment)
    both = [Stretch(segment, 0, None), Stretch(segment, info.duration_ms, None)]
    joined = await finisher.join(both, str(tmp_path / "video.mp4"), Label())
    assert 3 * FPS <= info.video_packets < 6 * FPS
    assert joined.video_packets == 2 * info.video_packets


@pytest.mark.parametrize("code", [401, 403, 404, 410])
@pytest.mark.parametrize("suffix", [".flv", ".ts"])
async def test_client_errors_are_refusals(
    capture: FFmpegCapture, server: MediaServer, tmp_path: Path, code: int, suffix: str
) -> None:
    """Any 4xx on open is REFUSED, for FLV and for HLS."""
    server.answers["/live"] = status(code)
    result, _ = await record(capture, server.url("/live?sign=secret"), tmp_path / f"part{suffix}")
    assert result.end is CaptureEnd.REFUSED


async def test_a_server_error_is_a_failure(capture: FFmpegCapture, server: MediaServer, tmp_path: Path) -> None:
    """5xx says nothing about the URL."""
    server.answers["/live"] = status(503)
    result, _ = await record(capture, server.url("/live"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "concat:a|b"])
async def test_only_web_urls_are_opened(capture: FFmpegCapture, tmp_path: Path, url: str) -> None:
    """A room that names a local file gets nothing recorded."""
    result, _ = await record(capture, url, tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert list(tmp_path.iterdir()) == []


async def test_a_page_instead_of_media_is_a_failure(
    capture: FFmpegCapture, server: MediaServer, tmp_path: Path
) -> None:
    """HTML is not taken for a stream."""
    server.answers["/live"] = body(b"<html>" + b"captcha " * 5000, "text/html")
    result, _ = await record(capture, server.url("/live"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED


async def test_a_playlist_cannot_name_local_files(capture: FFmpegCapture, server: MediaServer, tmp_path: Path) -> None:
    """A playlist from the network that points to a local file records nothing of it."""
    (tmp_path / "local.ts").write_bytes(b"G" * 188 * 100)
    text = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nfile://{tmp_path}/local.ts\n#EXT-X-ENDLIST\n"
    server.answers["/live.m3u8"] = body(text.encode())
    result, _ = await record(capture, server.url("/live.m3u8"), tmp_path / "part.ts")
    assert (result.end, result.bytes) == (CaptureEnd.FAILED, 0)


async def test_urls_and_cookies_stay_out_of_logs_messages_and_argv(
    capture: FFmpegCapture, server: MediaServer, tmp_path: Path
) -> None:
    """The signature is in no log and no message; the cookie is sent nowhere; user agent and referer are."""
    request = CaptureRequest(
        url=server.url("/live.flv?sign=topsecret"), protocol="flv", part=tmp_path / "part.flv",
        headers={"Cookie": "sessionid=topsecret", "User-Agent": "Agent 1", "Referer": "https://www.tiktok.com/"},
    )  # fmt: skip
    with capture_logs() as logs:
        result = await capture.capture(request, asyncio.Event(), lambda _: None)
    assert "topsecret" not in str(logs) + result.message + repr(request)
    (head,) = server.requests
    assert "sessionid" not in head
    assert "User-Agent: Agent 1\r\n" in head
    assert "Referer: https://www.tiktok.com/\r\n" in head


async def test_a_header_cannot_smuggle_another(capture: FFmpegCapture, server: MediaServer, tmp_path: Path) -> None:
    """A line break in a header value is refused before anything is sent."""
    request = CaptureRequest(
        url=server.url("/live.flv"), protocol="flv", part=tmp_path / "part.flv", headers={"Referer": "x\r\nEvil: 1"}
    )
    result = await capture.capture(request, asyncio.Event(), lambda _: None)
    assert result.end is CaptureEnd.FAILED
    assert server.requests == []


async def test_a_new_picture_size_survives_in_the_part(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """After a new sequence header in mid-stream every frame is there and decodes, in part and segment."""
    import av

    stream = append_flv(media_files.flv(seconds=2), media_files.flv(seconds=2, size="180x320"), 2000)
    server.answers["/live.flv"] = live(stream, "close")
    await record(capture, server.url("/live.flv"), tmp_path / "part.flv")
    with av.open(str(tmp_path / "part.flv")) as container:
        sizes = [(frame.width, frame.height) for frame in container.decode(video=0)]
    assert sizes == [(320, 180)] * 2 * FPS + [(180, 320)] * 2 * FPS


async def test_hevc_with_codec_id_12_is_recorded(
    capture: FFmpegCapture, server: MediaServer, shared_data: Path, tmp_path: Path
) -> None:
    """TikTok's H.265 in FLV arrives with all its pictures."""
    server.answers["/live.flv"] = live((shared_data / "video/mb_hevc_legacy_codecid12.flv").read_bytes(), "close")
    await record(capture, server.url("/live.flv"), tmp_path / "part.flv")
    info = await probe(tmp_path / "part.flv")
    assert (info.video_codec, info.video_packets, info.audio_packets) == ("hevc", 120, 235)


async def test_hls_ends_with_its_list(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """ENDLIST is an EOF with every segment in the part."""
    url = serve_hls(server, media_files.hls(), is_over=True)
    result, _ = await record(capture, url, tmp_path / "part.ts")
    assert result.end is CaptureEnd.EOF
    assert (await probe(tmp_path / "part.ts")).video_packets == 6 * FPS


async def test_hls_that_stops_changing_is_a_stall(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """A playlist without news does not hold the capture for ever."""
    result, _ = await record(
        capture, serve_hls(server, media_files.hls()), tmp_path / "part.ts", stall_timeout_s=3
    )  # fmt: skip
    assert result.end in (CaptureEnd.STALLED, CaptureEnd.EOF)
    # FFmpeg gives the last pictures out when the next ones come, and these never come.
    assert (await probe(tmp_path / "part.ts")).video_packets >= 3 * FPS - 5


async def test_hls_stops_when_asked(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """A stop in a live playlist keeps what was recorded; recording began near the live edge."""
    stop, part = asyncio.Event(), tmp_path / "part.ts"
    request = CaptureRequest(url=serve_hls(server, media_files.hls()), protocol="hls", part=part, stall_timeout_s=60)
    result = await capture.capture(request, stop, lambda _: stop.set())
    assert result.end is CaptureEnd.STOPPED
    assert not any(head.startswith("GET /0.ts") for head in server.requests)
    assert (await probe(part)).video_packets >= FPS


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
async def test_kill_9_of_the_process_group_leaves_a_playable_part_and_no_process(
    server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """After SIGKILL of the whole group the part plays up to the kill and no FFmpeg is left."""
    server.answers["/live.flv"] = live(media_files.flv(), "hold", seconds=1)
    code = (
        "import asyncio, sys\nfrom pathlib import Path\n"
        "from archiver.clock import SystemClock\n"
        "from archiver.media.ffmpeg_capture import FFmpegCapture\n"
        "from archiver.media.version import find_ffmpeg\n"
        "from archiver.model.media import CaptureRequest\n"
        "async def main():\n"
        "    request = CaptureRequest(url=sys.argv[1], protocol='flv', part=Path(sys.argv[2]), stall_timeout_s=600)\n"
        "    capture = FFmpegCapture(await find_ffmpeg(), SystemClock())\n"
        "    await capture.capture(request, asyncio.Event(), lambda p: print('media', p.media_ms, flush=True))\n"
        "asyncio.run(main())\n"
    )
    part = tmp_path / "part.flv"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, server.url("/live.flv"), str(part),
        cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    media_ms = 0
    try:
        while media_ms < 3000:
            word, _, rest = (await process.stdout.readline()).partition(b" ")
            media_ms = int(rest) if word == b"media" else media_ms
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.stdout.read()
        await process.wait()
    assert (await probe(part)).duration_ms >= media_ms - 100
    assert not any(_has_open(pid, part) for pid in Path("/proc").glob("[0-9]*"))


def _has_open(process: Path, file: Path) -> bool:
    try:
        return any(os.path.realpath(link) == str(file) for link in (process / "fd").iterdir())
    except OSError:
        return False


async def test_a_full_disk_is_named(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, small_disk: Path
) -> None:
    """No space left ends the capture as DISK; what fitted is playable."""
    server.answers["/live.flv"] = live(media_files.flv(), "close")
    assert len(media_files.flv()) > 64 * 1024
    result, _ = await record(capture, server.url("/live.flv"), small_disk / "part.flv")
    assert result.end is CaptureEnd.DISK
    assert (await probe(small_disk / "part.flv")).video_packets > 0


@pytest.mark.parametrize("protocol", ["flv", "hls"])
async def test_every_option_that_may_be_set_is_one_of_ffmpegs(
    capture: FFmpegCapture, server: MediaServer, media_files: MediaFiles, tmp_path: Path, protocol: str
) -> None:
    """All at once, and it records as without them: what it does not know it refuses."""
    words = {
        "fflags": "+genpts", "flvflags": "+no_metadata", "mpegts_flags": "+resend_headers", "avoid_negative_ts": "auto",
        "probesize": "5000000", "analyzeduration": "5000000", "rw_timeout": "8000000", "thread_queue_size": "512",
        "muxdelay": "0.5", "muxpreload": "0.5", "max_delay": "500000", "recv_buffer_size": "65536",
        "send_buffer_size": "65536", "max_muxing_queue_size": "512", "muxing_queue_data_threshold": "50000000",
        "max_interleave_delta": "10000000", "max_probe_packets": "2500",
    }  # fmt: skip
    server.answers["/live.flv"] = live(media_files.flv(), "close")
    url = server.url("/live.flv")
    if protocol == "hls":
        url = serve_hls(server, media_files.hls(), is_over=True)
    part = tmp_path / ("part.flv" if protocol == "flv" else "part.ts")
    request = CaptureRequest(
        url=url, protocol=protocol, part=part, ffmpeg_options={name: words.get(name, "1") for name in ALLOWED}
    )
    result = await capture.capture(request, asyncio.Event(), lambda _progress: None)
    assert result.end is CaptureEnd.EOF, result.message
    assert (await probe(part)).video_packets > 0


async def test_an_option_that_may_not_be_set_records_nothing(capture: FFmpegCapture, tmp_path: Path) -> None:
    """Wherever it came from; the configuration and the command line refuse it before."""
    request = CaptureRequest(
        url="http://127.0.0.1:1/", protocol="flv", part=tmp_path / "p.flv", ffmpeg_options={"i": "/x"}
    )
    result = await capture.capture(request, asyncio.Event(), lambda _progress: None)
    assert result.end is CaptureEnd.FAILED
    assert "cannot be set" in result.message


async def test_an_ffmpeg_that_vanished_is_a_failure(server: MediaServer, tmp_path: Path) -> None:
    """An FFmpeg uninstalled while the service runs is said in the result."""
    gone = FFmpegCapture(FFmpeg(path=str(tmp_path / "gone"), version="9", source="configured"), SystemClock())
    result, _ = await record(gone, server.url("/live.flv"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert "cannot be started" in result.message


async def test_the_environment_s_proxy_is_not_ours(
    server: MediaServer, capture: FFmpegCapture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy variable in the environment changes nothing: only the configuration does."""
    monkeypatch.setenv("http_proxy", server.url(""))
    result, _ = await record(capture, "http://media.invalid/live.flv", tmp_path / "part_001_a1.flv")
    assert result.end is not CaptureEnd.EOF
    assert server.requests == []
