"""One client on the event socket."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from google.protobuf.message import DecodeError
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from archiver.rebroadcast.frame_faults import bad_frame
from archiver.rebroadcast.ids import read_number
from archiver.rebroadcast.results import POSITION_PARAMETER, first_result, next_result
from archiver.rebroadcast.room import LogEntry, Room
from archiver.rebroadcast.studio import Ack, HeartbeatSeen, Studio
from archiver.wire.pb import webcast_pb2 as pb

BATCH_S = 0.05  # what falls due this close together goes into one frame
MAX_BATCH = 200
LINGER_S = 1.0  # between the last message and the close
_MAX_UNACKED = 10_000


class SocketSession:
    """Sends a room's messages and reads what the client says, until either side ends."""

    def __init__(
        self, studio: Studio, room: Room, connection: ServerConnection, *, number: int, query: Mapping[str, str]
    ) -> None:
        self._studio = studio
        self._room = room
        self._connection = connection
        self._number = number
        self._is_plain = query.get("compress") == ""
        self._position = read_number(query.get(POSITION_PARAMETER, ""))
        self._entered = asyncio.Event()
        self._unacked: OrderedDict[int, bytes] = OrderedDict()
        self._sent = 0
        self._heartbeat_at = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """To the end of the connection; closes it."""
        sender = asyncio.create_task(self._send_all())
        receiver = asyncio.create_task(self._receive_all())
        try:
            await asyncio.wait((sender, receiver), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sender, receiver):
                task.cancel()
            results = await asyncio.gather(sender, receiver, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, ConnectionClosed):
                raise result
        await self._connection.close(1000)

    async def _send_all(self) -> None:
        if self._studio.rules.require_enter_room:
            await self._entered.wait()
        if self._position is None:
            self._position = self._room.position
            await self._send_result(first_result(self._studio, self._room))
        for fault in self._studio.faults.frames:
            await self._send_entries([fault])
        while await self._next_batch():
            pass
        await asyncio.sleep(LINGER_S)

    async def _next_batch(self) -> bool:
        """Wait for news and send it. False: the broadcast is over and everything is said."""
        assert self._position is not None
        await self._room.wait_for_news(self._position)
        await asyncio.sleep(BATCH_S)
        entries = self._room.since(self._position)[:MAX_BATCH]
        self._position += len(entries)
        await self._send_entries(entries)
        return bool(entries) or not self._room.is_over

    async def _send_entries(self, entries: Sequence[LogEntry]) -> None:
        messages = [entry for entry in entries if isinstance(entry, pb.Message)]
        if messages:
            await self._send_result(next_result(self._studio, self._room, messages))
        for entry in entries:
            if not isinstance(entry, pb.Message):
                ids = self._studio.ids
                now_ms = self._studio.clock.now_ms()
                await self._connection.send(bad_frame(entry, log_id=ids.next(now_ms), msg_id=ids.next(now_ms)))

    async def _send_result(self, result: pb.FetchResult) -> None:
        self._sent += 1
        log_id = self._studio.ids.next(self._studio.clock.now_ms())
        result.need_ack = self._studio.rules.need_ack
        if result.need_ack:
            self._unacked[log_id] = result.internal_ext
            while len(self._unacked) > _MAX_UNACKED:
                self._unacked.popitem(last=False)
        await self._connection.send(self._push_frame(result.SerializeToString(), log_id).SerializeToString())

    def _push_frame(self, payload: bytes, log_id: int) -> pb.PushFrame:
        compression = "plain" if self._is_plain else self._studio.rules.compression
        header = pb.PushFrame.Header(key="compress_type", value="gzip" if compression == "gzip" else "none")
        return pb.PushFrame(
            seq_id=self._sent, log_id=log_id, service=9, method=8, payload_encoding="pb", payload_type="msg",
            headers=[] if compression == "unmarked" else [header],
            payload=payload if compression == "plain" else gzip.compress(payload, 6),
        )  # fmt: skip

    async def _receive_all(self) -> None:
        while True:
            limit_s = self._studio.rules.heartbeat_timeout_s
            try:
                async with asyncio.timeout_at(None if limit_s is None else self._heartbeat_at + limit_s):
                    data = await self._connection.recv()
            except TimeoutError:
                return
            if isinstance(data, bytes):
                await self._take(data)

    async def _take(self, data: bytes) -> None:
        try:
            frame = pb.PushFrame.FromString(data)
            match frame.payload_type:
                case "im_enter_room":
                    await self._enter(pb.EnterRoom.FromString(frame.payload))
                case "hb":
                    await self._note_heartbeat(pb.Heartbeat.FromString(frame.payload))
                case "ack":
                    await self._note_ack(frame)
        except DecodeError:
            await self._connection.close(1002, "payload_handler")

    async def _enter(self, message: pb.EnterRoom) -> None:
        self._studio.seen.entered.append(self._number)
        self._entered.set()
        if self._studio.rules.answer_enter_room:
            await self._answer("im_enter_room_resp", message.SerializeToString())

    async def _note_heartbeat(self, heartbeat: pb.Heartbeat) -> None:
        self._heartbeat_at = asyncio.get_running_loop().time()
        self._studio.seen.heartbeats.append(
            HeartbeatSeen(self._number, heartbeat.room_id, heartbeat.send_packet_seq_id)
        )
        if self._studio.rules.answer_heartbeats:
            await self._answer("hb", heartbeat.SerializeToString())

    async def _note_ack(self, frame: pb.PushFrame) -> None:
        is_expected = frame.payload == self._unacked.pop(frame.log_id, None)
        self._studio.seen.acks.append(Ack(self._number, frame.log_id, frame.payload, is_expected))
        if self._studio.rules.close_on_wrong_ack and not is_expected:
            await self._connection.close(1002, "wrong ack")

    async def _answer(self, payload_type: str, payload: bytes) -> None:
        frame = pb.PushFrame(payload_encoding="pb", payload_type=payload_type, payload=payload)
        await self._connection.send(frame.SerializeToString())
