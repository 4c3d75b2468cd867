"""Damaged messages and frames: no crash, no hang, bounded rows; what cannot be read is kept raw.

`python -m tests.bench fuzz` does the same a million times.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.eventlog.journal_format import JournalRecord
from archiver.eventlog.projector import Projector
from archiver.model.batch import JournalState
from archiver.model.frame import FrameKind
from archiver.wire.decode import decode_message, decode_record
from archiver.wire.pb import details_pb2 as details
from archiver.wire.readers.catalogue import CATALOGUE
from tests.bench.frames_fixture import webcast_folder
from tests.fakes.webcast import make_frame, make_message, make_result
from tests.mutation import check, mutated, seeds
from tests.schema_messages import varint

AT = 1_786_367_257_000
_SEEDS = seeds(webcast_folder())
_PAYLOADS = [payload for _, payload in _SEEDS]


def test_thousands_of_damaged_messages() -> None:
    """Every seed damaged in several ways is an event that can be stored and shown."""
    rng = random.Random(7)
    undecodable = 0
    for _ in range(6_000):
        method, payload = rng.choice(_SEEDS)
        event = decode_message(make_message(method, mutated(rng, payload, _PAYLOADS), msg_id=7))
        check(event)
        undecodable += event.kind == "undecodable"
    assert 600 < undecodable < 5_400  # damage is found, and much is read all the same


def test_damaged_frames_become_rows_or_complaints() -> None:
    """Frames damaged outside, too: each is rows or a complaint with its place in the journal, and rows are whole."""
    rng = random.Random(8)
    projector = Projector(
        session_id=1, room_id=2, method_id=lambda _: 3, decode=decode_record,
        state=JournalState(journal=0, position=0, next_seq=1),
    )  # fmt: skip
    for n in range(2_000):
        method, payload = rng.choice(_SEEDS)
        frame = make_frame(make_result(make_message(method, payload, msg_id=n)), compress=n % 2 == 0, header="gzip")
        record = JournalRecord(FrameKind.PUSH, AT + n, n, mutated(rng, frame, _PAYLOADS), n * 100, n * 100 + 99)
        projector.add(1, record)
    batch = projector.take()
    assert {row.journal for row in batch.events} == {1}
    assert any(row.kind == "undecodable" for row in batch.events)
    seqs = {row.seq for row in batch.events}
    assert all(row[1] in seqs for rows in batch.bodies.values() for row in rows)


@settings(max_examples=150)
@given(st.sampled_from(sorted(CATALOGUE)), st.binary(max_size=300))
def test_arbitrary_payloads(name: str, payload: bytes) -> None:
    """Any bytes under any method of the catalogue."""
    check(decode_message(make_message(name, payload, msg_id=7)))


@settings(max_examples=100)
@given(st.integers(0, len(_SEEDS) - 1), st.randoms(use_true_random=False))
def test_arbitrary_damage(seed: int, rng: random.Random) -> None:
    """What hypothesis finds, it also makes small."""
    method, payload = _SEEDS[seed]
    check(decode_message(make_message(method, mutated(rng, payload, _PAYLOADS), msg_id=7)))


def _nested(depth: int) -> bytes:
    """Lists of users in lists of lists: what would multiply if nobody counted."""
    user = b"\x0a\x02\x08\x05"
    inner = user * 60
    for _ in range(depth):
        inner = (b"\x0a" + varint(len(inner)) + inner) * 20
    return inner


@pytest.mark.parametrize(
    "message",
    [
        details.ImDeleteMessage(delete_msg_ids=range(1, 500_000)),
        details.LinkMicBattle(anchors_info=[details.BattleUserInfoWrapper(key=n) for n in range(1, 50_000)]),
        details.LinkMicArmies(team_armies=[details.BattleTeamUserArmies(team_user=[{"user_id": 1}] * 500)] * 500),
        details.LinkMicMethod(linked_users=[{"id": n} for n in range(1, 100_000)]),
        details.LinkMicMethod(linked_users=[{}] * 500_000),
        details.PollMessage(start_content={"option_list": [{}] * 300_000}),
        details.CaptionMessage(content=[{}] * 300_000),
        details.GoalUpdateMessage(goal={"sub_goals": [{}] * 300_000}),
    ],
    ids=lambda message: message.DESCRIPTOR.name,
)
def test_enormous_messages_are_bounded(message: object) -> None:
    """Lists of hundreds of thousands make bounded rows and details."""
    check(decode_message(make_message(message.DESCRIPTOR.name, message.SerializeToString(), msg_id=7)))  # type: ignore[attr-defined]


def test_lists_in_lists_do_not_multiply() -> None:
    """A list in a list in a list names some hundred people at the most."""
    for number in (*range(5, 25), *range(100, 121)):
        body = _nested(3)
        payload = varint(number << 3 | 2) + varint(len(body)) + body
        for name in ("LinkMessage", "LinkLayerMessage"):
            check(decode_message(make_message(name, payload, msg_id=7)))
