"""The browser we appear to be."""

from __future__ import annotations

import pytest

from archiver.tiktok.device import Device


def test_a_renewed_device_is_another_one() -> None:
    """After a renewal user agent and ids differ and the flagged cookie is gone."""
    device = Device()
    device.remember(["ttwid=abc; Path=/"])
    before = (device.user_agent, device.device_id)

    device.renew()

    assert device.user_agent != before[0]
    assert device.device_id != before[1]
    assert device.cookies() == {}


def test_a_configured_user_agent_stays() -> None:
    """The user agent the configuration names survives a renewal."""
    device = Device("Mine/1.0")
    device.renew()

    assert device.user_agent == "Mine/1.0"


@pytest.mark.parametrize(
    ("set_cookies", "ttwid"),
    [(["a=1", "ttwid=x%7C1; Secure"], "x%7C1"), (["nottwid=1"], ""), (["ttwid="], ""), (["ttwid=" + "x" * 5000], "")],
)
def test_ttwid_is_found_among_cookies(set_cookies: list[str], ttwid: str) -> None:
    """Only the device cookie itself is taken, and only of sensible length."""
    device = Device()
    device.remember(set_cookies)

    assert device.ttwid == ttwid


def test_parameters_fit_the_user_agent() -> None:
    """The platform named in the query is the one in the user agent."""
    for mark, platform in (("Windows", "Win32"), ("Macintosh", "MacIntel"), ("X11; Linux", "Linux x86_64")):
        assert Device(f"Mozilla/5.0 ({mark})").parameters()["browser_platform"] == platform
