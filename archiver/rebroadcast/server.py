"""A rebroadcast: a scripted broadcast as a live room on this machine, for real clients to connect to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import imageio_ffmpeg
from websockets.asyncio.server import serve

from archiver.clock import SystemClock
from archiver.errors import UsageError
from archiver.ports import Clock
from archiver.rebroadcast.director import Director
from archiver.rebroadcast.faults import Faults, FrameFault, SocketRules
from archiver.rebroadcast.http_server import HttpServer
from archiver.rebroadcast.live_media import EncoderRun
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.socket_server import SOCKET_PATH, SilentConnection, SocketServer
from archiver.rebroadcast.studio import Ack, Seen, Studio

_CLIENT_FRAME_BYTES = 1 << 20


class Endpoints(NamedTuple):
    """The base URLs a client's configuration needs; the names are those of our ``[tiktok]`` section."""

    tiktok_url: str
    webcast_url: str
    sign_url: str
    webcast_ws_url: str


class RebroadcastServer:
    """Use as ``async with RebroadcastServer(scenario) as server``: the script starts to play on entry.

    Args:
        scenario: the script.
        host: a loopback address; anything else is refused.
        http_port: 0 picks a free one.
        ws_port: 0 picks a free one.
        speed: script seconds in a real second. Instants in messages and the clock in the picture follow.
        with_video: False plays without FFmpeg; media routes answer 404.
        ffmpeg: the program to film with; None: the bundled one.
        clock: for the instants in messages.

    Raises (on entry):
        UsageError: a port is taken. (At construction: the host is not loopback, the speed is out of bounds.)

    Raises (on exit):
        FFmpegMissingError: the program to film with could not be started.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        host: str = "127.0.0.1",
        http_port: int = 0,
        ws_port: int = 0,
        speed: float = 1.0,
        with_video: bool = True,
        ffmpeg: Path | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._host = _loopback(host)
        self._ports = (http_port, ws_port)
        self._speed = _usable(speed)
        self._program = str(ffmpeg or imageio_ffmpeg.get_ffmpeg_exe()) if with_video else None
        self._studio = Studio(scenario, clock or SystemClock())
        self._stack = AsyncExitStack()
        self.done = asyncio.Event()  #: all broadcasts are over

    @property
    def base_url(self) -> str:
        """Root of all HTTP routes."""
        return self._studio.base_url

    @property
    def ws_url(self) -> str:
        """The event socket, without query."""
        return self._studio.push_server

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self._studio.scenario

    @property
    def faults(self) -> Faults:
        """Switches that tests may change at any time."""
        return self._studio.faults

    @property
    def rules(self) -> SocketRules:
        """Rules of the event socket; may be changed at any time."""
        return self._studio.rules

    @property
    def seen(self) -> Seen:
        """What clients did."""
        return self._studio.seen

    @property
    def acks(self) -> Sequence[Ack]:
        """Acknowledgements in the order they came."""
        return self._studio.seen.acks

    @property
    def room(self) -> Room | None:
        """The latest room, live or over; None before the first broadcast."""
        return self._studio.room

    @property
    def ttwid(self) -> str:
        """The device cookie this server hands out; any other non-empty one is accepted too."""
        return self._studio.ttwid

    def endpoints(self) -> Endpoints:
        """Where clients must look instead of the real platform."""
        root = self.ws_url.removesuffix(SOCKET_PATH)
        return Endpoints(self.base_url, self.base_url, self.base_url, root)

    def encoder_runs(self, room_id: int) -> Sequence[EncoderRun]:
        """The stretches of video of a room, with the instant at which each first frame was due."""
        media = self._studio.media.get(room_id)
        return () if media is None else tuple(media.runs)

    def inject(self, fault: FrameFault) -> None:
        """Send a bad frame to everybody in the room now."""
        if self._studio.room is None:
            raise UsageError("No room is open yet; inject a frame while one is live.")
        self._studio.room.publish(fault)

    async def __aenter__(self) -> Self:
        try:
            folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="rebroadcast-"))
            await self._open_sockets()
            director = Director(self._studio, speed=self._speed, program=self._program, folder=Path(folder))
            self._stack.push_async_callback(_cancel, asyncio.create_task(self._play(director)))
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _open_sockets(self) -> None:
        http_socket, ws_socket = (self._stack.enter_context(_bind(self._host, port)) for port in self._ports)
        http_port, ws_port = (opened.getsockname()[1] for opened in (http_socket, ws_socket))
        shown = f"[{self._host}]" if ":" in self._host else self._host
        self._studio.base_url = f"http://{shown}:{http_port}"
        self._studio.push_server = f"ws://{shown}:{ws_port}{SOCKET_PATH}"
        await self._serve_http(http_socket)
        sockets = SocketServer(self._studio)
        await self._stack.enter_async_context(
            serve(
                sockets.serve, sock=ws_socket, process_request=sockets.check_handshake,
                process_response=sockets.add_options, create_connection=SilentConnection, compression=None,
                ping_interval=None, max_size=_CLIENT_FRAME_BYTES, close_timeout=1, server_header=None,
            )
        )  # fmt: skip

    async def _serve_http(self, opened: socket.socket) -> None:
        http = HttpServer(self._studio)
        task = asyncio.create_task(http.serve([opened]))

        async def stop() -> None:
            http.should_exit = True
            await task

        self._stack.push_async_callback(stop)
        await http.ready.wait()

    async def _play(self, director: Director) -> None:
        try:
            await director.play()
        finally:
            self.done.set()


async def _cancel(task: asyncio.Task[None]) -> None:
    """Cancel and wait; an error the task ended with is raised here."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _usable(speed: float) -> float:
    if not 0.1 <= speed <= 20:
        raise UsageError(f"A rebroadcast plays at 0.1 to 20 times its script's pace, not at {speed:g}.")
    return speed


def _loopback(host: str) -> str:
    """The host, if it is this machine and nothing else can reach it."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        is_loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise UsageError(
            f"A rebroadcast binds to this machine only; {host!r} is not a loopback address, use 127.0.0.1."
        )
    return address


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError as error:
        opened.close()
        raise UsageError(f"Port {port} on {host} cannot be used ({error.strerror}); choose another, or 0.") from error
    return opened
