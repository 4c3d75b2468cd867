"""The browser we appear to be: user agent, device cookie, and the parameters and headers that go with them."""

from __future__ import annotations

import re
import secrets

# Common desktop browsers; the platform part repeats in the query (browser_platform, os).
_USER_AGENTS = tuple(
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"
    for system in ("Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64")
)
_TTWID = re.compile(r"ttwid=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,1024})(?:;|$)")
_SITE = "https://www.tiktok.com"


class Device:
    """One identity towards the platform. The socket refuses a user agent that is not the one ttwid was given to."""

    def __init__(self, user_agent: str = "") -> None:
        self._fixed_user_agent = user_agent
        self._renewals = 0
        self.user_agent = user_agent or _USER_AGENTS[0]
        self.ttwid = ""
        self.device_id = _random_device_id()

    def renew(self) -> None:
        """Become another device: the platform flagged this one. A configured user agent stays."""
        self._renewals += 1
        self.user_agent = self._fixed_user_agent or _USER_AGENTS[self._renewals % len(_USER_AGENTS)]
        self.ttwid = ""
        self.device_id = _random_device_id()

    def remember(self, set_cookies: list[str]) -> None:
        """Keep the ttwid of ``Set-Cookie`` headers, when one carries it."""
        for text in set_cookies:
            if match := _TTWID.match(text.strip()):
                self.ttwid = match.group(1)

    def cookies(self) -> dict[str, str]:
        """The device's cookies: ttwid, once the platform gave one."""
        return {"ttwid": self.ttwid} if self.ttwid else {}

    def headers(self) -> dict[str, str]:
        """What a browser sends with every request; without them the platform may answer 403."""
        return {
            "User-Agent": self.user_agent,
            "Accept-Language": "en-US,en;q=0.9",
            "Origin": _SITE,
            "Referer": f"{_SITE}/",
        }

    def parameters(self) -> dict[str, str]:
        """The query a browser sends to the JSON routes (too few: ``params_error``) and the socket."""
        system, platform = _system(self.user_agent)
        return {
            "aid": "1988",
            "app_name": "tiktok_web",
            "app_language": "en",
            "webcast_language": "en",
            "device_platform": "web_pc",
            "device_id": self.device_id,
            "browser_language": "en-US",
            "browser_name": "Mozilla",
            "browser_version": self.user_agent.removeprefix("Mozilla/"),
            "browser_platform": platform,
            "browser_online": "true",
            "cookie_enabled": "true",
            "screen_width": "1920",
            "screen_height": "1080",
            "tz_name": "America/New_York",
            "os": system,
            "focus_state": "true",
            "is_fullscreen": "false",
            "is_page_visible": "true",
            "from_page": "",
            "history_len": "4",
            "channel": "tiktok_web",
            "data_collection_enabled": "true",
            "region": "US",
            "priority_region": "US",
            "user_is_login": "false",
            "msToken": "",
        }


def _system(user_agent: str) -> tuple[str, str]:
    """(os, browser_platform) as a browser with this user agent states them."""
    if "Macintosh" in user_agent:
        return "mac", "MacIntel"
    if "Linux" in user_agent:
        return "linux", "Linux x86_64"
    return "windows", "Win32"


def _random_device_id() -> str:
    return str(10**18 + secrets.randbelow(9 * 10**18))


def cookie_header(cookies: dict[str, str]) -> dict[str, str]:
    """A ``Cookie`` header, or none when there is nothing to send."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
