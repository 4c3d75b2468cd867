"""Handshake refusals: HTTP answers instead of a socket."""

from __future__ import annotations

import pytest

from archiver.errors import DeviceBlockedError, HandshakeRefusedError
from archiver.tiktok.handshake import handshake_error, read_headers


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"Handshake-Msg": "DEVICE_BLOCKED", "Handshake-Status": "415"}),
        (415, {"handshake-msg": "DEVICE_BLOCKED"}),
        (415, {}),
    ],
)
def test_a_flagged_device_is_told(status: int, headers: dict[str, str]) -> None:
    """Both forms in which the platform refuses a ttwid or user agent."""
    assert isinstance(handshake_error(status, read_headers(headers.items())), DeviceBlockedError)


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (200, {"Handshake-Msg": "illegal secret key"}, "send_session_to_socket"),
        (200, {"Handshake-Status": "417", "Handshake-Msg": "illegal app_id"}, "application id"),
        (400, {"Handshake-Msg": "bad \x1bquery"}, r"'bad \\x1bquery'"),
        (200, {"Handshake-Status": "511"}, "try again later"),
        (403, {}, "403"),
    ],
)
def test_other_refusals_say_why(status: int, headers: dict[str, str], said: str) -> None:
    """Each known reason has its sentence, an unknown one is quoted."""
    error = handshake_error(status, read_headers(headers.items()))

    assert isinstance(error, HandshakeRefusedError)
    assert error.status == status
    assert said.replace("\\\\", "\\") in str(error)


def test_the_wait_the_server_asks_for_is_carried() -> None:
    """reconnect-interval is how long to stay away."""
    headers = {"Handshake-Status": "512", "Handshake-Options": "ping-interval=10; reconnect-interval=30"}
    error = handshake_error(200, read_headers(headers.items()))

    assert error.retry_after_s == 30


def test_of_a_repeated_header_the_first_counts() -> None:
    """A server may repeat a header; that is no reason to stumble."""
    pairs = [("Handshake-Msg", "first"), ("handshake-msg", "second")]

    assert "'first'" in str(handshake_error(400, read_headers(pairs)))
