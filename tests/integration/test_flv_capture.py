"""The native engine against a real server on loopback: every way an answer can be, and what reaches the disk."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from archiver.clock import SystemClock
from archiver.media.flv_capture import FlvCapture
from archiver.media.probe import probe
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult
from tests.fakes.certificate import make_certificate
from tests.fakes.flv_bytes import SETUP, gop
from tests.fakes.media_files import FPS, MediaFiles
from tests.fakes.media_server import Answer, MediaServer, body, live, status

DATA = SETUP + b"".join(gop(at) for at in range(0, 2000, 200))


@pytest.fixture
async def server() -> AsyncIterator[MediaServer]:
    async with MediaServer() as server:
        yield server


async def record(
    url: str,
    part: Path,
    *,
    capture: FlvCapture | None = None,
    stall_timeout_s: float = 60,
    headers: dict[str, str] | None = None,
) -> tuple[CaptureResult, list[CaptureProgress]]:
    seen: list[CaptureProgress] = []
    request = CaptureRequest(
        url=url, protocol="flv", part=part, stall_timeout_s=stall_timeout_s, headers=headers or {}
    )  # fmt: skip
    return await (capture or FlvCapture(SystemClock())).capture(request, asyncio.Event(), seen.append), seen


def answer(head: str, *pieces: bytes) -> Answer:
    """A head as given, then the pieces, each in a delivery of its own as far as the network lets it."""

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
        for piece in pieces:
            await writer.drain()
            writer.write(piece)
            await asyncio.sleep(0)
        await writer.drain()

    return send


def chunked(data: bytes, size: int, *, extension: str = "") -> bytes:
    chunks = [data[begin : begin + size] for begin in range(0, len(data), size)]
    return b"".join(f"{len(c):X}{extension}\r\n".encode() + c + b"\r\n" for c in chunks) + b"0\r\n\r\n"


BODIES = {
    "until the connection ends": ("HTTP/1.1 200 OK", [DATA]),
    "HTTP/1.0": ("HTTP/1.0 200 OK", [DATA[:10], DATA[10:]]),
    "sized": (f"HTTP/1.1 200 OK\nContent-Length: {len(DATA)}", [DATA + b"behind it"]),
    "chunked": ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", [chunked(DATA, 777)]),
    "chunked by the byte": ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", [chunked(DATA, 1, extension=";a=b")]),
    "chunks torn": (
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked",
        [chunked(DATA, 100)[n : n + 7] for n in range(0, len(chunked(DATA, 100)), 7)],
    ),
    "behind 103": ("HTTP/1.1 103 Early Hints\nLink: <x>\n\nHTTP/1.1 200 OK", [DATA]),
}


@pytest.mark.parametrize("name", BODIES)
async def test_the_body_is_on_the_disk_unchanged(server: MediaServer, tmp_path: Path, name: str) -> None:
    """However the body is framed, the part is the stream byte for byte."""
    head, pieces = BODIES[name]
    server.answers["/live.flv"] = answer(head, *pieces)
    result, seen = await record(server.url("/live.flv"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.EOF
    assert (tmp_path / "part.flv").read_bytes() == DATA
    assert (result.bytes, result.media_ms) == (len(DATA), 1960)
    assert all(p.pts_ms == p.media_ms for p in seen)


@pytest.mark.parametrize(
    "made",
    [
        answer("HTTP/1.1 200 OK", b"<html>captcha, and long enough to be looked at</html>"),
        answer("HTTP/1.1 200 OK", b"no"),
        answer("HTTP/1.1 200 OK"),
        answer("HTTP/1.1 204 No Content"),
        answer("HTTP/1.1 206 Partial Content", DATA),
        answer("HTTP/1.1 200 OK\nContent-Encoding: gzip", DATA),
        answer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"not hex\r\n" + DATA),
        answer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"a" * 5000),
        answer("HTTP/1.1 200 OK\nX: " + "x" * 600_000, DATA),
        answer("not http at all"),
        status(500),
        status(503),
    ],
)
async def test_an_answer_that_is_no_stream_is_a_failure(server: MediaServer, tmp_path: Path, made: Answer) -> None:
    """Pages, empty answers, packed ones, broken chunks, heads without end: said, and nothing is left on the disk."""
    server.answers["/live.flv"] = made
    result, seen = await record(server.url("/live.flv"), tmp_path / "part.flv")
    assert (result.end, result.bytes, seen) == (CaptureEnd.FAILED, 0, [])
    assert result.message
    assert list(tmp_path.iterdir()) == []


async def test_what_came_before_broken_chunks_is_kept(server: MediaServer, tmp_path: Path) -> None:
    """In one delivery with them, and with chunks that were torn."""
    head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked"
    good = chunked(DATA, 300).removesuffix(b"0\r\n\r\n")
    server.answers["/live.flv"] = answer(head, good[:1000], good[1000:] + b"broken\r\n")
    result, _ = await record(server.url("/live.flv"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert "chunks" in result.message
    assert (tmp_path / "part.flv").read_bytes() == DATA


@pytest.mark.parametrize("code", [401, 403, 404, 410])
async def test_client_errors_are_refusals(server: MediaServer, tmp_path: Path, code: int) -> None:
    """Any 4xx on open is REFUSED."""
    server.answers["/live.flv"] = status(code)
    result, _ = await record(server.url("/live.flv?sign=secret"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.REFUSED


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "http://", "http://[::1", "http://h:99999/"])
async def test_only_web_urls_are_opened(tmp_path: Path, url: str) -> None:
    """An address that is none gets a sentence."""
    result, _ = await record(url, tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert list(tmp_path.iterdir()) == []


async def test_nobody_listening_is_a_failure(server: MediaServer, tmp_path: Path) -> None:
    """A refused connection says so."""
    result, _ = await record("http://127.0.0.1:1/live.flv", tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert "reached" in result.message


async def test_redirects_are_followed_and_cookies_stay_at_home(server: MediaServer, tmp_path: Path) -> None:
    """Relative and absolute ones; what is secret goes only to the host it was meant for."""
    async with MediaServer() as other:
        server.answers["/live.flv"] = answer("HTTP/1.1 302 Found\nLocation: /second?sign=a\nContent-Length: 0")
        server.answers["/second"] = answer(f"HTTP/1.1 307 Moved\nLocation: {other.url('/third.flv')}")
        other.answers["/third.flv"] = body(DATA)
        headers = {"Cookie": "sessionid=s3cret", "User-Agent": "Agent 1"}
        result, _ = await record(server.url("/live.flv"), tmp_path / "part.flv", headers=headers)
        assert (result.end, result.bytes) == (CaptureEnd.EOF, len(DATA))
        assert ["s3cret" in head for head in (*server.requests, *other.requests)] == [True, True, False]
        assert "Agent 1" in other.requests[0]


@pytest.mark.parametrize("location", ["/live.flv", "file:///etc/passwd", "http://[", ""])
async def test_redirects_are_bounded(server: MediaServer, tmp_path: Path, location: str) -> None:
    """A circle ends, and nothing but the web is followed."""
    server.answers["/live.flv"] = answer(f"HTTP/1.1 302 Found\nLocation: {location}\nContent-Length: 0")
    result, _ = await record(server.url("/live.flv"), tmp_path / "part.flv")
    assert result.end is CaptureEnd.FAILED
    assert len(server.requests) <= 6


async def test_a_header_cannot_smuggle_another(server: MediaServer, tmp_path: Path) -> None:
    """A line break in a header value is refused before anything is sent; sloppy addresses are quoted."""
    result, _ = await record(server.url("/live.flv"), tmp_path / "part.flv", headers={"Referer": "x\r\nEvil: 1"})
    assert result.end is CaptureEnd.FAILED
    server.answers["/a%20%0D%0Ab"] = body(DATA)
    result, _ = await record(server.url("/a \\u00e9"), tmp_path / "part.flv")
    assert all(len(head.splitlines()[0].split()) == 3 for head in server.requests)


async def test_secrets_stay_out_of_logs_and_messages(server: MediaServer, tmp_path: Path) -> None:
    """Neither the signature nor the cookie is told to anybody but the server."""
    server.answers["/live.flv"] = live(DATA, "close")
    headers = {"Cookie": "sessionid=topsecret"}
    with capture_logs() as logs:
        good, _ = await record(server.url("/live.flv?sign=topsecret"), tmp_path / "1.flv", headers=headers)
        bad, _ = await record(server.url("/gone.flv?sign=topsecret"), tmp_path / "2.flv", headers=headers)
    assert "topsecret" not in str(logs) + good.message + bad.message
    assert "topsecret" in server.requests[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_tls_is_spoken_and_checked(certificate: Path, tmp_path: Path, is_trusted: bool) -> None:
    """A certificate of a trusted authority is wanted; with it the stream is the same as without TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    async with MediaServer(tls=context) as server:
        server.answers["/live.flv"] = live(DATA, "close")
        trusting = FlvCapture(SystemClock(), tls=lambda: ssl.create_default_context(cafile=str(certificate)))
        url = server.url("/live.flv").replace("127.0.0.1", "localhost")
        capture = trusting if is_trusted else FlvCapture(SystemClock())
        result, _ = await record(url, tmp_path / "part.flv", capture=capture)
    if is_trusted:
        assert (result.end, result.bytes) == (CaptureEnd.EOF, len(DATA))
    else:
        assert (result.end, result.bytes) == (CaptureEnd.FAILED, 0)
        assert "certificate" in result.message.lower()


async def test_a_stall_is_found_with_media_and_without(
    server: MediaServer, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Without media for too long the connection is given up; what came is in the part."""
    server.answers["/live.flv"] = live(media_files.flv(), "hold")
    result, _ = await record(server.url("/live.flv"), tmp_path / "part.flv", stall_timeout_s=0.5)
    assert result.end is CaptureEnd.STALLED
    assert (await probe(tmp_path / "part.flv")).video_packets == 6 * FPS
    server.answers["/silent.flv"] = live(b"", "hold")
    result, _ = await record(server.url("/silent.flv"), tmp_path / "silent.flv", stall_timeout_s=0.5)
    assert (result.end, result.bytes) == (CaptureEnd.STALLED, 0)


async def test_a_part_that_is_removed_is_noticed(server: MediaServer, tmp_path: Path) -> None:
    """What is written to a file without a name is lost, so the capture ends and says why."""
    server.answers["/live.flv"] = live(DATA, "hold")
    part = tmp_path / "part.flv"
    request = CaptureRequest(url=server.url("/live.flv"), protocol="flv", part=part, stall_timeout_s=60)
    result = await FlvCapture(SystemClock()).capture(request, asyncio.Event(), lambda _: part.unlink(missing_ok=True))
    assert result.end is CaptureEnd.DISK
    assert "removed" in result.message
