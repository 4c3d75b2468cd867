"""A session made of messages the real way: frames in a journal, read, decoded and committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from google.protobuf.message import Message as AnyProto

from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import JournalRecord, journal_numbers
from archiver.eventlog.journal_reader import read_records
from archiver.eventlog.projection import catch_up
from archiver.model.frame import FrameKind, RawFrame
from archiver.model.session import Session
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import webcast_pb2 as pb
from tests.archive import ANNA, ROOM
from tests.fakes.webcast import make_frame, make_message, make_result

START = 1_786_367_257_000
ZOE = pb.User(id=70, nickname="Zoe", display_id="zoe")


def dated(method: str, body: AnyProto, at_ms: int, msg_id: int = 0) -> pb.Message:
    """A message sent ``at_ms`` after the session's start; ``msg_id`` 0: one made of the instant."""
    body.common.create_time = START + at_ms  # type: ignore[attr-defined]
    return make_message(method, body, msg_id=msg_id or 1_000_000 + at_ms)


def iterate_records(path: Path, position: int = 0) -> Iterator[JournalRecord]:
    """All records from ``position`` on. Raises as ``read_records`` does."""
    while records := read_records(path, position):
        yield from records
        position = records[-1].end_position


async def open_journalled(store: SqlStore, folder: Path) -> Session:
    """An open session of @anna's room."""
    return await store.open_session(
        room_id=ROOM, creator=ANNA, title="", started_at=START, folder=str(folder), broadcast_started_at=None
    )


async def log_messages(store: SqlStore, session: Session, folder: Path, messages: Iterable[pb.Message]) -> None:
    """Put the messages, one a frame, into the session's next journal, and bring the rows up to its end."""
    folder.mkdir(exist_ok=True)
    number = len(journal_numbers(folder)) + 1
    with JournalWriter(folder, number) as journal:
        for message in messages:
            at = START + (message.msg_id - 1_000_000 if message.msg_id < 2_000_000 else 0)
            journal.append(RawFrame(FrameKind.PUSH, make_frame(make_result(message, now=0)), at, at))
    await catch_up(session=session, folder=folder, store=store)
