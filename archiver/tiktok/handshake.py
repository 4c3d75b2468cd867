"""Refusals of the event socket: the platform answers the handshake with an ordinary HTTP response that says why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from archiver.errors import DeviceBlockedError, HandshakeRefusedError, SocketError

_RECONNECT_INTERVAL = re.compile(r"(?:^|;)\s*reconnect-interval=(\d{1,5})\s*(?:;|$)", re.ASCII)


def read_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers with their names in lower case; of a repeated one the first value."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        headers.setdefault(name.lower(), value)
    return headers


def handshake_error(status: int, headers: Mapping[str, str]) -> SocketError:
    """The error a refused handshake stands for; header names are in lower case."""
    message = headers.get("handshake-msg", "")[:200]
    code = headers.get("handshake-status", "")
    if "DEVICE_BLOCKED" in message.upper() or status == 415:
        return DeviceBlockedError("TikTok refused this device (ttwid or user agent); a new one is needed.")
    return HandshakeRefusedError(
        _sentence(status, message, code),
        status=status,
        handshake_msg=message,
        retry_after_s=_reconnect_interval_s(headers.get("handshake-options", "")),
    )


def _sentence(status: int, message: str, code: str) -> str:
    if "illegal secret key" in message.lower():
        return (
            "TikTok refused the event socket: its address was signed for a logged-in session that was not sent; "
            "set tiktok.send_session_to_socket, or sign without a session."
        )
    if code == "417":
        return "TikTok refused the event socket: the application id is not known to it (417)."
    if code in ("414", "511", "512"):
        return f"TikTok refused the event socket for now ({code}); try again later."
    said = f", it says {message!r}" if message else ""
    return f"TikTok refused the event socket (HTTP {status}{said})."


def _reconnect_interval_s(options: str) -> float | None:
    match = _RECONNECT_INTERVAL.search(options)
    return float(match.group(1)) if match else None
