"""Hosts of our own network."""

from __future__ import annotations

import pytest

from archiver.tiktok.hosts import host_of, may_lead_to


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1", "[::1]", "127.1", "2130706433", "0x7f.1", "0x7f000001", "127.0x1", "127\u30020\u30020\u30021",
        "127.0.0.1.", "localhost", "localhost.", "nas.local", "169.254.169.254",
    ],
)  # fmt: skip
def test_media_of_a_private_network_is_only_for_a_platform_within_it(host: str) -> None:
    """TikTok may not send us to this machine's own network; a room on loopback may."""
    url = f"http://{host}:8080/stream.flv"

    assert not may_lead_to(url, base_url="https://webcast.tiktok.com")
    assert may_lead_to(url, base_url="http://127.0.0.1:1")
    assert may_lead_to("https://pull-flv-l1.tiktokcdn.com/stream.flv", base_url="https://webcast.tiktok.com")


def test_what_is_no_address_has_no_host() -> None:
    """Nonsense is answered, not raised."""
    assert [host_of(text) for text in ("", "http://[", "nonsense", "wss://A.example:1/")] == ["", "", "", "a.example"]
