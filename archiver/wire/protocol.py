"""The client's side of a room's websocket, without the websocket: bytes in; notices, bytes to send and deadlines out.

The caller owns socket and clock. It calls ``connected`` once, ``receive`` for each frame, ``tick`` when
``next_deadline_ms`` has come, and after each of them sends what ``data_to_send`` gives, as binary frames.
"""

from __future__ import annotations

import re

from google.protobuf.message import DecodeError

from archiver.errors import FrameError
from archiver.model.broadcast import ControlSignal
from archiver.model.frame import FrameNotice
from archiver.wire import frames
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.values import LAST_INSTANT

HEARTBEAT_INTERVAL_MS = 10_000
SILENCE_LIMIT_MS = 60_000

_PING_INTERVAL = re.compile(r"(?:^|;)\s*ping-interval=(\d{1,4})\s*(?:;|$)", re.ASCII)
_CONTROL_METHODS = frozenset({"WebcastControlMessage", "ControlMessage"})
_SIGNALS = frozenset(ControlSignal)


def heartbeat_interval_ms(handshake_options: str | None) -> int:
    """The interval that the response header ``Handshake-Options`` asks for (``ping-interval=<s>``), else 10 s.

    Values outside of 1 to 60 s are not believed.
    """
    match = _PING_INTERVAL.search(handshake_options or "")
    interval_s = int(match.group(1)) if match else 0
    return interval_s * 1000 if 1 <= interval_s <= 60 else HEARTBEAT_INTERVAL_MS


class WebcastProtocol:
    """Enters a room, keeps the connection alive, acknowledges results and reads what the room says about itself.

    Args:
        room_id: the room to enter.
        enter_unique_id: 0, or a random positive number that the server's answer repeats.
        heartbeat_interval_ms: see the function of that name.
        silence_limit_ms: after so long without any frame the connection counts as dead.

    Times are milliseconds of any clock that does not jump.
    """

    def __init__(
        self,
        room_id: int,
        *,
        enter_unique_id: int = 0,
        heartbeat_interval_ms: int = HEARTBEAT_INTERVAL_MS,
        silence_limit_ms: int = SILENCE_LIMIT_MS,
    ) -> None:
        self._room_id = room_id
        self._enter_unique_id = enter_unique_id
        self._heartbeat_interval_ms = heartbeat_interval_ms
        self._silence_limit_ms = silence_limit_ms
        self._outbox: list[bytes] = []
        self._heartbeats = 0
        self._heartbeat_due_ms = 0
        self._silent_at_ms = 0
        self._is_connected = False
        self._is_dead = False

    @property
    def next_deadline_ms(self) -> int | None:
        """When ``tick`` is to be called; None before ``connected``, and once ``tick`` has found the connection dead.

        A frame that arrives after all revives it.
        """
        if not self._is_connected or self._is_dead:
            return None
        return min(self._heartbeat_due_ms, self._silent_at_ms)

    def connected(self, now_ms: int) -> None:
        """The websocket is open: enter the room, and only then show a first sign of life."""
        self._is_connected = True
        self._silent_at_ms = now_ms + self._silence_limit_ms
        self._outbox.append(frames.enter_room_frame(self._room_id, enter_unique_id=self._enter_unique_id))
        self._send_heartbeat(now_ms)

    def tick(self, now_ms: int) -> None:
        """Do what is due: a heartbeat, or the finding that the connection is dead."""
        if not self._is_connected:
            return
        if now_ms >= self._silent_at_ms:
            self._is_dead = True
        elif now_ms >= self._heartbeat_due_ms:
            self._send_heartbeat(now_ms)

    def data_to_send(self) -> list[bytes]:
        """Frames to send now, in order; each is given once."""
        outbox, self._outbox = self._outbox, []
        return outbox

    def heard(self, now_ms: int) -> None:
        """Something arrived; for callers that read a frame later than they receive it."""
        self._silent_at_ms = max(self._silent_at_ms, now_ms + self._silence_limit_ms)
        self._is_dead = False

    def receive(self, data: bytes | str, now_ms: int) -> FrameNotice:
        """Read a frame that arrived at ``now_ms`` and queue its ack. Never raises for its content: see ``problem``."""
        self.heard(now_ms)
        if isinstance(data, str):
            return FrameNotice(payload_type="text")
        try:
            frame = frames.parse_frame(data)
            if frame.payload_type != frames.MESSAGE_FRAME:
                return FrameNotice(payload_type=_shown(frame.payload_type))
            result = frames.parse_result(frame)
        except FrameError as error:
            return FrameNotice(problem=str(error))
        if result.need_ack:
            self._outbox.append(frames.ack_frame(frame.log_id, result.internal_ext))
        return read_result(result)

    def _send_heartbeat(self, now_ms: int) -> None:
        self._heartbeats += 1
        self._outbox.append(frames.heartbeat_frame(self._room_id, self._heartbeats))
        self._heartbeat_due_ms = now_ms + self._heartbeat_interval_ms


def read_result(result: pb.FetchResult) -> FrameNotice:
    """What a result says about its room; also for the sign server's first one, which is never acknowledged."""
    return FrameNotice(
        signals=tuple(signal for message in result.messages if (signal := _signal(message)) is not None),
        server_now_ms=result.now if 0 < result.now <= LAST_INSTANT else None,
        messages=len(result.messages),
        payload_type=frames.MESSAGE_FRAME,
    )


def _signal(message: pb.Message) -> ControlSignal | None:
    # A replayed control message is about an earlier time: a pause or end that is over.
    if message.method not in _CONTROL_METHODS or message.is_history:
        return None
    try:
        action = pb.ControlMessage.FromString(message.payload).action
    except DecodeError:
        return None
    return ControlSignal(action) if action in _SIGNALS else None


def _shown(payload_type: str | bytes) -> str:
    """A payload type fit for a log line: the server may send anything."""
    text = payload_type.decode("ascii", "replace") if isinstance(payload_type, bytes) else payload_type
    return text[:40]
