"""Live FLV and HLS over HTTP."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from archiver.rebroadcast.flv_fanout import FlvFanout
from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.live_media import LiveMedia
from archiver.rebroadcast.playlist_view import dated, without_newest
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.studio import Studio

_SEGMENT = re.compile(r"segment-\d{5,9}\.ts")
_PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
_PATIENCE_S = 6.0  # a playlist exists once the first segment is complete
_LOOK_S = 0.1

#: Transports of open connections by the client's address, for the fault that resets them.
Transports = MutableMapping[tuple[str, int], asyncio.Transport]


class MediaRoutes:
    """Answers for one studio."""

    def __init__(self, studio: Studio, transports: Transports) -> None:
        self._studio = studio
        self._transports = transports
        self._last_playlists: dict[Path, str] = {}

    def routes(self) -> list[Route]:
        """Paths as ``payloads.media_url`` makes them."""
        return [
            Route("/media/{room_id}/{quality}.flv", self.flv),
            Route("/media/{room_id}/{quality}/index.m3u8", self.playlist),
            Route("/media/{room_id}/{quality}/{segment}", self.segment),
        ]

    async def flv(self, request: Request) -> Response:
        """A stream without end until the encoder's run ends."""
        media = self._media(request)
        fanout = media.flv(request.path_params["quality"]) if media is not None else None
        if self._refusal() is not None or fanout is None:
            return self._refusal() or PlainTextResponse("", status_code=404)
        headers = {"Cache-Control": "no-store", "Connection": "close"}
        return StreamingResponse(self._watch(request, fanout), media_type="video/x-flv", headers=headers)

    async def playlist(self, request: Request) -> Response:
        """The live playlist; it has its end mark once the broadcast is over."""
        path = self._file(request, "index.m3u8")
        if self._refusal() is not None or path is None or not await _appears(path):
            return self._refusal() or PlainTextResponse("", status_code=404)
        if self._studio.faults.media != "stall" or path not in self._last_playlists:
            self._last_playlists[path] = await asyncio.to_thread(path.read_text, "utf-8")
        text = await asyncio.to_thread(self._as_seen, path, self._last_playlists[path], self._room(request))
        if text is None:
            return PlainTextResponse("", status_code=404)
        return Response(text, media_type=_PLAYLIST_TYPE, headers={"Cache-Control": "no-store"})

    async def segment(self, request: Request) -> Response:
        """One HLS segment."""
        name = request.path_params["segment"]
        path = self._file(request, name) if _SEGMENT.fullmatch(name) else None
        if self._refusal() is not None or path is None or not path.exists():
            return self._refusal() or PlainTextResponse("", status_code=404)
        return FileResponse(path, media_type="video/mp2t")

    def _as_seen(self, path: Path, text: str, room: Room) -> str | None:
        """The playlist as the script wants it seen; None while it has nothing to show."""
        broadcast = room.broadcast
        latest_s = self._studio.clock.now_ms() / 1000 - broadcast.delay_s
        hidden = {
            file.name
            for file in path.parent.glob("*.ts")
            if broadcast.delay_s and file.name in text and file.stat().st_mtime > latest_s
        }
        seen = without_newest(text, hidden)
        if seen is None:
            return None
        return dated(seen, broadcast.dates) + ("#EXT-X-ENDLIST\n" if room.is_over and not hidden else "")

    def _room(self, request: Request) -> Room:
        return self._studio.rooms[_room_id(request)]

    def _media(self, request: Request) -> LiveMedia | None:
        return self._studio.media.get(_room_id(request))

    def _file(self, request: Request, name: str) -> Path | None:
        """A file of a rung the broadcast has; None for anything else."""
        media, room = self._media(request), self._studio.rooms.get(_room_id(request))
        quality: str = request.path_params["quality"]
        if media is None or room is None or "hls" not in room.broadcast.formats:
            return None
        if quality not in {rung.name for rung in room.broadcast.qualities}:
            return None
        return media.folder / quality / name

    def _refusal(self) -> Response | None:
        status = {"forbidden": 403, "not_found": 404}.get(self._studio.faults.media)
        return None if status is None else PlainTextResponse("", status_code=status)

    async def _watch(self, request: Request, fanout: FlvFanout) -> AsyncIterator[bytes]:
        async for data in fanout.watch():
            while self._studio.faults.media == "stall":  # noqa: ASYNC110 - a switch, not an event
                await asyncio.sleep(_LOOK_S)
            if self._studio.faults.media == "reset":
                self._reset(request)
                return
            if self._studio.faults.media == "cut":
                yield data[: max(1, len(data) // 2)]
                return
            yield data

    def _reset(self, request: Request) -> None:
        """Break the connection with a TCP reset, as a failing media server does."""
        assert request.client is not None
        transport = self._transports[request.client.host, request.client.port]
        connection: socket.socket = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()


def _room_id(request: Request) -> int:
    return read_number(request.path_params["room_id"]) or 0


async def _appears(path: Path) -> bool:
    """Wait a little for a file; whether it is there."""
    for _ in range(round(_PATIENCE_S / _LOOK_S)):
        if await asyncio.to_thread(path.exists):
            return True
        await asyncio.sleep(_LOOK_S)
    return False
