"""Requests and event socket through real proxies: each kind, with a login; each part of the traffic by its own."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import certifi
import pytest
import stamina

from archiver.clock import SystemClock
from archiver.errors import ArchiverError, PlatformUnavailableError, SocketError
from archiver.tiktok import socket as event_socket
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.options import HttpOptions
from tests.fakes.certificate import make_certificate
from tests.fakes.loopback_http import LoopbackHttp, json_reply, loopback_http
from tests.fakes.loopback_room import LoopbackRoom, loopback_room
from tests.fakes.proxy import Proxy

ROOM = 7140000000000000001
LOGIN = "me:s3cr3t"
SCHEMES = ("http", "https", "socks5")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(autouse=True)
def _trusted(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> Iterator[None]:
    """Our loopback proxy's certificate is one of those that everybody trusts; no request is made twice."""
    monkeypatch.setattr(certifi, "where", lambda: str(certificate))
    event_socket._tls.cache_clear()
    with stamina.set_testing(True, attempts=1):
        yield
    event_socket._tls.cache_clear()


@pytest.fixture
async def server() -> AsyncIterator[LoopbackHttp]:
    async with loopback_http() as running:
        alive = [{"room_id_str": str(ROOM), "alive": True}]
        running.script("/webcast/room/check_alive/", json_reply({"data": alive, "status_code": 0}))
        yield running


@pytest.fixture
async def room() -> AsyncIterator[LoopbackRoom]:
    async with loopback_room() as running:
        yield running


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


@asynccontextmanager
async def proxy_to(url: str, scheme: str, certificate: Path) -> AsyncIterator[tuple[Proxy, str]]:
    """A proxy that leads to a server, and its address with a login."""
    tls = None
    if scheme == "https":
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
    async with Proxy(port_of(url), tls=tls) as proxy:
        yield proxy, f"{scheme}://{LOGIN}@localhost:{proxy.port}"


@asynccontextmanager
async def client(**options: object) -> AsyncIterator[TikTokClient]:
    """A client of a platform that only a proxy can find."""
    urls = dict.fromkeys(("tiktok_url", "webcast_url", "sign_url"), "http://platform.invalid")
    made = TikTokClient(
        HttpOptions(**{**urls, "webcast_ws_url": "ws://socket.invalid", "timeout_s": 5.0, **options}), SystemClock(),
        strategies=("direct",),
    )  # fmt: skip
    made.device.remember(["ttwid=tw"])
    try:
        yield made
    finally:
        await made.aclose()


@pytest.mark.parametrize("browser", ["", "chrome"], ids=["own", "impersonating"])
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_requests_go_through_the_proxy(
    server: LoopbackHttp, certificate: Path, scheme: str, browser: str
) -> None:
    """The proxy is told names, and who we are; so it does the looking up."""
    async with (
        proxy_to(server.url, scheme, certificate) as (proxy, url),
        client(proxy=url, impersonate=browser) as tiktok,
    ):
        assert await tiktok.api.fetch_is_live_room_ids(ROOM) == {ROOM: True}
    assert len(proxy.asked) == 1
    assert proxy.asked[0].startswith(f"{scheme} ")
    assert "platform.invalid" in proxy.asked[0]
    assert proxy.logins == [LOGIN]


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_the_event_socket_goes_through_the_proxy(room: LoopbackRoom, certificate: Path, scheme: str) -> None:
    """As requests do, unless it has a proxy of its own."""
    async with proxy_to(room.url, scheme, certificate) as (proxy, url), client(proxy=url) as tiktok:
        socket = await tiktok.connector.connect(ROOM, "creator")
        await socket.close()
    assert proxy.asked == [f"{scheme} socket.invalid:80"]
    assert proxy.logins == [LOGIN]


async def test_requests_and_event_socket_have_proxies_of_their_own(
    server: LoopbackHttp, room: LoopbackRoom, certificate: Path
) -> None:
    """Neither takes the other's."""
    async with AsyncExitStack() as stack:
        http, http_url = await stack.enter_async_context(proxy_to(server.url, "http", certificate))
        sockets, socket_url = await stack.enter_async_context(proxy_to(room.url, "socks5", certificate))
        tiktok = await stack.enter_async_context(client(proxy=http_url, socket_proxy=socket_url))
        await tiktok.api.fetch_is_live_room_ids(ROOM)
        socket = await tiktok.connector.connect(ROOM, "creator")
        await socket.close()
    assert [asked.split("?")[0] for asked in http.asked] == ["http http://platform.invalid/webcast/room/check_alive/"]
    assert sockets.asked == ["socks5 socket.invalid:80"]


async def test_an_empty_proxy_of_the_event_socket_is_none(
    server: LoopbackHttp, room: LoopbackRoom, certificate: Path
) -> None:
    """So that requests can have one and the socket goes straight."""
    async with (
        proxy_to(server.url, "http", certificate) as (proxy, url),
        client(proxy=url, socket_proxy="", webcast_ws_url=room.url) as tiktok,
    ):
        socket = await tiktok.connector.connect(ROOM, "creator")
        await socket.close()
    assert proxy.asked == []


@pytest.mark.parametrize("browser", ["", "chrome"], ids=["own", "impersonating"])
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_nothing_goes_around_a_proxy_that_is_gone(
    server: LoopbackHttp, room: LoopbackRoom, scheme: str, browser: str
) -> None:
    """It is an error, without the proxy's password, and nobody is asked directly."""
    url = f"{scheme}://{LOGIN}@127.0.0.1:1"
    errors: list[ArchiverError] = []
    async with client(proxy=url, impersonate=browser, webcast_url=server.url, webcast_ws_url=room.url) as tiktok:
        with pytest.raises(PlatformUnavailableError, match="check the network, the address and the proxy") as caught:
            await tiktok.api.fetch_is_live_room_ids(ROOM)
        errors.append(caught.value)
        with pytest.raises(SocketError, match="check the network and the proxy") as refused:
            await tiktok.connector.connect(ROOM, "creator")
        errors.append(refused.value)
    assert (server.requests, room.requests) == ([], [])
    assert not any("s3cr3t" in str(error) for error in errors)
