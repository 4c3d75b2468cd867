"""HTTP: bounds, retries and what must not leak."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import pytest

from archiver.errors import ConfigError, PlatformUnavailableError, UnexpectedPayloadError
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions
from tests.fakes.clock import FakeClock
from tests.fakes.loopback_http import LoopbackHttp, Reply


class MakeClient(Protocol):
    def __call__(
        self, clock: FakeClock | None = None, **changes: object
    ) -> AbstractAsyncContextManager[HttpClient]: ...


@pytest.fixture(params=["", "chrome"], ids=["own", "impersonating"])
def client(request: pytest.FixtureRequest) -> MakeClient:
    """Builds clients with Python's own TLS, and with a browser's: all that follows holds for both."""

    @asynccontextmanager
    async def build(clock: FakeClock | None = None, **changes: object) -> AsyncIterator[HttpClient]:
        options = {"timeout_s": 5.0, "impersonate": request.param, **changes}
        made = HttpClient(HttpOptions(**options), clock or FakeClock())
        try:
            yield made
        finally:
            await made.aclose()

    return build


@pytest.mark.parametrize(
    ("encoding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)]
)
async def test_bodies_are_read_in_the_compressions_asked_for(
    client: MakeClient, server: LoopbackHttp, encoding: str, encode: Callable[[bytes], bytes]
) -> None:
    """A plain, gzip or deflate body arrives as it was before compression."""
    server.script("/a", Reply(encode(b"hello " * 1000), headers={"Content-Encoding": encoding}))

    async with client() as http:
        reply = await http.get(f"{server.url}/a", params={"q": "ü&="}, headers={"X-Test": "1"})

    assert reply.body == b"hello " * 1000
    assert server.requests[0].query == {"q": ["ü&="]}
    assert server.requests[0].headers["x-test"] == "1"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"x" * 2001, "identity"),
        (gzip.compress(b"\0" * 50_000_000), "gzip"),
        (b"not gzip", "gzip"),
        (b"x", "br"),
    ],
)
async def test_large_and_broken_bodies_are_refused(
    client: MakeClient, server: LoopbackHttp, body: bytes, encoding: str
) -> None:
    """A body beyond the bound, a compression bomb and an undecodable body end in one error."""
    server.script("/a", Reply(body, headers={"Content-Encoding": encoding}))

    async with client(max_body_bytes=2000) as http:
        with pytest.raises(UnexpectedPayloadError):
            await http.get(f"{server.url}/a", params={}, headers={})


async def test_server_errors_and_lost_connections_are_tried_again(client: MakeClient, server: LoopbackHttp) -> None:
    """A 500 and a dropped connection are followed by another try."""
    server.script("/a", Reply(status=500), Reply(status=0), Reply(b"ok"))

    async with client() as http:
        reply = await http.get(f"{server.url}/a", params={}, headers={})

    assert reply.body == b"ok"
    assert len(server.requests) == 3


async def test_tries_are_bounded(client: MakeClient, server: LoopbackHttp) -> None:
    """A server that stays broken gives its last answer, one that stays silent an error."""
    server.script("/broken", Reply(status=503))
    server.script("/silent", Reply(status=0))

    async with client() as http:
        assert (await http.get(f"{server.url}/broken", params={}, headers={})).status == 503
        assert len(server.requests) == 3
        with pytest.raises(PlatformUnavailableError):
            await http.get(f"{server.url}/silent", params={}, headers={})
        assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("reply", "retry_server_errors"),
    [
        (Reply(status=503, headers={"Retry-After": "3600"}), True),
        (Reply(status=503), False),
        (Reply(status=429), True),
        (Reply(status=404), True),
    ],
)
async def test_what_is_not_worth_a_retry_is_asked_once(
    client: MakeClient, server: LoopbackHttp, reply: Reply, retry_server_errors: bool
) -> None:
    """A long Retry-After, a caller that counts requests, and every 4xx: one request."""
    server.script("/a", reply)

    async with client() as http:
        answer = await http.get(f"{server.url}/a", params={}, headers={}, retry_server_errors=retry_server_errors)

    assert answer.status == reply.status
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("Sun, 13 Sep 2026 12:27:10 GMT", 30.0), ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0), ("soon", None)],
)
async def test_retry_after_is_read_in_both_forms(
    client: MakeClient, server: LoopbackHttp, value: str, seconds: float | None
) -> None:
    """Seconds and dates are understood; nonsense is no answer."""
    server.script("/a", Reply(status=429, headers={"Retry-After": value}))
    clock = FakeClock(1_789_302_400_000)  # 2026-09-13 12:26:40 UTC

    async with client(clock) as http:
        reply = await http.get(f"{server.url}/a", params={}, headers={})

    assert reply.retry_after_s == seconds


async def test_a_silent_server_is_not_waited_for(client: MakeClient, silent_port: int) -> None:
    """The timeout of a request is the configured one."""
    async with client(timeout_s=0.1) as http:
        with pytest.raises(PlatformUnavailableError, match="did not answer in time"):
            await http.post(f"http://127.0.0.1:{silent_port}/", params={}, headers={}, content=b"")


async def test_cookies_are_neither_kept_nor_sent_by_themselves(client: MakeClient, server: LoopbackHttp) -> None:
    """A cookie one server sets is reported and does not travel with the next request."""
    server.script("/a", Reply(headers={"Set-Cookie": "ttwid=1; Path=/"}))

    async with client() as http:
        first = await http.get(f"{server.url}/a", params={}, headers={})
        await http.get(f"{server.url}/a", params={}, headers={})

    assert first.set_cookies == ["ttwid=1; Path=/"]
    assert "cookie" not in server.requests[1].headers


async def test_redirects_are_not_followed(client: MakeClient, server: LoopbackHttp) -> None:
    """Where a redirect leads is for the caller to judge."""
    server.script("/a", Reply(status=302, headers={"Location": "/b"}))

    async with client() as http:
        reply = await http.get(f"{server.url}/a", params={}, headers={})

    assert (reply.status, reply.headers["location"]) == (302, "/b")
    assert server.paths() == ["/a"]


async def test_errors_name_the_host_and_no_secret(client: MakeClient) -> None:
    """An unreachable server's error shows neither query nor credentials."""
    async with client() as http:
        with pytest.raises(PlatformUnavailableError) as caught:
            await http.get("http://127.0.0.1:1/x", params={"key": "s3cret"}, headers={"Cookie": "s3cret"})

    assert "127.0.0.1" in str(caught.value)
    assert "s3cret" not in str(caught.value)


async def test_the_environments_proxy_is_not_used(
    client: MakeClient, server: LoopbackHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the configured proxy counts."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    server.script("/a", Reply(b"ok"))

    async with client() as http:
        assert (await http.get(f"{server.url}/a", params={}, headers={})).body == b"ok"


async def test_the_configured_proxy_is_used(client: MakeClient, server: LoopbackHttp) -> None:
    """With a proxy every request goes to it."""
    server.script("/live", Reply(b"by proxy"))

    async with client(proxy=server.url) as http:
        reply = await http.get("http://tiktok.invalid/live", params={}, headers={})

    assert reply.body == b"by proxy"
    assert server.requests[0].headers["host"] == "tiktok.invalid"


@pytest.mark.parametrize("proxy", ["ftp://x", "nonsense", "http://[::1"])
def test_an_impossible_proxy_is_a_configuration_error(proxy: str) -> None:
    """A proxy nobody can use is refused at the start, without being quoted."""
    with pytest.raises(ConfigError, match=r"tiktok\.proxy"):
        HttpClient(HttpOptions(proxy=proxy), FakeClock())


@pytest.mark.parametrize(
    ("host", "headers", "skews"),
    [
        ("webcast", {"Date": "Mon, 10 Aug 2026 08:00:10 GMT"}, [(10_500, 500)]),
        ("webcast", {"Date": "Mon, 10 Aug 2026 08:00:10 GMT", "Age": "0"}, [(10_500, 500)]),
        ("webcast", {"Date": "Mon, 10 Aug 2026 08:00:10 GMT", "Age": "7"}, []),
        ("webcast", {"Date": "yesterday"}, []),
        ("webcast", {"Date": "Mon, 10 Aug 1970 08:00:10 GMT"}, []),
        ("sign", {"Date": "Mon, 10 Aug 2026 08:00:10 GMT"}, []),
    ],
)
async def test_dates_of_the_platform_tell_its_clock(
    client: MakeClient, server: LoopbackHttp, host: str, headers: dict[str, str], skews: list[tuple[int, int]]
) -> None:
    """Not those of caches, of the sign server, or of no date at all; each is told once to each who asks."""
    server.script("/a", Reply(b"", headers=headers))
    at = 1_786_348_800_000
    async with client(FakeClock(at)) as http:
        await http.get(f"{server.url}/a", headers={}, host=host)
        mark, samples = http.dates.since(0)
        assert [(sample.skew_ms, sample.error_ms) for sample in samples] == skews
        assert all((sample.source, sample.at) == ("date", at) for sample in samples)
        assert http.dates.since(mark) == (mark, [])


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/\x01.m3u8", "http://[h/a", "http://127.0.0.1:99999999/a"])
async def test_what_is_no_address_is_an_error_of_ours(client: MakeClient, url: str) -> None:
    """Addresses come from answers, too."""
    async with client() as http:
        with pytest.raises(PlatformUnavailableError):
            await http.get(url, headers={})
        with pytest.raises(PlatformUnavailableError):
            await http.post(url, params={}, headers={}, content=b"")
