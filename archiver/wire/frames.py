"""Frames of the websocket, both ways: bounded parsing of what arrives, builders for what we send.

Nothing here trusts a length, a count or a compression ratio. Parsing raises FrameError and nothing else.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from isal import isal_zlib

from archiver.errors import FrameError
from archiver.wire.pb import webcast_pb2 as pb

#: A frame as it arrives. Real ones have about 40 KB at most.
MAX_FRAME_BYTES = 16 << 20
#: A decompressed result. Real ones have some hundred KB at most; parsed, a hostile one takes 45 times its bytes.
MAX_RESULT_BYTES = 8 << 20
#: Messages of one result. Real ones hold a dozen, the first one up to some hundred.
MAX_MESSAGES = 20_000

MESSAGE_FRAME = "msg"

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW_BITS = 31  # zlib's way of saying: a gzip header and trailer, 32 KiB window


def parse_frame(data: bytes) -> pb.PushFrame:
    """The push frame in a binary websocket message.

    Raises:
        FrameError: larger than MAX_FRAME_BYTES, truncated, or no protobuf.
    """
    if len(data) > MAX_FRAME_BYTES:
        raise FrameError(f"The frame has {len(data)} bytes; at most {MAX_FRAME_BYTES} are read.")
    try:
        return pb.PushFrame.FromString(data)
    except DecodeError:
        raise FrameError(f"The frame of {len(data)} bytes is truncated or not protobuf.") from None


def parse_result(frame: pb.PushFrame) -> pb.FetchResult:
    """The fetch result in a ``msg`` frame, decompressed when its header or its first bytes say so.

    Raises:
        FrameError: a broken or oversized compressed payload, a payload that is no fetch result, too many messages.
    """
    payload = frame.payload
    if payload[:2] == _GZIP_MAGIC or _says_gzip(frame):
        payload = decompress(payload)
    return _parse_result(payload)


def parse_fetch_result(body: bytes) -> pb.FetchResult:
    """The fetch result in the body of the sign server's answer, compressed or not.

    Raises:
        FrameError: as for frames.
    """
    if len(body) > MAX_FRAME_BYTES:
        raise FrameError(f"The fetch result has {len(body)} bytes; at most {MAX_FRAME_BYTES} are read.")
    return _parse_result(decompress(body) if body[:2] == _GZIP_MAGIC else body)


def decompress(payload: bytes) -> bytes:
    """Undo gzip, never making more than MAX_RESULT_BYTES.

    Raises:
        FrameError: not gzip, truncated, damaged, followed by other bytes, or larger than allowed.
    """
    gunzip = isal_zlib.decompressobj(_GZIP_WINDOW_BITS)
    try:
        data: bytes = gunzip.decompress(payload, MAX_RESULT_BYTES)
    except isal_zlib.error:  # type: ignore[misc]  # its stub declares an instance, it is a class
        raise FrameError(f"The compressed payload of {len(payload)} bytes is damaged or not gzip.") from None
    if not gunzip.eof:
        if gunzip.unconsumed_tail or len(data) == MAX_RESULT_BYTES:
            raise FrameError(f"The payload of {len(payload)} bytes decompresses to more than {MAX_RESULT_BYTES} bytes.")
        raise FrameError(f"The compressed payload of {len(payload)} bytes is truncated.")
    if gunzip.unused_data:
        raise FrameError(f"{len(gunzip.unused_data)} bytes follow the compressed payload.")
    return data


def enter_room_frame(room_id: int, *, enter_unique_id: int = 0) -> bytes:
    """The first frame of a connection: without it the server sends no messages."""
    entry = pb.EnterRoom(
        room_id=room_id,
        live_id=12,  # TikTok among the services that share the protocol
        identity="audience",
        enter_unique_id=enter_unique_id,
        filter_welcome_msg="0",
    )
    return _frame("im_enter_room", entry.SerializeToString())


def heartbeat_frame(room_id: int, sequence: int) -> bytes:
    """A sign of life; ``sequence`` counts from 1."""
    return _frame("hb", pb.Heartbeat(room_id=room_id, send_packet_seq_id=sequence).SerializeToString())


def ack_frame(log_id: int, internal_ext: bytes) -> bytes:
    """Tell the server that a result arrived; an empty ``internal_ext`` is sent as "-"."""
    return _frame("ack", internal_ext or b"-", log_id=log_id)


def _frame(payload_type: str, payload: bytes, *, log_id: int = 0) -> bytes:
    frame = pb.PushFrame(log_id=log_id, payload_encoding="pb", payload_type=payload_type, payload=payload)
    return frame.SerializeToString()


def _says_gzip(frame: pb.PushFrame) -> bool:
    return any(header.key == "compress_type" and header.value == "gzip" for header in frame.headers)


def _parse_result(payload: bytes) -> pb.FetchResult:
    if len(payload) > MAX_RESULT_BYTES:
        raise FrameError(f"The fetch result has {len(payload)} bytes; at most {MAX_RESULT_BYTES} are read.")
    try:
        result = pb.FetchResult.FromString(payload)
    except DecodeError:
        raise FrameError(f"The payload of {len(payload)} bytes is not a fetch result.") from None
    if len(result.messages) > MAX_MESSAGES:
        raise FrameError(f"The fetch result holds {len(result.messages)} messages; at most {MAX_MESSAGES} are read.")
    return result
