"""What is special about a browser's TLS; that everything else is as usual, test_http.py shows for both."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from archiver.errors import ConfigError, PlatformUnavailableError, UnexpectedPayloadError
from archiver.tiktok import impersonate
from archiver.tiktok.http import HttpClient
from archiver.tiktok.impersonate import BrowserTransport
from archiver.tiktok.options import HttpOptions
from tests.fakes.certificate import make_certificate
from tests.fakes.clock import FakeClock


class Server:
    """Hands each connection to the test."""

    def __init__(self) -> None:
        self.connections: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.put_nowait((reader, writer))


@asynccontextmanager
async def listening(tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[Server, int]]:
    server = Server()
    running = await asyncio.start_server(server.take, "127.0.0.1", 0, ssl=tls)
    async with running:
        yield server, running.sockets[0].getsockname()[1]


@asynccontextmanager
async def client(browser: str = "chrome", **changes: object) -> AsyncIterator[HttpClient]:
    http = HttpClient(HttpOptions(**{"timeout_s": 5.0, "impersonate": browser, **changes}), FakeClock())
    try:
        yield http
    finally:
        await http.aclose()


async def send_for_ever(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()
        await asyncio.sleep(0)


async def hello(browser: str) -> bytes:
    """The TLS ClientHello that a server sees."""
    async with listening() as (server, port), client(browser) as http:
        request = asyncio.create_task(http.post(f"https://localhost:{port}/", params={}, headers={}, content=b""))
        reader, writer = await server.connections.get()
        head = await reader.readexactly(5)
        body = await reader.readexactly(int.from_bytes(head[3:5], "big"))
        writer.close()
        with pytest.raises(PlatformUnavailableError):
            await request
    return body


def cipher_suites(client_hello: bytes) -> list[int]:
    at = 4 + 2 + 32  # handshake header, version, random
    at += 1 + client_hello[at]  # session id
    size = int.from_bytes(client_hello[at : at + 2], "big")
    suites = client_hello[at + 2 : at + 2 + size]
    return [int.from_bytes(suites[i : i + 2], "big") for i in range(0, size, 2)]


async def test_a_server_sees_a_browsers_tls_only_when_told_so() -> None:
    """Chrome begins its ciphers with a meaningless one (GREASE, RFC 8701); OpenSSL never does."""
    browser, own = cipher_suites(await hello("chrome")), cipher_suites(await hello(""))

    assert browser[0] & 0x0F0F == 0x0A0A
    assert browser[0] >> 8 == browser[0] & 0xFF
    assert not any(suite & 0x0F0F == 0x0A0A for suite in own)


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_certificates_are_checked(tmp_path: Path, is_trusted: bool) -> None:
    """A browser's TLS trusts whom we trust, and nobody else."""
    certificate = make_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    transport = BrowserTransport(
        "chrome", proxy=None, max_body_bytes=100, authorities=str(certificate) if is_trusted else ""
    )
    async with listening(tls) as (server, port), httpx.AsyncClient(transport=transport) as http:
        request = asyncio.create_task(http.get(f"https://localhost:{port}/"))
        if not is_trusted:
            with pytest.raises(httpx.ConnectError):
                await request
            return
        reader, writer = await server.connections.get()
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 100 Continue\r\nX-Not: this\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        answer = await request
        writer.close()
    assert (answer.status_code, answer.content, "x-not" in answer.headers) == (200, b"ok", False)


async def test_an_endless_body_ends_at_the_bound() -> None:
    """A server that never stops is hung up on, however fast it sends."""
    async with listening() as (server, port), client(max_body_bytes=100_000) as http:
        request = asyncio.create_task(http.get(f"http://127.0.0.1:{port}/", headers={}))
        reader, writer = await server.connections.get()
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with pytest.raises(ConnectionError):
            await send_for_ever(writer)
        with pytest.raises(UnexpectedPayloadError, match="more than 100000 bytes"):
            await request


async def test_a_request_that_is_given_up_hangs_up() -> None:
    """Cancelling ends the transfer at once, and leaves the client of use."""
    async with listening() as (server, port), client() as http:
        request = asyncio.create_task(http.get(f"http://127.0.0.1:{port}/", headers={}))
        reader, writer = await server.connections.get()
        await reader.readuntil(b"\r\n\r\n")
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        assert await reader.read() == b""
        writer.close()

        again = asyncio.create_task(http.get(f"http://127.0.0.1:{port}/", headers={}))
        reader, writer = await server.connections.get()
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        assert (await again).status == 204
        writer.close()


async def test_a_post_carries_its_body_and_no_waiting_for_consent() -> None:
    """What is sent is what was given, an empty header included."""
    async with listening() as (server, port), client() as http:
        sent = http.post(f"http://127.0.0.1:{port}/a", params={"q": "ü"}, headers={"X-Empty": ""}, content=b"\0" * 2000)
        request = asyncio.create_task(sent)
        reader, writer = await server.connections.get()
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert await reader.readexactly(2000) == b"\0" * 2000
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        assert (await request).status == 200
        writer.close()
    assert head.startswith(b"post /a?q=%c3%bc http/1.1")
    assert b"\r\nx-empty:\r\n" in head
    assert b"\r\nexpect:" not in head


def test_without_the_extra_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who wants it and lacks it learns what to install."""
    monkeypatch.setattr(impersonate, "curl_cffi", None)
    with pytest.raises(ConfigError, match=r"pip install 'tiktok-live-archiver\[impersonate\]'"):
        HttpClient(HttpOptions(impersonate="chrome"), FakeClock())


@pytest.mark.parametrize("browser", ["chrome1", "netscape"])
def test_a_browser_nobody_knows_is_a_configuration_error(browser: str) -> None:
    """At the start, not at the first request."""
    with pytest.raises(ConfigError, match=browser):
        HttpClient(HttpOptions(impersonate=browser), FakeClock())
