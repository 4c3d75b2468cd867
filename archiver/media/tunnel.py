"""Connections to media servers through a proxy: HTTP or HTTPS (CONNECT), SOCKS5 or SOCKS4."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import certifi
from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError, ProxyType
from python_socks.async_.asyncio.v2 import Proxy

from archiver.errors import CaptureError

_KINDS = {
    "http": (ProxyType.HTTP, 80), "https": (ProxyType.HTTP, 443), "socks5": (ProxyType.SOCKS5, 1080),
    "socks5h": (ProxyType.SOCKS5, 1080), "socks4": (ProxyType.SOCKS4, 1080),
}  # fmt: skip


@functools.cache
def default_tls() -> ssl.SSLContext:
    """The authorities that certifi trusts."""
    return ssl.create_default_context(cafile=certifi.where())


async def open_tunnel(
    proxy: str, host: str, port: int, *, tls: Callable[[], ssl.SSLContext], is_tls: bool = False
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to ``host`` through a proxy, which looks the name up.

    Args:
        host: where to.
        port: likewise.
        proxy: http://, https://, socks5:// or socks4://, perhaps with user and password.
        tls: the authorities for an https:// proxy and for the host.
        is_tls: whether TLS is spoken with the host.

    Raises:
        CaptureError: no connection; without the proxy's address.
        OSError: the network's reasons, once the proxy was reached.
    """
    try:
        parts = urlsplit(proxy)
        kind, usual_port = _KINDS[parts.scheme]
        way = Proxy(
            kind, parts.hostname or "", parts.port or usual_port, unquote(parts.username or ""),
            unquote(parts.password or ""), rdns=True, proxy_ssl=tls() if parts.scheme == "https" else None,
        )  # fmt: skip
    except (ValueError, KeyError):
        raise CaptureError("the proxy of media is no http, https, socks5 or socks4 address") from None
    try:
        stream = await way.connect(host, port, dest_ssl=tls() if is_tls else None)
    except (ProxyConnectionError, ProxyTimeoutError) as error:
        raise CaptureError(f"the proxy of media gave no connection: {_reason(error)}") from None
    except ProxyError as error:
        raise CaptureError(f"the proxy of media refused: {error}") from None
    return stream.reader, stream.writer


def _reason(error: Exception) -> str:
    """What the network said, without the proxy's address."""
    cause = error.__cause__ or error.__context__
    return getattr(cause, "strerror", None) or "it did not answer"
