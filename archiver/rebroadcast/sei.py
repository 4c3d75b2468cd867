"""The encoder's clock, put into key frames as ByteDance's encoders and mixers do: SEI user data with a JSON ``ts``."""

from __future__ import annotations

import json

from archiver.flv.tags import Tag, make_tag

_AVC_SEI = 6
_USER_DATA_UNREGISTERED = 5
#: Ours; readers go by the JSON.
_UUID = bytes.fromhex("6a5f3c9e0d1b4e8f9a7c2b4d6e8f0a1c")
_AVC_BODY_BYTES = 5  # frame type and codec, packet type, composition time


def sei_unit(ts: int) -> bytes:
    """An H.264 NAL unit, without start code or length, that says the frame was captured at ``ts`` (epoch ms)."""
    text = json.dumps({"app_data": "", "canvas": {"bgnd": "#000000"}, "regions": [], "ts": ts}, separators=(",", ":"))
    payload = _UUID + text.encode()
    size = b"\xff" * (len(payload) // 255) + bytes((len(payload) % 255,))
    message = bytes((_USER_DATA_UNREGISTERED,)) + size + payload
    return bytes((_AVC_SEI,)) + _escaped(message + b"\x80")


def stamped(tag: Tag, ts: int) -> Tag:
    """An AVC key frame's tag with the clock in front of its slices; any other tag as it is."""
    if not tag.is_key_frame or tag.video.codec != "avc1" or tag.video.is_enhanced:
        return tag
    unit, body = sei_unit(ts), tag.body
    body = body[:_AVC_BODY_BYTES] + len(unit).to_bytes(4, "big") + unit + body[_AVC_BODY_BYTES:]
    return Tag(tag.kind, make_tag(tag.kind, tag.time_ms, body))


def presentation_ms(tag: Tag) -> int:
    """When a video tag's picture is shown, by the stream's clock."""
    return tag.time_ms + tag.video.composition_ms


def _escaped(data: bytes) -> bytes:
    """With the bytes that keep start codes out of a NAL unit."""
    out = bytearray()
    zeros = 0
    for byte in data:
        if zeros >= 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)
