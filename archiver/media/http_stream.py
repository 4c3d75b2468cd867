"""One endless HTTP answer, read into one buffer and handed on as it comes.

A client library costs two to five times the CPU of the reading itself (measured, ``docs/decisions/native-flv.md``), so
only the head is read by one: h11. What follows goes from the socket to the sink without another copy.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import h11

from archiver.errors import CaptureError, MediaRefusedError
from archiver.media.http_body import Body, ChunkedBody, Sink, SizedBody
from archiver.media.tunnel import open_tunnel

MAX_REDIRECTS = 5
MAX_HEAD_BYTES = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DEFAULT_HEADERS = {"user-agent": "Mozilla/5.0", "accept": "*/*"}
_OWN_HEADERS = frozenset({"host", "connection", "accept-encoding", "content-length", "transfer-encoding"})
_TARGET_CHARS = "/?:@!$&'()*+,;=%-._~[]|"  # what is sent as it stands; the rest of a sloppy address is quoted
_SECRET_HEADERS = frozenset({"cookie", "authorization", "proxy-authorization"})


class _Address(NamedTuple):
    is_tls: bool
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[bool, str, int]:
        return self[:3]

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_tls else 80) else f"{host}:{self.port}"


class MediaStream(asyncio.BufferedProtocol):
    """A connection whose answer's body goes to ``sink``. What ``sink`` raises ends it."""

    def __init__(self, request: bytes, connection: h11.Connection, buffer: memoryview, sink: Sink) -> None:
        self._request = request
        self._http: h11.Connection | None = connection
        self._buffer = buffer
        self._sink = sink
        self._body: Body | None = None
        self._feed: Sink = self._read_head
        self._transport: asyncio.Transport | None = None
        self._writer: asyncio.StreamWriter | None = None
        loop = asyncio.get_running_loop()
        #: status and Location of the answer; a body only follows when the status is 200
        self.head: asyncio.Future[tuple[int, str]] = loop.create_future()
        #: done when the stream has ended: the server's words on it, or what was raised
        self.over: asyncio.Future[str] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def take_over(self, writer: asyncio.StreamWriter) -> None:
        """Go on with a connection that somebody else has made, and of which nothing has been read yet."""
        self._writer = writer  # it closes its connection when nobody keeps it
        writer.transport.set_protocol(self)
        self.connection_made(writer.transport)

    def get_buffer(self, sizehint: int) -> memoryview:
        """All connections of a capture share one buffer: it is read out before the next read begins."""
        del sizehint
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Hand on what has come."""
        try:
            self._feed(self._buffer[:nbytes])
        except Exception as error:  # noqa: BLE001 - whoever waits for the stream gets it
            self._fail(error)

    def eof_received(self) -> None:
        """The connection closes itself."""

    def connection_lost(self, error: Exception | None) -> None:
        """Say how it ended."""
        if self._body is None:
            self._fail(CaptureError("the server closed the connection without an answer"))
        elif isinstance(error, ConnectionResetError):
            self._end("the server reset the connection")
        elif error is not None:
            self._end(f"the connection broke: {plain(error)}")
        else:
            ending = "the server closed the connection"
            self._end(ending if self._body.is_complete else f"{ending} before the stream's end")

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _read_head(self, data: memoryview) -> None:
        http = self._http
        assert http is not None
        try:
            http.receive_data(bytes(data))
            event = http.next_event()
            while isinstance(event, h11.InformationalResponse):
                event = http.next_event()
        except h11.RemoteProtocolError:
            raise CaptureError("the server's answer is not HTTP") from None
        if not isinstance(event, h11.Response):
            return
        headers = {name: value.decode("latin-1") for name, value in event.headers}
        if event.status_code == 200:
            self._begin_body(headers, http.trailing_data[0])
        self._http = None
        if not self.head.done():
            self.head.set_result((event.status_code, headers.get(b"location", "")))

    def _begin_body(self, headers: Mapping[bytes, str], first: bytes) -> None:
        if headers.get(b"content-encoding", "identity").lower() not in ("identity", ""):
            raise CaptureError("the server packs the stream, which was not asked for")
        if b"transfer-encoding" in headers:
            self._body = ChunkedBody(self._sink)
        elif b"content-length" in headers:
            self._body = SizedBody(self._sink, int(headers[b"content-length"]))
        else:
            self._body = Body(self._sink)
        self._feed = self._sink if type(self._body) is Body else self._feed_body
        self._feed(memoryview(bytearray(first)))

    def _feed_body(self, data: memoryview) -> None:
        """Of a body that knows where it ends."""
        assert self._body is not None
        self._body.feed(data)
        if self._body.is_over:
            self._end("the server ended the stream")

    def _end(self, words: str) -> None:
        if not self.over.done():
            self.over.set_result(words)
        self.abort()

    def _fail(self, error: Exception) -> None:
        for future in (self.head, self.over):
            if not future.done():
                future.set_exception(error)
                future.exception()  # somebody may wait for only one of them
        self.abort()


async def open_stream(
    url: str,
    *,
    headers: Mapping[str, str],
    buffer: memoryview,
    sink: Sink,
    tls: Callable[[], ssl.SSLContext],
    proxy: str | None = None,
) -> MediaStream:
    """Ask for ``url``; the body's bytes go to ``sink`` from then on.

    Args:
        url: http:// or https://.
        sink: called with each piece; it must be done with it when it returns.
        headers: sent along; cookies and authorization only as long as redirects stay with the same host.
        buffer: where bytes are read into; may be shared by the connections of one event loop.
        tls: called for https.
        proxy: see ``tunnel.open_tunnel``.

    Raises:
        MediaRefusedError: an answer of 4xx.
        CaptureError: any other answer that is no stream, an address or a header that cannot be used.
        OSError: the network's reasons.
    """
    for _ in range(MAX_REDIRECTS + 1):
        address = _parse(url)
        stream = await _connect(address, headers, buffer, sink, tls, proxy)
        try:
            status, location = await stream.head
        except BaseException:
            stream.abort()
            raise
        if status == 200:
            return stream
        stream.abort()
        if status not in _REDIRECTS or not location:
            raise _refusal(status)
        url = _joined(url, location)
        if _parse(url).origin != address.origin:
            headers = {name: value for name, value in headers.items() if name.lower() not in _SECRET_HEADERS}
    raise CaptureError(f"the server redirects more than {MAX_REDIRECTS} times")


def plain(error: BaseException) -> str:
    """An error's own words; those of the network hold no address."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise CaptureError("the server redirects to an address that cannot be read") from None


def _refusal(status: int) -> CaptureError:
    kind = MediaRefusedError if 400 <= status < 500 else CaptureError
    return kind(f"the server answered {status}")


async def _connect(
    address: _Address,
    headers: Mapping[str, str],
    buffer: memoryview,
    sink: Sink,
    tls: Callable[[], ssl.SSLContext],
    proxy: str | None,
) -> MediaStream:
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    request = _request(connection, address, headers)
    stream = MediaStream(request, connection, buffer, sink)
    if proxy is not None:
        _, writer = await open_tunnel(proxy, address.host, address.port, tls=tls, is_tls=address.is_tls)
        stream.take_over(writer)
        return stream
    await asyncio.get_running_loop().create_connection(
        lambda: stream, address.host, address.port, happy_eyeballs_delay=0.25,
        ssl=tls() if address.is_tls else None, server_hostname=address.host if address.is_tls else None,
    )  # fmt: skip
    return stream


def _request(connection: h11.Connection, address: _Address, headers: Mapping[str, str]) -> bytes:
    sent = {name.lower(): value for name, value in headers.items()}
    sent = {name: value for name, value in (_DEFAULT_HEADERS | sent).items() if name not in _OWN_HEADERS}
    fields = [("host", address.host_header), ("connection", "close"), ("accept-encoding", "identity"), *sent.items()]
    try:
        data = connection.send(h11.Request(method="GET", target=address.target, headers=fields))
        return (data or b"") + (connection.send(h11.EndOfMessage()) or b"")
    except (h11.LocalProtocolError, UnicodeEncodeError):
        raise CaptureError("the media address or a header of the request cannot be sent") from None


def _parse(url: str) -> _Address:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("ascii" if url.isascii() else "idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        raise CaptureError("the media URL cannot be read") from None
    if parts.scheme not in ("http", "https") or not host:
        raise CaptureError("the media URL is neither http nor https")
    is_tls = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Address(is_tls, host, port or (443 if is_tls else 80), quote(target, safe=_TARGET_CHARS))
