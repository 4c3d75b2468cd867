"""Where the platform is and as whom we ask it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from archiver.errors import ConfigError
from archiver.tiktok.hosts import LOOPBACK, host_of

_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")  # RFC 6265, section 4.1.1
_COOKIE_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}")
_HEADER_VALUE = re.compile(r"(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpOptions:
    """Addresses, identity and limits of all requests. Every address may be that of a loopback room.

    Raises:
        ConfigError: a value that would break out of its header, a session without its region, or a secret that would
            cross a network unencrypted.
    """

    tiktok_url: str = "https://www.tiktok.com"
    webcast_url: str = "https://webcast.tiktok.com"
    sign_url: str = "https://api.eulerstream.com"
    webcast_ws_url: str = "wss://webcast-ws.tiktok.com"
    sign_api_key: str | None = field(default=None, repr=False)
    session_id: str | None = field(default=None, repr=False)  #: cookie ``sessionid`` of a logged-in browser
    tt_target_idc: str = ""  #: cookie ``tt-target-idc`` of the same login; the platform demands both together
    send_session_to_socket: bool = False
    send_session_to_sign_server: bool = False  #: a third party: can cost the account
    allow_actions: bool = False  #: chat, likes and gifts as the session, on a person's word
    sign_auth: str = "header"  #: how the key travels: "header" (x-api-key), "query" (apiKey) or "jwt" (x-jwt-key)
    sign_headers: Mapping[str, str] = field(default_factory=dict, repr=False)  #: beside our own, to the sign server
    sign_params: Mapping[str, str] = field(default_factory=dict, repr=False)  #: of ``/webcast/fetch``
    preferred_agents: tuple[str, ...] = ()  #: which of the sign server's agents shall fetch
    user_agent: str = ""  #: empty: a current desktop browser
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)  #: of a browser's login, to the platform only
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  #: beside a browser's own, to the platform
    params: Mapping[str, str] = field(default_factory=dict, repr=False)  #: the same of the query
    socket_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    socket_params: Mapping[str, str] = field(default_factory=dict, repr=False)
    session_hosts: tuple[str, ...] = ()  #: further socket hosts that a session may be sent to
    connect_by_unique_id: bool = False  #: name the handle to the sign server, not the room
    sign_server_fallback: bool = False  #: ask it for a room id when no route of the platform answers
    initial_messages: bool = True  #: whether the messages from before a connection are taken in
    polling_interval_s: float = 1.0
    proxy: str | None = field(
        default=None, repr=False
    )  #: http://, https:// or socks5://; None: direct, never the environment
    impersonate: str = ""  #: whose TLS and HTTP/2 to show, such as "chrome" (extra: impersonate); "": our own
    socket_proxy: str | None = field(default=None, repr=False)  #: of the event socket; None: ``proxy``, "": direct
    timeout_s: float = 15.0  #: of each phase of a request: connect, read, write
    socket_timeout_s: float = 20.0  #: for opening the event socket
    max_body_bytes: int = 8 << 20

    def __post_init__(self) -> None:
        for name, value in (("session_id", self.session_id or ""), ("tt_target_idc", self.tt_target_idc)):
            if not _COOKIE_VALUE.fullmatch(value):
                raise ConfigError(f"tiktok.{name} is not a cookie value; copy it again, without quotes and spaces.")
        for name, value in self.cookies.items():
            if not _COOKIE_NAME.fullmatch(name) or not _COOKIE_VALUE.fullmatch(value):
                raise ConfigError("tiktok.cookies_file holds a cookie that no request can carry; export it again.")
        for name, value in (("sign_api_key", self.sign_api_key or ""), ("user_agent", self.user_agent)):
            if not _HEADER_VALUE.fullmatch(value):
                raise ConfigError(f"tiktok.{name} holds characters that no request can carry; copy it again.")
        self._check_encryption()
        if self.session_id and not self.tt_target_idc:
            raise ConfigError(
                "tiktok.session_id needs tiktok.tt_target_idc, the cookie of that name of the same login."
            )

    def _check_encryption(self) -> None:
        at_sign_server = (
            self.sign_api_key or self.sign_headers or (self.session_id and self.send_session_to_sign_server)
        )
        for name, url, secret in (
            ("tiktok_url", self.tiktok_url, self.session_id or self.cookies or self.headers),
            ("webcast_url", self.webcast_url, self.session_id or self.cookies or self.headers),
            ("sign_url", self.sign_url, at_sign_server),
        ):
            if secret and url.startswith("http:") and host_of(url) not in LOOPBACK:
                raise ConfigError(f"tiktok.{name} is not encrypted and would be sent a session or key; use https://.")

    def session_cookies(self) -> dict[str, str]:
        """The cookies of the logged-in session; empty without one."""
        if not self.session_id:
            return dict(self.cookies)
        names = ("sessionid", "sessionid_ss", "sid_tt")
        return {**self.cookies, **dict.fromkeys(names, self.session_id), "tt-target-idc": self.tt_target_idc}


@dataclass(frozen=True, slots=True, kw_only=True)
class TikApiOptions:
    """Where TikAPI is and as whom we ask it. Without an API key it is never asked.

    Raises:
        ConfigError: a key that would break out of its header, or that would cross a network unencrypted.
    """

    base_url: str = "https://api.tikapi.io"
    api_key: str | None = field(default=None, repr=False)
    account_key: str | None = field(default=None, repr=False)  #: of an account that has authorized the API key
    poll_interval_s: float = 2.0  #: between two requests for the same room's chat
    fallback: bool = False  #: ask it who is live, and for streams, when no route of the platform answers
    allow_actions: bool = False  #: chat, start and stop as the account, on a person's word

    def __post_init__(self) -> None:
        for name, value in (("api_key", self.api_key or ""), ("account_key", self.account_key or "")):
            if not _HEADER_VALUE.fullmatch(value):
                raise ConfigError(f"tikapi.{name} holds characters that no request can carry; copy it again.")
        if self.api_key and self.base_url.startswith("http:") and host_of(self.base_url) not in LOOPBACK:
            raise ConfigError("tikapi.base_url is not encrypted and would be sent a key; use https://.")
