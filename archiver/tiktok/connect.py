"""Ways to a room's event stream, in order: a socket by a sign server, a user's signer or as a guest; or polling."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

import structlog

from archiver.errors import ArchiverError, DeviceBlockedError, LiveApiError, SignError, SocketError
from archiver.newest import Newest
from archiver.ports import Clock, EventSocket
from archiver.tiktok.device import cookie_header
from archiver.tiktok.euler import SignServer
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.platform import Platform
from archiver.tiktok.polling import Place, PlatformPoll, Poll, PollingSource
from archiver.tiktok.provider import SocketProvider, ask_provider
from archiver.tiktok.socket import WebcastSocket, open_socket
from archiver.tiktok.socket_url import direct_url, may_carry_session, provided_url, signed_url
from archiver.tiktok.tikapi import TikApi
from archiver.tiktok.tikapi_poll import TikApiPoll

log = structlog.get_logger(__name__)

_Open = Callable[[int, str], Awaitable[EventSocket]]

#: Every way there is; the first two are tried unless told otherwise.
WAYS = ("sign_server", "direct", "polling", "provider", "tikapi")
STRATEGIES = ("sign_server", "direct")
#: A way that failed without saying for how long is tried again after this, however long another way asked to wait.
SOON_S = 60.0
#: Of so many rooms it is remembered where a way that asks again and again left their stream.
_MAX_ROOMS = 10_000


class Connector:
    """See ``ports.EventConnector``.

    Args:
        strategies: which of WAYS to try, in order.
        silence_timeout_s: a connection without any frame for so long counts as lost.
        provider: the user's own signer, for the strategy of that name.
        tikapi: the same of TikAPI.
        tikapi_interval_s: the least time between two requests to it about one room.
    """

    def __init__(
        self,
        platform: Platform,
        sign_server: SignServer,
        options: HttpOptions,
        clock: Clock,
        *,
        strategies: Sequence[str] = STRATEGIES,
        silence_timeout_s: float = 60.0,
        provider: SocketProvider | None = None,
        tikapi: TikApi,
        tikapi_interval_s: float,
    ) -> None:
        self._platform = platform
        self._sign_server = sign_server
        self._options = options
        self._clock = clock
        self._provider = provider
        self._strategies: dict[str, _Open] = {
            "sign_server": self._by_sign_server,
            "direct": self._direct,
            "polling": self._by_polling,
            "provider": self._by_provider,
            "tikapi": self._by_tikapi,
        }
        self._tikapi = tikapi
        self._tikapi_interval_s = tikapi_interval_s
        self._places = Newest[int, Place](_MAX_ROOMS)
        self._cursors = Newest[int, str](_MAX_ROOMS)
        self._order = tuple(strategies)
        self._silence_limit_ms = round(silence_timeout_s * 1000)

    async def connect(self, room_id: int, unique_id: str) -> EventSocket:
        """Open a socket by the first strategy that works, each with a fresh address.

        Raises:
            SignError, SocketError: the one strategy's error; SocketError with every reason when several failed.
        """
        failures: dict[str, ArchiverError] = {}
        for strategy in self._order:
            try:
                socket = await self._attempt(strategy, room_id, unique_id)
            except (SignError, SocketError, LiveApiError) as error:
                failures[strategy] = error
                log.debug("A way to the event socket failed.", strategy=strategy, room_id=room_id, error=str(error))
                continue
            if failures:
                skipped = "; ".join(f"{name}: {error}" for name, error in failures.items())
                log.warning("The event socket was opened another way.", strategy=strategy, room_id=room_id, why=skipped)
            return socket
        raise _joined(failures)

    async def connect_by(self, strategy: str, room_id: int, unique_id: str) -> EventSocket:
        """Open a socket by this strategy and no other. Raises SignError, SocketError, LiveApiError."""
        return await self._attempt(strategy, room_id, unique_id)

    async def _attempt(self, strategy: str, room_id: int, unique_id: str) -> EventSocket:
        """Connect; as another device when this one is flagged, once."""
        opened_by, device = self._strategies[strategy], self._platform.device
        flagged_id = device.device_id
        try:
            return await opened_by(room_id, unique_id)
        except DeviceBlockedError:
            log.info("TikTok flagged this device; trying once more as another one.", strategy=strategy, room_id=room_id)
            if device.device_id == flagged_id:  # else another room was told before, and has one by now
                device.renew()
            return await opened_by(room_id, unique_id)

    async def _by_sign_server(self, room_id: int, unique_id: str) -> WebcastSocket:
        device, options = self._platform.device, self._options
        named = unique_id if options.connect_by_unique_id else ""
        signed = await self._sign_server.fetch(room_id, device, unique_id=named)
        url = signed_url(
            signed.push_server, signed.route_params, room_id, device, webcast_ws_url=options.webcast_ws_url,
            own=self._own_params(),
        )  # fmt: skip
        body = signed.body if options.initial_messages else None
        return await self._open(url, room_id, signed.cookies, strategy="sign_server", fetch_body=body)

    async def _by_provider(self, room_id: int, unique_id: str) -> EventSocket:
        if self._provider is None:
            raise SocketError("There is no tiktok.socket_provider; name one, or take the strategy out.")
        offer = await ask_provider(self._provider, room_id, unique_id, self._platform.device.user_agent)
        url = provided_url(offer.url, webcast_ws_url=self._options.webcast_ws_url)
        body = offer.first_result if self._options.initial_messages else b""
        return await self._open(url, room_id, dict(offer.cookies), strategy="provider", fetch_body=body or None)

    async def _by_polling(self, room_id: int, unique_id: str) -> EventSocket:
        await self._platform.ensure_ttwid(unique_id)
        return await self._polled(
            PlatformPoll(self._platform, room_id, self._places, interval_s=self._options.polling_interval_s), room_id
        )

    async def _by_tikapi(self, room_id: int, unique_id: str) -> EventSocket:
        del unique_id
        poll = TikApiPoll(self._tikapi, room_id, self._cursors, interval_s=self._tikapi_interval_s)
        return await self._polled(poll, room_id)

    async def _polled(self, poll: Poll, room_id: int) -> EventSocket:
        source = PollingSource(
            poll, self._clock, silence_limit_ms=self._silence_limit_ms, initial_messages=self._options.initial_messages
        )
        await source.open()
        log.info("The event stream is polled.", strategy=poll.strategy, room_id=room_id)
        return source

    def _own_params(self) -> dict[str, str]:
        history = {} if self._options.initial_messages else {"history_comment_count": "0"}
        return history | dict(self._options.socket_params)

    async def _direct(self, room_id: int, unique_id: str) -> WebcastSocket:
        await self._platform.ensure_ttwid(unique_id)
        device = self._platform.device
        url = direct_url(self._options.webcast_ws_url, room_id, device, own=self._own_params())
        return await self._open(url, room_id, device.cookies(), strategy="direct")

    async def _open(
        self, url: str, room_id: int, cookies: dict[str, str], *, strategy: str, fetch_body: bytes | None = None
    ) -> WebcastSocket:
        options = self._options
        if options.send_session_to_socket and may_carry_session(url, options.webcast_ws_url, options.session_hosts):
            cookies = options.session_cookies() | cookies
        headers = self._platform.device.headers() | dict(options.socket_headers)
        user_agent, origin = headers.pop("User-Agent"), headers.pop("Origin")
        socket = await open_socket(
            url,
            room_id=room_id,
            headers=headers | cookie_header(cookies),
            user_agent=user_agent,
            origin=origin,
            proxy=options.proxy if options.socket_proxy is None else options.socket_proxy or None,
            open_timeout_s=options.socket_timeout_s,
            clock=self._clock,
            strategy=strategy,
            silence_limit_ms=self._silence_limit_ms,
            fetch_body=fetch_body,
        )
        log.info("The event socket is open.", strategy=strategy, room_id=room_id, host=urlsplit(url).hostname)
        return socket


def _joined(failures: dict[str, ArchiverError]) -> ArchiverError:
    """One error of all strategies' errors, with the shortest wait any asked for; short when one asked for none."""
    errors = list(failures.values())
    if len(errors) == 1 and isinstance(errors[0], (SignError, SocketError)):
        return errors[0]
    reasons = " ".join(f"{name}: {error}" for name, error in failures.items())
    waits = [wait_s for error in errors if (wait_s := getattr(error, "retry_after_s", None)) is not None]
    longest_s = [SOON_S] if waits and len(waits) < len(errors) else []
    return SocketError(
        f"No event socket could be opened. {reasons}", retry_after_s=min(waits + longest_s, default=None)
    )
