"""HTTP with a browser's TLS and HTTP/2, for networks where the platform answers to nothing else (extra: impersonate).

An httpx transport over libcurl as curl_cffi builds it. Bodies arrive as they were sent, still compressed. A transfer
ends at the first byte beyond the bound, or when the request is cancelled. No cookie is kept and no redirect followed.
"""

from __future__ import annotations

import asyncio
import math
import re
from typing import Any

import certifi
import httpx

from archiver.errors import ConfigError

try:
    import curl_cffi
except ImportError:
    curl_cffi = None  # type: ignore[assignment] # an extra

#: "chrome": the version that our usual user agents name.
_CHROME = "chrome150"
_MAX_CONNECTIONS = 100
#: What libcurl says by itself about every request, as it sees fit.
_NOT_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding"})
_STATUS_LINE = re.compile(rb"HTTP/[\d.]+ (\d{3})")


class BrowserTransport(httpx.AsyncBaseTransport):
    """See ``httpx.AsyncBaseTransport``. ``aclose`` it at the end.

    Args:
        browser: "chrome", or a name of curl_cffi's, such as "chrome150" or "safari260".
        proxy: http://, https:// or socks5://; None: direct, never the environment's. It is told names, not addresses.
        max_body_bytes: a longer body is cut off behind it.
        authorities: file of certificates to trust; "": those of certifi.

    Raises:
        ConfigError: the extra is not installed, there is no such browser, or the proxy is none.
    """

    def __init__(self, browser: str, *, proxy: str | None, max_body_bytes: int, authorities: str = "") -> None:
        if curl_cffi is None:
            raise ConfigError(
                "tiktok.impersonate needs an extra that is not installed: "
                "pip install 'tiktok-live-archiver[impersonate]', or leave the key out."
            )
        self._browser = _CHROME if browser == "chrome" else browser
        self._proxy = _curl_proxy(proxy)
        self._max_body_bytes = max_body_bytes
        self._authorities = authorities or certifi.where()
        self._multi: Any = None  # a curl_cffi.AsyncCurl, made in the event loop that uses it
        self._check_browser()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read its whole answer. Raises httpx.TransportError and its children."""
        content = await request.aread()
        answer = _Answer(self._max_body_bytes)
        multi, curl = self._running(), curl_cffi.Curl()
        try:
            curl.impersonate(self._browser, default_headers=False)
            for option, value in self._options(request, content, answer).items():
                curl.setopt(option, value)
            await multi.add_handle(curl)
        except asyncio.CancelledError:
            multi.remove_handle(curl)
            raise
        except curl_cffi.CurlError as error:
            if not answer.is_cut_off:
                raise _httpx_error(int(error.code), request) from None
        finally:
            curl.close()
        return answer.response()

    async def aclose(self) -> None:
        """Close all connections."""
        if self._multi is not None:
            multi, self._multi = self._multi, None
            await multi.close()

    def _running(self) -> Any:
        if self._multi is None:
            self._multi = curl_cffi.AsyncCurl()
            self._multi.setopt(curl_cffi.CurlMOpt.MAX_TOTAL_CONNECTIONS, _MAX_CONNECTIONS)
        return self._multi

    def _check_browser(self) -> None:
        curl = curl_cffi.Curl()
        try:
            is_known = curl.impersonate(self._browser, default_headers=False) == 0
        finally:
            curl.close()
        if not is_known:
            raise ConfigError(f"tiktok.impersonate: no browser {self._browser!r} is known to curl_cffi; use chrome.")

    def _options(self, request: httpx.Request, content: bytes, answer: _Answer) -> dict[curl_cffi.CurlOpt, Any]:
        opt = curl_cffi.CurlOpt
        timeout = request.extensions.get("timeout", {})
        options: dict[curl_cffi.CurlOpt, Any] = {
            opt.URL: str(request.url),
            opt.CUSTOMREQUEST: request.method,
            opt.HTTPHEADER: _header_lines(request.headers),
            opt.CAINFO: self._authorities,
            opt.PROXY_CAINFO: self._authorities,
            opt.PROXY: self._proxy,  # "": none, whatever the environment says
            opt.NOPROXY: "",
            opt.SUPPRESS_CONNECT_HEADERS: 1,
            opt.FOLLOWLOCATION: 0,
            opt.HTTP_CONTENT_DECODING: 0,  # whoever bounds the body decompresses it
            opt.WRITEFUNCTION: answer.take,
            opt.HEADERFUNCTION: answer.take_header,
        }
        if request.url.scheme == "http":  # no browser asks for HTTP/2 there
            options[opt.HTTP_VERSION] = curl_cffi.CurlHttpVersion.V1_1
        if content or request.method == "POST":
            options |= {opt.POST: 1, opt.POSTFIELDSIZE: len(content), opt.POSTFIELDS: content}
        if timeout.get("connect") is not None:
            options[opt.CONNECTTIMEOUT_MS] = round(timeout["connect"] * 1000)
        if timeout.get("read") is not None:  # a transfer without a byte for so long
            options |= {opt.LOW_SPEED_LIMIT: 1, opt.LOW_SPEED_TIME: math.ceil(timeout["read"])}
        return options


class _Answer:
    """What libcurl has handed over so far."""

    def __init__(self, max_body_bytes: int) -> None:
        self.is_cut_off = False
        self._left_bytes = max_body_bytes + 1
        self._lines: list[bytes] = []
        self._chunks: list[bytes] = []

    def take(self, chunk: bytes) -> int:
        """A piece of the body. libcurl ends the transfer at any count but the piece's own."""
        self._chunks.append(chunk[: self._left_bytes])
        self._left_bytes -= len(chunk)
        self.is_cut_off = self._left_bytes < 0
        return curl_cffi.curl.CURL_WRITEFUNC_ERROR if self.is_cut_off else len(chunk)

    def take_header(self, line: bytes) -> int:
        """A status line, which begins anew after a 1xx answer, or a header."""
        if line.startswith(b"HTTP/"):
            self._lines.clear()
        self._lines.append(line)
        return len(line)

    def response(self) -> httpx.Response:
        """The answer as httpx has it. Raises httpx.RemoteProtocolError."""
        found = _STATUS_LINE.match(self._lines[0]) if self._lines else None
        if found is None:
            raise httpx.RemoteProtocolError("The answer has no status.")
        pairs = (line.partition(b":") for line in self._lines[1:] if b":" in line)
        headers = [(name.strip(), value.strip()) for name, _, value in pairs]
        return httpx.Response(int(found.group(1)), headers=headers, stream=httpx.ByteStream(b"".join(self._chunks)))


def _header_lines(headers: httpx.Headers) -> list[bytes]:
    """As libcurl takes them: a header without a value ends in a semicolon, and one of its own is struck out."""
    ours = [(name, value) for name, value in headers.raw if name.decode("latin-1").lower() not in _NOT_OURS]
    return [name + (b": " + value if value else b";") for name, value in ours] + [b"Expect:"]


def _curl_proxy(proxy: str | None) -> str:
    """A proxy as libcurl wants it. Raises ConfigError."""
    if not proxy:
        return ""
    try:
        checked = httpx.Proxy(proxy)
    except (ValueError, httpx.InvalidURL):
        raise ConfigError("tiktok.proxy is not a proxy address; use http://, https:// or socks5://.") from None
    return proxy.replace("socks5://", "socks5h://", 1) if checked.url.scheme == "socks5" else proxy


def _httpx_error(code: int, request: httpx.Request) -> httpx.TransportError:
    """The error of httpx for that of libcurl, whose words are left out: they hold addresses."""
    known = curl_cffi.CurlECode
    kinds: dict[int, type[httpx.TransportError]] = {
        known.OPERATION_TIMEDOUT: httpx.ReadTimeout,
        known.COULDNT_RESOLVE_HOST: httpx.ConnectError,
        known.COULDNT_RESOLVE_PROXY: httpx.ProxyError,
        known.PROXY: httpx.ProxyError,
        known.COULDNT_CONNECT: httpx.ConnectError,
        known.SSL_CONNECT_ERROR: httpx.ConnectError,
        known.PEER_FAILED_VERIFICATION: httpx.ConnectError,
        known.SEND_ERROR: httpx.WriteError,
        known.RECV_ERROR: httpx.ReadError,
        known.GOT_NOTHING: httpx.RemoteProtocolError,
        known.PARTIAL_FILE: httpx.RemoteProtocolError,
    }
    return kinds.get(code, httpx.ProtocolError)(f"libcurl error {code}", request=request)
