"""Requests to TikTok's own hosts: who asks, and what the status of an answer means before its body is read."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote, urlencode, urljoin, urlsplit

from archiver.errors import (
    BlockedError,
    InvalidRequestError,
    LiveApiError,
    LoginRequiredError,
    PlatformUnavailableError,
    RateLimitedError,
    RegionError,
    UserNotFoundError,
)
from archiver.tiktok.device import Device, cookie_header
from archiver.tiktok.hosts import may_lead_to
from archiver.tiktok.http import HttpClient, HttpReply
from archiver.tiktok.options import HttpOptions

_MAX_REDIRECTS = 3
_TTWID_TRIES = 6  #: not each answer carries the cookie
_PAGE_HEADERS = {
    "Accept": "text/html,application/xhtml+xml",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
}
_JSON_HEADERS = {"Accept": "application/json, text/plain, */*", "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"}

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Platform:
    """TikTok as one device, logged in or not. The device's ttwid is picked up from any answer that carries it."""

    def __init__(self, http: HttpClient, options: HttpOptions, device: Device, *, ttwid_pause_s: float = 0.75) -> None:
        self.device = device
        self._http = http
        self.dates = http.dates  #: what answers say about the platform's clock
        self._options = options
        self._ttwid_pause_s = ttwid_pause_s
        self._fetching_ttwid: asyncio.Task[None] | None = None
        self._has_refused_ttwid = False  #: the last time; then it is asked once, not so often for each room

    def may_lead_to(self, url: str) -> bool:
        """Whether an address the platform gave may be used: not one in a private network, unless it is there itself."""
        return may_lead_to(url, base_url=self._options.webcast_url)

    async def get_live_api(self, path: str, params: Mapping[str, str], *, source: str) -> bytes:
        """A JSON route of the site (``/api-live/...``). Raises LiveApiError children by status, never for the body."""
        return await self._get_json("tiktok", path, params, source)

    async def get_webcast(self, path: str, params: Mapping[str, str], *, source: str) -> bytes:
        """A JSON route of the webcast host (``/webcast/...``). Raises as ``get_live_api``."""
        return await self._get_json("webcast", path, params, source)

    async def get_public(self, url: str, *, source: str) -> bytes:
        """A file on any host, without cookies. Raises as ``get_live_api``."""
        reply = await self._http.get(url, params={}, headers=self.device.headers())
        return checked_body(reply, source=source)

    async def post(self, url: str, *, form: Mapping[str, str], source: str) -> bytes:
        """POST a form to a ``/webcast/`` address, once, as the session. Raises as ``get_live_api``."""
        cookies = cookie_header(self.device.cookies() | self._options.session_cookies())
        headers = {**self.device.headers(), **_JSON_HEADERS, **_FORM, **self._options.headers, **cookies}
        content = urlencode(form).encode()
        reply = await self._http.post(url, params={}, headers=headers, content=content, host="webcast")
        return checked_body(reply, source=source)

    def parameters(self) -> dict[str, str]:
        """The query of the JSON routes."""
        query = self.device.parameters() | dict(self._options.params)
        if self._options.session_id:
            query["user_is_login"] = "true"
        return query

    async def get_profile_page(self, name: str) -> bytes:
        """The HTML of ``/@handle``, or of ``/@user id``. Raises as ``get_live_page``."""
        return await self._get_page(f"/@{quote(name, safe='')}", source="The profile page", whose=name)

    async def get_live_page(self, unique_id: str, *, is_anonymous: bool = False) -> bytes:
        """The HTML of ``/@handle/live``.

        Raises:
            RegionError, LoginRequiredError: redirected away from it.
            UserNotFoundError: 404.
            LiveApiError: its children by status.
        """
        path = f"/@{quote(unique_id, safe='')}/live"
        return await self._get_page(path, source="The LIVE page", whose=unique_id, is_anonymous=is_anonymous)

    async def _get_page(self, path: str, *, source: str, whose: str, is_anonymous: bool = False) -> bytes:
        url = self._options.tiktok_url + path
        for _ in range(_MAX_REDIRECTS):
            reply = await self._send(url, {}, _PAGE_HEADERS, is_anonymous=is_anonymous)
            if not 300 <= reply.status < 400:
                if reply.status == 404:
                    raise UserNotFoundError(f"TikTok has no page of @{whose}; check the handle.")
                return checked_body(reply, source=source)
            url = self._same_page(url, reply.headers.get("location", ""), path)
        raise _redirected_away(source)

    async def ensure_ttwid(self, unique_id: str) -> None:
        """Get the anonymous device cookie the event socket demands, unless there is one already.

        Who wants it at the same moment waits for the same answers: many rooms cost no more requests than one.

        Raises:
            BlockedError: no answer carried it, or every one was refused; the sentence says why.
        """
        if self.device.ttwid:
            return
        fetching = self._fetching_ttwid
        if fetching is None or fetching.done():
            fetching = self._fetching_ttwid = asyncio.create_task(self._fetch_ttwid(unique_id), name="device cookie")
            fetching.add_done_callback(
                lambda done: done.cancelled() or done.exception()
            )  # perhaps nobody waits by then
        await asyncio.wait({fetching})
        fetching.result()

    async def _fetch_ttwid(self, unique_id: str) -> None:
        problem, tries = "no answer carried it", 1 if self._has_refused_ttwid else _TTWID_TRIES
        for attempt in range(tries):
            if self.device.ttwid:
                break
            if attempt:
                await asyncio.sleep(self._ttwid_pause_s)
            try:
                await self.get_live_page(unique_id, is_anonymous=True)
            except RateLimitedError:
                raise
            except LiveApiError as error:
                problem = str(error)
        self._has_refused_ttwid = not self.device.ttwid
        if self._has_refused_ttwid:
            raise BlockedError(f"TikTok gave no device cookie (ttwid) in {tries} tries: {problem}")

    async def _get_json(self, host: str, path: str, params: Mapping[str, str], source: str) -> bytes:
        base_url = self._options.tiktok_url if host == "tiktok" else self._options.webcast_url
        query = {**self.parameters(), **params}
        return checked_body(await self._send(base_url + path, query, _JSON_HEADERS, host=host), source=source)

    async def _send(
        self,
        url: str,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        host: str = "tiktok",
        is_anonymous: bool = False,
    ) -> HttpReply:
        session = {} if is_anonymous else self._options.session_cookies()
        cookies = cookie_header(session | self.device.cookies())
        own = {} if is_anonymous else self._options.headers
        all_headers, asked_as = {**self.device.headers(), **headers, **own, **cookies}, self.device.device_id
        reply = await self._http.get(url, params=params, headers=all_headers, host=host)
        if self.device.device_id == asked_as:  # a cookie for a device given up meanwhile is of no use to the next one
            self.device.remember(reply.set_cookies)
        return reply

    def _same_page(self, url: str, location: str, path: str) -> str:
        """Where to go on: only another spelling of the same page on the same host is followed."""
        try:
            target = urlsplit(urljoin(url, location))
        except ValueError:
            raise _redirected_away("The page") from None
        if "login" in target.path:
            raise LoginRequiredError(
                "TikTok wants a login for this page; set tiktok.session_id and tiktok.tt_target_idc."
            )
        if target.netloc != urlsplit(url).netloc or target.path.rstrip("/").lower() != path.lower():
            raise _redirected_away("The page")
        return self._options.tiktok_url + target.path


def checked_body(reply: HttpReply, *, source: str) -> bytes:
    """The body of a 200 answer.

    Raises:
        RateLimitedError: 429. BlockedError: 403, or a challenge. RegionError: redirected.
        PlatformUnavailableError: 5xx. InvalidRequestError: any other status.
    """
    if reply.status == 429:
        raise RateLimitedError(f"{source}: TikTok wants fewer requests (429).", retry_after_s=reply.retry_after_s)
    if reply.status == 403 or "x-tt-system-error" in reply.headers:
        raise BlockedError(
            f"{source}: TikTok refused the request ({reply.status}); wait, or use another address or proxy."
        )
    if 300 <= reply.status < 400:
        raise _redirected_away(source)
    if reply.status >= 500:
        raise PlatformUnavailableError(f"{source}: TikTok had a server error ({reply.status}); try again later.")
    if reply.status != 200:
        raise InvalidRequestError(f"{source}: TikTok refused the request ({reply.status}).")
    return reply.body


def _redirected_away(source: str) -> RegionError:
    return RegionError(f"{source} leads away: TikTok does not serve this country; use a proxy in another one.")
