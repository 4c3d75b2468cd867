"""Raw frames as received, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from archiver.model.broadcast import ControlSignal


class FrameKind(IntEnum):
    """What a journal record holds."""

    PUSH = 1  #: a binary websocket frame (WebcastPushFrame)
    FETCH_RESULT = 2  #: the body of the sign server's fetch (ProtoMessageFetchResult)
    CONNECTED = 3  #: note, UTF-8 JSON: a connection was opened, by which strategy
    DISCONNECTED = 4  #: note, UTF-8 JSON: it ended, and why
    TIKAPI_CHAT = 5  #: an answer of TikAPI's /user/live/chat, JSON as received


@dataclass(frozen=True, slots=True)
class RawFrame:
    """Bytes and the instant they arrived."""

    kind: FrameKind
    data: bytes = field(repr=False)
    received_at: int  #: epoch ms, our clock
    monotonic_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameNotice:
    """What the connection protocol read in a frame while it answered it."""

    signals: tuple[ControlSignal, ...] = ()
    server_now_ms: int | None = None  #: the server's clock as the frame states it
    messages: int = 0
    problem: str | None = None  #: the frame could not be read; it is in the journal all the same
    payload_type: str = ""  #: "msg" for results, "text" for a text frame, else as sent (hb, im_enter_room_resp, ...)
