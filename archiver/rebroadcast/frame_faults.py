"""Frames that a client must survive."""

from __future__ import annotations

import functools
import gzip
import zlib

from archiver.rebroadcast.faults import FrameFault
from archiver.wire.pb import webcast_pb2 as pb

BOMB_BYTES = 256 << 20


def bad_frame(fault: FrameFault, *, log_id: int, msg_id: int) -> bytes | str:
    """The frame: bytes for a binary one, text for a text one."""
    match fault:
        case "text_frame":
            return "this is not a binary frame"
        case "unknown_payload_type":
            return _frame(log_id, "im_mystery", b"\xff\xfe not a fetch result")
        case "truncated_frame":
            whole = _frame(log_id, "msg", _result(msg_id, "WebcastChatMessage", b""))
            return whole[: len(whole) - 3]
        case "gzip_bomb":
            return _frame(log_id, "msg", _zeros_as_gzip(BOMB_BYTES), compress_type="gzip")
        case "undecodable_message":
            # Field 2 (the viewer) announces more bytes than follow.
            body = _result(msg_id, "WebcastChatMessage", b"\x12\x7fbroken")
            return _frame(log_id, "msg", gzip.compress(body), compress_type="gzip")


def _result(msg_id: int, method: str, payload: bytes) -> bytes:
    message = pb.Message(method=method, payload=payload, msg_id=msg_id)
    return pb.FetchResult(messages=[message], cursor="0").SerializeToString()


def _frame(log_id: int, payload_type: str, payload: bytes, compress_type: str = "none") -> bytes:
    header = pb.PushFrame.Header(key="compress_type", value=compress_type)
    frame = pb.PushFrame(
        log_id=log_id, headers=[header], payload_encoding="pb", payload_type=payload_type, payload=payload
    )
    return frame.SerializeToString()


@functools.cache
def _zeros_as_gzip(size_bytes: int) -> bytes:
    """``size_bytes`` zeros, compressed a thousandfold, made without ever holding them."""
    packer = zlib.compressobj(6, wbits=31)
    chunk = bytes(1 << 20)
    parts = [packer.compress(chunk) for _ in range(size_bytes >> 20)]
    return b"".join([*parts, packer.flush()])
