"""Journal records to rows, pure: the same records give the same rows, whenever and from wherever they are read.

This is the hot loop of the event log: a busy room sends thousands of messages a second. The rows are made by building
tuples directly, without a call per row (docs/decisions/events-are-row-tuples.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from archiver.align.skew import PLAUSIBLE_MS, SkewEstimator
from archiver.eventlog.journal_format import JournalRecord
from archiver.eventlog.seen import SeenMessages
from archiver.eventlog.streaks import StreakFolder
from archiver.model.batch import BODY_TABLES, Batch, EventRow, JournalState
from archiver.model.event import Bodies, Body, EventFields, Gift
from archiver.model.frame import FrameKind
from archiver.model.interaction import RoomRank

#: Method under which what is not a message is counted.
FRAME_METHOD = "(frame)"
JOURNAL_METHOD = "(journal)"
CONNECTED_METHOD = "(connected)"
DISCONNECTED_METHOD = "(disconnected)"
_MAX_PROBLEM_CHARS = 500
_MAX_NOTE_BYTES = 2000

_DATA_KINDS = (FrameKind.PUSH, FrameKind.FETCH_RESULT, FrameKind.TIKAPI_CHAT)


class DecodedRecord(Protocol):
    """What the decoder makes of a frame."""

    @property
    def fields(self) -> list[EventFields]:
        """The messages, in order."""

    @property
    def server_now_ms(self) -> int | None:
        """The server's clock as the frame states it."""

    @property
    def problem(self) -> str | None:
        """Why the frame could not be read, or only in part."""


class _Refused(NamedTuple):
    """A record that made nothing but a complaint."""

    fields: list[EventFields]
    server_now_ms: int | None
    problem: str | None


Decode = Callable[[FrameKind, bytes], DecodedRecord]


class Projector:
    """Turns the records of one session's journals into batches. Feed them in order: ``add``, then ``take``.

    Args:
        session_id: the session.
        room_id: its room.
        method_id: gives the code of a method name.
        decode: reads a frame; never raises for what the bytes are.
        state: where the stored rows end; the first record added must be the one behind it.
        skew_ms: the server clock minus ours, as last known.
    """

    def __init__(
        self,
        *,
        session_id: int,
        room_id: int,
        method_id: Callable[[str], int],
        decode: Decode,
        state: JournalState,
        skew_ms: int = 0,
    ) -> None:
        self._session_id = session_id
        self._room_id = room_id
        self._method_id = method_id
        self._decode = decode
        self._codes: dict[str, int] = {}
        self._seq = state.next_seq
        self._streaks = StreakFolder(session_id, state.open_streaks, state.streakable_gifts)
        self._skew = SkewEstimator(skew_ms)
        self.skew_at = 0  #: our clock, when a frame last told its time
        self._ranks: dict[int, RoomRank] = {}
        self._newest_ranks: list[Body] = []
        self._seen = SeenMessages()
        self._batch = Batch(session_id, state.journal, state.position, state.next_seq)
        #: By the type of a body, what adds a row to its table in this batch; not for those that need a second look.
        self._adders: dict[type, Callable[[tuple[Any, ...]], None]] = {}

    @property
    def skew_ms(self) -> int:
        """The server clock minus ours, as the frames so far tell."""
        return self._skew.skew_ms

    @property
    def has_rows(self) -> bool:
        """Whether the next ``take`` will hold anything but a position."""
        return bool(self._batch.rows) or self._streaks.has_changes

    @property
    def pending(self) -> int:
        """How many event rows the next ``take`` will hold."""
        return len(self._batch.rows)

    def remember(self, records: Iterable[JournalRecord]) -> None:
        """Learn which messages these records hold, without making rows: they are stored already."""
        for record in records:
            if record.kind in _DATA_KINDS:
                for _, method, msg_id, *_ in self._decoded(record).fields:
                    if msg_id is not None:
                        self._seen.is_repeated(method, msg_id)
                self._seen.forget_oldest()

    def add(self, journal: int, record: JournalRecord) -> None:
        """Take in the next record of journal number ``journal``."""
        if record.kind in _DATA_KINDS:
            decoded = self._decoded(record)
            if decoded.server_now_ms is not None:
                self._skew.add(decoded.server_now_ms, record.received_at)
                self.skew_at = record.received_at
            if decoded.fields:
                self._add_events(decoded.fields, journal, record)
            if decoded.problem is not None:
                self.add_problem(FRAME_METHOD, decoded.problem, journal, record.position, record.received_at)
            self._streaks.advance(record.received_at + self._skew.skew_ms)
        else:
            self._add_note(journal, record)
        self.pass_to(journal, record.end_position)

    def _add_note(self, journal: int, record: JournalRecord) -> None:
        """A row for the beginning or the end of a connection: where events may be missing, the replay says so."""
        method = CONNECTED_METHOD if record.kind is FrameKind.CONNECTED else DISCONNECTED_METHOD
        detail = record.data[:_MAX_NOTE_BYTES].decode("utf-8", "replace")
        self._add_row("connection", method, detail, journal, record.position, record.received_at)

    def add_problem(self, method: str, problem: str, journal: int, position: int, received_at: int) -> None:
        """Write down, as an event of kind "undecodable", that something at this place could not be read."""
        detail = json.dumps({"problem": problem[:_MAX_PROBLEM_CHARS]}, ensure_ascii=False)
        self._add_row("undecodable", method, detail, journal, position, received_at)

    def _add_row(self, kind: str, method: str, detail: str, journal: int, position: int, received_at: int) -> None:
        row = EventRow(
            self._session_id, self._seq, self._room_id, self._code(method), None, kind,
            received_at + self._skew.skew_ms, None, received_at, None, 0, journal, position, detail,
        )  # fmt: skip
        self._batch.rows.append(row)
        self._seq += 1

    def pass_to(self, journal: int, position: int) -> None:
        """Note that everything up to this place has been taken in."""
        self._batch.journal, self._batch.end_position = journal, position

    def finish(self) -> None:
        """Close all gift streaks: the session is over."""
        self._streaks.close_all()

    def take(self) -> Batch:
        """What has been gathered since the last call; its position is that of the newest record, rows or not."""
        batch = self._batch
        batch.next_seq = self._seq
        batch.streaks = self._streaks.take()
        self._batch = Batch(self._session_id, batch.journal, batch.end_position, self._seq)
        self._adders = {}
        return batch

    def _decoded(self, record: JournalRecord) -> DecodedRecord:
        try:
            return self._decode(record.kind, record.data)
        except Exception as error:  # noqa: BLE001 - a frame that trips the decoder must not stop a session's log
            return _Refused([], None, f"the decoder failed: {type(error).__name__}: {error}")

    def _add_events(self, events: list[EventFields], journal: int, record: JournalRecord) -> None:
        session_id, room_id, received_at, position = (
            self._session_id,
            self._room_id,
            record.received_at,
            record.position,
        )
        batch, codes, seq = self._batch, self._codes, self._seq
        seen, seen_before = self._seen.newest, self._seen.before
        add_row, viewers, adders = batch.rows.append, batch.viewers, self._adders
        arrived_at = received_at + self._skew.skew_ms
        earliest, latest = received_at - PLAUSIBLE_MS, received_at + PLAUSIBLE_MS
        for kind, method, msg_id, server_at, is_history, viewer, body, detail, text in events:
            if msg_id is not None:
                if msg_id not in seen and msg_id not in seen_before:
                    seen[msg_id] = method
                elif self._seen.is_repeated(method, msg_id):
                    seq += 1
                    continue
            at = server_at if server_at is not None and earliest <= server_at <= latest else arrived_at
            code = codes.get(method) or self._code(method)
            viewer_id = None
            if viewer is not None:
                viewer_id = viewer[0]
                viewers[viewer_id] = viewer
            add_row((
                session_id, seq, room_id, code, msg_id, kind, at, server_at, received_at, viewer_id,
                1 if is_history else 0, journal, position, detail, text,
            ))  # fmt: skip
            if (add_body := adders.get(type(body))) is not None:
                add_body((session_id, seq) + body)  # type: ignore[operator]  # noqa: RUF005 - unpacking takes four times as long
            elif body is not None:
                self._add_bodies(body, seq, at)
            seq += 1
        self._seq = seq
        self._seen.forget_oldest()
        batch.viewers_at = max(batch.viewers_at, arrived_at)

    def _add_bodies(self, body: Bodies, seq: int, at: int) -> None:
        """Rows of a body that is not just added to those of its table, or whose table has none yet in this batch."""
        if isinstance(body, list):
            self._add_parts(body, seq)
            return
        rows = self._batch.bodies.setdefault(BODY_TABLES[type(body)], [])
        rows.append((self._session_id, seq, *body))
        if isinstance(body, Gift):
            self._streaks.add(body, seq, at)
        else:
            self._adders[type(body)] = rows.append

    def _add_parts(self, parts: list[Body], seq: int) -> None:
        """Rows of a body that has several. The room's top gifters come every few seconds: only changes are rows."""
        if isinstance(parts[-1], RoomRank):
            if parts[1:] == self._newest_ranks:
                parts = parts[:1]
            else:
                self._newest_ranks = parts[1:]
        for part in parts:
            if isinstance(part, RoomRank):
                if self._ranks.get(part.number) == part:
                    continue
                self._ranks[part.number] = part
            self._batch.bodies.setdefault(BODY_TABLES[type(part)], []).append((self._session_id, seq, *part))

    def _code(self, method: str) -> int:
        code = self._codes.get(method)
        if code is None:
            code = self._codes[method] = self._method_id(method)
        return code
