"""A bare client of the event socket: real websocket, no decoding of ours, for tests of the rebroadcast room."""

from __future__ import annotations

import gzip
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from archiver.wire.pb import webcast_pb2 as pb

USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36"


class RoomClient:
    """One connection; use as an async context."""

    def __init__(
        self, ws_url: str, room_id: int, *, cookie: str = "ttwid=1", user_agent: str | None = USER_AGENT, **query: str
    ):
        parameters = {"aid": "1988", "room_id": str(room_id), "compress": "gzip", **query}
        self.url = f"{ws_url}?{urlencode(parameters)}&version_code=270000"
        self.room_id = room_id
        self._connect = connect(
            self.url, additional_headers={"Cookie": cookie} if cookie else {}, user_agent_header=user_agent,
            proxy=None, ping_interval=None, max_size=16 << 20,
        )  # fmt: skip
        self.socket: ClientConnection

    async def __aenter__(self) -> Self:
        self.socket = await self._connect.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connect.__aexit__(kind, error, trace)

    async def frame(self) -> pb.PushFrame:
        """The next binary frame."""
        data = await self.socket.recv()
        assert isinstance(data, bytes)
        return pb.PushFrame.FromString(data)

    async def result(self, *, ack: bool = True) -> pb.FetchResult:
        """The next ``msg`` frame's result, acknowledged if it asks for that."""
        frame = await self.frame()
        while frame.payload_type != "msg":
            frame = await self.frame()
        return await self.open(frame, ack=ack)

    async def open(self, frame: pb.PushFrame, *, ack: bool = True) -> pb.FetchResult:
        """The result in a frame."""
        payload = gzip.decompress(frame.payload) if frame.payload[:2] == b"\x1f\x8b" else frame.payload
        result = pb.FetchResult.FromString(payload)
        if ack and result.need_ack:
            await self.send("ack", result.internal_ext, log_id=frame.log_id)
        return result

    async def messages_until(self, method: str) -> list[pb.Message]:
        """All messages up to the first of this method, inclusive."""
        messages: list[pb.Message] = []
        while True:
            for message in (await self.result()).messages:
                messages.append(message)
                if message.method == method:
                    return messages

    async def messages_until_closed(self) -> list[pb.Message]:
        """All messages until the server closes."""
        messages: list[pb.Message] = []
        with suppress(ConnectionClosed):
            while True:
                messages += (await self.result()).messages
        return messages

    async def enter(self) -> None:
        """Enter the room."""
        await self.send(
            "im_enter_room", pb.EnterRoom(room_id=self.room_id, live_id=12, identity="audience").SerializeToString()
        )

    async def heartbeat(self, number: int = 1) -> None:
        """Send a heartbeat."""
        await self.send("hb", pb.Heartbeat(room_id=self.room_id, send_packet_seq_id=number).SerializeToString())

    async def send(self, payload_type: str, payload: bytes, *, log_id: int = 0) -> None:
        """Send a frame."""
        frame = pb.PushFrame(payload_encoding="pb", payload_type=payload_type, payload=payload, log_id=log_id)
        await self.socket.send(frame.SerializeToString())
