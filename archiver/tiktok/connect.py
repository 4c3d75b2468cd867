"""Ways to open a room's event socket, tried in order: by a sign server, or directly as an anonymous guest."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import structlog

from archiver.errors import ArchiverError, DeviceBlockedError, LiveApiError, SignError, SocketError
from archiver.ports import Clock
from archiver.tiktok.device import cookie_header
from archiver.tiktok.euler import SignServer
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.platform import Platform
from archiver.tiktok.socket import WebcastSocket, open_socket
from archiver.tiktok.socket_url import direct_url, may_carry_session, signed_url

log = structlog.get_logger(__name__)

STRATEGIES = ("sign_server", "direct")


class Connector:
    """See ``ports.EventConnector``.

    Args:
        strategies: which of STRATEGIES to try, in order.
        silence_timeout_s: a connection without any frame for so long counts as lost.
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
    ) -> None:
        self._platform = platform
        self._sign_server = sign_server
        self._options = options
        self._clock = clock
        self._strategies = {"sign_server": self._by_sign_server, "direct": self._direct}
        self._order = tuple(strategies)
        self._silence_limit_ms = round(silence_timeout_s * 1000)

    async def connect(self, room_id: int, unique_id: str) -> WebcastSocket:
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

    async def _attempt(self, strategy: str, room_id: int, unique_id: str) -> WebcastSocket:
        """Connect; as another device when this one is flagged, once."""
        opened_by = self._strategies[strategy]
        try:
            return await opened_by(room_id, unique_id)
        except DeviceBlockedError:
            log.info("TikTok flagged this device; trying once more as another one.", strategy=strategy, room_id=room_id)
            self._platform.device.renew()
            return await opened_by(room_id, unique_id)

    async def _by_sign_server(self, room_id: int, unique_id: str) -> WebcastSocket:
        del unique_id
        device = self._platform.device
        signed = await self._sign_server.fetch(room_id, device)
        ws_url = self._options.webcast_ws_url
        url = signed_url(signed.push_server, signed.route_params, room_id, device, webcast_ws_url=ws_url)
        return await self._open(url, room_id, signed.cookies, strategy="sign_server", fetch_body=signed.body)

    async def _direct(self, room_id: int, unique_id: str) -> WebcastSocket:
        await self._platform.ensure_ttwid(unique_id)
        device = self._platform.device
        url = direct_url(self._options.webcast_ws_url, room_id, device)
        return await self._open(url, room_id, device.cookies(), strategy="direct")

    async def _open(
        self, url: str, room_id: int, cookies: dict[str, str], *, strategy: str, fetch_body: bytes | None = None
    ) -> WebcastSocket:
        if self._options.send_session_to_socket and may_carry_session(url, self._options.webcast_ws_url):
            cookies = cookies | self._options.session_cookies()
        headers = self._platform.device.headers()
        user_agent, origin = headers.pop("User-Agent"), headers.pop("Origin")
        socket = await open_socket(
            url,
            room_id=room_id,
            headers=headers | cookie_header(cookies),
            user_agent=user_agent,
            origin=origin,
            proxy=self._options.proxy,
            clock=self._clock,
            strategy=strategy,
            silence_limit_ms=self._silence_limit_ms,
            fetch_body=fetch_body,
        )
        log.info("The event socket is open.", strategy=strategy, room_id=room_id, host=urlsplit(url).hostname)
        return socket


def _joined(failures: dict[str, ArchiverError]) -> ArchiverError:
    """One error of all strategies' errors, with the shortest wait any of them asked for."""
    errors = list(failures.values())
    if len(errors) == 1 and isinstance(errors[0], (SignError, SocketError)):
        return errors[0]
    reasons = " ".join(f"{name}: {error}" for name, error in failures.items())
    waits = [wait_s for error in errors if (wait_s := getattr(error, "retry_after_s", None)) is not None]
    return SocketError(f"No event socket could be opened. {reasons}", retry_after_s=min(waits, default=None))
