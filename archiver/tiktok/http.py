"""HTTP requests: one shared client, bounded bodies, retries. Only this module and its other transport know httpx.

Nothing here judges a status; web.py and euler.py do, each by its own table. No address with its query, no header and no
cookie is ever logged or put into an error.
"""

from __future__ import annotations

import asyncio
import http.cookiejar
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import stamina

from archiver.errors import ConfigError, PlatformUnavailableError, UnexpectedPayloadError
from archiver.ports import Clock
from archiver.tiktok.budget import RateBudget
from archiver.tiktok.dates import AnswerDates, read_date
from archiver.tiktok.hosts import host_of
from archiver.tiktok.options import HttpOptions

_ATTEMPTS = 3
_MAX_PORT = 65_535
_ENCODINGS = {"Accept-Encoding": "gzip, deflate"}
_MAX_RETRY_AFTER_S = 10.0  #: a server that wants a longer pause gets it from the caller, not from a held request


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpReply:
    """An answer with its whole body. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    set_cookies: list[str] = field(default_factory=list, repr=False)
    body: bytes = field(default=b"", repr=False)
    retry_after_s: float | None = None  #: from ``Retry-After``


class _ServerError(Exception):
    """A 5xx answer, while it is being retried."""

    def __init__(self, reply: HttpReply) -> None:
        super().__init__(f"HTTP {reply.status}")
        self.reply = reply


class HttpClient:
    """Requests through one connection pool. ``aclose`` it at the end."""

    def __init__(self, options: HttpOptions, clock: Clock, *, budget: RateBudget | None = None) -> None:
        """``budget``: counts requests by host; None: one of its own."""
        self.budget = budget or RateBudget(clock)
        self.dates = AnswerDates()
        self._max_body_bytes = options.max_body_bytes
        # httpx bounds each read; a server that drips bytes needs a bound on the whole.
        self._total_timeout_s = 4 * options.timeout_s
        self._clock = clock
        # Cookies are sent by name, to whom they belong: a jar would not tell two loopback servers apart.
        no_cookies = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx.AsyncClient(
            transport=_transport(options), trust_env=False, timeout=options.timeout_s, cookies=no_cookies
        )

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str],
        retry_server_errors: bool = True,
        host: str = "",
    ) -> HttpReply:
        """GET without following redirects. Lost connections, and 5xx unless told otherwise, are tried again.

        Args:
            url: whom to ask; ``params`` is put behind it.
            params: the query.
            headers: beside our own.
            retry_server_errors: whether a 5xx is worth another request.
            host: whose budget pays for it; "": nobody's.

        Raises:
            RateLimitedError: the budget allows no request now.
            PlatformUnavailableError: no answer.
            UnexpectedPayloadError: a body beyond the bound, or one that does not decompress.
        """
        request = self._request("GET", url, params=params or None, headers=_ENCODINGS | dict(headers))
        return await self._reported(url, self._with_retries(request, retry_server_errors, host))

    async def post(
        self, url: str, *, params: Mapping[str, str], headers: Mapping[str, str], content: bytes, host: str = ""
    ) -> HttpReply:
        """POST, once: whether a lost one was heard cannot be known, and nothing may be said or paid twice.

        Raises as ``get``.
        """
        request = self._request("POST", url, params=params or None, headers=_ENCODINGS | dict(headers), content=content)
        return await self._reported(url, self._send(request, host))

    def _request(self, method: str, url: str, **parts: Any) -> httpx.Request:
        with suppress(httpx.InvalidURL):
            request = self._client.build_request(method, url, **parts)
            if (request.url.port or 0) <= _MAX_PORT:
                return request
        raise PlatformUnavailableError("An address to be asked is none; it is left alone.")

    async def _reported(self, url: str, work: Coroutine[Any, Any, HttpReply]) -> HttpReply:
        """The reply, or an error that names the host and nothing else."""
        try:
            async with asyncio.timeout(self._total_timeout_s):
                return await work
        except _ServerError as error:
            return error.reply
        except (httpx.TimeoutException, TimeoutError):
            raise PlatformUnavailableError(
                f"{_host(url)} did not answer in time; check the network or proxy."
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = type(error).__name__
            raise PlatformUnavailableError(
                f"{_host(url)} could not be reached ({reason}); check the network, the address and the proxy."
            ) from None

    async def _with_retries(self, request: httpx.Request, retry_server_errors: bool, host: str) -> HttpReply:
        reply = HttpReply(status=0)
        async for attempt in stamina.retry_context(on=_retry_pause, attempts=_ATTEMPTS, timeout=None, wait_initial=0.2):
            with attempt:
                reply = await self._send(request, host)
                if reply.status >= 500 and retry_server_errors:
                    raise _ServerError(reply)
        return reply

    async def _send(self, request: httpx.Request, host: str) -> HttpReply:
        if host:
            await self.budget.spend(host)
        sent_at = self._clock.now_ms()
        response = await self._client.send(request, stream=True)
        received_at = self._clock.now_ms()
        try:
            async with aclosing(cast("AsyncGenerator[bytes]", response.aiter_raw())) as chunks:
                encoding = response.headers.get("content-encoding", "")
                source = request.url.host or "The server"
                body = await read_bounded(chunks, encoding, self._max_body_bytes, source=source)
        finally:
            await response.aclose()
        reply = HttpReply(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            set_cookies=response.headers.get_list("set-cookie"),
            body=body,
            retry_after_s=_retry_after_s(response.headers.get("retry-after"), self._clock),
        )
        self.dates.note(host, reply.headers, sent_at, received_at)
        if host:
            await self.budget.learn(host, reply.status, reply.headers, reply.retry_after_s)
        return reply

    async def aclose(self) -> None:
        """Close all connections, and write down what was spent."""
        await self.budget.save()
        await self._client.aclose()


def _transport(options: HttpOptions) -> httpx.AsyncBaseTransport:
    """Python's own TLS, or a browser's. Raises ConfigError."""
    if options.impersonate:
        from archiver.tiktok.impersonate import BrowserTransport  # noqa: PLC0415  # an extra, and slow to load

        return BrowserTransport(options.impersonate, proxy=options.proxy, max_body_bytes=options.max_body_bytes)
    try:
        return httpx.AsyncHTTPTransport(http2=True, proxy=options.proxy, trust_env=False)
    except (ValueError, httpx.InvalidURL):
        raise ConfigError("tiktok.proxy is not a proxy address; use http://, https:// or socks5://.") from None


async def read_bounded(chunks: AsyncIterator[bytes], encoding: str, max_bytes: int, *, source: str) -> bytes:
    """Read and decompress a body, refusing it at the first byte beyond the bound.

    Raises:
        UnexpectedPayloadError: too large, or broken or unknown compression.
    """
    decompress = _decompressor(encoding, source)
    body = bytearray()
    try:
        async for chunk in chunks:
            body += decompress(chunk, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise UnexpectedPayloadError(f"{source} answered with more than {max_bytes} bytes.")
    except zlib.error:
        raise UnexpectedPayloadError(f"{source} answered with a body that does not decompress.") from None
    return bytes(body)


def _decompressor(encoding: str, source: str) -> Callable[[bytes, int], bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunk, limit: chunk[:limit]
    if name in ("gzip", "deflate"):
        return zlib.decompressobj(wbits=47).decompress  # 47: gzip or zlib, whichever the header shows
    raise UnexpectedPayloadError(f"{source} answered in a compression that was not asked for ({name[:20]!r}).")


def _retry_pause(error: Exception) -> bool | float:
    """Whether to try again, and after how long if the server said so."""
    if isinstance(error, _ServerError):
        wait_s = error.reply.retry_after_s
        if wait_s is None:
            return True
        return wait_s if wait_s <= _MAX_RETRY_AFTER_S else False
    return isinstance(error, (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout))


def _retry_after_s(value: str | None, clock: Clock) -> float | None:
    """Seconds in a ``Retry-After`` header: a number of them, or a date."""
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    until = read_date(value)
    return None if until is None else max(0.0, (until - clock.now_ms()) / 1000)


def _host(url: str) -> str:
    """The part of an address that may be shown."""
    return host_of(url) or "The server"
