"""Media through real proxies, by both engines: every kind, plain and over TLS, with a login nobody else sees."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from archiver.clock import SystemClock
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.media.proxy_bridge import ProxyBridge
from archiver.media.version import find_ffmpeg
from archiver.model.media import CaptureEnd, CaptureRequest, CaptureResult
from tests.fakes.certificate import make_certificate
from tests.fakes.media_files import MediaFiles, playlist
from tests.fakes.media_server import MediaServer, body, live
from tests.fakes.proxy import Proxy

LOGIN = "me:s3cr3t"
SCHEMES = ("http", "https", "socks5")
HOST = "media.invalid"  #: only a proxy finds it


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), HOST)


@pytest.fixture(autouse=True)
def _trusted(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))  # FFmpeg's


def serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def made(engine: str, proxy: str, certificate: Path) -> FlvCapture | FFmpegCapture:
    """An engine that takes this proxy and trusts our certificate."""

    def tls() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate))

    if engine == "native":
        return FlvCapture(SystemClock(), proxy=proxy, tls=tls)
    return FFmpegCapture(await find_ffmpeg(), SystemClock(), proxy=proxy, tls=tls)


@asynccontextmanager
async def proxy_to(server: MediaServer, scheme: str, certificate: Path) -> AsyncIterator[tuple[Proxy, str]]:
    """A proxy that leads to a server, and its address with a login."""
    tls = serving(certificate) if scheme == "https" else None
    async with Proxy(int(server.url("").rpartition(":")[2]), tls=tls, login=LOGIN) as proxy:
        yield proxy, f"{scheme}://{LOGIN}@localhost:{proxy.port}"


def words_of_children() -> str:
    """Arguments of our child processes, as everybody on the machine can see them."""
    tasks = Path("/proc/self/task").iterdir()
    children = [pid for task in tasks for pid in (task / "children").read_text().split()]
    return "".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in children)


async def record(capture: FlvCapture | FFmpegCapture, url: str, part: Path) -> CaptureResult:
    protocol = "hls" if part.suffix == ".ts" else "flv"
    request = CaptureRequest(url=url, protocol=protocol, part=part, stall_timeout_s=60)
    return await capture.capture(request, asyncio.Event(), lambda _: None)


@pytest.mark.parametrize("is_tls", [False, True], ids=["plain", "TLS"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("engine", ["native", "ffmpeg"])
async def test_media_goes_through_the_proxy(
    media_files: MediaFiles, certificate: Path, tmp_path: Path, engine: str, scheme: str, is_tls: bool
) -> None:
    """It is told the host's name and who we are; logs and arguments do not tell its password."""
    data, words = media_files.flv(seconds=2), list[str]()
    async with (
        MediaServer(tls=serving(certificate) if is_tls else None) as server,
        proxy_to(server, scheme, certificate) as (proxy, url),
    ):

        async def answer(writer: asyncio.StreamWriter) -> None:
            words.append(words_of_children())
            await live(data, "close")(writer)

        server.answers |= dict.fromkeys(("/live.flv", f"http://{HOST}:80/live.flv"), answer)
        capture = await made(engine, url, certificate)
        with capture_logs() as logs:
            media = f"{'https' if is_tls else 'http'}://{HOST}/live.flv"
            result = await record(capture, media, tmp_path / "part.flv")
    assert result.end is CaptureEnd.EOF, result.message
    assert result.bytes > 0.9 * len(data)
    assert set(proxy.logins) == {LOGIN}
    assert all(HOST in asked for asked in proxy.asked)
    assert f"\r\nhost: {HOST}" in server.requests[-1].lower()
    assert (engine == "ffmpeg") is ("-nostdin" in words[-1])
    assert "s3cr3t" not in f"{logs}{words}{result.message}"


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_hls_goes_through_the_proxy(
    media_files: MediaFiles, certificate: Path, tmp_path: Path, scheme: str
) -> None:
    """Playlist and segments, all of them."""
    segments = media_files.hls()
    async with MediaServer() as server, proxy_to(server, scheme, certificate) as (proxy, url):
        for number, data in enumerate(segments):
            server.answers[f"/{number}.ts"] = body(data, "video/mp2t")
        listing = body(playlist(0, len(segments), is_over=True), "application/vnd.apple.mpegurl")
        server.answers["/live.m3u8"] = listing
        server.answers |= {f"http://{HOST}:80{path}": answer for path, answer in server.answers.items()}
        capture = await made("ffmpeg", url, certificate)
        result = await record(capture, f"http://{HOST}/live.m3u8", tmp_path / "part.ts")
    assert (result.end, result.bytes > 0) == (CaptureEnd.EOF, True), result.message
    assert len(server.requests) >= 1 + min(len(segments), 3)
    assert all(HOST in asked for asked in proxy.asked)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("engine", ["native", "ffmpeg"])
async def test_media_never_goes_around_a_proxy_that_is_gone(
    media_files: MediaFiles, certificate: Path, tmp_path: Path, engine: str, scheme: str
) -> None:
    """The capture fails and says so, without the password; the server hears nothing."""
    async with MediaServer() as server:
        server.answers["/live.flv"] = body(media_files.flv(seconds=2))
        capture = await made(engine, f"{scheme}://{LOGIN}@127.0.0.1:1", certificate)
        with capture_logs() as logs:
            # A name that leads here, so that a detour would succeed; "localhost" is nobody's proxy's business.
            url = server.url("/live.flv").replace("127.0.0.1", "127.0.0.2" if engine == "ffmpeg" else "127.0.0.1")
            result = await record(capture, url, tmp_path / "part.flv")
    assert (result.end, result.bytes) == (CaptureEnd.FAILED, 0)
    assert server.requests == []
    assert "s3cr3t" not in f"{logs}{result.message}"


async def test_an_untrusted_proxy_gets_no_password(tmp_path: Path, certificate: Path) -> None:
    """Of an https:// proxy a certificate of a trusted authority is wanted."""
    async with MediaServer() as server, proxy_to(server, "https", certificate) as (proxy, url):
        result = await record(FlvCapture(SystemClock(), proxy=url), f"http://{HOST}/live.flv", tmp_path / "part.flv")
    assert (result.end, proxy.logins) == (CaptureEnd.FAILED, [])
    assert "certificate" in result.message


@pytest.mark.parametrize("proxy", ["ftp://h:1", "proxy.example:3128", "http://h:99999", "http://[::1"])
async def test_an_address_that_is_no_proxy_is_told(tmp_path: Path, certificate: Path, proxy: str) -> None:
    """In one sentence, and nothing is fetched without it."""
    capture = await made("native", proxy, certificate)
    result = await record(capture, f"http://{HOST}/live.flv", tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert "is no http, https, socks5" in result.message


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET http://media.invalid/ HTTP/1.1\r\nHost: media.invalid\r\n\r\n", b"407"),
        (b"CONNECT media.invalid:443 HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic YTpi\r\n\r\n", b"407"),
        (b"not http\r\n\r\n", b"400"),
    ],
)
async def test_nobody_else_can_use_the_bridge(certificate: Path, head: bytes, status: bytes) -> None:
    """What leads FFmpeg to a proxy it does not know asks for the password that only this FFmpeg has."""
    async with (
        MediaServer() as server,
        proxy_to(server, "socks5", certificate) as (proxy, url),
        ProxyBridge(url, ssl.create_default_context) as bridge,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(bridge.url.rpartition(":")[2]))
        writer.write(head)
        assert status in await reader.readline()
        writer.close()
        await writer.wait_closed()
        assert proxy.asked == []
