"""The connection protocol, driven by hand: no socket, no clock."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.model.broadcast import ControlSignal
from archiver.wire import frames
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.protocol import HEARTBEAT_INTERVAL_MS, WebcastProtocol, heartbeat_interval_ms, read_result
from tests.fakes.webcast import make_frame, make_message, make_result

ROOM_ID = 7140000000000000001


def connected(**options) -> WebcastProtocol:
    protocol = WebcastProtocol(ROOM_ID, **options)
    protocol.connected(0)
    return protocol


def control(action: int, **envelope) -> pb.Message:
    return make_message("WebcastControlMessage", pb.ControlMessage(action=action), **envelope)


def test_entry_comes_before_the_first_heartbeat():
    """The room is entered first, as the platform closes connections that do it the other way round."""
    protocol = connected(enter_unique_id=5)
    assert protocol.data_to_send() == [
        frames.enter_room_frame(ROOM_ID, enter_unique_id=5),
        frames.heartbeat_frame(ROOM_ID, 1),
    ]


def test_data_is_given_once():
    """What was handed out is not sent again."""
    protocol = connected()
    protocol.data_to_send()
    assert protocol.data_to_send() == []


def test_nothing_is_due_before_the_connection():
    """A protocol that is not connected has no deadline and sends nothing."""
    protocol = WebcastProtocol(ROOM_ID)
    protocol.tick(1_000_000)
    assert (protocol.next_deadline_ms, protocol.data_to_send()) == (None, [])


def test_heartbeats_count_up_at_every_interval():
    """Each interval has one heartbeat with the next number."""
    protocol = connected(heartbeat_interval_ms=5_000)
    protocol.data_to_send()
    sent = []
    for now_ms in range(0, 15_001, 1_000):
        protocol.tick(now_ms)
        sent += [(now_ms, data) for data in protocol.data_to_send()]
    assert sent == [(n * 5_000, frames.heartbeat_frame(ROOM_ID, n + 1)) for n in (1, 2, 3)]


def test_late_tick_sends_one_heartbeat():
    """After a sleep of the machine the missed heartbeats are not sent in a burst."""
    protocol = connected(silence_limit_ms=600_000)
    protocol.data_to_send()
    protocol.tick(95_000)
    assert len(protocol.data_to_send()) == 1
    assert protocol.next_deadline_ms == 105_000


def test_deadline_is_the_nearer_of_heartbeat_and_silence():
    """The caller is told when to tick next."""
    assert connected().next_deadline_ms == HEARTBEAT_INTERVAL_MS
    assert connected(silence_limit_ms=4_000).next_deadline_ms == 4_000


def test_silence_is_death():
    """Without any frame for the limit the connection is dead and needs no more ticks."""
    protocol = connected()
    for now_ms in range(0, 60_000, 10_000):
        protocol.tick(now_ms)
    assert protocol.next_deadline_ms is not None
    protocol.tick(60_000)
    assert protocol.next_deadline_ms is None


@pytest.mark.parametrize("data", [make_frame(b"", payload_type="hb"), b"\xff", "text"])
def test_any_frame_is_a_sign_of_life(data):
    """The connection lives as long as something arrives, readable or not."""
    protocol = connected()
    protocol.receive(data, 30_000)
    protocol.tick(89_999)
    assert protocol.next_deadline_ms is not None
    protocol.tick(90_000)
    assert protocol.next_deadline_ms is None


def test_reading_late_does_not_shorten_life():
    """A frame read long after it arrived does not pull the deadline back."""
    protocol = connected()
    protocol.heard(50_000)
    protocol.receive(make_frame(make_result()), 20_000)
    protocol.tick(100_000)
    assert protocol.next_deadline_ms is not None


def test_result_is_acknowledged_with_its_own_log_id():
    """A result that wants it gets an ack with the frame's log id and the result's internal_ext."""
    protocol = connected()
    protocol.data_to_send()
    protocol.receive(make_frame(make_result(need_ack=True), log_id=77, compress=True), 1)
    assert protocol.data_to_send() == [frames.ack_frame(77, b"e")]


def test_result_without_wish_is_not_acknowledged():
    """No ack is sent unasked."""
    protocol = connected()
    protocol.data_to_send()
    protocol.receive(make_frame(make_result()), 1)
    assert protocol.data_to_send() == []


def test_notice_tells_clock_messages_and_signals():
    """A result's notice has the server's clock, the number of messages and what the room said about itself."""
    result = make_result(control(1), make_message("WebcastChatMessage", b""), control(2), now=1_786_000_000_000)
    notice = connected().receive(make_frame(result, compress=True, header="gzip"), 1)
    assert notice.signals == (ControlSignal.PAUSED, ControlSignal.RESUMED)
    assert (notice.server_now_ms, notice.messages, notice.payload_type) == (1_786_000_000_000, 3, "msg")
    assert notice.problem is None


@pytest.mark.parametrize("signal", list(ControlSignal))
def test_every_control_action_is_a_signal(signal):
    """Pause, resume, end and suspension are told apart, with and without the method's prefix."""
    body = pb.ControlMessage(action=signal)
    result = make_result(make_message("WebcastControlMessage", body), make_message("ControlMessage", body))
    assert read_result(result).signals == (signal, signal)


@pytest.mark.parametrize("message", [control(0), control(9), control(3, is_history=True)])
def test_other_control_messages_signal_nothing(message):
    """Unknown actions and replayed messages say nothing about the broadcast now."""
    assert read_result(make_result(message)).signals == ()


def test_undecodable_control_message_signals_nothing():
    """A control message that cannot be read neither ends the session nor raises."""
    assert read_result(make_result(make_message("WebcastControlMessage", b"\xff\xff"))).signals == ()


@pytest.mark.parametrize("payload_type", ["hb", "im_enter_room_resp", "ack", "", "unheard_of"])
def test_other_payload_types_are_named_and_ignored(payload_type):
    """Only msg frames are read as results, whatever the others hold."""
    protocol = connected()
    protocol.data_to_send()
    notice = protocol.receive(make_frame(make_result(control(3), need_ack=True), payload_type=payload_type), 1)
    assert (notice.payload_type, notice.signals, notice.problem) == (payload_type, (), None)
    assert protocol.data_to_send() == []


def test_text_frame_is_ignored():
    """A text frame is no problem and no result."""
    notice = connected().receive("hello", 1)
    assert (notice.payload_type, notice.problem, notice.messages) == ("text", None, 0)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\xff\xff", "truncated or not protobuf"),
        (make_frame(b"\xff\xff\xff"), "not a fetch result"),
        (make_frame(gzip.compress(bytes(frames.MAX_RESULT_BYTES + 1))), "decompresses to more than"),
        (make_frame(gzip.compress(b"abc", mtime=0)[:-3]), "truncated"),
    ],
)
def test_bad_frame_is_a_problem(data, problem):
    """A frame that cannot be read is reported in a sentence, and the connection goes on."""
    protocol = connected()
    notice = protocol.receive(data, 1)
    assert problem in (notice.problem or "")
    assert protocol.receive(make_frame(make_result()), 2).problem is None


@given(st.binary(max_size=300) | st.text(max_size=20))
def test_no_bytes_raise(data):
    """Whatever arrives, receiving it gives a notice."""
    connected().receive(data, 1)


@given(st.binary(max_size=300), st.sampled_from(["WebcastControlMessage", "WebcastChatMessage"]))
def test_no_payload_raises(payload, method):
    """Whatever a message holds, receiving its frame gives a notice without a problem."""
    assert connected().receive(make_frame(make_result(make_message(method, payload))), 1).problem is None


@pytest.mark.parametrize(
    ("options", "interval_ms"),
    [
        ("ping-interval=5", 5_000),
        ("reconnect-interval=3; ping-interval=20; x=1", 20_000),
        ("PING=1", HEARTBEAT_INTERVAL_MS),
        ("ping-interval=0", HEARTBEAT_INTERVAL_MS),
        ("ping-interval=61", HEARTBEAT_INTERVAL_MS),
        ("ping-interval=5s", HEARTBEAT_INTERVAL_MS),
        ("", HEARTBEAT_INTERVAL_MS),
        (None, HEARTBEAT_INTERVAL_MS),
    ],
)
def test_heartbeat_interval_is_the_handshakes(options, interval_ms):
    """The server's wish is followed within reason, else ten seconds."""
    assert heartbeat_interval_ms(options) == interval_ms
