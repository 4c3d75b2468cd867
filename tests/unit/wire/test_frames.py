"""Frames: the platform's bytes exactly, and bounds on everything that arrives."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import FrameError
from archiver.wire import frames
from archiver.wire.pb import webcast_pb2 as pb
from tests.fakes.webcast import make_frame, make_message, make_result

ROOM_ID = 7140000000000000001
HEARTBEAT_PAYLOAD = bytes.fromhex("088180a882bb85988b631001")
HEARTBEAT_FRAME = bytes.fromhex("320270623a026862420c088180a882bb85988b631001")
ENTER_FRAME = bytes.fromhex(
    "320270623a0d696d5f656e7465725f726f6f6d4219088180a882bb85988b63200c2a0861756469656e63654a0130"
)
ACK_FRAME = bytes.fromhex("107b320270623a0361636b42012d")
RESULT = bytes.fromhex(
    "0a1d0a1557656263617374436f6e74726f6c4d65737361676512021003180112016318e80720ecd6a4defe332a01654801"
)
RESULT_FRAME = bytes.fromhex("080110092a150a0d636f6d70726573735f7479706512046e6f6e65320270623a036d73674231") + RESULT


def test_heartbeat_frame_equals_the_vector():
    """A heartbeat is byte for byte what other clients send."""
    assert frames.heartbeat_frame(ROOM_ID, 1) == HEARTBEAT_FRAME
    assert pb.PushFrame.FromString(HEARTBEAT_FRAME).payload == HEARTBEAT_PAYLOAD


def test_enter_room_frame_equals_the_vector():
    """The entry is byte for byte what other clients send."""
    assert frames.enter_room_frame(ROOM_ID) == ENTER_FRAME


def test_enter_unique_id_is_in_the_entry():
    """A chosen enter_unique_id is sent, for the server to repeat."""
    frame = pb.PushFrame.FromString(frames.enter_room_frame(ROOM_ID, enter_unique_id=99))
    assert pb.EnterRoom.FromString(frame.payload).enter_unique_id == 99


def test_ack_frame_equals_the_vector():
    """An empty internal_ext is acknowledged as "-"."""
    assert frames.ack_frame(123, b"") == ACK_FRAME


def test_ack_carries_any_bytes():
    """internal_ext goes back untouched even when it is no UTF-8."""
    frame = pb.PushFrame.FromString(frames.ack_frame(5, b"\xff|a"))
    assert (frame.log_id, frame.payload, frame.payload_type) == (5, b"\xff|a", "ack")


def test_result_frame_is_read_as_the_vector_says():
    """The vector's msg frame gives log id, server clock, ack wish and its one message."""
    frame = frames.parse_frame(RESULT_FRAME)
    result = frames.parse_result(frame)
    (message,) = result.messages
    assert frame.log_id == 9
    assert (result.cursor, result.fetch_interval, result.now) == ("c", 1000, 1786367257452)
    assert (result.internal_ext, result.need_ack) == (b"e", True)
    assert (message.method, message.msg_id) == ("WebcastControlMessage", 1)
    assert pb.ControlMessage.FromString(message.payload).action == 3


@pytest.mark.parametrize(
    ("compress", "header"),
    [(True, "gzip"), (True, None), (True, "none"), (False, None), (False, "none")],
)
def test_compression_is_found_by_header_and_by_magic(compress, header):
    """Gzip bytes are decompressed whatever the header says, and plain ones are left alone."""
    frame = make_frame(make_result(make_message("X", b"")), compress=compress, header=header)
    assert frames.parse_result(frames.parse_frame(frame)).cursor == "c"


def test_gzip_header_on_other_bytes_is_refused():
    """A payload that is not the gzip its header announces is an error, not silently an empty result."""
    with pytest.raises(FrameError, match="not gzip"):
        frames.parse_result(frames.parse_frame(make_frame(make_result(), header="gzip")))


def test_bomb_is_refused():
    """A payload that decompresses beyond the bound is refused without making all of it."""
    bomb = gzip.compress(bytes(frames.MAX_RESULT_BYTES + 1))
    with pytest.raises(FrameError, match="decompresses to more than"):
        frames.decompress(bomb)


def test_large_result_within_the_bound_is_read():
    """The bound does not touch results far larger than real ones."""
    data = bytes(frames.MAX_RESULT_BYTES - 1)
    assert frames.decompress(gzip.compress(data, 1)) == data


@pytest.mark.parametrize("cut", [0, 2, 9, 17, -9, -1])
def test_truncated_gzip_is_named(cut):
    """Compressed data that ends too early is an error, even if all but its trailer arrived."""
    whole = gzip.compress(bytes(range(256)) * 20)
    with pytest.raises(FrameError, match="truncated"):
        frames.decompress(whole[:cut])


def test_damaged_gzip_is_refused():
    """A checksum that does not fit is an error."""
    whole = bytearray(gzip.compress(b"hello, room"))
    whole[-5] ^= 1
    with pytest.raises(FrameError, match="damaged"):
        frames.decompress(bytes(whole))


def test_bytes_after_gzip_are_refused():
    """Data behind the compressed payload would be lost, so it is an error."""
    with pytest.raises(FrameError, match="3 bytes follow"):
        frames.decompress(gzip.compress(b"x") + b"abc")


def test_zlib_stream_is_not_taken_for_gzip():
    """Only gzip is understood."""
    with pytest.raises(FrameError):
        frames.decompress(zlib.compress(b"hello"))


def test_oversized_frame_is_refused_unparsed():
    """A frame beyond the bound is refused by its length alone."""
    with pytest.raises(FrameError, match="at most"):
        frames.parse_frame(bytes(frames.MAX_FRAME_BYTES + 1))
    with pytest.raises(FrameError, match="at most"):
        frames.parse_fetch_result(bytes(frames.MAX_FRAME_BYTES + 1))


def test_too_many_messages_are_refused():
    """A small payload of very many empty messages does not become very many events."""
    with pytest.raises(FrameError, match="20001 messages"):
        frames.parse_fetch_result(b"\x0a\x00" * (frames.MAX_MESSAGES + 1))


def test_fetch_result_may_be_compressed():
    """The sign server's body is read plain and gzipped."""
    assert frames.parse_fetch_result(RESULT) == frames.parse_fetch_result(gzip.compress(RESULT))


def test_html_is_not_a_fetch_result():
    """A firewall page in place of the sign server's answer is an error."""
    with pytest.raises(FrameError, match="not a fetch result"):
        frames.parse_fetch_result(b"<!DOCTYPE html><html><body>blocked</body></html>")


@pytest.mark.parametrize("compress", [False, True])
def test_frame_cut_at_every_byte_is_read_or_refused(compress):
    """No cut of a frame ends in anything but a result or a FrameError, and only the whole one has the message."""
    whole = make_frame(make_result(make_message("WebcastChatMessage", pb.ChatMessage(content="hi"))), compress=compress)
    for length in range(len(whole)):
        with contextlib.suppress(FrameError):
            assert not frames.parse_result(frames.parse_frame(whole[:length])).messages
    assert frames.parse_result(frames.parse_frame(whole)).messages


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    """Nothing but FrameError comes out of parsing."""
    for parse in (lambda: frames.parse_result(frames.parse_frame(data)), lambda: frames.parse_fetch_result(data)):
        with contextlib.suppress(FrameError):
            parse()


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_gzip_magic_are_read_or_refused(data):
    """Nothing but FrameError comes out of decompressing."""
    with pytest.raises(FrameError):
        frames.decompress(b"\x1f\x8b\x08" + data)
