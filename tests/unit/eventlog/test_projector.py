"""From records to rows: everything counted once, in order, the same from wherever one begins."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from archiver.eventlog.journal_format import JournalRecord
from archiver.eventlog.projector import FRAME_METHOD, Projector
from archiver.eventlog.seen import REMEMBERED_IDS
from archiver.model.batch import Batch, JournalState
from archiver.model.event import Chat, Event, Gift, Viewer
from archiver.model.frame import FrameKind

AT = 1_786_367_257_000
START = JournalState(journal=0, position=0, next_seq=1)
ANNA = Viewer(7, "anna", "Anna", "sec", "")


class Decoded(NamedTuple):
    fields: list[Event]
    server_now_ms: int | None = None
    problem: str | None = None


class Script:
    """Records whose bytes are the index of what the decoder says of them."""

    def __init__(self, *frames: Decoded | Exception) -> None:
        self.frames = frames
        self.methods: dict[str, int] = {}

    def decode(self, kind: FrameKind, data: bytes) -> Decoded:
        frame = self.frames[int(data)]
        if isinstance(frame, Exception):
            raise frame
        return frame

    def records(self) -> list[JournalRecord]:
        return [
            JournalRecord(FrameKind.PUSH, AT + 1000 * i, 1000 * i, b"%d" % i, 100 * i, 100 * i + 100)
            for i in range(len(self.frames))
        ]

    def projector(self, state: JournalState = START, skew_ms: int = 0) -> Projector:
        return Projector(
            session_id=3, room_id=55, decode=self.decode, state=state, skew_ms=skew_ms,
            method_id=lambda method: self.methods.setdefault(method, len(self.methods) + 1),
        )  # fmt: skip

    def project(self) -> Batch:
        projector = self.projector()
        for record in self.records():
            projector.add(1, record)
        return projector.take()


def chat(msg_id: int | None, text: str = "hi", **fields: Any) -> Event:
    event = Event(
        "chat", "WebcastChatMessage", msg_id, AT + 5, False, ANNA,
        Chat(ANNA.user_id, text, "en", None, False, False, None, None), None,
    )  # fmt: skip
    return event._replace(**fields)


def test_a_message_becomes_an_event_row_and_a_body_row() -> None:
    """Row, body and viewer carry session, ordinal, method code, instants and the place in the journal."""
    batch = Script(Decoded([chat(11)])).project()
    [row] = batch.events
    assert row._asdict() == {
        "session_id": 3, "seq": 1, "room_id": 55, "method_id": 1, "msg_id": 11, "kind": "chat", "at": AT + 5,
        "server_at": AT + 5, "received_at": AT, "viewer_id": 7, "is_history": 0, "journal": 1, "position": 0,
        "detail": None, "text": None,
    }  # fmt: skip
    assert batch.bodies == {"chats": [(3, 1, 7, "hi", "en", None, False, False, None, None)]}
    assert batch.viewers == {7: ANNA}
    assert (batch.journal, batch.end_position, batch.next_seq, batch.viewers_at) == (1, 100, 2, AT)


def test_messages_seen_a_moment_ago_are_dropped_but_keep_their_ordinal() -> None:
    """A repeated (method, id) makes no row; the ordinals of the others do not depend on that."""
    batch = Script(Decoded([chat(1), chat(2)]), Decoded([chat(1), chat(3)])).project()
    assert [(row.seq, row.msg_id) for row in batch.events] == [(1, 1), (2, 2), (4, 3)]


def test_the_memory_of_a_broadcast_of_days_is_bounded() -> None:
    """However many messages came, only the latest are remembered."""
    frame = 1_000
    script = Script(*(Decoded([chat(1 + frame * i + n) for n in range(frame)]) for i in range(40)))
    projector = script.projector()
    for record in script.records():
        projector.add(1, record)
        projector.take()
    seen = projector._seen
    assert REMEMBERED_IDS <= len(seen.newest) + len(seen.before) <= 2 * (REMEMBERED_IDS + frame)


def test_messages_without_id_and_ids_of_other_methods_are_never_duplicates() -> None:
    """No id means no identity; a pin may carry the id of the chat it pins."""
    pin = chat(1, method="WebcastRoomPinMessage", kind="unknown", body=None)
    batch = Script(Decoded([chat(None), chat(None), chat(1), pin])).project()
    assert len(batch.events) == 4


def test_an_implausible_server_instant_gives_way_to_our_clock_and_the_skew() -> None:
    """Seconds, zero and other days are kept as stated, but the event is placed by receipt plus skew."""
    stated = [None, 0, AT // 1000, AT + 90_000_000, AT - 90_000_000]
    script = Script(Decoded([], server_now_ms=AT + 400), Decoded([chat(None, server_at=at) for at in stated]))
    batch = script.project()
    assert [row.at for row in batch.events] == [AT + 1000 + 400] * 5
    assert [row.server_at for row in batch.events] == stated


def test_history_is_marked_and_keeps_its_own_instant() -> None:
    """A chat replayed from before the connection is placed where it was said."""
    [row] = Script(Decoded([chat(1, is_history=True, server_at=AT - 3_600_000)])).project().events
    assert (row.is_history, row.at) == (1, AT - 3_600_000)


def test_a_frame_that_cannot_be_read_is_a_row() -> None:
    """The complaint is kept with the frame's place; the messages beside it are kept too."""
    batch = Script(Decoded([chat(1)], problem="not gzip: " + "x" * 9999)).project()
    assert [row.kind for row in batch.events] == ["chat", "undecodable"]
    detail = batch.events[1].detail
    assert detail is not None
    assert json.loads(detail)["problem"].startswith("not gzip: ")
    assert len(detail) < 600


def test_a_decoder_that_fails_does_not_stop_the_log() -> None:
    """An error nobody foresaw is a row like any undecodable frame, and the next frame follows."""
    script = Script(ValueError("surprise"), Decoded([chat(1)]))
    batch = script.project()
    assert [row.kind for row in batch.events] == ["undecodable", "chat"]
    assert "ValueError: surprise" in (batch.events[0].detail or "")
    assert script.methods[FRAME_METHOD] == batch.events[0].method_id


def test_a_note_of_the_connection_is_a_row() -> None:
    """Beginning and end of a connection are events of their own kind, with what the note says."""
    projector = Script().projector()
    projector.add(1, JournalRecord(FrameKind.CONNECTED, AT, 0, b'{"strategy": "direct"}', 8, 50))
    projector.add(1, JournalRecord(FrameKind.DISCONNECTED, AT + 9, 0, b'{"reason": "gone"}', 50, 99))
    batch = projector.take()
    assert [(row.kind, row.detail, row.received_at) for row in batch.events] == [
        ("connection", '{"strategy": "direct"}', AT),
        ("connection", '{"reason": "gone"}', AT + 9),
    ]
    assert batch.end_position == 99


def test_gifts_feed_the_ledger() -> None:
    """A streak of two messages is two gift rows and one streak with the higher count."""
    bodies = [Gift(7, None, 5655, "Rose", 1, count, count, 9, True, count == 3) for count in (2, 3)]
    gifts = [Event("gift", "WebcastGiftMessage", body.repeat_count, AT, False, ANNA, body, None) for body in bodies]
    batch = Script(Decoded(gifts)).project()
    assert len(batch.bodies["gifts"]) == 2
    assert {seq: (s.repeat_count, s.is_closed) for seq, s in batch.streaks.items()} == {1: (3, 1)}


def events() -> st.SearchStrategy[Event]:
    ids = st.one_of(st.none(), st.integers(1, 12))
    gift_bodies = st.builds(
        Gift, viewer_id=st.just(7), receiver_id=st.none(), gift_id=st.integers(1, 2), gift_name=st.just("Rose"),
        diamond_count=st.just(1), repeat_count=st.integers(1, 9), combo_count=st.just(1), group_id=st.integers(0, 2),
        is_streakable=st.booleans(), is_streak_end=st.booleans(),
    )  # fmt: skip
    gifts = st.builds(
        lambda msg_id, body: Event("gift", "WebcastGiftMessage", msg_id, None, False, ANNA, body, None),
        ids,
        gift_bodies,
    )
    return st.one_of(st.builds(chat, ids), gifts)


@given(st.lists(st.lists(events(), max_size=4), max_size=8), st.data())
def test_any_split_gives_the_same_rows(frames: list[list[Event]], data: st.DataObject) -> None:
    """Taking at any record, and starting anew from what was committed there, gives the rows of an unbroken run."""
    script = Script(*(Decoded(frame) for frame in frames))
    whole = script.project()
    split = data.draw(st.integers(0, len(frames)))
    records = script.records()
    first = script.projector()
    for record in records[:split]:
        first.add(1, record)
    head = first.take()
    state = JournalState(
        journal=1, position=head.end_position, next_seq=head.next_seq, open_streaks=tuple(head.streaks.values())
    )
    second = script.projector(state)
    second.remember(records[:split])
    for record in records[split:]:
        second.add(1, record)
    tail = second.take()
    assert head.events + tail.events == whole.events
    assert {t: head.bodies.get(t, []) + tail.bodies.get(t, []) for t in {*head.bodies, *tail.bodies}} == whole.bodies
    assert head.streaks | tail.streaks == whole.streaks
    assert tail.next_seq == whole.next_seq
