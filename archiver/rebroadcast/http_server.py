"""Uvicorn inside our own event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from archiver.rebroadcast.media_routes import MediaRoutes, Transports
from archiver.rebroadcast.platform_routes import PlatformRoutes
from archiver.rebroadcast.sign_routes import SignRoutes
from archiver.rebroadcast.studio import Studio
from archiver.rebroadcast.tikapi_routes import TikApiRoutes


class HttpServer(uvicorn.Server):
    """Serves a studio's routes on an open socket; leaves signals to whoever owns the process."""

    def __init__(self, studio: Studio) -> None:
        transports: Transports = {}
        routes = [*PlatformRoutes(studio).routes(), *SignRoutes(studio).routes(), *TikApiRoutes(studio).routes()]
        app = Starlette(routes=[*routes, *MediaRoutes(studio, transports).routes()])
        super().__init__(
            uvicorn.Config(
                app, http=_tracking_protocol(transports), ws="none", lifespan="off", log_config=None,
                access_log=False, server_header=False, timeout_graceful_shutdown=1,
            )
        )  # fmt: skip
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()


def _tracking_protocol(transports: Transports) -> type[asyncio.Protocol]:
    """A protocol class that keeps its connections' transports where a route can find them."""

    class TrackingProtocol(H11Protocol):
        """Uvicorn's own protocol."""

        def connection_made(self, transport: Any) -> None:
            """Note the transport."""
            self._peer = tuple((transport.get_extra_info("peername") or ())[:2])  # none of a client gone already
            transports[self._peer] = transport
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            """Forget it."""
            transports.pop(self._peer, None)
            super().connection_lost(exc)

    return TrackingProtocol
