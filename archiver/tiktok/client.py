"""The whole edge in one piece: a LiveApi and an EventConnector that share connections and device."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.ports import Clock
from archiver.tiktok.actions import RoomActions
from archiver.tiktok.budget import RateBudget
from archiver.tiktok.connect import STRATEGIES, Connector
from archiver.tiktok.device import Device
from archiver.tiktok.euler import SignServer
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions, TikApiOptions
from archiver.tiktok.platform import Platform
from archiver.tiktok.provider import SocketProvider
from archiver.tiktok.tikapi import TikApi
from archiver.tiktok.web import TikTokApi


class TikTokClient:
    """Builds ``api``, ``sign_server``, ``tikapi``, ``actions``, ``connector``.

    One per process: it takes a quarter of a second.

    Raises:
        ConfigError: the proxy address cannot be used.
    """

    def __init__(
        self,
        options: HttpOptions,
        clock: Clock,
        *,
        strategies: Sequence[str] = STRATEGIES,
        silence_timeout_s: float = 60.0,
        ttwid_pause_s: float = 0.75,
        budget: RateBudget | None = None,
        provider: SocketProvider | None = None,
        tikapi: TikApiOptions | None = None,
    ) -> None:
        self._http = HttpClient(options, clock, budget=budget)
        self.budget = self._http.budget
        self.device = Device(options.user_agent)
        platform = Platform(self._http, options, self.device, ttwid_pause_s=ttwid_pause_s)
        self.sign_server = SignServer(self._http, options, clock)
        tikapi = tikapi or TikApiOptions()
        self.tikapi = TikApi(self._http, tikapi)
        self.api = TikTokApi(
            platform,
            sign_server=self.sign_server if options.sign_server_fallback else None,
            tikapi=self.tikapi if tikapi.fallback and tikapi.api_key else None,
        )
        self.actions = RoomActions(platform, self.sign_server, options, api=self.api, clock=clock)
        self.connector = Connector(
            platform,
            self.sign_server,
            options,
            clock,
            strategies=strategies,
            silence_timeout_s=silence_timeout_s,
            provider=provider,
            tikapi=self.tikapi,
            tikapi_interval_s=tikapi.poll_interval_s,
        )

    async def aclose(self) -> None:
        """Close all HTTP connections. Open event sockets are their owners'."""
        await self._http.aclose()
