"""A small archived session with every kind of row, written through the store: what views and queries are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archiver.model.batch import BODY_TABLES, Batch, EventRow, GiftStreak
from archiver.model.creator import Creator
from archiver.model.event import Body, Chat, Gift, Like, RoomText, Viewer, ViewerCount
from archiver.model.session import EndCause, Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, TimelinePiece
from archiver.store.sql_store import SqlStore

_WRITE_VERSION_AT = 18  # in the file's header

ROOM = 7_400_000_000_000_000_001
ANNA = Creator(unique_id="anna", user_id=7_000_000_000_000_000_001, sec_uid="MS4w", nickname="Anna 🌸")
BO = Viewer(5, "bo", "Bo 🎈", "sec5", "https://img.example/5")
YUKI = Viewer(6, "yuki", "雪", "sec6", "https://img.example/6")


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """Have SQLite take a database for one that only a later SQLite may write: that stops even the superuser."""
    with path.open("r+b") as file:
        file.seek(_WRITE_VERSION_AT)
        before = file.read(1)
        file.seek(_WRITE_VERSION_AT)
        file.write(b"\x09")
        file.flush()
        yield
        file.seek(_WRITE_VERSION_AT)
        file.write(before)


@dataclass(frozen=True)
class Line:
    """One event to archive."""

    at: int
    kind: str
    body: Body | None = None
    viewer: Viewer | None = None
    is_history: bool = False
    method: str = "WebcastChatMessage"
    detail: str | None = None


def chat(at: int, text: str, viewer: Viewer = BO, *, is_history: bool = False) -> Line:
    return Line(at, "chat", Chat(viewer.user_id, text, "en", None, True, False, None, 3), viewer, is_history)


def gift(at: int, count: int, *, is_end: bool = False) -> Line:
    body = Gift(BO.user_id, None, 5655, "Rose", 1, count, 1, 77, True, is_end)
    return Line(at, "gift", body, BO, method="WebcastGiftMessage")


#: Recording runs from 10,000; there is a gap from 14,000 to 16,000.
LINES = (
    chat(4_000, "from before", is_history=True),
    chat(10_500, "hello {\\b1} --> <b>"),
    Line(11_000, "viewers", ViewerCount(12, 40, 2, 9), method="WebcastRoomUserSeqMessage"),
    gift(11_500, 1),
    gift(12_000, 3),
    gift(12_500, 5, is_end=True),
    chat(13_000, "你好 สวัสดี مرحبا", YUKI),
    Line(15_000, "like", Like(6, 7, 107), YUKI, method="WebcastLikeMessage"),
    Line(
        16_500, "emote", Chat(5, "", "", '[{"index":0,"id":"e","url":"u"}]', False, True, 9, None), BO,
        method="WebcastEmoteChatMessage",
    ),
    chat(12_900, "late by the server's clock"),
    Line(17_000, "intro", RoomText(None, "Welcome", "en"), method="WebcastLiveIntroMessage"),
    Line(17_500, "unknown", method="WebcastNewThingMessage", detail='{"x":1}'),
    Line(19_000, "viewers", ViewerCount(9, 44, 1, 8), method="WebcastRoomUserSeqMessage"),
)  # fmt: skip

TIMELINE = tuple(
    TimelinePiece(
        number=number, from_at=from_at, to_at=to_at, segment=segment, offset_ms=offset_ms, position_ms=position_ms,
        in_gap=in_gap, kind="arrival", error_ms=300,
    )
    for number, from_at, to_at, segment, offset_ms, position_ms, in_gap in (
        (1, MIN_INSTANT, 10_000, 1, 0, 0, True),
        (2, 10_000, 14_000, 1, 0, 0, False),
        (3, 14_000, 16_000, 2, 4_000, 0, True),
        (4, 16_000, 20_000, 2, 4_000, 0, False),
        (5, 20_000, MAX_INSTANT, 2, 8_000, 4_000, True),
    )
)  # fmt: skip


async def archive_session(store: SqlStore, *, with_timeline: bool = True) -> int:
    """Write the session and end it; returns its id."""
    session = await store.open_session(
        room_id=ROOM, creator=ANNA, title="Hello", started_at=10_000, folder="anna/1", broadcast_started_at=900
    )
    await write_lines(store, session.id, LINES)
    for number, (started_at, ended_at) in enumerate(((10_000, 14_000), (16_000, 20_000)), 1):
        await store.save_segment(
            Segment(
                session_id=session.id, number=number, attempt=1, part=f"part_{number}.flv", state=SegmentState.FINISHED,
                protocol="flv", quality="origin", started_at=started_at, ended_at=ended_at,
                duration_ms=ended_at - started_at, file=f"{number}.mp4",
            )
        )  # fmt: skip
    await store.save_gap(Gap(session_id=session.id, cause=GapCause.PAUSE, started_at=14_000, ended_at=16_000))
    if with_timeline:
        await store.save_timeline(session.id, TIMELINE)
    await store.end_session(
        session.id,
        ended_at=20_000,
        cause=EndCause.CONTROL_ENDED,
        file="anna.mp4",
        sha256=None,
        duration_ms=8_000,
        error=None,
    )
    return session.id


async def write_lines(store: SqlStore, session_id: int, lines: tuple[Line, ...], *, first_msg_id: int = 100) -> int:
    """Write lines as one batch that follows what is stored; returns how many were new."""
    state = await store.journal_state(session_id)
    batch = Batch(
        session_id=session_id, journal=1, end_position=state.position + 100 * len(lines),
        next_seq=state.next_seq + len(lines), viewers_at=lines[-1].at,
    )  # fmt: skip
    for number, line in enumerate(lines):
        _add(batch, store, state.next_seq + number, first_msg_id + number, line)
    return await store.write_batch(batch)


def _add(batch: Batch, store: SqlStore, seq: int, msg_id: int, line: Line) -> None:
    viewer_id = line.viewer.user_id if line.viewer else None
    batch.rows.append(
        EventRow(
            batch.session_id, seq, ROOM, store.method_id(line.method), msg_id, line.kind, line.at, line.at,
            line.at + 40, viewer_id, int(line.is_history), 1, seq * 100, line.detail,
        )
    )  # fmt: skip
    if line.body is not None:
        table = BODY_TABLES[type(line.body)]
        batch.bodies.setdefault(table, []).append((batch.session_id, seq, *line.body))
    if line.viewer is not None:
        batch.viewers[line.viewer.user_id] = line.viewer
    if isinstance(line.body, Gift):
        _fold(batch, seq, line.at, line.body)


def _fold(batch: Batch, seq: int, at: int, body: Gift) -> None:
    known = next(iter(batch.streaks.values()), None)
    first_seq, first_at = (known.first_seq, known.first_at) if known else (seq, at)
    batch.streaks[first_seq] = GiftStreak(
        batch.session_id, first_seq, seq, body.viewer_id, body.receiver_id, body.gift_id, body.gift_name,
        body.diamond_count, body.group_id, body.repeat_count, first_at, at, int(body.is_streak_end),
    )  # fmt: skip
