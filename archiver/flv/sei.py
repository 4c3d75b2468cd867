"""The encoder's own clock: JSON with a ``ts`` in SEI messages of user data (H.264 and HEVC).

Encoders and mixers of ByteDance's platforms put an object such as ``{"ts": 1700000000123, "app_data": …}`` (epoch
milliseconds) before a key frame's slices, as user data with a UUID in front; some leave the UUID out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_AVC_SEI = 6
_HEVC_SEI = (39, 40)  # before and behind the picture
_USER_DATA_UNREGISTERED = 5
_UUID_BYTES = 16
#: What is looked at: SEI stands in front of the slices, so a key frame need not be read to its end.
MAX_LOOK_BYTES = 16_384
MAX_NALS = 32
MAX_JSON_BYTES = 8_192
#: Instants that a clock of this century can have, epoch ms.
_EARLIEST_MS, _LATEST_MS = 1_000_000_000_000, 4_000_000_000_000


def sei_instant(data: bytes, codec: str) -> int | None:
    """The first ``ts`` in a picture's SEI, epoch ms; None without one.

    Args:
        data: NAL units, each behind its length in 4 bytes, possibly cut off; MAX_LOOK_BYTES of it are read.
        codec: FourCC: "avc1" or "hvc1".
    """
    for payload in user_data(data, codec):
        if (ts := _ts_of(payload)) is not None:
            return ts
    return None


def user_data(data: bytes, codec: str) -> Iterator[bytes]:
    """The payloads of unregistered user data in a picture's SEI, with their UUID."""
    if codec not in ("avc1", "hvc1"):
        return
    position = 0
    data = data[:MAX_LOOK_BYTES]
    for _ in range(MAX_NALS):
        size = int.from_bytes(data[position : position + 4], "big")
        nal = data[position + 4 : position + 4 + size]
        if not nal:
            return
        kind = nal[0] & 0x1F if codec == "avc1" else nal[0] >> 1 & 0x3F
        if kind == _AVC_SEI if codec == "avc1" else kind in _HEVC_SEI:
            yield from _messages(_unescape(nal[1 if codec == "avc1" else 2 :]))
        elif kind in range(1, 6) if codec == "avc1" else kind < 32:
            return  # a slice: SEI that belongs to this picture is in front
        position += 4 + size


def _messages(rbsp: bytes) -> Iterator[bytes]:
    """Payloads of user data among the SEI messages of one NAL unit."""
    position = 0
    while position + 2 < len(rbsp):
        kind, position = _number(rbsp, position)
        size, position = _number(rbsp, position)
        if kind == _USER_DATA_UNREGISTERED:
            yield rbsp[position : position + size]
        position += size


def _number(rbsp: bytes, position: int) -> tuple[int, int]:
    """A number written as any count of 0xFF and a last byte, and where it ends."""
    value = 0
    while position < len(rbsp) and rbsp[position] == 0xFF:
        value += 0xFF
        position += 1
    if position < len(rbsp):
        value += rbsp[position]
    return value, position + 1


def _unescape(nal: bytes) -> bytes:
    """Without the bytes that keep start codes out of a NAL unit."""
    return nal.replace(b"\0\0\x03", b"\0\0")


def _ts_of(payload: bytes) -> int | None:
    if len(payload) > MAX_JSON_BYTES + _UUID_BYTES or b'"ts"' not in payload:
        return None
    begin = payload.find(b"{", _UUID_BYTES if payload[:1] != b"{" else 0)
    end = payload.rfind(b"}")
    if begin < 0 or end < begin:
        return None
    try:
        value: Any = json.loads(payload[begin : end + 1])
    except (ValueError, RecursionError):
        return None
    ts = value.get("ts") if isinstance(value, dict) else None
    if isinstance(ts, str) and ts.isascii() and ts.isdigit() and len(ts) == len("1700000000123"):
        ts = int(ts)
    if isinstance(ts, bool) or not isinstance(ts, int | float) or not _EARLIEST_MS <= ts <= _LATEST_MS:
        return None
    return int(ts)
