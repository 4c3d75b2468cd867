"""Addresses of the event socket."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from archiver.errors import SocketError
from archiver.tiktok.device import Device
from archiver.tiktok.socket_url import direct_url, may_carry_session, signed_url

WS = "wss://webcast-ws.tiktok.com"


def test_the_direct_address_is_that_of_a_web_player() -> None:
    """Host and path of the platform, the guest's parameters, version_code twice."""
    parts = urlsplit(direct_url(WS, 7140000000000000001, Device()))
    query = parse_qs(parts.query, keep_blank_values=True)

    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{WS}/webcast/im/ws_proxy/ws_reuse_supplement/"
    assert query["room_id"] == ["7140000000000000001"]
    assert query["version_code"] == ["180800", "270000"]
    assert query["aid"] == ["1988"]
    assert query["identity"] == ["audience"]
    assert 100 <= int(query["last_rtt"][0]) <= 200


def test_route_parameters_are_quoted_and_ours_win() -> None:
    """Whatever the sign server gives is percent-encoded and cannot replace what we say of ourselves."""
    url = signed_url("wss://ws.example/p/", {"wrss": "a b&aid=7#x", "aid": "7"}, 1, Device(), webcast_ws_url=WS)
    query = parse_qs(urlsplit(url).query)

    assert query["wrss"] == ["a b&aid=7#x"]
    assert query["aid"] == ["1988"]
    assert url.isascii()
    assert not {" ", "/", "(", "#"} & set(urlsplit(url).query)


def test_a_query_in_the_given_address_is_kept() -> None:
    """An address that already has parameters gets ours behind them."""
    url = signed_url("wss://ws.example/p?x=1", {}, 1, Device(), webcast_ws_url=WS)

    assert url.startswith("wss://ws.example/p?x=1&aid=")


@pytest.mark.parametrize(
    "push_server",
    [
        "", "https://ws.example/", "ws://10.0.0.1/", "wss://", "wss://a b/", "wss://[", "wss://é.example/",
        "ws://127.0.0.1:1/", "wss://localhost/", "wss://[fd00::1]/", "wss://user:word@ws.example/",
        "wss://ws.example/" + "x" * 20_000,
    ],
)  # fmt: skip
def test_addresses_that_are_not_safe_sockets_are_refused(push_server: str) -> None:
    """No other scheme, no nonsense, nothing unencrypted to another machine, nothing within our own network."""
    with pytest.raises(SocketError):
        signed_url(push_server, {}, 1, Device(), webcast_ws_url=WS)


def test_loopback_and_the_configured_host_may_be_plain() -> None:
    """A rebroadcast room speaks ws:// on loopback, or where the configuration says."""
    local = "ws://localhost:2"
    assert signed_url("ws://127.0.0.1:1/", {}, 1, Device(), webcast_ws_url=local).startswith("ws://127.0.0.1:1/?")
    assert signed_url("ws://lab:1/", {}, 1, Device(), webcast_ws_url="ws://lab:2").startswith("ws://lab:1/?")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("wss://webcast-ws.eu.tiktok.com/x", True),
        ("wss://eviltiktok.com/x", False),
        ("wss://ws.example/x", False),
        ("ws://webcast-ws.tiktok.com/x", False),
        ("wss://tiktok.com.example/x", False),
    ],
)
def test_a_session_goes_to_the_platform_only(url: str, allowed: bool) -> None:
    """A login cookie is for TikTok's own hosts, encrypted."""
    assert may_carry_session(url, WS) is allowed


def test_an_endless_address_is_not_used() -> None:
    """Route parameters are the sign server's; together they may not be longer than any server takes."""
    parameters = {f"p{number}": "x" * 100 for number in range(1000)}
    with pytest.raises(SocketError, match="too long"):
        signed_url("wss://ws.example/", parameters, 1, Device(), webcast_ws_url=WS)
