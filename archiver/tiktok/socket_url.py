"""Addresses of the event socket. Everything in them is quoted: an unquoted character is answered with 400."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from archiver.errors import SocketError
from archiver.tiktok.device import Device
from archiver.tiktok.hosts import LOOPBACK, host_of, may_lead_to

_DIRECT_PATH = "/webcast/im/ws_proxy/ws_reuse_supplement/"
#: Real ones have about 1 KB; what servers accept ends at 8 to 32 KB.
_MAX_CHARACTERS = 16_384

# The browser's parameters that the socket takes too.
_SHARED = (
    "aid", "app_name", "app_language", "webcast_language", "browser_language", "browser_platform", "browser_name",
    "browser_version", "browser_online", "cookie_enabled", "tz_name", "screen_width", "screen_height",
)  # fmt: skip


def direct_url(webcast_ws_url: str, room_id: int, device: Device, *, own: Mapping[str, str] | None = None) -> str:
    """The address a web player builds itself, without a signature; ``own`` parameters outweigh the usual ones."""
    return f"{webcast_ws_url}{_DIRECT_PATH}?{_query(room_id, device, own=own)}"


def signed_url(
    push_server: str,
    route_params: Mapping[str, str],
    room_id: int,
    device: Device,
    *,
    webcast_ws_url: str,
    own: Mapping[str, str] | None = None,
) -> str:
    """The address the sign server gave, with its route parameters; our own parameters win.

    Raises:
        SocketError: it is no websocket address, an unencrypted one of another machine, one in a private network while
            the platform is not, or too long.
    """
    parts = _checked(push_server, webcast_ws_url, giver="The sign server")
    given = f"{parts.query}&" if parts.query else ""
    url = f"{parts.scheme}://{parts.netloc}{parts.path}?{given}{_query(room_id, device, route_params, own=own)}"
    if len(url) > _MAX_CHARACTERS:
        raise SocketError("The sign server gave a websocket address that is too long; try again later.")
    return url


def provided_url(url: str, *, webcast_ws_url: str) -> str:
    """A whole address that somebody else signed. Raises as ``signed_url``."""
    _checked(url, webcast_ws_url, giver="tiktok.socket_provider")
    if len(url) > _MAX_CHARACTERS:
        raise SocketError("tiktok.socket_provider gave a websocket address that is too long.")
    return url


def _checked(url: str, webcast_ws_url: str, *, giver: str) -> SplitResult:
    host = host_of(url)
    if not host or not _is_plain(url):
        raise SocketError(f"{giver} gave no websocket address; try again later.")
    parts = urlsplit(url)
    if parts.scheme not in ("ws", "wss") or parts.username is not None:
        raise SocketError(f"{giver} gave no websocket address; try again later.")
    if parts.scheme == "ws" and host not in LOOPBACK and host != host_of(webcast_ws_url):
        raise SocketError(f"{giver} gave an unencrypted websocket address of another machine; it is not used.")
    if not may_lead_to(url, base_url=webcast_ws_url):
        raise SocketError(f"{giver} gave a websocket address in a private network; it is not used.")
    return parts


def _is_plain(url: str) -> bool:
    return url.isascii() and url.isprintable() and " " not in url


def may_carry_session(url: str, webcast_ws_url: str, session_hosts: Collection[str] = ()) -> bool:
    """Whether a session cookie may go there: to the platform or a host configured as such, never in the clear."""
    host = host_of(url)
    is_ours = host == host_of(webcast_ws_url) or host.endswith(".tiktok.com") or host in session_hosts
    return is_ours and (urlsplit(url).scheme == "wss" or host in LOOPBACK)


def _query(
    room_id: int,
    device: Device,
    route_params: Mapping[str, str] | None = None,
    *,
    own: Mapping[str, str] | None = None,
) -> str:
    browser = device.parameters()
    parameters = {
        **(route_params or {}),
        **{name: browser[name] for name in _SHARED},
        "device_platform": "web",
        "identity": "audience",
        "live_id": "12",
        "sup_ws_ds_opt": "1",
        "update_version_code": "2.0.0",
        "version_code": "180800",
        "client_enter": "1",
        "ws_direct": "1",
        "did_rule": "3",
        "history_comment_count": "6",
        "heartbeat_duration": "10000",
        "resp_content_type": "protobuf",
        "last_rtt": str(100 + secrets.randbelow(101)),
        "room_id": str(room_id),
        "compress": "gzip",
        **(own or {}),
    }
    # The web player really sends version_code twice.
    return urlencode(parameters, quote_via=quote, safe="") + "&version_code=270000"
